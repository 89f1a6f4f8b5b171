//! `podarok backup`: a copy of an SQLite database as one moment saw it, beside a running server.

use std::path::Path;

use service::StoreError;

use super::{Failure, open};
use crate::config::Config;

pub async fn run(config: &Config, file: &Path) -> Result<(), Failure> {
    let failed = |reason: &str| Failure::Backup { file: file.to_owned(), reason: reason.to_owned() };
    // A copy over an older one would leave nothing where it fails half-way.
    if file.exists() {
        return Err(failed("the file exists already"));
    }
    let path = file.to_str().ok_or_else(|| failed("its name is no text"))?;
    let store = open::existing(config).await?;
    store.backup(path).await.map_err(|error| match error {
        StoreError::Unsupported(_) => Failure::BackupOfPostgres,
        error => failed(&error.to_string()),
    })
}
