//! The rules of the house that no compiler checks. Each is a function from what it looks at to the list of what offends,
//! and has a test in which something does.

mod browser_tree;
mod imports;
mod rust_code;
mod sources;

use anyhow::Result;
use std::path::Path;

use super::report::Tally;
use crate::setup::{self, WASM_TARGET};
use crate::sh::{self, Cmd};
use crate::workspace::Workspace;

/// What is wrong, a line each.
type Offences = Vec<String>;

pub fn check(ws: &Workspace) -> Result<Tally> {
    let files = sources::read(&ws.root)?;
    let mut tally = Tally::default();
    for (rule, offences) in [
        ("engine and contract compile to wasm", compiles_to_wasm(ws)?),
        ("the browser sees neither database nor server", browser_tree::check(ws)?),
        ("who may import whom", imports::check(&ws.metadata)),
        ("sea_orm stays in store and migration", sources::database(&files)),
        ("the engine only calculates", sources::engine(&files)),
        ("no file is longer than 600 lines", sources::length(&files)),
        ("the repository stands alone", sources::alone(&files)),
        ("Cargo.lock is committed as it is used", lock_file(ws)),
    ] {
        for offence in &offences {
            sh::error(&format!("{rule}: {offence}"));
        }
        if offences.is_empty() {
            println!("ok: {rule}");
        }
        tally.add(Tally::check(rule, offences.is_empty()));
    }
    Ok(tally)
}

fn compiles_to_wasm(ws: &Workspace) -> Result<Offences> {
    let toolchain = setup::wasm(ws)?;
    Ok(compiles(toolchain.cargo(ws, "check").args(["--package", "engine", "--package", "contract"])))
}

fn compiles(check: Cmd) -> Offences {
    match check.run() {
        Ok(()) => Offences::new(),
        Err(error) => vec![format!("not for {WASM_TARGET}: {error}")],
    }
}

/// In CI: starting xtask has brought the file up to date, if the commit had forgotten it.
fn lock_file(ws: &Workspace) -> Offences {
    if std::env::var_os("CI").is_none() {
        return Offences::new();
    }
    unchanged(&ws.root, "Cargo.lock")
}

fn unchanged(root: &Path, path: &str) -> Offences {
    let diff = Cmd::git().args(["diff", "--quiet", "--", path]).dir(root);
    if diff.succeeds() { Offences::new() } else { vec![format!("{path} is not what was committed")] }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A crate that is fit for the server only, compiled for another target: here, without a standard library for it, the
    /// plain compiler will do.
    #[test]
    fn what_does_not_compile_offends() -> Result<()> {
        let dir = tempfile::tempdir()?;
        let source = dir.path().join("lib.rs");
        let rustc = |text: &str| -> Result<Offences> {
            std::fs::write(&source, format!("#![no_core]\n{text}"))?;
            let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
            let cmd = Cmd::new(rustc)
                .args(["--crate-type=lib", "--emit=metadata", "--target", WASM_TARGET])
                .env("RUSTC_BOOTSTRAP", "1")
                .arg("-Zcrate-attr=feature(no_core)")
                .arg(&source)
                .dir(dir.path())
                .silent();
            Ok(compiles(cmd))
        };
        assert_eq!(rustc("")?, Offences::new());
        let offences = rustc("#[cfg(target_family = \"wasm\")] use std::net::TcpStream;")?;
        assert_eq!(offences.len(), 1);
        Ok(())
    }

    #[test]
    fn a_file_that_was_changed_after_its_commit_offends() -> Result<()> {
        let dir = tempfile::tempdir()?;
        let file = dir.path().join("Cargo.lock");
        let git = |args: &[&str]| {
            let who = ["-c", "user.name=test", "-c", "user.email=test@localhost"];
            Cmd::git().args(who).args(args).dir(dir.path()).silent().run()
        };
        std::fs::write(&file, "one")?;
        git(&["init"])?;
        git(&["add", "Cargo.lock"])?;
        git(&["commit", "--no-verify", "--no-gpg-sign", "-m", "one"])?;
        assert_eq!(unchanged(dir.path(), "Cargo.lock"), Offences::new());
        std::fs::write(&file, "two")?;
        assert_eq!(unchanged(dir.path(), "Cargo.lock").len(), 1);
        Ok(())
    }
}
