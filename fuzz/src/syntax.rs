//! Which bodies are JSON: another reader is asked as well.

use imshop::{ErrorCode, RequestError};
use serde::de::IgnoredAny;

/// A body is malformed where serde_json says so, and only there; the error has its place then.
pub fn check<T>(body: &[u8], read: &Result<T, RequestError>) {
    let text = std::str::from_utf8(body).ok().map(|text| text.strip_prefix('\u{feff}').unwrap_or(text));
    let is_json = text.is_some_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok());
    let error = read.as_ref().err();
    assert_eq!(error.is_some_and(|error| error.code == ErrorCode::MalformedJson), !is_json, "{error:?}");
    if let Some(error) = error {
        assert_eq!(error.code.http_status(), 400);
        assert_eq!((error.line.is_some(), error.column.is_some()), (!is_json, !is_json), "{error:?}");
        assert!(serde_json::from_slice::<IgnoredAny>(&error.to_body()).is_ok(), "{error:?}");
    }
}
