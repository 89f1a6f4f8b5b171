//! `cargo xtask build`: the one binary that is the product.

use anyhow::{Context, Result};
use std::path::PathBuf;

use crate::browser::{self, Effort};
use crate::sh::step;
use crate::workspace::Workspace;

pub fn build(ws: &Workspace) -> Result<PathBuf> {
    browser::build(ws, Effort::Release)?;
    step("server, release");
    ws.cargo()?.args(["build", "--locked", "--package", "server", "--release"]).hint("the server does not compile").run()?;
    let binary = ws.target.join("release/podarok");
    let size = std::fs::metadata(&binary).with_context(|| format!("{} was not made", binary.display()))?.len();
    step(&format!("{}: {}", binary.display(), browser::kilobytes(size)));
    Ok(binary)
}
