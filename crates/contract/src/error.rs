//! Why something was not done, as the browser and the management API learn it.

use engine::{
    problem::{Problem, Problems},
    text::{Language, Text},
};
use serde::{Deserialize, Serialize};

/// Closed: every client can know all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Nobody is signed in, or no longer.
    Unauthenticated,
    /// Sign-in: one answer for every reason.
    WrongCredentials,
    Forbidden,
    NotFound,
    /// The input has problems, each with its place.
    Invalid,
    /// Somebody else saved in the meantime.
    Conflict,
    TooManyAttempts,
    /// For a moment: the database is away or busy.
    Unavailable,
    /// Our fault; the log knows more.
    Internal,
}

impl ErrorCode {
    pub const fn text(self) -> Text {
        match self {
            Self::Unauthenticated => Text::new("Войдите, чтобы продолжить.", "Sign in to continue."),
            Self::WrongCredentials => Text::new("Имя или пароль не подходят.", "The name or the password is not right."),
            Self::Forbidden => Text::new("Вашей роли это не разрешено.", "Your role does not allow this."),
            Self::NotFound => Text::new("Такого больше нет или никогда не было.", "There is no such thing, or no longer."),
            Self::Invalid => Text::new("Исправьте отмеченное и сохраните ещё раз.", "Correct what is marked and save again."),
            Self::Conflict => Text::new(
                "Пока вы редактировали, кто-то сохранил изменения. Ваш текст не потерян: сравните и сохраните ещё раз.",
                "Somebody saved changes while you were editing. Nothing of yours is lost: compare, and save again.",
            ),
            Self::TooManyAttempts => Text::new("Слишком много попыток. Подождите минуту.", "Too many attempts. Wait a minute."),
            Self::Unavailable => Text::new(
                "База данных сейчас не отвечает. Попробуйте ещё раз.",
                "The database does not answer just now. Try again.",
            ),
            Self::Internal => {
                Text::new("Ошибка на сервере. Мы записали её в журнал.", "An error of the server. It was written to the log.")
            }
        }
    }
}

/// An error for whoever asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code:?}: {problems}")]
pub struct Error {
    pub code: ErrorCode,
    #[serde(default, skip_serializing_if = "Problems::is_empty")]
    pub problems: Problems,
}

impl Error {
    pub fn invalid(problems: Problems) -> Self {
        Self { code: ErrorCode::Invalid, problems }
    }

    pub fn message(&self, language: Language) -> &'static str {
        self.code.text().get(language)
    }

    /// The problems at a place.
    pub fn at<'a>(&'a self, place: &'a str) -> impl Iterator<Item = &'a Problem> {
        self.problems.0.iter().filter(move |problem| problem.place == place)
    }
}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self { code, problems: Problems::default() }
    }
}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Self {
        Self::invalid(problems)
    }
}
