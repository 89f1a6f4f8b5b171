//! Opening the database, for all commands.

use service::{Options, Service, Store, StoreOptions};

use super::Failure;
use crate::config::Config;

/// The database, with its schema up to date. Commands work beside a running server, and on a database that is not yet there.
pub async fn migrated(config: &Config) -> Result<Store, Failure> {
    store(config, &config.database_url).await
}

/// The use cases on that database.
pub async fn service(config: &Config) -> Result<Service, Failure> {
    let options = Options { order_grace: config.order_grace(), ..Options::default() };
    Ok(Service::new(migrated(config).await?, options).await?)
}

pub async fn store(config: &Config, url: &str) -> Result<Store, Failure> {
    let failed = |reason: String| Failure::Database { url: without_password(url), reason };
    let options = StoreOptions { max_readers: config.database_connections.get(), ..StoreOptions::default() };
    let store = Store::connect(url, &options).await.map_err(|error| failed(error.to_string()))?;
    migration::up(store.connection()).await.map_err(|error| failed(error.to_string()))?;
    Ok(store)
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
}
