use std::time::Duration;

use sea_orm::{
    SqlxPostgresConnector, SqlxPostgresError,
    sqlx::{
        Connection,
        error::DatabaseError,
        postgres::{PgConnectOptions, PgPoolOptions},
    },
};

use super::Opened;
use crate::{Options, Result, error::unreachable};

/// A connection that was idle longer is asked whether it still stands.
const TRUSTED_WHILE_IDLE: Duration = Duration::from_secs(10);

/// One pool reads and writes.
pub(super) async fn open(url: &str, options: &Options) -> Result<Opened> {
    let timeout_ms = options.statement_timeout.as_millis().to_string();
    let connect = url
        .parse::<PgConnectOptions>()
        .map_err(unreachable)?
        .application_name("podarok")
        .options([("statement_timeout", timeout_ms.as_str()), ("idle_in_transaction_session_timeout", timeout_ms.as_str())]);
    let pool = PgPoolOptions::new()
        .max_connections(options.max_readers.max(1))
        .acquire_timeout(options.acquire_timeout)
        .test_before_acquire(false)
        .before_acquire(|connection, state| {
            Box::pin(async move {
                if state.idle_for < TRUSTED_WHILE_IDLE {
                    return Ok(true);
                }
                Ok(connection.ping().await.is_ok())
            })
        })
        .connect_with(connect)
        .await
        .map_err(unreachable)?;
    let pool = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    Ok(Opened { readers: pool.clone(), writer: pool })
}

/// By the class of the SQLSTATE, see the appendix "Error Codes" of the Postgres manual.
pub(super) fn is_unavailable(error: &dyn DatabaseError) -> bool {
    const CLASSES: [&str; 4] = [
        "08", // connection
        "40", // rolled back: deadlock, serialization
        "53", // resources
        "57", // operator, statement_timeout among them
    ];
    const IDLE_IN_TRANSACTION: &str = "25P03";
    error.try_downcast_ref::<SqlxPostgresError>().is_some_and(|error| {
        let code = error.code();
        code == IDLE_IN_TRANSACTION || CLASSES.iter().any(|class| code.starts_with(class))
    })
}
