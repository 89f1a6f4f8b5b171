use std::path::PathBuf;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, SqlxSqliteConnector, SqlxSqliteError, Statement,
    sqlx::{
        error::DatabaseError,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
    },
};

use super::Opened;
use crate::{Options, Result, error::unreachable};

/// One connection writes, several read what was committed: readers never wait for the writer, nor it for them (WAL).
/// A database in memory has one connection for both.
pub(super) async fn open(url: &str, options: &Options) -> Result<Opened> {
    let connect: SqliteConnectOptions = url
        .parse::<SqliteConnectOptions>()
        .map_err(unreachable)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(options.statement_timeout);
    // Connections to a file never grow stale.
    let pool = SqlitePoolOptions::new().acquire_timeout(options.acquire_timeout).idle_timeout(None).max_lifetime(None);

    // What was deleted is overwritten: a customer who is forgotten is not left in the file's free pages.
    let writing = connect.clone().pragma("secure_delete", "ON");
    let writer = pool.clone().min_connections(1).max_connections(1).connect_with(writing).await.map_err(unreachable)?;
    let writer = SqlxSqliteConnector::from_sqlx_sqlite_pool(writer);
    if url.contains(":memory:") {
        return Ok(Opened { readers: writer.clone(), writer });
    }
    let readers = pool
        .max_connections(options.max_readers.max(1))
        .connect_with(connect.pragma("query_only", "ON"))
        .await
        .map_err(unreachable)?;
    Ok(Opened { readers: SqlxSqliteConnector::from_sqlx_sqlite_pool(readers), writer })
}

/// Copies the database, as one moment saw it, into a new file; writers of other processes are not held up.
pub(super) async fn backup(connection: &DatabaseConnection, path: &str) -> Result<()> {
    connection.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [path.into()])).await?;
    Ok(())
}

/// The file that whoever serves a database holds locked: beside it, and left behind. None for a database in memory.
pub(super) fn serving_file(url: &str) -> Result<Option<PathBuf>> {
    if url.contains(":memory:") {
        return Ok(None);
    }
    let options = url.parse::<SqliteConnectOptions>().map_err(unreachable)?;
    let mut file = options.get_filename().as_os_str().to_owned();
    file.push("-serving");
    Ok(Some(file.into()))
}

/// By the primary result code, the lowest byte of the extended one.
pub(super) fn is_unavailable(error: &dyn DatabaseError) -> bool {
    const BUSY: u32 = 5;
    const LOCKED: u32 = 6;
    const INPUT_OUTPUT: u32 = 10;
    const FULL: u32 = 13;
    const CANNOT_OPEN: u32 = 14;
    error
        .try_downcast_ref::<SqlxSqliteError>()
        .and_then(DatabaseError::code)
        .and_then(|code| code.parse::<u32>().ok())
        .is_some_and(|code| matches!(code & 0xff, BUSY | LOCKED | INPUT_OUTPUT | FULL | CANNOT_OPEN))
}
