//! The command line: what is typed, and nothing of what it does.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use contract::Role;
use engine::Language;
use service::KeyScope;

use crate::config::Layer;

/// The promotion desk for shops whose apps run on IMSHOP.IO
#[derive(Debug, Parser)]
#[command(name = "podarok", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub settings: Layer,
    /// Language of messages; the one of LC_ALL, LC_MESSAGES or LANG, if not given
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language, help_heading = "Settings")]
    pub language: Option<Language>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server: the admin and the webhooks
    Serve {
        /// Fill an empty database with a demo shop
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database's schema up to date
    Migrate,
    /// Import a document: all of it, or nothing and a list of what is wrong
    Import {
        /// A JSON document; - is standard input
        file: PathBuf,
        /// Make this section exactly the file's, instead of adding to it
        #[arg(long, value_name = "SECTION")]
        replace: Vec<String>,
    },
    /// Print everything that staff manage as one JSON document
    Export,
    /// Copy an SQLite database into a new file, as one moment sees it, beside a running server too
    Backup {
        /// The file to be made
        file: PathBuf,
    },
    /// List what is wrong with a document, each error with its place, without importing anything
    Check {
        /// A JSON document; - is standard input
        file: PathBuf,
    },
    /// Customers
    #[command(subcommand)]
    Customers(Customers),
    /// Members of staff
    #[command(subcommand)]
    User(User),
    /// Keys of programs
    #[command(subcommand)]
    Key(Key),
}

#[derive(Debug, Subcommand)]
pub enum Customers {
    /// Import a CSV file: all of it, or nothing and a list of what is wrong
    Import {
        /// Columns id, loyalty_card, tier, balance, orders, of which only id is needed; - is standard input
        file: PathBuf,
        /// Only say what is wrong
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum User {
    /// Add somebody; prints the password, which is shown this once
    Add {
        /// The name to sign in with
        name: String,
        /// What they may do: viewer, editor, publisher or admin
        #[arg(long, value_parser = role)]
        role: Role,
    },
}

#[derive(Debug, Subcommand)]
pub enum Key {
    /// Add a key; prints it, this once
    Add {
        /// Whose key it is, for those who look at the list
        name: String,
        /// What it opens: webhook (IMSHOP's), orders (the order system's) or api (the management API)
        #[arg(long = "for", value_name = "SCOPE", value_parser = scope)]
        scope: KeyScope,
        /// What it may do: needed for api, of no use to the others
        #[arg(long, value_parser = role, required_if_eq("scope", "api"))]
        role: Option<Role>,
    },
}

impl Cli {
    /// The language asked for, else the environment's.
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(|| language_of(|name| std::env::var(name).ok()))
    }
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| format!("one of {} is needed", Role::ALL.map(Role::as_str).join(", ")))
}

fn scope(text: &str) -> Result<KeyScope, String> {
    KeyScope::parse(text).ok_or_else(|| format!("one of {} is needed", KeyScope::ALL.map(KeyScope::as_str).join(", ")))
}

fn language(text: &str) -> Result<Language, &'static str> {
    [Language::Ru, Language::En].into_iter().find(|language| language.code() == text).ok_or("ru or en is needed")
}

/// Russian for `ru…`, else English. The first of the variables that says something counts.
fn language_of(variable: impl Fn(&str) -> Option<String>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|locale| !locale.is_empty());
    if locale.is_some_and(|locale| locale.to_ascii_lowercase().starts_with("ru")) { Language::Ru } else { Language::En }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn clap_finds_nothing_to_complain_about() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_language_is_the_environments() {
        let of = |values: &'static [(&str, &str)]| {
            language_of(|name| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[("LANG", "ru_RU.UTF-8")]), Language::Ru);
        assert_eq!(of(&[("LANG", "de_DE.UTF-8")]), Language::En);
        assert_eq!(of(&[("LANG", "ru_RU.UTF-8"), ("LC_ALL", "C")]), Language::En);
        assert_eq!(of(&[("LANG", "ru_RU.UTF-8"), ("LC_ALL", "")]), Language::Ru);
        assert_eq!(of(&[]), Language::En);
    }

    #[test]
    fn settings_stand_before_or_after_the_command() {
        for args in [["podarok", "--log", "debug", "export"], ["podarok", "export", "--log", "debug"]] {
            let log = Cli::try_parse_from(args).ok().and_then(|cli| cli.settings.log);
            assert_eq!(log.as_deref(), Some("debug"));
        }
    }

    #[test]
    fn a_key_of_the_api_needs_a_role() {
        assert!(Cli::try_parse_from(["podarok", "key", "add", "bot", "--for", "api"]).is_err());
        assert!(Cli::try_parse_from(["podarok", "key", "add", "bot", "--for", "api", "--role", "editor"]).is_ok());
        assert!(Cli::try_parse_from(["podarok", "key", "add", "imshop", "--for", "webhook"]).is_ok());
        assert!(Cli::try_parse_from(["podarok", "user", "add", "anna", "--role", "boss"]).is_err());
    }
}
