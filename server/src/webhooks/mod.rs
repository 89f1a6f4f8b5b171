//! IMSHOP's webhooks: a file each. Here is what they share: the method, the size, the key, and how errors are answered.
//!
//! A new webhook is a file like `basket.rs`, with its wire types in `imshop`, and a line in [`router`].

mod basket;
mod orders;
mod personal_offers;

use std::{borrow::Cow, sync::Arc};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};
use imshop::RequestError;
use service::{KeyScope, Service};

use crate::{
    AppState,
    config::Config,
    layers::{
        self,
        body::{self, Unread},
    },
};

/// Needs none of the layers that other routes have: see [`layers::around_webhook`].
pub fn router(state: &AppState) -> Router<AppState> {
    let door = Arc::new(Door { service: state.service.clone(), config: Arc::clone(&state.config) });
    let router = Router::new();
    let router = add(router, "/webhooks/imshop/basket", KeyScope::Webhook, basket::answer);
    let router = add(router, "/webhooks/imshop/personal-offers", KeyScope::Webhook, personal_offers::answer);
    let router = add(router, "/webhooks/imshop/orders", KeyScope::Orders, orders::answer);
    router.with_state(door)
}

/// What webhooks work with: less to copy for each request than [`AppState`].
struct Door {
    service: Service,
    config: Arc<Config>,
}

/// What a webhook answers to a body, as JSON.
type Answer = Result<Vec<u8>, RequestError>;

/// Adds a webhook by its function: POST with a key of the scope, all else refused before the function is asked.
fn add<F, A>(router: Router<Arc<Door>>, route: &'static str, scope: KeyScope, answer: F) -> Router<Arc<Door>>
where
    F: Fn(Service, Bytes) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Answer> + Send,
{
    let handler = move |State(door): State<Arc<Door>>, request: Request| {
        let answer = answer.clone();
        // Boxed here, where it is made: axum would copy it twice on its way into a box of its own.
        Box::pin(async move {
            let asked = |request| ask(&door, request, scope, answer);
            layers::around_webhook(route, &door.config, request, asked).await
        })
    };
    router.route(route, any(handler))
}

async fn ask<F, A>(door: &Door, request: Request, scope: KeyScope, answer: F) -> Response
where
    F: Fn(Service, Bytes) -> A,
    A: Future<Output = Answer>,
{
    if *request.method() != Method::POST {
        return method_not_allowed();
    }
    match admit(door, request, scope).await {
        Ok(body) => answer(door.service.clone(), body).await.map_or_else(refuse, |body| json(StatusCode::OK, body)),
        Err(refusal) => refusal,
    }
}

/// The body of whoever has a key, else the answer to who has none: then nothing is looked at but the size.
async fn admit(door: &Door, request: Request, scope: KeyScope) -> Result<Bytes, Response> {
    let (parts, body) = request.into_parts();
    let limit = door.config.body_limit_bytes.get();
    let body = body::read(&parts.headers, body, limit).await.map_err(|unread| match unread {
        Unread::TooLarge => refuse(RequestError::body_too_large(u64::try_from(limit).unwrap_or(u64::MAX))),
        // Nobody is there any more to be told.
        Unread::BrokenOff => StatusCode::BAD_REQUEST.into_response(),
    })?;
    let opens = match key(&parts.headers, &body) {
        Some(key) => door.service.opens(&key, scope).await,
        None => false,
    };
    if opens { Ok(body) } else { Err(refuse(RequestError::unauthorized())) }
}

/// The caller's key: `Authorization: Bearer KEY`, else a header `key`, else a field `key` of the body.
///
/// Source: docs/protocol.md, "Transport and keys".
fn key<'a>(headers: &'a HeaderMap, body: &[u8]) -> Option<Cow<'a, str>> {
    let in_headers = bearer(headers).or_else(|| header_text(headers.get("key")?));
    in_headers.map(Cow::Borrowed).or_else(|| imshop::key_in_body(body).map(Cow::Owned))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, key) = header_text(headers.get(header::AUTHORIZATION)?)?.split_once(' ')?;
    let key = key.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !key.is_empty()).then_some(key)
}

fn header_text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok().map(str::trim).filter(|text| !text.is_empty())
}

fn method_not_allowed() -> Response {
    let mut response = refuse(RequestError::method_not_allowed());
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
    response
}

/// The one place that gives an error its status.
fn refuse(error: RequestError) -> Response {
    let status = StatusCode::from_u16(error.code.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = json(status, error.to_body());
    match status {
        StatusCode::UNAUTHORIZED => {
            _ = response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
        }
        StatusCode::SERVICE_UNAVAILABLE => _ = response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1")),
        _ => {}
    }
    response
}

fn json(status: StatusCode, body: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], Body::from(body)).into_response()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn found(headers: &[(&'static str, &'static str)], body: &str) -> Option<String> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        key(&map, body.as_bytes()).map(Cow::into_owned)
    }

    #[test]
    fn a_key_may_stand_in_three_places() {
        for authorization in ["Bearer k-1", "bearer  k-1 ", "BEARER k-1"] {
            assert_eq!(found(&[("authorization", authorization)], "{}").as_deref(), Some("k-1"), "{authorization}");
        }
        assert_eq!(found(&[("key", " k-2 ")], "{}").as_deref(), Some("k-2"));
        assert_eq!(found(&[], r#"{"key": "k-3"}"#).as_deref(), Some("k-3"));
        assert_eq!(found(&[("authorization", "Bearer k-1"), ("key", "k-2")], r#"{"key": "k-3"}"#).as_deref(), Some("k-1"));
    }

    #[test]
    fn what_is_no_key_leaves_the_next_place_to_look() {
        for authorization in ["", "Bearer", "Bearer ", "Basic k-1"] {
            assert_eq!(found(&[("authorization", authorization), ("key", "k-2")], "").as_deref(), Some("k-2"));
        }
        assert_eq!(found(&[("key", "")], r#"{"key": "k-3"}"#).as_deref(), Some("k-3"));
        assert_eq!(found(&[], "{malformed"), None);
    }
}
