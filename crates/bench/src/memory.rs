//! What promotions and products take: resident memory, as Linux counts it.

use std::{hint::black_box, time::Duration};

use anyhow::Result;
use engine::{Catalogue, Category, Money, Percent, Product};

use crate::{
    basket,
    load::{self, Target},
    machine,
    product::{self, Shop, resident},
    shop::{self, Idle},
    table::{Table, number},
};

const PROMOTIONS: [usize; 2] = [10, 10_000];
/// Before it is looked at, a server is asked for so long: what it needs for answering belongs to it.
const ASKED_FOR: Duration = Duration::from_secs(2);

const PRODUCTS: usize = 1_000_000;
const CATEGORIES: usize = 500;

pub async fn run(podarok: &str) -> Result<()> {
    println!("\nMemory. {}.", machine::describe());
    // First of all, while this process has nothing yet that it could give to the catalogue.
    let per_product = catalogue()?;
    let mut table = Table::new(&["published promotions", "started, MB", "asked, MB"]);
    let mut asked = Vec::new();
    for promotions in PROMOTIONS {
        let [started, then] = server(podarok, promotions).await?;
        table.row([number(promotions as u64), megabytes(started), megabytes(then)]);
        asked.push(then);
    }
    table.print();
    let growth = asked.last().copied().unwrap_or_default().saturating_sub(asked.first().copied().unwrap_or_default());
    println!("\nFrom {} to {} promotions it grows by {} MB.", PROMOTIONS[0], number(PROMOTIONS[1] as u64), megabytes(growth));
    println!("A catalogue of {} products takes {per_product} bytes per product.", number(PRODUCTS as u64));
    Ok(())
}

/// Of a server with so many promotions: when it has started, and when it has answered for a while.
async fn server(podarok: &str, promotions: usize) -> Result<[u64; 2]> {
    let folder = tempfile::tempdir()?;
    let document = shop::document(promotions - shop::AT_WORK, Idle::Absent);
    let product = product::start(podarok, folder.path(), Shop::Document(&document), None).await?;
    let started = product.resident()?;
    let target = Target::new(&product.address, load::PATH, Some(&product.key), &[basket::anonymous()?]);
    load::run(&target, 32, ASKED_FOR).await?;
    Ok([started, product.resident()?])
}

/// Bytes per product of a catalogue in memory.
fn catalogue() -> Result<u64> {
    let before = resident("self")?;
    let categories = (0..CATEGORIES).map(|index| Category { id: index.to_string(), name: name(index), parent_id: None });
    let catalogue = black_box(Catalogue::new((0..PRODUCTS).map(product), categories));
    let after = resident("self")?;
    Ok(after.saturating_sub(before) / catalogue.len().max(1) as u64)
}

fn product(index: usize) -> Product {
    let category = |by: usize| (index * by % CATEGORIES).to_string();
    Product {
        offer_id: (1_000_000 + index).to_string(),
        product_id: None,
        name: name(index),
        price: Some(Money::whole(i64::try_from(index % 50_000).unwrap_or_default())),
        category_ids: if index.is_multiple_of(2) { vec![category(7)] } else { vec![category(7), category(11)] },
        vendor: Some(format!("Бренд {}", index % 300)),
        max_discount_percent: Percent::HUNDRED,
        no_discounts: false,
        use_bonuses: true,
        available: true,
    }
}

/// About forty characters, of as many bytes as it needs.
fn name(index: usize) -> String {
    const WHAT: [&str; 4] = ["Смартфон", "Чехол для планшета", "Наушники", "Клавиатура"];
    const COLOUR: [&str; 4] = ["чёрный", "серебристый", "тёмно-синий", "белый"];
    let (what, colour) = (WHAT[index % WHAT.len()], COLOUR[index / 3 % COLOUR.len()]);
    let mut name = format!("{what} беспроводной, {colour}, модель {index}");
    name.shrink_to_fit();
    name
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{}", bytes >> 20, ((bytes & 0xf_ffff) * 10) >> 20)
}
