//! What is wrong with a request, and the body that tells it.

use std::borrow::Cow;

use serde::{Serialize, ser::SerializeStruct};

/// Why a webhook did not answer. Closed and stable: programs may depend on it, people read the texts.
///
/// Source: docs/protocol.md, "Errors".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The body is no JSON.
    MalformedJson,
    /// The body is JSON, but no object.
    NotAnObject,
    /// The basket has more lines than are calculated, or the call more orders.
    TooManyItems,
    /// No key, or not a valid one: the same answer for both.
    Unauthorized,
    /// Another method than POST.
    MethodNotAllowed,
    BodyTooLarge,
    /// For a moment: the call is to be repeated.
    Unavailable,
    /// It is our fault; the call may be repeated.
    Internal,
}

impl ErrorCode {
    /// The HTTP status under which it is answered.
    pub const fn http_status(self) -> u16 {
        match self {
            Self::MalformedJson | Self::NotAnObject | Self::TooManyItems => 400,
            Self::Unauthorized => 401,
            Self::MethodNotAllowed => 405,
            Self::BodyTooLarge => 413,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

/// A request that cannot be answered: what is wrong, where, and what was expected, in both languages.
///
/// Serialised, it is the body of the answer; what is unknown is left out:
///
/// ```
/// let error = imshop::basket::read(b"{\"items\": [1,}").unwrap_err();
/// assert_eq!(error.code.http_status(), 400);
/// let body = String::from_utf8(error.to_body()).unwrap();
/// assert!(body.starts_with(r#"{"error":{"code":"malformed_json","line":1,"column":14,"#), "{body}");
/// ```
///
/// Source: docs/protocol.md, "Errors".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{en}{}", self.position())]
pub struct RequestError {
    pub code: ErrorCode,
    /// The field at fault, where it is one.
    pub place: Option<&'static str>,
    /// Of the body, from 1.
    pub line: Option<u32>,
    /// In characters, from 1.
    pub column: Option<u32>,
    pub ru: Cow<'static, str>,
    pub en: Cow<'static, str>,
}

impl RequestError {
    fn new(code: ErrorCode, ru: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { code, place: None, line: None, column: None, ru: ru.into(), en: en.into() }
    }

    pub(crate) fn malformed(line: u32, column: u32, ru: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { line: Some(line), column: Some(column), ..Self::new(ErrorCode::MalformedJson, ru, en) }
    }

    pub(crate) fn not_an_object() -> Self {
        Self::new(ErrorCode::NotAnObject, "тело запроса должно быть объектом JSON", "the body must be a JSON object")
    }

    pub(crate) fn too_many_items(limit: usize) -> Self {
        let (ru, en) = (format!("в корзине может быть не больше {limit} позиций"), format!("a basket has at most {limit} items"));
        Self { place: Some("items"), ..Self::new(ErrorCode::TooManyItems, ru, en) }
    }

    pub(crate) fn too_many_orders(limit: usize) -> Self {
        let (ru, en) = (format!("в одном запросе не больше {limit} заказов"), format!("a request has at most {limit} orders"));
        Self { place: Some("orders"), ..Self::new(ErrorCode::TooManyItems, ru, en) }
    }

    /// For a call that cannot be answered just now, and may be repeated.
    pub fn unavailable() -> Self {
        Self::new(
            ErrorCode::Unavailable,
            "база данных сейчас не отвечает, повторите запрос",
            "the database does not answer just now, repeat the request",
        )
    }

    /// For a caller without a valid key. It does not say whether there was one.
    pub fn unauthorized() -> Self {
        Self::new(ErrorCode::Unauthorized, "нужен действующий ключ", "a valid key is needed")
    }

    pub fn method_not_allowed() -> Self {
        Self::new(ErrorCode::MethodNotAllowed, "принимается только POST", "only POST is accepted")
    }

    /// For a body of more than `limit` bytes.
    pub fn body_too_large(limit: u64) -> Self {
        let (ru, en) = (format!("тело запроса больше {limit} байт"), format!("the body has more than {limit} bytes"));
        Self::new(ErrorCode::BodyTooLarge, ru, en)
    }

    /// For a failure on our side; the cause is for the log, not for the caller.
    pub fn internal() -> Self {
        Self::new(ErrorCode::Internal, "внутренняя ошибка, повторите запрос", "internal error, repeat the request")
    }

    /// The body of the answer: `{"error": {…}}`.
    pub fn to_body(&self) -> Vec<u8> {
        #[derive(Serialize)]
        struct Body<'a> {
            error: &'a RequestError,
        }
        // Strings and integers always serialise.
        serde_json::to_vec(&Body { error: self }).unwrap_or_default()
    }

    fn position(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!(" (line {line}, column {column})"),
            _ => String::new(),
        }
    }
}

impl Serialize for RequestError {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { code, place, line, column, ru, en } = self;
        let mut body = serializer.serialize_struct("RequestError", 6)?;
        body.serialize_field("code", code)?;
        if let Some(place) = place {
            body.serialize_field("place", place)?;
        }
        if let (Some(line), Some(column)) = (line, column) {
            body.serialize_field("line", line)?;
            body.serialize_field("column", column)?;
        }
        body.serialize_field("ru", ru)?;
        body.serialize_field("en", en)?;
        body.end()
    }
}

#[cfg(test)]
mod tests {
    use super::{ErrorCode, RequestError};

    #[test]
    fn the_body_is_stable() {
        let body = |error: RequestError| String::from_utf8_lossy(&error.to_body()).into_owned();
        assert_eq!(
            body(RequestError::too_many_items(1_000)),
            r#"{"error":{"code":"too_many_items","place":"items","ru":"в корзине может быть не больше 1000 позиций","en":"a basket has at most 1000 items"}}"#
        );
        assert_eq!(
            body(RequestError::unauthorized()),
            r#"{"error":{"code":"unauthorized","ru":"нужен действующий ключ","en":"a valid key is needed"}}"#
        );
        assert_eq!(
            body(RequestError::malformed(2, 7, "ру", "en")),
            r#"{"error":{"code":"malformed_json","line":2,"column":7,"ru":"ру","en":"en"}}"#
        );
    }

    #[test]
    fn every_code_has_its_status() {
        let status = |error: RequestError| error.code.http_status();
        assert_eq!(status(RequestError::not_an_object()), 400);
        assert_eq!(status(RequestError::method_not_allowed()), 405);
        assert_eq!(status(RequestError::body_too_large(1 << 20)), 413);
        assert_eq!(status(RequestError::internal()), 500);
        assert_eq!(ErrorCode::TooManyItems.http_status(), 400);
    }

    #[test]
    fn it_reads_well_in_a_log() {
        assert_eq!(RequestError::malformed(2, 7, "ру", "expected a value").to_string(), "expected a value (line 2, column 7)");
        assert_eq!(RequestError::internal().to_string(), "internal error, repeat the request");
    }
}
