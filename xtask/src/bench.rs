//! `cargo xtask bench`: what the product costs, measured by crates/bench.

use anyhow::Result;
use clap::ValueEnum;

use crate::interrupt;
use crate::release;
use crate::sh::Cmd;
use crate::test::Cluster;
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub struct Args {
    /// The parts to run; all of them, if none is named
    #[arg(value_enum, value_name = "PART")]
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// A quote among 10 to 100,000 promotions, by the yardstick of reading the request
    Engine,
    /// Requests per second of the webhook against a bare server, on SQLite and Postgres
    Http,
    /// Orders per second, by the yardstick of baskets, on SQLite and Postgres
    Orders,
    /// What promotions and products take
    Memory,
}

pub fn bench(ws: &Workspace, args: &Args) -> Result<()> {
    interrupt::handle()?;
    let parts = if args.parts.is_empty() { Part::value_variants() } else { &args.parts };
    for part in parts {
        match part {
            Part::Engine => run(ws)?.arg("engine").run()?,
            Part::Http => {
                let podarok = release::build(ws)?;
                let postgres = Cluster::empty()?;
                run(ws)?.arg("http").arg(podarok).arg(postgres.url()).run()?;
            }
            Part::Orders => {
                let podarok = release::build(ws)?;
                let postgres = Cluster::empty()?;
                run(ws)?.arg("orders").arg(podarok).arg(postgres.url()).run()?;
            }
            Part::Memory => {
                let podarok = release::build(ws)?;
                run(ws)?.arg("memory").arg(podarok).run()?;
            }
        }
    }
    Ok(())
}

fn run(ws: &Workspace) -> Result<Cmd> {
    Ok(ws.cargo()?.args(["run", "--locked", "--release", "--package", "bench", "--"]))
}
