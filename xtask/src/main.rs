//! `cargo xtask …`: everything that a person types while working on Podarok. See docs/development.md.

mod assets;
mod bench;
mod browser;
mod fuzz;
mod interrupt;
mod release;
mod run;
mod setup;
mod sh;
mod test;
mod watch;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

use crate::workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Builds, runs and tests Podarok", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Get everything that the other commands need (they also get it themselves)
    Setup,
    /// Build both halves and start the server, on SQLite unless it is configured otherwise
    Run(run::Args),
    /// Leave the one release binary, assets inside, at target/release/podarok
    Build,
    /// Rebuild and restart the server whenever a source changes; the open page reloads
    Watch(watch::Args),
    /// Measure the engine, the webhook against a server that does nothing else than answer, and memory
    Bench(bench::Args),
    /// Run everything that CI runs, or the parts that are named
    Test(test::Args),
    /// Make up bodies for the webhooks, and see that their answers are sound
    Fuzz(fuzz::Args),
}

fn main() -> ExitCode {
    match dispatch(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            sh::error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(cli: Cli) -> Result<ExitCode> {
    let ws = Workspace::find()?;
    match cli.command {
        Command::Setup => setup::everything(&ws).map(|()| ExitCode::SUCCESS),
        Command::Run(args) => run::run(&ws, &args).map(|never| match never {}),
        Command::Build => release::build(&ws).map(|_| ExitCode::SUCCESS),
        Command::Watch(args) => watch::watch(&ws, &args).map(|never| match never {}),
        Command::Bench(args) => bench::bench(&ws, &args).map(|()| ExitCode::SUCCESS),
        Command::Test(args) => test::test(&ws, &args),
        Command::Fuzz(args) => fuzz::fuzz(&ws, &args),
    }
}
