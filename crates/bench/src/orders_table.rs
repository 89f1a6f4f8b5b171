//! Orders per second: each with ten lines, three promotions with limits, and a customer of its own among many. Baskets of the same
//! shop are the yardstick.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    basket,
    load::{self, Figures, Target},
    machine,
    product::{self, Shop},
    shop::{self, Idle},
    table::{Table, number, percent},
};

const IDLE: usize = 1_000;
const CONNECTIONS: [usize; 3] = [1, 16, 64];
const ROUND: Duration = Duration::from_secs(3);
const ROUNDS: usize = 3;
/// More than are recorded in a round.
const PREPARED: usize = 12_000;
const CUSTOMERS: usize = 10_000;

pub async fn run(podarok: &str, postgres: &str) -> Result<()> {
    println!(
        "\nOrders, of a shop with {IDLE} idle promotions and {} that apply, all with limits. {}.",
        shop::AT_WORK,
        machine::describe()
    );
    println!("Every order is another one, and uses three promotions up. This Postgres runs without fsync. Microseconds.");
    let mut table = Table::new(&["database", "connections", "orders/s", "baskets/s", "ratio", "p50", "p99"]);
    let document = shop::with_limits(shop::with_customers(shop::document(IDLE, Idle::Absent), CUSTOMERS));
    for (name, database) in [("SQLite", None), ("Postgres", Some(postgres))] {
        eprintln!("{name} …");
        let folder = tempfile::tempdir()?;
        let product = product::start(podarok, folder.path(), Shop::Document(&document), database).await?;
        let baskets = Target::new(&product.address, load::PATH, Some(&product.key), &[basket::TEN_LINES.to_owned()]);
        let mut made = 0;
        for connections in CONNECTIONS {
            let (mut orders, mut others) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                let bodies = (made..made + PREPARED).map(order).collect::<Result<Vec<_>>>()?;
                made += PREPARED;
                let target = Target::new(&product.address, load::ORDERS, Some(&product.orders_key), &bodies);
                let answer: Value = serde_json::from_slice(&load::once(&target).await?)?;
                let discounted =
                    answer["orders"][0]["items"].as_array().into_iter().flatten().any(|item| item["discount"] != json!(0));
                ensure!(answer["orders"][0]["success"] == true && discounted, "no recorded order: {answer}");
                orders.push(load::run(&target, connections, ROUND).await?);
                others.push(load::run(&baskets, connections, ROUND / 3).await?);
            }
            let (orders, others) = (Figures::middle(orders), Figures::middle(others));
            table.row([
                name.to_owned(),
                connections.to_string(),
                number(orders.per_second),
                number(others.per_second),
                percent(orders.per_second, others.per_second),
                number(orders.p50_micros),
                number(orders.p99_micros),
            ]);
        }
    }
    table.print();
    Ok(())
}

/// The basket of ten lines as an order.
fn order(number: usize) -> Result<String> {
    let mut order: Value = serde_json::from_str(&basket::of_customer(&shop::customer_id(number % CUSTOMERS))?)?;
    let fields = order.as_object_mut().context("the basket is an object")?;
    fields.insert("uuid".to_owned(), json!(format!("bench-{number}")));
    fields.insert("status".to_owned(), json!("placed"));
    Ok(json!({ "orders": [order] }).to_string())
}
