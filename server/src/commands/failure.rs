use std::{net::SocketAddr, path::PathBuf};

use contract::ErrorCode;
use engine::Language;

use crate::config::ConfigError;

/// Why a command did not do what it was asked for.
#[derive(Debug)]
pub enum Failure {
    Config(ConfigError),
    /// The setting `log`.
    Log(String),
    /// The database cannot be opened or brought up to date.
    Database {
        url: String,
        reason: String,
    },
    /// Another server serves this SQLite database.
    Served {
        url: String,
    },
    /// The backup was not made.
    Backup {
        file: PathBuf,
        reason: String,
    },
    /// The database's own programs make its backups.
    BackupOfPostgres,
    /// Refused by a use case: problems with their places, or what its code says.
    Told(contract::Error),
    /// Problems of a document: nothing of it was imported.
    NotImported(contract::Error),
    Input {
        file: PathBuf,
        reason: String,
    },
    Output(String),
    Listen {
        address: SocketAddr,
        reason: String,
    },
}

impl Failure {
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Config(error) => error.message(language),
            Self::Log(reason) => language
                .pick(format!("настройка `log` не подходит: {reason}"), format!("the setting `log` is not right: {reason}")),
            Self::Database { url, reason } => language.pick(
                format!("база данных {url} не открывается: {reason}"),
                format!("the database {url} cannot be opened: {reason}"),
            ),
            Self::Served { url } => language.pick(
                format!(
                    "базу данных {url} уже обслуживает другой сервер: файл SQLite рассчитан на один, для нескольких есть Postgres"
                ),
                format!("another server serves the database {url}: an SQLite file is for one, Postgres is for several"),
            ),
            Self::Backup { file, reason } => language.pick(
                format!("копия {} не сделана: {reason}", file.display()),
                format!("the backup {} was not made: {reason}", file.display()),
            ),
            Self::BackupOfPostgres => language
                .pick(
                    "копию базы Postgres делает pg_dump, см. docs/operations.md",
                    "a Postgres is backed up by pg_dump, see docs/operations.md",
                )
                .to_owned(),
            Self::Told(error) => problems(error, language),
            Self::NotImported(error) => {
                let nothing = language.pick("Ничего не загружено.", "Nothing was imported.");
                format!("{}\n{nothing}", problems(error, language))
            }
            Self::Input { file, reason } => {
                let file = file.display();
                language.pick(format!("{file} не читается: {reason}"), format!("{file} cannot be read: {reason}"))
            }
            Self::Output(reason) => {
                language.pick(format!("вывод не пишется: {reason}"), format!("the output cannot be written: {reason}"))
            }
            Self::Listen { address, reason } => language.pick(
                format!("адрес {address} занять не удалось: {reason}"),
                format!("the address {address} cannot be listened on: {reason}"),
            ),
        }
    }
}

/// A line for each problem, with its place; without any, what the code says.
fn problems(error: &contract::Error, language: Language) -> String {
    if error.problems.is_empty() {
        return error.message(language).to_owned();
    }
    let lines = error.problems.0.iter().map(|problem| match problem.place.as_str() {
        "" => problem.message(language).to_owned(),
        place => format!("{place}: {}", problem.message(language)),
    });
    lines.collect::<Vec<_>>().join("\n")
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl From<service::Error> for Failure {
    fn from(error: service::Error) -> Self {
        Self::Told(error.told())
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self::Told(code.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{Place, Problems};

    #[test]
    fn every_problem_has_a_line_with_its_place() {
        let mut found = Problems::default();
        found.add(&Place::root(), "не JSON", "no JSON");
        found.add(&Place::root().key("promotions").index(3).key("name"), "нет названия", "no name");
        let failure = Failure::NotImported(contract::Error::invalid(found));
        assert_eq!(failure.message(Language::En), "no JSON\npromotions[3].name: no name\nNothing was imported.");
        assert_eq!(failure.message(Language::Ru), "не JSON\npromotions[3].name: нет названия\nНичего не загружено.");
    }

    #[test]
    fn without_problems_the_code_speaks() {
        let failure = Failure::from(ErrorCode::Unavailable);
        assert_eq!(failure.message(Language::En), ErrorCode::Unavailable.text().en);
    }
}
