//! Errors of server functions: what the caller may know, with an HTTP status of its own.

use contract::ErrorCode;
use engine::{Language, problem::Problem};
use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

/// A [`contract::Error`] on its way to the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(transparent)]
#[error(transparent)]
pub struct AppError(pub contract::Error);

impl AppError {
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    pub fn problems(&self) -> &[Problem] {
        &self.0.problems.0
    }

    /// What to tell people: what is wrong as a whole, else what the code says.
    pub fn message(&self, language: Language) -> String {
        let whole = self.problems().iter().find(|problem| problem.place.is_empty());
        whole.map_or_else(|| self.0.message(language).to_owned(), |problem| problem.message(language).to_owned())
    }

    /// The HTTP status of a code.
    pub const fn status(code: ErrorCode) -> u16 {
        match code {
            ErrorCode::Unauthenticated | ErrorCode::WrongCredentials => 401,
            ErrorCode::Forbidden => 403,
            ErrorCode::NotFound => 404,
            ErrorCode::Conflict => 409,
            ErrorCode::Invalid => 422,
            ErrorCode::TooManyAttempts => 429,
            ErrorCode::Internal => 500,
            ErrorCode::Unavailable => 503,
        }
    }
}

impl From<ErrorCode> for AppError {
    fn from(code: ErrorCode) -> Self {
        Self(code.into())
    }
}

impl From<contract::Error> for AppError {
    fn from(error: contract::Error) -> Self {
        Self(error)
    }
}

/// Logged here, once: what happened is for the log, the code is for the caller.
#[cfg(feature = "ssr")]
impl From<service::Error> for AppError {
    fn from(error: service::Error) -> Self {
        let told = error.told();
        if matches!(told.code, ErrorCode::Internal | ErrorCode::Unavailable) {
            tracing::error!(error = ?error, "a server function failed");
        }
        Self(told)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // What the server cannot read was sent wrong.
            ServerFnErrorErr::Deserialization(error) if cfg!(feature = "ssr") => whole(ErrorCode::Invalid, &error, &error),
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Response(_) => whole(
                ErrorCode::Unavailable,
                "Нет связи с сервером. Попробуйте ещё раз.",
                "The server does not answer. Try again.",
            ),
            ServerFnErrorErr::Args(error) | ServerFnErrorErr::MissingArg(error) => whole(ErrorCode::Invalid, &error, &error),
            _ => ErrorCode::Internal.into(),
        }
    }

    #[cfg(feature = "ssr")]
    fn status_code(&self) -> axum::http::StatusCode {
        axum::http::StatusCode::from_u16(Self::status(self.code())).unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// A problem of the whole.
fn whole(code: ErrorCode, ru: &str, en: &str) -> AppError {
    let problem = Problem { place: String::new(), ru: ru.to_owned(), en: en.to_owned() };
    AppError(contract::Error { code, problems: engine::Problems(vec![problem]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_is_wrong_as_a_whole_before_what_its_code_says() {
        let told = whole(ErrorCode::Invalid, "так нельзя", "not so");
        assert_eq!(told.message(Language::En), "not so");
        let plain = AppError::from(ErrorCode::Forbidden);
        assert_eq!(plain.message(Language::En), ErrorCode::Forbidden.text().en);
    }

    #[test]
    fn an_error_travels_as_json_with_its_status() {
        let error = AppError::from(ErrorCode::Conflict);
        let parts = error.ser();
        #[cfg(feature = "ssr")]
        assert_eq!(parts.status_code.as_u16(), 409);
        assert_eq!(AppError::de(parts.body), error);
    }
}
