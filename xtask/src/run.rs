//! `cargo xtask run`: both halves, then the server in our place.

use anyhow::Result;
use std::convert::Infallible;
use std::path::{Path, PathBuf};

use crate::browser::{self, Effort};
use crate::release;
use crate::sh::{Cmd, step};
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub struct Args {
    /// Build the server as it is delivered: slower to build, faster to run
    #[arg(long)]
    release: bool,
    #[command(flatten)]
    serve: Serve,
}

#[derive(clap::Args)]
pub struct Serve {
    /// Leave an empty database empty, instead of filling it with the demo shop
    #[arg(long)]
    empty: bool,
    /// Handed on to `podarok serve`: `-- --listen 0.0.0.0:8080`
    #[arg(last = true, value_name = "ARGS")]
    args: Vec<String>,
}

impl Serve {
    /// `podarok serve`, in the folder that the command was typed in.
    pub fn command(&self, binary: &Path) -> Cmd {
        let cmd = Cmd::new(binary).arg("serve");
        let cmd = if self.empty { cmd } else { cmd.arg("--demo") };
        cmd.args(&self.args)
    }
}

pub fn run(ws: &Workspace, args: &Args) -> Result<Infallible> {
    let binary = if args.release {
        release::build(ws)?
    } else {
        browser::build(ws, Effort::Usual)?;
        server(ws)?
    };
    Err(args.serve.command(&binary).exec())
}

/// The server's half, as one builds it while working: among the default members, whose tests need nearly the same
/// dependencies with the same features.
pub fn server(ws: &Workspace) -> Result<PathBuf> {
    step("server half");
    ws.cargo()?.args(["build", "--locked", "--bin", "podarok"]).hint("the server does not compile").run()?;
    Ok(ws.target.join("debug/podarok"))
}
