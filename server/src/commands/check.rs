//! `podarok check`.

use std::path::Path;

use engine::Language;
use service::{Options, Service};

use super::{Failure, document, open, permit, print};
use crate::config::Config;

/// What an import into this database would find wrong. Without a database, into an empty one: checking makes no files.
pub async fn run(config: &Config, file: &Path, language: Language) -> Result<(), Failure> {
    let text = document::read(file)?;
    let url = if open::is_missing(&config.database_url) { "sqlite::memory:" } else { &config.database_url };
    let service = Service::new(open::store(config, url).await?, Options::default()).await?;
    let problems = service.check(&permit()?, &text).await?;
    service.stop().await;
    if problems.is_empty() {
        return print(language.pick("Ошибок нет.", "No errors."));
    }
    Err(Failure::Told(contract::Error::invalid(problems)))
}
