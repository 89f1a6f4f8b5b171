//! `podarok import` and `podarok export`.

use std::{
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use engine::Language;

use super::{Failure, open, permit, print};
use crate::config::Config;

pub async fn import(config: &Config, file: &Path, replace: &[String], language: Language) -> Result<(), Failure> {
    let text = read(file)?;
    let service = open::service(config).await?;
    let imported = service.import(&permit()?, &text, replace).await.map_err(|error| Failure::NotImported(error.told()))?;
    service.stop().await;
    let (things, revision) = (imported.things, imported.ruleset_revision);
    let message = language.pick(
        format!("Загружено: {things}. Ревизия правил: {revision}."),
        format!("Imported: {things}. Revision of the rules: {revision}."),
    );
    _ = writeln!(io::stderr(), "{message}");
    Ok(())
}

pub async fn export(config: &Config) -> Result<(), Failure> {
    let service = open::service(config).await?;
    let document = service.export(&permit()?).await?;
    service.stop().await;
    print(document.write().trim_end())
}

/// The text of a file; `-` is standard input.
pub fn read(file: &Path) -> Result<String, Failure> {
    let text = if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(file)
    };
    text.map_err(|error| Failure::Input { file: PathBuf::from(file), reason: error.to_string() })
}
