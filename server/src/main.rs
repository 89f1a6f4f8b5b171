use std::process::ExitCode;

use clap::Parser;

/// Quotes allocate much and briefly: see docs/decisions/0009-allocator.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    server::run(server::cli::Cli::parse()).await
}
