//! `cargo xtask bench`: the release binary under load, by crates/bench.

use anyhow::Result;

use crate::release;
use crate::workspace::Workspace;

pub fn bench(ws: &Workspace) -> Result<()> {
    let podarok = release::build(ws)?;
    ws.cargo()?.args(["run", "--locked", "--release", "--package", "bench", "--", "compare"]).arg(podarok).run()
}
