//! For tests: databases made and dropped on a Postgres, and a look at a schema.

use std::{
    process,
    sync::atomic::{AtomicU64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use engine::Moment;
use sea_orm::{EntityTrait, sea_query::Expr};

use crate::{Options, Result, Store, access::Source, backend::inspect};

/// Makes an empty database on a Postgres server; its address.
pub async fn create_database(server: &str) -> Result<String> {
    static MADE: AtomicU64 = AtomicU64::new(0);

    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    let name = format!("podarok_test_{}_{}_{now}", process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let server_store = Store::connect(server, &Options { max_readers: 1, ..Options::default() }).await?;
    inspect::create_database(server_store.connection(), &name).await?;
    server_store.close().await?;
    Ok(with_database(server, &name))
}

/// Drops a database that [`create_database`] made, whoever is connected to it.
pub async fn drop_database(server: &str, url: &str) -> Result<()> {
    let server_store = Store::connect(server, &Options { max_readers: 1, ..Options::default() }).await?;
    inspect::drop_database(server_store.connection(), database_of(url)).await?;
    server_store.close().await
}

/// Every table, column (with its type, whether it may be null, and its collation) and index, one a line, sorted.
pub async fn schema(store: &Store) -> Result<Vec<String>> {
    inspect::schema(store.source().connection()).await
}

/// What the database itself finds wrong with its file; empty where it finds nothing, and on Postgres.
pub async fn integrity(store: &Store) -> Result<Vec<String>> {
    inspect::integrity(store.connection()).await
}

/// Every row of every table as one text, after the table's name: for whoever searches the database for what should be gone.
pub async fn dump(store: &Store) -> Result<Vec<(String, String)>> {
    inspect::dump(store.source().connection()).await
}

/// The address with another database, its user, host and parameters kept.
fn with_database(url: &str, name: &str) -> String {
    let (head, parameters) = url.split_once('?').map_or((url, String::new()), |(head, tail)| (head, format!("?{tail}")));
    let authority = head.find("://").map_or(0, |at| at + 3);
    let head = head[authority..].find('/').map_or(head, |at| &head[..authority + at]);
    format!("{head}/{name}{parameters}")
}

fn database_of(url: &str) -> &str {
    let head = url.split_once('?').map_or(url, |(head, _)| head);
    head.rsplit('/').next().unwrap_or_default()
}

/// Everything that was published was published then.
pub async fn backdate_publications(store: &Store, at: Moment) -> Result<()> {
    use crate::entities::ruleset_revisions::{Column, Entity};

    let all = Entity::update_many().col_expr(Column::PublishedAt, Expr::value(at.unix_secs()));
    all.exec(store.connection()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{database_of, with_database};

    #[test]
    fn the_database_of_an_address_is_replaced() {
        for (url, expected) in [
            ("postgres://a@host:1/postgres", "postgres://a@host:1/new"),
            ("postgres://a:b@host", "postgres://a:b@host/new"),
            ("postgres:///postgres?host=/tmp/socket", "postgres:///new?host=/tmp/socket"),
        ] {
            let changed = with_database(url, "new");
            assert_eq!(changed, expected);
            assert_eq!(database_of(&changed), "new");
        }
    }
}
