//! Opening the database, for all commands.

use std::path::Path;

use service::{CallLog, Claim, Options, Service, Store, StoreError, StoreOptions};

use super::Failure;
use crate::{config::Config, log_calls};

/// The database, with its schema up to date. Commands work beside a running server, and on a database that is not yet there.
pub async fn migrated(config: &Config) -> Result<Store, Failure> {
    store(config, &config.database_url).await
}

/// The use cases on that database.
pub async fn service(config: &Config) -> Result<Service, Failure> {
    Ok(Service::new(migrated(config).await?, options(config)).await?)
}

/// The same for a server: what its webhooks are asked is logged.
pub async fn logging_service(config: &Config) -> Result<Service, Failure> {
    let store = migrated(config).await?;
    let log = call_log(config, &store).await?;
    let service = Service::new(store, options(config)).await?;
    if let Some(log) = log {
        log_calls(&service, log, config.call_log_days).await?;
    }
    Ok(service)
}

/// The call log, with its schema up to date; none where it is switched off.
pub async fn call_log(config: &Config, store: &Store) -> Result<Option<CallLog>, Failure> {
    if config.call_log_days == 0 {
        return Ok(None);
    }
    let (log, url) = match config.call_log_url() {
        Some(url) => {
            let log = CallLog::connect(&url, &store_options(config)).await;
            (log.map_err(|error| failed(&url, &error))?, url)
        }
        None => (CallLog::beside(store), config.database_url.clone()),
    };
    migration::call_log::up(log.connection()).await.map_err(|error| failed(&url, &error))?;
    Ok(Some(log))
}

/// The right to serve the database: an SQLite file has one server.
pub fn claim(config: &Config) -> Result<Claim, Failure> {
    let url = || without_password(&config.database_url);
    Store::claim(&config.database_url).map_err(|error| match error {
        StoreError::Served => Failure::Served { url: url() },
        error => Failure::Database { url: url(), reason: error.to_string() },
    })
}

pub async fn store(config: &Config, url: &str) -> Result<Store, Failure> {
    let store = Store::connect(url, &store_options(config)).await.map_err(|error| failed(url, &error))?;
    migration::up(store.connection()).await.map_err(|error| failed(url, &error))?;
    Ok(store)
}

/// The database where there is one: nothing is made.
pub async fn existing(config: &Config) -> Result<Store, Failure> {
    if is_missing(&config.database_url) {
        let reason = "there is no such file / такого файла нет".to_owned();
        return Err(Failure::Database { url: config.database_url.clone(), reason });
    }
    migrated(config).await
}

/// True for the file of an SQLite database that nobody has made yet.
pub fn is_missing(url: &str) -> bool {
    let path = url.strip_prefix("sqlite://").map(|path| path.split_once('?').map_or(path, |(path, _)| path));
    path.is_some_and(|path| !Path::new(path).exists())
}

fn options(config: &Config) -> Options {
    Options { order_grace: config.order_grace(), ..Options::default() }
}

fn store_options(config: &Config) -> StoreOptions {
    StoreOptions { max_readers: config.database_connections.get(), ..StoreOptions::default() }
}

fn failed(url: &str, error: &dyn std::error::Error) -> Failure {
    Failure::Database { url: without_password(url), reason: error.to_string() }
}

/// `postgres://podarok:secret@db/shop` without the secret.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    match rest.rsplit_once('@').and_then(|(user, host)| Some((user.split_once(':')?.0, host))) {
        Some((user, host)) => format!("{scheme}://{user}:…@{host}"),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_told() {
        assert_eq!(without_password("postgres://podarok:se@cret@db/shop"), "postgres://podarok:…@db/shop");
        assert_eq!(without_password("postgres://podarok@db/shop"), "postgres://podarok@db/shop");
        assert_eq!(without_password("sqlite://podarok.db"), "sqlite://podarok.db");
    }

    #[test]
    fn only_files_can_be_missing() {
        assert!(is_missing("sqlite://nowhere/podarok.db"));
        assert!(is_missing("sqlite://nowhere/podarok.db?mode=rwc"));
        assert!(!is_missing("sqlite://Cargo.toml"));
        assert!(!is_missing("sqlite::memory:"));
        assert!(!is_missing("postgres://db/shop"));
    }
}
