//! The management API, `/api/v1`: for programs, with a key of the scope `api` and its role. What it can do, the use cases
//! can; here is what its routes share: the key, and how errors are answered.

mod codes;
mod customers;
mod till;

use axum::{
    Json, Router,
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use contract::{ErrorCode, Role};
use service::{Actor, Error};

use crate::AppState;

pub fn router() -> Router<AppState> {
    Router::new().merge(codes::router()).merge(customers::router()).merge(till::router())
}

/// Whoever asks: the key's name and role.
#[derive(Debug, Clone)]
pub struct Caller(pub Actor);

impl FromRequestParts<AppState> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let key = bearer(&parts.headers).ok_or(ErrorCode::Unauthenticated)?;
        let actor = state.service.actor_of_key(key).ok_or(ErrorCode::Unauthenticated)?;
        Ok(Self(actor))
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, key) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// Why the API did not do what it was asked for: `{"error": {"code": …, "problems": […]}}`.
#[derive(Debug)]
pub struct Failure {
    status: StatusCode,
    body: serde_json::Value,
}

impl Failure {
    /// With a code of its own, and what it means in both languages.
    pub fn new(status: StatusCode, code: &str, ru: &str, en: &str) -> Self {
        Self { status, body: serde_json::json!({ "error": { "code": code, "ru": ru, "en": en } }) }
    }
}

impl From<contract::Error> for Failure {
    fn from(error: contract::Error) -> Self {
        let status = match error.code {
            ErrorCode::Unauthenticated | ErrorCode::WrongCredentials => StatusCode::UNAUTHORIZED,
            ErrorCode::Forbidden => StatusCode::FORBIDDEN,
            ErrorCode::NotFound => StatusCode::NOT_FOUND,
            ErrorCode::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::Conflict => StatusCode::CONFLICT,
            ErrorCode::TooManyAttempts => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self { status, body: serde_json::json!({ "error": error }) }
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        contract::Error::from(code).into()
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        error.told().into()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Self { status, body } = self;
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        match status {
            StatusCode::UNAUTHORIZED => _ = headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
            StatusCode::SERVICE_UNAVAILABLE => _ = headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1")),
            _ => {}
        }
        response
    }
}

/// What the role may do is asked of the use cases; where one needs no proof, here.
pub fn at_least(caller: &Caller, role: Role) -> Result<(), Failure> {
    if caller.0.role >= role { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}
