use contract::ErrorCode;

/// Why a use case failed. What the caller may know is [`contract::Error`]; what happened in the store is logged once, at the edge.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Told(#[from] contract::Error),
}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::Told(code.into())
    }
}

impl Error {
    /// What the caller may know.
    pub fn told(&self) -> contract::Error {
        match self {
            Self::Told(error) => error.clone(),
        }
    }
}
