use sea_orm::{DbErr, RuntimeErr, SqlErr, SqlxError};

use crate::backend;

/// Why the store did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed it since it was read, or it is gone: optimistic locking.
    #[error("it was changed by somebody else meanwhile")]
    Conflict,
    /// Another row has this id, name, card, code or key.
    #[error("it exists already")]
    Duplicate,
    /// The database cannot be reached, is busy, or took too long. Trying again may help.
    #[error("the database is not available: {0}")]
    Unavailable(#[source] DbErr),
    /// Another server serves this SQLite database.
    #[error("another server serves this database")]
    Served,
    /// This database does it by other means.
    #[error("{0}")]
    Unsupported(&'static str),
    /// Anything else: a mistake in the program or the database.
    #[error("database: {0}")]
    Database(#[source] DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Duplicate,
            _ if backend::is_unavailable(&error) => Self::Unavailable(error),
            _ => Self::Database(error),
        }
    }
}

/// The database could not be opened.
pub(crate) fn unreachable(error: SqlxError) -> StoreError {
    StoreError::Unavailable(DbErr::Conn(RuntimeErr::SqlxError(error.into())))
}

/// A value of the database that no version of this program wrote.
pub(crate) fn unreadable(column: &str, value: &dyn std::fmt::Debug) -> StoreError {
    StoreError::Database(DbErr::Type(format!("{column} is {value:?}")))
}
