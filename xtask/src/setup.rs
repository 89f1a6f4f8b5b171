//! Getting what is missing. Each command asks only for what it needs; `cargo xtask setup` asks for everything.

mod apt;
mod chromium;
mod cpp;
mod npm;
mod postgres;
mod wasm;

use anyhow::Result;

pub use apt::is_root;
pub use chromium::{Chromium, chromium};
pub use cpp::compiler as cpp;
pub use npm::{Npm, end2end as npm_end2end, tools as npm_tools};
pub use postgres::{Programs as PostgresPrograms, installed as postgres_installed, programs as postgres};
pub use wasm::{TARGET as WASM_TARGET, Toolchain, components, toolchain as wasm};

use crate::sh::step;
use crate::workspace::Workspace;

pub fn everything(ws: &Workspace) -> Result<()> {
    components()?;
    step(&format!("wasm: {}", wasm(ws)?));
    npm_tools(ws)?;
    npm_end2end(ws)?;
    step(&format!("browser for tests: {}", chromium(ws)?));
    step(&format!("Postgres for tests: {}", postgres()?));
    step(&format!("C++, for fuzzing: {}", cpp()?.display()));
    step("everything is there");
    Ok(())
}
