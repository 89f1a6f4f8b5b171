//! The browser that the end-to-end tests drive.

use anyhow::{Result, bail};
use std::fmt;
use std::path::PathBuf;

use super::{apt, npm};
use crate::sh::{find_program, is_executable, step};
use crate::workspace::Workspace;

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

pub enum Chromium {
    Program(PathBuf),
    /// The one that Playwright has downloaded, and finds by itself.
    Playwrights,
}

impl fmt::Display for Chromium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Program(path) => write!(f, "{}", path.display()),
            Self::Playwrights => f.write_str("Playwright's own Chromium"),
        }
    }
}

pub fn chromium(ws: &Workspace) -> Result<Chromium> {
    if let Some(path) = std::env::var_os("PODAROK_CHROMIUM").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(path);
        if !is_executable(&path) {
            bail!("PODAROK_CHROMIUM names no program: {}", path.display());
        }
        return Ok(Chromium::Program(path));
    }
    if let Some(path) = find_program(NAMES) {
        return Ok(Chromium::Program(path));
    }
    if apt::available() && apt::is_root() {
        apt::install(&["chromium"], "Chromium")?;
        if let Some(path) = find_program(NAMES) {
            return Ok(Chromium::Program(path));
        }
    }
    step("playwright install chromium");
    npm::end2end(ws)?
        .node("@playwright/test/cli.js")
        .args(["install", "chromium"])
        .hint(
            "install Chromium or Chrome (`sudo apt-get install chromium`), \
             or name one in PODAROK_CHROMIUM, and run this command again",
        )
        .run()?;
    Ok(Chromium::Playwrights)
}
