//! What a quote costs among many promotions. The yardstick is reading the request, which is done once per quote and does
//! not depend on promotions.

use std::{hint::black_box, sync::Arc};

use anyhow::{Context, Result, ensure};
use engine::{Basket, Catalogue, Engine, Moment, Money, Now, Quote, Ruleset};

use crate::{
    basket, machine,
    shop::{self, AT_WORK, Idle},
    table::{Table, number, ratio},
    timing::{nanos, timed},
};

/// Live promotions in all, those that apply among them.
const PROMOTIONS: [usize; 5] = [10, 100, 1_000, 10_000, 100_000];

/// A Tuesday in November 2026, at noon.
const NOW: Now = Now { at: Moment(1_794_906_000), weekday: 1, minute: 720 };

/// The one call that is measured.
fn quote(engine: &Engine, catalogue: &Catalogue, basket: &Basket) -> Quote {
    engine.quote(catalogue, basket, &engine::Context { now: NOW, ..engine::Context::default() })
}

/// The same with an explanation (R19): every live promotion has its turn.
fn explain(engine: &Engine, catalogue: &Catalogue, basket: &Basket) -> (Quote, engine::Trace) {
    engine.explain(catalogue, basket, &engine::Context { now: NOW, ..engine::Context::default() })
}

/// Of one size of a world, in nanoseconds.
struct Figures {
    read: u64,
    to_basket: u64,
    quote: u64,
    explain: u64,
    compile_micros: u64,
}

impl Figures {
    fn parsing(&self) -> u64 {
        self.read + self.to_basket
    }
}

pub fn run() -> Result<()> {
    println!(
        "\nThe engine: a basket of 10 lines, {} bytes, {AT_WORK} promotions apply. {}.",
        basket::TEN_LINES.len(),
        machine::describe()
    );
    println!("In `absent` the other promotions name goods that are not in the basket, in `present` goods that are, of which");
    println!("there would have to be 50. `parse` is `read` (JSON to the protocol's types) and `to_basket` together; `ratio` is");
    println!("`quote` to `parse`; `explain` is the same quote with its explanation. Nanoseconds; the ruleset is compiled once.");
    let mut table =
        Table::new(&["world", "promotions", "quote", "read", "to_basket", "parse", "ratio", "explain", "ratio", "compile ms"]);
    let mut growth = Vec::new();
    for about in Idle::ALL {
        let mut quotes = Vec::new();
        for promotions in PROMOTIONS {
            let figures = measure(promotions, about)?;
            table.row([
                about.name().to_owned(),
                number(promotions as u64),
                number(figures.quote),
                number(figures.read),
                number(figures.to_basket),
                number(figures.parsing()),
                ratio(figures.quote, figures.parsing()),
                number(figures.explain),
                ratio(figures.explain, figures.parsing()),
                format!("{}.{}", figures.compile_micros / 1_000, figures.compile_micros / 100 % 10),
            ]);
            quotes.push(figures.quote);
        }
        if let (Some(&few), Some(&many)) = (quotes.first(), quotes.last()) {
            growth.push((about, ratio(many, few)));
        }
    }
    table.print();
    let (few, many) = (PROMOTIONS[0] as u64, PROMOTIONS[PROMOTIONS.len() - 1] as u64);
    println!();
    for (about, ratio) in growth {
        println!("A quote among {} promotions to one among {}, `{}`: {ratio}", number(many), number(few), about.name());
    }
    Ok(())
}

fn measure(promotions: usize, about: Idle) -> Result<Figures> {
    let document = shop::read(&shop::document(promotions - AT_WORK, about))?;
    let catalogue = Catalogue::new(document.products.unwrap_or_default(), document.categories.unwrap_or_default());
    let rules = document.promotions.unwrap_or_default();
    ensure!(rules.len() == promotions, "{} promotions instead of {promotions}", rules.len());
    let ruleset = Arc::new(Ruleset { settings: document.settings.unwrap_or_default(), promotions: rules, ..Ruleset::default() });
    let (engine, compiling) = timed(|| Engine::new(Arc::clone(&ruleset)));

    let body = basket::TEN_LINES.as_bytes();
    let request = imshop::basket::read(body)?;
    let basket = request.to_basket(&ruleset.settings);
    let answer = quote(&engine, &catalogue, &basket);
    ensure!(answer.total == Money(basket::TOTAL_MINOR), "the basket costs {:?}", answer.total);
    ensure!(answer.promotions.len() == AT_WORK, "{} promotions apply", answer.promotions.len());

    let [read, to_basket, quoting] = nanos([
        &mut || drop(black_box(imshop::basket::read(black_box(body)))),
        &mut || drop(black_box(black_box(&request).to_basket(&ruleset.settings))),
        &mut || drop(black_box(quote(&engine, &catalogue, black_box(&basket)))),
    ]);
    ensure!(explain(&engine, &catalogue, &basket).0 == answer, "an explained basket costs the same");
    let [explaining] = nanos([&mut || drop(black_box(explain(&engine, &catalogue, black_box(&basket))))]);
    let compile_micros = u64::try_from(compiling.as_micros()).context("compiling took an age")?;
    Ok(Figures { read, to_basket, quote: quoting, explain: explaining, compile_micros })
}
