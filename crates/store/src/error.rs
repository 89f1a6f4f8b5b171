use sea_orm::DbErr;

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
    Unavailable(DbErr),
    /// Anything else: a mistake in the program or the database.
    #[error("database: {0}")]
    Database(DbErr),
}
