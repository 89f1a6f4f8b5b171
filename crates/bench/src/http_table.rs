//! Requests per second of the webhook against a bare server that reads the same bodies into the same types and answers the
//! same bytes: in turn, in one run, on the same machine.

use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::{
    bare, basket,
    load::{self, Figures, Target},
    machine,
    product::{self, Product, Shop},
    shop::{self, Idle},
    table::{Table, number, percent, ratio},
};

const IDLE: usize = 1_000;
const CONNECTIONS: [usize; 3] = [1, 32, 256];
/// Of each measurement; the servers take turns, and the middle of the rounds counts.
const ROUND: Duration = Duration::from_millis(1_500);
const ROUNDS: usize = 5;
/// More than are remembered: when a customer's turn comes again, it is forgotten.
const CUSTOMERS: usize = 50_000;

pub async fn run(podarok: &str, postgres: &str) -> Result<()> {
    println!(
        "\nThe webhook over HTTP, of a shop with {IDLE} idle promotions and {} that apply. {}:",
        shop::AT_WORK,
        machine::describe()
    );
    println!("servers and load share them. The bare server reads the same bodies and answers fixed bytes, as many as ours.");
    println!("Who asks is nobody, a customer who is remembered, or each time another who has to be looked up. Idle promotions");
    println!(
        "name goods that are not in the basket, in `present` goods that are; with `limits` every promotion has limits. Microseconds."
    );
    let head = ["who, where", "connections", "podarok/s", "bare/s", "ratio", "p50", "p99", "bare p50", "bare p99", "p99 ratio"];
    let mut bench = Bench { podarok, table: Table::new(&head) };

    let nobody = [basket::anonymous()?];
    let remembered = [basket::TEN_LINES.to_owned()];
    let looked_up = (0..CUSTOMERS).map(|index| basket::of_customer(&shop::customer_id(index))).collect::<Result<Vec<_>>>()?;
    let plain = shop::document(IDLE, Idle::Absent);
    bench.shop(Shop::Document(&plain), None, &[("nobody, SQLite", &nobody)]).await?;
    bench.shop(Shop::Document(&shop::document(IDLE, Idle::Present)), None, &[("nobody, SQLite, present", &nobody)]).await?;
    let points = shop::with_customers(plain, CUSTOMERS);
    let known: [Case<'_>; 2] = [("remembered, SQLite", &remembered), ("looked up, SQLite", &looked_up)];
    bench.shop(Shop::Document(&points), None, &known).await?;
    let known: [Case<'_>; 2] = [("remembered, Postgres", &remembered), ("looked up, Postgres", &looked_up)];
    bench.shop(Shop::Document(&points), Some(postgres), &known).await?;
    let limited = shop::with_limits(points);
    bench.shop(Shop::Document(&limited), None, &[("remembered, limits, SQLite", &remembered)]).await?;
    bench.shop(Shop::Demo, None, &[("the demo shop, SQLite", &[basket::DEMO.to_owned()])]).await?;
    bench.table.print();
    Ok(())
}

/// A name and the bodies that are asked with.
type Case<'a> = (&'a str, &'a [String]);

struct Bench<'a> {
    podarok: &'a str,
    table: Table,
}

impl Bench<'_> {
    /// Starts the product with a shop, and measures each of the cases.
    async fn shop(&mut self, shop: Shop<'_>, database: Option<&str>, cases: &[Case<'_>]) -> Result<()> {
        let folder = tempfile::tempdir()?;
        let product = product::start(self.podarok, folder.path(), shop, database).await?;
        for (name, bodies) in cases {
            eprintln!("{name} …");
            self.compare(&product, name, bodies).await.with_context(|| (*name).to_owned())?;
        }
        Ok(())
    }

    async fn compare(&mut self, product: &Product, name: &str, bodies: &[String]) -> Result<()> {
        let ours = Target::new(&product.address, load::PATH, Some(&product.key), bodies);
        let answer = load::once(&ours).await?;
        ensure!(answer.windows(15).any(|part| part == b"dynamicDiscount"), "the product's answer is no calculated basket");

        let folder = tempfile::tempdir()?;
        let fixed = folder.path().join("answer.json");
        std::fs::write(&fixed, &answer)?;
        let bare = bare::start(&fixed).await?;
        let theirs = Target::new(&bare.address, load::PATH, None, bodies);
        ensure!(load::once(&theirs).await? == answer, "both servers answer the same bytes");
        for connections in CONNECTIONS {
            let (mut of_ours, mut of_theirs) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                of_ours.push(load::run(&ours, connections, ROUND).await?);
                of_theirs.push(load::run(&theirs, connections, ROUND).await?);
            }
            self.row(name, connections, Figures::middle(of_ours), Figures::middle(of_theirs));
        }
        Ok(())
    }

    fn row(&mut self, name: &str, connections: usize, ours: Figures, theirs: Figures) {
        self.table.row([
            name.to_owned(),
            connections.to_string(),
            number(ours.per_second),
            number(theirs.per_second),
            percent(ours.per_second, theirs.per_second),
            number(ours.p50_micros),
            number(ours.p99_micros),
            number(theirs.p50_micros),
            number(theirs.p99_micros),
            ratio(ours.p99_micros, theirs.p99_micros),
        ]);
    }
}
