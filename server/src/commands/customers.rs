//! `podarok customers import`.

use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};

use contract::views::ImportedCustomers;
use engine::Language;
use service::Actor;

use super::{Failure, open};
use crate::config::Config;

pub async fn import(config: &Config, path: &Path, dry_run: bool, language: Language) -> Result<(), Failure> {
    let file = file(path).map_err(|error| Failure::Input { file: PathBuf::from(path), reason: error.to_string() })?;
    let service = open::service(config).await?;
    let imported = service.import_customers(&Actor::command_line().permit()?, file, dry_run).await;
    service.stop().await;
    let ImportedCustomers { rows, written } = imported.map_err(|error| Failure::NotImported(error.told()))?;
    let message = match dry_run {
        true => language.pick(format!("Ошибок нет, строк: {rows}."), format!("Nothing is wrong, rows: {rows}.")),
        false => language.pick(format!("Загружено покупателей: {written}."), format!("Imported customers: {written}.")),
    };
    _ = writeln!(io::stderr(), "{message}");
    Ok(())
}

/// It is read twice, which standard input (`-`) is not.
fn file(path: &Path) -> io::Result<File> {
    if path != Path::new("-") {
        return File::open(path);
    }
    let mut kept = tempfile::tempfile()?;
    io::copy(&mut io::stdin(), &mut kept)?;
    Ok(kept)
}
