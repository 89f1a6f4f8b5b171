//! rustfmt and clippy.

use anyhow::Result;

use super::report::Tally;
use crate::setup::{self, Toolchain};
use crate::sh::Cmd;
use crate::workspace::Workspace;

pub fn format(ws: &Workspace) -> Result<Tally> {
    setup::components()?;
    let mut tally = Tally::default();
    for workspace in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let status = ws.cargo()?.args(["fmt", "--all", "--check", "--manifest-path", workspace]).status()?;
        tally.add(Tally::check(&format!("cargo fmt --all, {workspace}"), status.success()));
    }
    Ok(tally)
}

pub fn lint(ws: &Workspace) -> Result<Tally> {
    setup::components()?;
    let mut tally = Tally::default();
    let server = ws.cargo()?.args(["clippy", "--locked", "--all-targets", "--", "-D", "warnings"]).status()?;
    tally.add(Tally::check("clippy, server half", server.success()));
    let browser = browser(ws)?.status()?;
    tally.add(Tally::check("lints, browser half", browser.success()));
    Ok(tally)
}

/// A toolchain that is there for wasm alone has no clippy: its compiler's warnings must do.
fn browser(ws: &Workspace) -> Result<Cmd> {
    let toolchain = setup::wasm(ws)?;
    Ok(match toolchain {
        Toolchain::Target => toolchain.cargo(ws, "clippy").args(["--package", "frontend", "--", "-D", "warnings"]),
        Toolchain::BuildStd { .. } => toolchain
            .cargo(ws, "check")
            .args(["-Z", "warnings", "--config", "build.warnings='deny'"])
            .args(["--package", "frontend"]),
    })
}
