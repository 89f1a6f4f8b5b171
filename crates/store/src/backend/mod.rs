//! The only place that knows one database from the other.

#[cfg(feature = "testing")]
pub(crate) mod inspect;
mod postgres;
mod sqlite;

use std::fs::{File, TryLockError};

use sea_orm::{DatabaseConnection, DbBackend, DbErr, RuntimeErr, SqlxError};

use crate::{Options, Result, StoreError};

/// The connections of a database that was just opened: those that read, and those that write.
pub(crate) struct Opened {
    pub(crate) readers: DatabaseConnection,
    pub(crate) writer: DatabaseConnection,
}

/// Opens the database of this address.
pub(crate) async fn open(url: &str, options: &Options) -> Result<Opened> {
    if url.starts_with("sqlite:") {
        sqlite::open(url, options).await
    } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        postgres::open(url, options).await
    } else {
        // The address may hold a password: it is not repeated.
        Err(StoreError::Database(DbErr::Custom("a database's address begins with sqlite:// or postgres://".to_owned())))
    }
}

/// Claims an SQLite database for one server; a Postgres is for as many as like.
pub(crate) fn claim(url: &str) -> Result<Option<File>> {
    if !url.starts_with("sqlite:") {
        return Ok(None);
    }
    let Some(path) = sqlite::serving_file(url)? else { return Ok(None) };
    let failed = |error: std::io::Error| StoreError::Unavailable(DbErr::Custom(format!("{}: {error}", path.display())));
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(StoreError::Served),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Copies an SQLite database into a new file.
pub(crate) async fn backup(connection: &DatabaseConnection, path: &str) -> Result<()> {
    match connection.get_database_backend() {
        DbBackend::Sqlite => sqlite::backup(connection, path).await,
        _ => Err(StoreError::Unsupported("Postgres is backed up with its own pg_dump")),
    }
}

/// True where the same may succeed when it is tried again: no connection, too busy, too slow, shutting down.
pub(crate) fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => match error.as_ref() {
            SqlxError::Io(_) | SqlxError::Tls(_) | SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::WorkerCrashed => {
                true
            }
            SqlxError::Database(error) => {
                let error = error.as_ref();
                sqlite::is_unavailable(error) || postgres::is_unavailable(error)
            }
            _ => false,
        },
        _ => false,
    }
}
