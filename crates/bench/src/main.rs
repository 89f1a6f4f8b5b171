//! Requests per second of the basket webhook with the demo shop against a bare axum server that reads the same body into
//! the same types and answers the same bytes; both measured in turn, in one run, on the same machine.

mod bare;
mod load;
mod product;

use std::time::Duration;

use anyhow::{Context, Result, ensure};

use load::{Figures, Target};

/// The basket that the first start shows.
const BASKET: &str = include_str!("../../../server/demo/basket.json");
/// The path of both servers.
const PATH: &str = "/webhooks/imshop/basket";

const CONNECTIONS: [usize; 3] = [1, 32, 256];
/// Of each measurement; the servers take turns, and the middle of the rounds counts.
const ROUND: Duration = Duration::from_secs(3);
const ROUNDS: usize = 5;

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut args = std::env::args().skip(1);
    match (args.next().as_deref(), args.next()) {
        (Some("bare"), Some(answer)) => runtime.block_on(bare::serve(&answer)),
        (Some("compare"), Some(podarok)) => runtime.block_on(compare(&podarok)),
        _ => anyhow::bail!("usage: bench compare PODAROK_BINARY"),
    }
}

async fn compare(podarok: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let product = product::start(podarok, folder.path()).await?;
    let with_key = Target { address: product.address.clone(), path: PATH, key: Some(product.key.clone()), body: BASKET };
    let answer = load::once(&with_key).await.context("the product answers the basket")?;
    ensure!(answer.windows(15).any(|part| part == b"promocodeStatus"), "the product's answer is a calculated basket");

    let fixed = folder.path().join("answer.json");
    std::fs::write(&fixed, &answer)?;
    let bare = bare::start(&fixed).await?;
    let without_key = Target { address: bare.address.clone(), path: PATH, key: None, body: BASKET };
    ensure!(load::once(&without_key).await? == answer, "both servers answer the same bytes");

    println!("The basket webhook, demo shop on SQLite: {} bytes asked, {} bytes answered", BASKET.len(), answer.len());
    println!(
        "{:>11}  {:>12}  {:>12}  {:>6}  {:>20}  {:>20}",
        "connections", "podarok/s", "bare/s", "ratio", "podarok p50/p99 µs", "bare p50/p99 µs"
    );
    for connections in CONNECTIONS {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(load::run(&with_key, connections, ROUND).await?);
            theirs.push(load::run(&without_key, connections, ROUND).await?);
        }
        let (ours, theirs) = (Figures::middle(ours), Figures::middle(theirs));
        println!(
            "{connections:>11}  {:>12}  {:>12}  {:>5}%  {:>20}  {:>20}",
            ours.per_second,
            theirs.per_second,
            ours.per_second * 100 / theirs.per_second.max(1),
            format!("{}/{}", ours.p50_micros, ours.p99_micros),
            format!("{}/{}", theirs.p50_micros, theirs.p99_micros),
        );
    }
    Ok(())
}
