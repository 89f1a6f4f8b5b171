//! Packages of npm, at the versions of the lock files.

use anyhow::{Context, Result};
use std::path::PathBuf;

use crate::sh::{Cmd, find_program, step};
use crate::workspace::Workspace;

/// A folder with installed packages.
pub struct Npm {
    pub dir: PathBuf,
}

impl Npm {
    /// A JavaScript file of a package, run by node.
    pub fn node(&self, script: &str) -> Cmd {
        Cmd::new("node").arg(self.dir.join("node_modules").join(script))
    }
}

/// What the browser half is made with: binaryen (wasm-opt) and lightningcss.
pub fn tools(ws: &Workspace) -> Result<Npm> {
    let npm = Npm { dir: ws.root.join("xtask/npm") };
    if install(&npm)? {
        // Its own install script, which npm may not be allowed to run: it puts the program into its place.
        npm.node("lightningcss-cli/postinstall.js").run()?;
        remember(&npm)?;
    }
    Ok(npm)
}

/// Playwright and axe.
pub fn end2end(ws: &Workspace) -> Result<Npm> {
    let npm = Npm { dir: ws.root.join("end2end") };
    if install(&npm)? {
        remember(&npm)?;
    }
    Ok(npm)
}

/// Whether anything was installed: not if what is there came from the same lock file.
fn install(npm: &Npm) -> Result<bool> {
    let lock = npm.dir.join("package-lock.json");
    let wanted = std::fs::read(&lock).with_context(|| format!("{} is missing", lock.display()))?;
    if std::fs::read(stamp(npm)).is_ok_and(|installed| installed == wanted) {
        return Ok(false);
    }
    let node = "Node 20 or newer, with npm, is needed: https://nodejs.org, or your system's packages";
    if find_program(&["npm"]).is_none() || find_program(&["node"]).is_none() {
        anyhow::bail!("{node}");
    }
    step(&format!("npm ci in {}", npm.dir.display()));
    Cmd::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .dir(&npm.dir)
        .hint("the packages of package-lock.json could not be fetched: is there a network?")
        .run()?;
    Ok(true)
}

fn stamp(npm: &Npm) -> PathBuf {
    npm.dir.join("node_modules/.podarok-installed")
}

fn remember(npm: &Npm) -> Result<()> {
    std::fs::copy(npm.dir.join("package-lock.json"), stamp(npm)).map(drop).context("cannot note what was installed")
}
