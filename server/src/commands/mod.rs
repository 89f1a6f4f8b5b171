//! The commands: a file each. What they answer goes to standard output, all else to standard error.

mod backup;
mod check;
mod customers;
mod document;
mod failure;
mod first_start;
mod key;
mod open;
mod serve;
mod user;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use engine::Language;
use service::{Actor, Administer, Permit};

use crate::{
    cli::{Cli, Command, Customers, Key, User},
    config::{Config, unknown_variables},
    log,
};
use failure::Failure;

/// Runs a command; what went wrong is told on standard error, in the caller's language.
pub async fn run(cli: Cli) -> ExitCode {
    let language = cli.language();
    match obey(cli, language).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody can be told that nobody listens.
            _ = writeln!(io::stderr(), "{}", failure.message(language));
            ExitCode::FAILURE
        }
    }
}

async fn obey(cli: Cli, language: Language) -> Result<(), Failure> {
    let config = Config::load(cli.settings)?;
    log::start(&config.log).map_err(Failure::Log)?;
    warn_of_unknown_variables();
    std::panic::set_hook(Box::new(crate::layers::panic::log));
    match cli.command {
        Command::Serve { demo } => serve::run(config, demo, language).await,
        Command::Migrate => migrate(&config).await,
        Command::Import { file, replace } => document::import(&config, &file, &replace, language).await,
        Command::Export => document::export(&config).await,
        Command::Backup { file } => backup::run(&config, &file).await,
        Command::Check { file } => check::run(&config, &file, language).await,
        Command::Customers(Customers::Import { file, dry_run }) => customers::import(&config, &file, dry_run, language).await,
        Command::User(User::Add { name, role }) => user::add(&config, &name, role).await,
        Command::Key(Key::Add { name, scope, role }) => key::add(&config, &name, scope, role).await,
    }
}

/// The database and the call log.
async fn migrate(config: &Config) -> Result<(), Failure> {
    let store = open::migrated(config).await?;
    open::call_log(config, &store).await.map(drop)
}

fn warn_of_unknown_variables() {
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for (name, nearest) in unknown_variables(names) {
        match nearest {
            Some(nearest) => tracing::warn!("{name} is no setting; did you mean {nearest}?"),
            None => tracing::warn!("{name} is no setting"),
        }
    }
}

/// Whoever can run the command line may do everything.
fn permit() -> Result<Permit<Administer>, Failure> {
    Ok(Actor::command_line().permit()?)
}

/// Writes to standard output. A reader that has seen enough (`podarok export | head`) is no error.
fn print(text: &str) -> Result<(), Failure> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error.to_string())),
        _ => Ok(()),
    }
}
