//! Headers that tell browsers to be careful. Whoever answered may have set their own.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

const CAREFUL: [(HeaderName, HeaderValue); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // `no-referrer` would turn the `Origin` of our own forms into `null`.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    // Pages have their own, see `admin`.
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

pub async fn careful(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    add(response.headers_mut());
    response
}

pub fn add(headers: &mut HeaderMap) {
    headers.reserve(CAREFUL.len());
    for (name, value) in CAREFUL {
        headers.entry(name).or_insert(value);
    }
}
