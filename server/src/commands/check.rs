//! `podarok check`.

use std::path::Path;

use engine::Language;
use service::{Options, Service};

use super::{Failure, document, open, permit, print};
use crate::config::Config;

/// What an import into this database would find wrong. Without a database, into an empty one: checking makes no files.
pub async fn run(config: &Config, file: &Path, language: Language) -> Result<(), Failure> {
    let text = document::read(file)?;
    let url = if is_missing(&config.database_url) { "sqlite::memory:" } else { &config.database_url };
    let service = Service::new(open::store(config, url).await?, Options::default()).await?;
    let problems = service.check(&permit()?, &text).await?;
    service.stop().await;
    if problems.is_empty() {
        return print(language.pick("Ошибок нет.", "No errors."));
    }
    Err(Failure::Told(contract::Error::invalid(problems)))
}

/// True for the file of an SQLite database that nobody has made yet.
fn is_missing(url: &str) -> bool {
    let path = url.strip_prefix("sqlite://").map(|path| path.split_once('?').map_or(path, |(path, _)| path));
    path.is_some_and(|path| !Path::new(path).exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_can_be_missing() {
        assert!(is_missing("sqlite://nowhere/podarok.db"));
        assert!(is_missing("sqlite://nowhere/podarok.db?mode=rwc"));
        assert!(!is_missing("sqlite://Cargo.toml"));
        assert!(!is_missing("sqlite::memory:"));
        assert!(!is_missing("postgres://db/shop"));
    }
}
