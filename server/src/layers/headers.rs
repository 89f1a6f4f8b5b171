//! Headers that tell browsers to be careful. Whoever answered may have set their own.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

type Header = (HeaderName, HeaderValue);

const NOTHING_GUESSED: Header = (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
// Pages have their own, see `admin`.
const NOTHING_LOADED: Header =
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
const NOTHING_KEPT: Header = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

const CAREFUL: [Header; 7] = [
    NOTHING_GUESSED,
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // `no-referrer` would turn the `Origin` of our own forms into `null`.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    NOTHING_LOADED,
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    NOTHING_KEPT,
];

/// The others are about pages, and programs ask for none.
const FOR_PROGRAMS: [Header; 3] = [NOTHING_GUESSED, NOTHING_LOADED, NOTHING_KEPT];

pub async fn careful(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    add(CAREFUL, response.headers_mut());
    response
}

/// To answers of webhooks.
pub fn add_for_programs(headers: &mut HeaderMap) {
    add(FOR_PROGRAMS, headers);
}

fn add<const N: usize>(ours: [Header; N], headers: &mut HeaderMap) {
    // The request's number will come, too.
    headers.reserve(N + 1);
    for (name, value) in ours {
        headers.entry(name).or_insert(value);
    }
}
