//! `cargo xtask test`: everything that CI runs, in parts that can be run alone.

mod binaries;
mod cluster;
mod e2e;
mod fuzz;
mod guards;
mod lint;
mod report;

use anyhow::{Context, Result};
use clap::ValueEnum;
use std::process::ExitCode;
use std::time::Instant;

use crate::interrupt;
use crate::sh::{self, step};
use crate::workspace::Workspace;
use binaries::Binaries;
pub use cluster::Cluster;
use report::{Report, Tally};

#[derive(clap::Args)]
pub struct Args {
    /// The parts to run; all of them, if none is named
    #[arg(value_enum, value_name = "PART")]
    parts: Vec<Part>,
    /// Run the large tests at their full size
    #[arg(long)]
    long: bool,
    /// Stop after the first part that fails
    #[arg(long)]
    fail_fast: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Part {
    /// rustfmt has nothing to change
    Format,
    /// clippy has nothing to say, in the server's half and the browser's
    Lint,
    /// The rules of the house: who may import whom, what may reach the browser, what the engine may use
    Guards,
    /// The tests that need no database, and the examples in the documentation
    Unit,
    /// Bodies for the webhooks: all that are kept, and a minute of new ones
    Fuzz,
    /// The tests of migration, store, service and server, on SQLite
    Sqlite,
    /// The same tests on a Postgres that is started for them
    Postgres,
    /// Playwright: the server's binary in a real Chromium
    #[value(name = "e2e")]
    EndToEnd,
}

impl Part {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

/// What several parts share: built and started once, when the first of them asks.
struct Session<'a> {
    ws: &'a Workspace,
    long: bool,
    binaries: Option<Binaries>,
    cluster: Option<Cluster>,
    report: Report,
}

pub fn test(ws: &Workspace, args: &Args) -> Result<ExitCode> {
    interrupt::handle()?;
    let mut parts = args.parts.clone();
    if parts.is_empty() {
        parts = Part::value_variants().to_vec();
    }
    parts.sort();
    parts.dedup();
    let mut session = Session { ws, long: args.long, binaries: None, cluster: None, report: Report::default() };
    for part in parts {
        session.run(part);
        if args.fail_fast && session.report.failed() {
            break;
        }
    }
    drop(session.cluster.take());
    session.report.print();
    Ok(if session.report.failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

impl Session<'_> {
    fn run(&mut self, part: Part) {
        let name = part.name();
        if matches!(part, Part::Unit | Part::Sqlite | Part::Postgres) && self.binaries.is_none() {
            self.build();
        }
        step(&format!("test {name}"));
        let started = Instant::now();
        let tally = self.part(part).unwrap_or_else(|error| {
            let text = format!("{error:#}");
            sh::error(&text);
            Tally::failure(&text)
        });
        self.report.add(&name, started.elapsed(), tally);
    }

    fn part(&mut self, part: Part) -> Result<Tally> {
        match part {
            Part::Format => lint::format(self.ws),
            Part::Lint => lint::lint(self.ws),
            Part::Guards => guards::check(self.ws),
            Part::Unit => {
                let mut tally = self.binaries()?.run_without_database(self.long)?;
                tally.add(binaries::documentation(self.ws)?);
                Ok(tally)
            }
            Part::Fuzz => fuzz::run(self.ws, self.long),
            Part::Sqlite => {
                let env = [("PODAROK_TEST_DATABASE", "sqlite".to_owned())];
                self.binaries()?.run_with_database(self.long, &env)
            }
            Part::Postgres => {
                let mut env =
                    vec![("PODAROK_TEST_DATABASE", "postgres".to_owned()), ("PODAROK_TEST_POSTGRES_URL", self.postgres()?)];
                // For a test that stops a Postgres of its own.
                let bin = self.cluster.as_ref().and_then(Cluster::bin);
                env.extend(bin.map(|bin| ("PODAROK_TEST_POSTGRES_BIN", bin.display().to_string())));
                self.binaries()?.run_with_database(self.long, &env)
            }
            Part::EndToEnd => {
                let postgres = self.postgres()?;
                let server = self.binaries.as_ref().and_then(|built| built.server.as_deref());
                e2e::run(self.ws, self.long, &postgres, server)
            }
        }
    }

    /// A line of its own in the table: what the parts take is then the time of their tests.
    fn build(&mut self) {
        step("building the tests");
        let started = Instant::now();
        let mut tally = Tally::default();
        match Binaries::build(self.ws) {
            Ok(binaries) => self.binaries = Some(binaries),
            Err(error) => {
                sh::error(&format!("{error:#}"));
                tally = Tally::failure("the tests do not compile");
            }
        }
        self.report.add("(building)", started.elapsed(), tally);
    }

    fn binaries(&self) -> Result<&Binaries> {
        self.binaries.as_ref().context("the tests do not compile")
    }

    fn postgres(&mut self) -> Result<String> {
        if self.cluster.is_none() {
            self.cluster = Some(Cluster::start()?);
        }
        let cluster = self.cluster.as_ref().context("no Postgres")?;
        Ok(cluster.url().to_owned())
    }
}
