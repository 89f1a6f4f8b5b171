//! The browser's half, from inside the binary (in debug builds from the folder that it was built into).
//!
//! `/assets/NAME` is asked for anew each time and answered with "not modified" where nothing has changed;
//! `/assets/NAME?v=VERSION` may be kept for ever, where the version is this one.

use std::{borrow::Cow, sync::LazyLock};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, RawQuery},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::AppState;

/// `PODAROK_SITE` is set by .cargo/config.toml and xtask; the folder may be missing while nobody needs the browser's half.
#[derive(RustEmbed)]
#[folder = "$PODAROK_SITE/assets"]
#[allow_missing = true]
struct Site;

const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// Of all files together; part of their addresses in pages.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(version_of::<Site>);
    &VERSION
}

pub fn router() -> Router<AppState> {
    Router::new().route(
        "/assets/{*name}",
        get(async |Path(name): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap| {
            answer::<Site>(version(), &name, query.as_deref(), &headers)
        }),
    )
}

fn version_of<E: RustEmbed>() -> String {
    let mut names: Vec<_> = E::iter().collect();
    names.sort_unstable();
    // FNV-1a over names and hashes: a version is no secret and has no enemies.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for name in names {
        let file = E::get(&name).map(|file| file.metadata.sha256_hash()).unwrap_or_default();
        for byte in name.bytes().chain(file) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

fn answer<E: RustEmbed>(version: &str, name: &str, query: Option<&str>, headers: &HeaderMap) -> Response {
    let Some(plain) = E::get(name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let is_this_version = query.and_then(|query| query.strip_prefix("v=")) == Some(version);
    let cache = if is_this_version { FOREVER } else { ASK_AGAIN };
    let (file, encoding) = compressed::<E>(name, headers).map_or((plain, None), |(file, name)| (file, Some(name)));
    let etag = etag(&file);
    let is_known = headers.get_all(header::IF_NONE_MATCH).iter().any(|known| matches_etag(known, &etag));
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { body(file.data).into_response() };
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    fields.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        fields.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        fields.insert(header::ETAG, etag);
    }
    response
}

/// The smallest form that was made when building and that the browser takes.
fn compressed<E: RustEmbed>(name: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, &'static str)> {
    [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(encoding, suffix)| {
        if !accepts(headers, encoding) {
            return None;
        }
        E::get(&format!("{name}.{suffix}")).map(|file| (file, encoding))
    })
}

/// Only what is named counts, not `*`; `q=0` is a no.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|item| {
        let (name, quality) = item.split_once(';').unwrap_or((item, ""));
        let quality = quality.trim().strip_prefix("q=").map(str::trim);
        let refused = quality.is_some_and(|quality| quality.parse::<f32>().is_ok_and(|quality| quality <= 0.0));
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

fn etag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

fn matches_etag(known: &HeaderValue, etag: &str) -> bool {
    known.to_str().is_ok_and(|known| known.split(',').any(|known| known.trim().trim_start_matches("W/") == etag))
}

fn body(data: Cow<'static, [u8]>) -> Body {
    match data {
        Cow::Borrowed(data) => Body::from(Bytes::from_static(data)),
        Cow::Owned(data) => Body::from(data),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, suffix)| suffix) {
        Some("wasm") => "application/wasm",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A file with compressed forms, and one without. The forms are told apart by their words: nothing here decompresses.
    #[derive(RustEmbed)]
    #[folder = "tests/site"]
    struct Sample;

    fn get(name: &str, query: Option<&str>, headers: &[(&'static str, &str)]) -> Response {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        answer::<Sample>("1234", name, query, &map)
    }

    fn field(response: &Response, name: &str) -> String {
        response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    }

    async fn text(response: Response) -> String {
        let bytes = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap().trim().to_owned()
    }

    #[tokio::test]
    async fn the_best_form_that_the_browser_takes_is_sent() {
        for (accepted, encoding, form) in [
            ("gzip, deflate, br", "br", "brotli"),
            ("gzip;q=0.8, br;q=1.0", "br", "brotli"),
            ("gzip", "gzip", "gzip"),
            ("br;q=0, gzip", "gzip", "gzip"),
            ("identity", "", "plain"),
            ("", "", "plain"),
        ] {
            let response = get("app.js", None, &[("accept-encoding", accepted)]);
            assert_eq!(field(&response, "content-encoding"), encoding, "{accepted}");
            assert_eq!(field(&response, "content-type"), "text/javascript; charset=utf-8");
            assert_eq!(field(&response, "vary"), "accept-encoding");
            assert_eq!(text(response).await, form, "{accepted}");
        }
        let small = get("app_bg.wasm", None, &[("accept-encoding", "br")]);
        assert_eq!(
            (field(&small, "content-encoding"), field(&small, "content-type")),
            (String::new(), "application/wasm".to_owned())
        );
    }

    #[test]
    fn only_this_version_is_kept_for_ever() {
        assert_eq!(field(&get("app.js", Some("v=1234"), &[]), "cache-control"), FOREVER);
        for query in [None, Some("v=1233"), Some("1234"), Some("")] {
            assert_eq!(field(&get("app.js", query, &[]), "cache-control"), ASK_AGAIN, "{query:?}");
        }
    }

    #[tokio::test]
    async fn what_is_known_is_not_sent_again() {
        let etag = field(&get("app.js", None, &[]), "etag");
        for known in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}")] {
            let response = get("app.js", None, &[("if-none-match", known.as_str())]);
            assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
            assert_eq!(field(&response, "etag"), etag);
            assert_eq!(text(response).await, "");
        }
        let compressed = get("app.js", None, &[("if-none-match", etag.as_str()), ("accept-encoding", "br")]);
        assert_eq!(compressed.status(), StatusCode::OK);
    }

    #[test]
    fn there_is_nothing_outside() {
        for name in ["missing.js", "", "../golden.rs", "../../Cargo.toml", "/etc/passwd"] {
            assert_eq!(get(name, None, &[]).status(), StatusCode::NOT_FOUND, "{name}");
        }
    }

    #[test]
    fn the_version_is_that_of_the_files() {
        assert_eq!(version_of::<Sample>(), version_of::<Sample>());
        assert_eq!(version_of::<Sample>().len(), 16);
    }
}
