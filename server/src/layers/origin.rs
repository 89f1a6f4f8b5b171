//! Requests that another site makes a browser send are refused.
//!
//! Every method but GET and HEAD (which change nothing) is looked at:
//! * `Sec-Fetch-Site`, which browsers send and pages cannot forge: `same-origin` and `none` pass, all else is refused;
//! * without it (plain http, old browsers) `Origin`: it must be the public address, or the host that was asked;
//! * without either it is no browser: passed, unless it bears a session's cookie.
//!
//! Webhooks are no exception. IMSHOP's server sends none of these headers, and a key is nothing that a browser adds by
//! itself.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    AppState,
    config::{Config, PublicUrl},
    sessions,
};

pub async fn refuse_other_sites(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match refusal(&request, &state.config) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    }
}

/// The answer to a request from another site.
pub fn refusal(request: &Request, config: &Config) -> Option<Response> {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if !changes || is_ours(request.headers(), request.uri(), config.public_url.as_ref()) {
        return None;
    }
    tracing::info!("a request from another site");
    Some((StatusCode::FORBIDDEN, "Запрос с другого сайта.\nA request from another site.\n").into_response())
}

fn is_ours(headers: &HeaderMap, uri: &Uri, public_url: Option<&PublicUrl>) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    if let Some(origin) = headers.get(header::ORIGIN) {
        return origin.to_str().is_ok_and(|origin| is_this_host(origin, headers, uri, public_url));
    }
    !sessions::has_cookie(headers)
}

fn is_this_host(origin: &str, headers: &HeaderMap, uri: &Uri, public_url: Option<&PublicUrl>) -> bool {
    if public_url.is_some_and(|url| url.is_origin(origin)) {
        return true;
    }
    // HTTP/2 has the host in the address.
    let host =
        headers.get(header::HOST).and_then(|host| host.to_str().ok()).or_else(|| uri.authority().map(|host| host.as_str()));
    let asked = origin.split_once("://").map(|(_, host)| host);
    matches!((asked, host), (Some(asked), Some(host)) if asked.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn passes(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        is_ours(&map, &Uri::from_static("/"), "https://promo.example.com".parse().ok().as_ref())
    }

    #[test]
    fn browsers_say_where_a_request_comes_from() {
        assert!(passes(&[("sec-fetch-site", "same-origin")]));
        assert!(passes(&[("sec-fetch-site", "none")]));
        for site in ["cross-site", "same-site", "", "SAME-ORIGIN"] {
            assert!(!passes(&[("sec-fetch-site", site)]), "{site}");
        }
        let forged = [("sec-fetch-site", "cross-site"), ("origin", "https://promo.example.com")];
        assert!(!passes(&forged));
    }

    #[test]
    fn without_that_the_origin_counts() {
        assert!(passes(&[("origin", "https://promo.example.com"), ("host", "10.0.0.7:3000")]));
        assert!(passes(&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        for origin in
            ["null", "", "http://127.0.0.1:3001", "https://evil.example.com", "http://promo.example.com", "127.0.0.1:3000"]
        {
            assert!(!passes(&[("origin", origin), ("host", "127.0.0.1:3000")]), "{origin}");
        }
        assert!(!passes(&[("origin", "http://127.0.0.1:3000")]));
    }

    #[test]
    fn what_is_no_browser_must_not_bear_a_session() {
        assert!(passes(&[("host", "127.0.0.1:3000")]));
        assert!(passes(&[("cookie", "theme=dark")]));
        assert!(!passes(&[("cookie", "theme=dark; podarok_session=abc")]));
    }
}
