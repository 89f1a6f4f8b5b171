//! Why a use case failed.

use std::error::Error as StdError;

use contract::ErrorCode;
use engine::Problems;
use store::StoreError;

/// Why a use case failed. What the caller may know is [`contract::Error`]; the rest is for the log.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Told(#[from] contract::Error),
    #[error("the database: {0}")]
    Store(#[from] StoreError),
    /// Our own fault: what we tried, and why it failed.
    #[error("{doing}: {source}")]
    Internal { doing: &'static str, source: Box<dyn StdError + Send + Sync> },
}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::Told(code.into())
    }
}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Self {
        Self::Told(problems.into())
    }
}

impl Error {
    pub(crate) fn internal(doing: &'static str, source: impl StdError + Send + Sync + 'static) -> Self {
        Self::Internal { doing, source: Box::new(source) }
    }

    /// What the caller may know. For the edge, where it is called once for each error: what stays behind is logged here.
    pub fn told(&self) -> contract::Error {
        match self {
            Self::Told(error) => error.clone(),
            Self::Store(StoreError::Conflict | StoreError::Duplicate) => ErrorCode::Conflict.into(),
            Self::Store(StoreError::Unavailable(_)) => {
                tracing::warn!(error = %self, "the database does not answer");
                ErrorCode::Unavailable.into()
            }
            Self::Store(_) | Self::Internal { .. } => {
                tracing::error!(error = %self, "a use case failed");
                ErrorCode::Internal.into()
            }
        }
    }
}
