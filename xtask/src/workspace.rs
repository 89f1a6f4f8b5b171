//! Where things lie: the checkout, cargo's target directory, and the browser's half that the server embeds.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};

use crate::sh::Cmd;

pub struct Workspace {
    pub root: PathBuf,
    /// `$CARGO_TARGET_DIR`, or `target` in the checkout.
    pub target: PathBuf,
    /// `cargo metadata --no-deps`.
    pub metadata: Value,
}

impl Workspace {
    pub fn find() -> Result<Self> {
        let root = root()?;
        let json = Cmd::cargo().args(["metadata", "--no-deps", "--format-version", "1"]).dir(&root).output()?;
        let metadata: Value = serde_json::from_str(&json).context("`cargo metadata` printed no JSON")?;
        let target = metadata["target_directory"].as_str().context("`cargo metadata` names no target directory")?;
        Ok(Self { target: PathBuf::from(target), root, metadata })
    }

    /// What the server embeds; `PODAROK_SITE` names it at compile time.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The browser half has a target directory of its own: its compiler may be another one than the server's.
    pub fn browser_target(&self) -> PathBuf {
        self.target.join("browser")
    }

    /// The version in the workspace's `rust-version`, as (major, minor).
    pub fn rust_version(&self) -> Option<(u32, u32)> {
        let package = self.metadata["packages"].as_array()?.first()?;
        let mut numbers = package["rust_version"].as_str()?.split('.');
        Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
    }

    /// A cargo command in the checkout that compiles the server's half or the tests.
    pub fn cargo(&self) -> Result<Cmd> {
        std::fs::create_dir_all(self.site()).with_context(|| format!("cannot create {}", self.site().display()))?;
        Ok(Cmd::cargo().dir(&self.root).env("PODAROK_SITE", self.site()))
    }
}

/// Asked at run time: the binary may lie in a cache that several checkouts share.
fn root() -> Result<PathBuf> {
    if let Some(dir) = std::env::var_os("CARGO_MANIFEST_DIR")
        && let Some(root) = Path::new(&dir).parent()
    {
        return Ok(root.to_path_buf());
    }
    let here = std::env::current_dir().context("the current directory is gone")?;
    match here.ancestors().find(|dir| dir.join("xtask/Cargo.toml").is_file()) {
        Some(root) => Ok(root.to_path_buf()),
        None => bail!("this is no checkout of Podarok: {}", here.display()),
    }
}
