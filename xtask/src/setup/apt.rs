//! Debian's packages: installed by root, named to everybody else.

use anyhow::{Result, bail};
use std::sync::OnceLock;

use crate::sh::{Cmd, find_program, step};

pub fn available() -> bool {
    find_program(&["apt-get"]).is_some()
}

pub fn is_root() -> bool {
    static ROOT: OnceLock<bool> = OnceLock::new();
    *ROOT.get_or_init(|| Cmd::new("id").arg("-u").output().is_ok_and(|id| id.trim() == "0"))
}

/// Installs them, or says what to type. `why` reads on from "needed".
pub fn install(packages: &[&str], why: &str) -> Result<()> {
    let list = packages.join(" ");
    if !available() {
        bail!("{why} is missing, and there is no apt-get here to install it with");
    }
    if !is_root() {
        bail!(
            "{why} is missing; install it and run this command again:\n  \
             sudo apt-get update && sudo apt-get install -y --no-install-recommends {list}"
        );
    }
    update()?;
    step(&format!("installing {list}"));
    apt()
        .args(["install", "-y", "--no-install-recommends"])
        .args(packages)
        .hint(format!("{why} is needed: install {list} by hand"))
        .run()
}

/// The list of packages, fetched once.
fn update() -> Result<()> {
    static DONE: OnceLock<()> = OnceLock::new();
    if DONE.get().is_some() {
        return Ok(());
    }
    step("fetching the list of packages");
    apt().arg("update").hint("the list of packages could not be fetched: is there a network?").run()?;
    DONE.get_or_init(|| ());
    Ok(())
}

fn apt() -> Cmd {
    Cmd::new("apt-get")
        .args(["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=2"])
        .env("DEBIAN_FRONTEND", "noninteractive")
}
