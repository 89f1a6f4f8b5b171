//! The compiler of the browser's half: rustup's target where it is or can be had, else Debian's own Rust, which
//! brings the sources of the standard library and builds it itself.

use anyhow::{Context, Result, bail};
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::apt;
use crate::sh::{Cmd, find_program, step, warn};
use crate::workspace::Workspace;

pub const TARGET: &str = "wasm32-unknown-unknown";
const PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src"];
/// A download of some 20 MB; where nothing answers it must not hang.
const RUSTUP_PATIENCE: Duration = Duration::from_secs(180);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toolchain {
    /// The ordinary cargo, which has the target.
    Target,
    /// Another compiler, which builds the target's standard library from its sources.
    BuildStd { cargo: PathBuf, rustc: PathBuf, linker: PathBuf },
}

impl Toolchain {
    /// `cargo COMMAND`, for the browser.
    pub fn cargo(&self, ws: &Workspace, command: &str) -> Cmd {
        let cmd = match self {
            Self::Target => Cmd::cargo().arg(command),
            Self::BuildStd { cargo, rustc, linker } => Cmd::new(cargo)
                .colored()
                .env("RUSTC", rustc)
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                // Set by rustup for its own compiler.
                .env_remove("LD_LIBRARY_PATH")
                .env_remove("RUSTUP_TOOLCHAIN")
                .env_remove("CARGO")
                .args([command, "-Z", "build-std=std,panic_abort"]),
        };
        cmd.args(["--target", TARGET, "--locked", "--target-dir"])
            .arg(ws.browser_target())
            .dir(&ws.root)
            .env_remove("CARGO_TARGET_DIR")
    }
}

impl fmt::Display for Toolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Target => write!(f, "cargo with the target {TARGET}"),
            Self::BuildStd { cargo, .. } => {
                write!(f, "{} with the library's sources", cargo.display())
            }
        }
    }
}

pub fn toolchain(ws: &Workspace) -> Result<Toolchain> {
    let sysroot = sysroot()?;
    if has_target(&sysroot) {
        return Ok(Toolchain::Target);
    }
    if let Some(found) = build_std(ws, &sysroot) {
        return Ok(found);
    }
    if find_program(&["rustup"]).is_some() {
        step(&format!("rustup target add {TARGET}"));
        let added = Cmd::new("rustup").args(["target", "add", TARGET]).dir(&ws.root).timeout(RUSTUP_PATIENCE).run();
        match added {
            Ok(()) if has_target(&sysroot) => return Ok(Toolchain::Target),
            Ok(()) => warn("rustup has added the target to another toolchain"),
            Err(error) => warn(&format!("{error:#}")),
        }
    }
    let why = format!("a Rust compiler for {TARGET}");
    if !apt::available() {
        bail!("{why} is missing; get it by:\n  rustup target add {TARGET}");
    }
    apt::install(PACKAGES, &why)?;
    build_std(ws, &sysroot).with_context(|| {
        format!(
            "{} do not bring Rust {} or newer, or no linker for wasm was found (rust-lld, wasm-ld)",
            PACKAGES.join(", "),
            ws.rust_version().map(|(major, minor)| format!("{major}.{minor}")).unwrap_or_default()
        )
    })
}

/// rustfmt and clippy, which a minimal toolchain lacks.
pub fn components() -> Result<()> {
    for (name, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if Cmd::cargo().args([subcommand, "--version"]).succeeds() {
            continue;
        }
        Cmd::new("rustup")
            .args(["component", "add", name])
            .timeout(RUSTUP_PATIENCE)
            .hint(format!("{name} is missing: install it beside cargo"))
            .run()?;
    }
    Ok(())
}

fn rustc() -> Cmd {
    Cmd::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

fn sysroot() -> Result<PathBuf> {
    let out = rustc().args(["--print", "sysroot"]).hint("Rust is needed: https://rustup.rs").output()?;
    Ok(PathBuf::from(out.trim()))
}

fn has_target(sysroot: &Path) -> bool {
    let lib = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    std::fs::read_dir(lib)
        .is_ok_and(|mut files| files.any(|file| file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libstd-"))))
}

/// Debian's compiler, if it is there whole and new enough.
fn build_std(ws: &Workspace, sysroot: &Path) -> Option<Toolchain> {
    let rustc = PathBuf::from("/usr/bin/rustc");
    let cargo = PathBuf::from("/usr/bin/cargo");
    if !rustc.is_file() || !cargo.is_file() {
        return None;
    }
    let ask = |args: &[&str]| Cmd::new(&rustc).args(args).env_remove("LD_LIBRARY_PATH").output().ok();
    let version = ask(&["--version"])?;
    if parse_version(&version)? < ws.rust_version()? {
        return None;
    }
    let own_sysroot = PathBuf::from(ask(&["--print", "sysroot"])?.trim());
    let library = own_sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml");
    if !library.is_file() {
        return None;
    }
    let linker = [sysroot, own_sysroot.as_path()]
        .iter()
        .find_map(|root| rust_lld(root))
        .or_else(|| find_program(&["rust-lld", "wasm-ld"]))?;
    Some(Toolchain::BuildStd { cargo, rustc, linker })
}

fn rust_lld(sysroot: &Path) -> Option<PathBuf> {
    std::fs::read_dir(sysroot.join("lib/rustlib"))
        .ok()?
        .filter_map(Result::ok)
        .map(|host| host.path().join("bin/rust-lld"))
        .find(|file| file.is_file())
}

/// `rustc 1.96.0 (…)` as (1, 96).
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split_whitespace().nth(1)?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        let old = parse_version("rustc 1.63.0 (4b91a6ea7 2022-08-08)");
        let new = parse_version("rustc 1.100.0-nightly (ac68faa20 2026-05-25)");
        assert_eq!(old, Some((1, 63)));
        assert!(new > old);
        assert_eq!(parse_version("cargo"), None);
    }
}
