//! What `cargo xtask bench` runs. Every figure is compared within one run: machines differ, ratios less so.
//!
//! * `bench engine`: what a quote costs among many promotions, by the yardstick of reading the request.
//! * `bench http PODAROK POSTGRES_URL`: requests per second of the webhook against a bare server.
//! * `bench orders PODAROK POSTGRES_URL`: orders per second, by the yardstick of baskets.
//! * `bench memory PODAROK`: what promotions and products take.

mod bare;
mod basket;
mod engine_table;
mod http_table;
mod load;
mod machine;
mod memory;
mod orders_table;
mod product;
mod shop;
mod table;
mod timing;

use std::path::Path;

use anyhow::Result;

/// As the product: see docs/decisions/0009-allocator.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str =
    "usage: bench engine | bench http PODAROK POSTGRES_URL | bench orders PODAROK POSTGRES_URL | bench memory PODAROK";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let runtime = || tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match args[..] {
        ["engine"] => engine_table::run(),
        ["http", podarok, postgres] => runtime()?.block_on(http_table::run(podarok, postgres)),
        ["orders", podarok, postgres] => runtime()?.block_on(orders_table::run(podarok, postgres)),
        ["memory", podarok] => runtime()?.block_on(memory::run(podarok)),
        // Started by `http`, as a process of its own.
        ["bare", answer] => runtime()?.block_on(bare::serve(Path::new(answer))),
        _ => anyhow::bail!(USAGE),
    }
}
