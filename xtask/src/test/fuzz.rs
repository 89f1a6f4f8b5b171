//! The fuzz targets: what they have learnt, and a short look for more.

use anyhow::Result;
use clap::ValueEnum;

use super::report::Tally;
use crate::fuzz::{self, Fuzzer, Start, Target};
use crate::sh::{self, step};
use crate::workspace::Workspace;

/// For each target.
const SECONDS: u32 = 30;
const LONG_SECONDS: u32 = 10 * 60;

pub fn run(ws: &Workspace, long: bool) -> Result<Tally> {
    let fuzzer = Fuzzer::build(ws)?;
    let mut tally = check("clippy, fuzz targets", fuzz::lint(ws));
    let seconds = if long { LONG_SECONDS } else { SECONDS };
    for target in Target::value_variants() {
        let name = target.name();
        step(&format!("{name}: the corpus"));
        let replayed = check(&format!("{name}: the corpus"), fuzzer.replay(*target));
        let is_good = replayed.failed == 0;
        tally.add(replayed);
        if is_good {
            step(&format!("{name}: {seconds} s of new bodies"));
            tally.add(check(&format!("{name}: new bodies"), fuzzer.explore(*target, seconds, Start::Afresh)));
        }
    }
    Ok(tally)
}

fn check(what: &str, result: Result<()>) -> Tally {
    if let Err(error) = &result {
        sh::error(&format!("{error:#}"));
    }
    Tally::check(what, result.is_ok())
}
