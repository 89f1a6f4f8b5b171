//! IMSHOP's webhooks: a file each. Here is what they share: the method, the size, the key, how errors are answered, and that
//! every call is logged.
//!
//! A new webhook is a file like `basket.rs`, with its wire types in `imshop`, and a line in [`router`].

mod basket;
mod kept;
mod noted;
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
use contract::views::CallKind;
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
pub use kept::log_calls;
use noted::Noted;

/// Needs none of the layers that other routes have: see [`layers::around_webhook`].
pub fn router(state: &AppState) -> Router<AppState> {
    let door = Arc::new(Door { service: state.service.clone(), config: Arc::clone(&state.config) });
    let router = Router::new();
    let router = add(router, "/webhooks/imshop/basket", KeyScope::Webhook, CallKind::Basket, basket::answer);
    let offers = "/webhooks/imshop/personal-offers";
    let router = add(router, offers, KeyScope::Webhook, CallKind::PersonalOffers, personal_offers::answer);
    let router = add(router, "/webhooks/imshop/orders", KeyScope::Orders, CallKind::Orders, orders::answer);
    router.with_state(door)
}

/// What webhooks work with: less to copy for each request than [`AppState`].
struct Door {
    service: Service,
    config: Arc<Config>,
}

/// What a webhook answers to a body, as JSON.
type Answer = Result<Vec<u8>, RequestError>;

/// Why a call has no answer of its webhook.
enum Refusal {
    Told(RequestError),
    /// Nobody is there any more to be told.
    BrokenOff,
}

/// Adds a webhook by its function: POST with a key of the scope, all else refused before the function is asked.
fn add<F, A>(router: Router<Arc<Door>>, route: &'static str, scope: KeyScope, kind: CallKind, answer: F) -> Router<Arc<Door>>
where
    F: Fn(Service, Bytes) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Answer> + Send,
{
    let handler = move |State(door): State<Arc<Door>>, request: Request| {
        let answer = answer.clone();
        // Boxed here, where it is made: axum would copy it twice on its way into a box of its own.
        Box::pin(async move {
            let mut noted = Noted::new(kind);
            let (opened, noting) = (&door, &mut noted);
            let asked = move |request| ask(opened, request, scope, answer, noting);
            let response = layers::around_webhook(route, &door.config, request, asked).await;
            door.service.log_call(noted.ended(response.status()));
            response
        })
    };
    router.route(route, any(handler))
}

async fn ask<F, A>(door: &Door, request: Request, scope: KeyScope, answer: F, noted: &mut Noted) -> Response
where
    F: Fn(Service, Bytes) -> A,
    A: Future<Output = Answer>,
{
    let answered = match admit(door, request, scope, noted).await {
        Ok(body) => answer(door.service.clone(), body).await.map_err(Refusal::Told),
        Err(refusal) => Err(refusal),
    };
    match answered {
        Ok(body) => json(StatusCode::OK, body, noted),
        Err(Refusal::Told(error)) => refuse(&error, noted),
        Err(Refusal::BrokenOff) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// The body of whoever has a key. Of all others nothing is looked at but method and size, and nothing noted.
async fn admit(door: &Door, request: Request, scope: KeyScope, noted: &mut Noted) -> Result<Bytes, Refusal> {
    if *request.method() != Method::POST {
        return Err(Refusal::Told(RequestError::method_not_allowed()));
    }
    let (parts, body) = request.into_parts();
    let limit = door.config.body_limit_bytes.get();
    let body = body::read(&parts.headers, body, limit).await.map_err(|unread| match unread {
        Unread::TooLarge => Refusal::Told(RequestError::body_too_large(u64::try_from(limit).unwrap_or(u64::MAX))),
        Unread::BrokenOff => Refusal::BrokenOff,
    })?;
    let name = key(&parts.headers, &body).and_then(|key| door.service.key_name(&key, scope));
    if name.is_none() {
        return Err(Refusal::Told(RequestError::unauthorized()));
    }
    (noted.key_name, noted.request) = (name, Some(body.clone()));
    Ok(body)
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

/// The one place that gives an error its status.
fn refuse(error: &RequestError, noted: &mut Noted) -> Response {
    let status = StatusCode::from_u16(error.code.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = json(status, error.to_body(), noted);
    let more = match status {
        StatusCode::UNAUTHORIZED => Some((header::WWW_AUTHENTICATE, "Bearer")),
        StatusCode::METHOD_NOT_ALLOWED => Some((header::ALLOW, "POST")),
        StatusCode::SERVICE_UNAVAILABLE => Some((header::RETRY_AFTER, "1")),
        _ => None,
    };
    if let Some((name, value)) = more {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn json(status: StatusCode, body: Vec<u8>, noted: &mut Noted) -> Response {
    let body = Bytes::from(body);
    noted.answer = body.clone();
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
