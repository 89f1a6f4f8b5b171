//! Sums and floors.

use std::collections::BTreeMap;

use engine::{Product, Quantity, Quote, quote::QuoteLine};

use crate::{Held, holds, same, world::World};

/// Σ lines = total; 0 ≤ discount ≤ gross of every line; nothing is both bought and free.
pub fn lines_add_up(quote: &Quote) -> Held {
    same("the lines' subtotals", &quote.total.0, &sum(quote, |line| line.subtotal.0))?;
    same("the lines' discounts without gifts", &quote.discount.0, &sum(quote, |line| line.discount.0 - worth_of_gift(line)))?;
    for line in &quote.lines {
        holds(line.quantity > Quantity::ZERO && (Quantity::ZERO..=line.quantity).contains(&line.gift), || format!("{line:?}"))?;
        holds(line.subtotal.0 >= 0 && line.discount.0 >= worth_of_gift(line), || format!("{line:?}"))?;
        holds(line.gift != line.quantity || line.subtotal.0 == 0, || format!("a gift is charged: {line:?}"))?;
        let points = line.bonuses.unwrap_or_default();
        holds(points.can_spend >= 0 && points.will_earn >= 0, || format!("{line:?}"))?;
        holds(points.can_spend.saturating_mul(100) <= line.subtotal.0.saturating_add(100), || format!("{line:?}"))?;
    }
    let Some(points) = quote.bonuses else { return Ok(()) };
    same("the lines' points", &points.will_earn, &sum(quote, |line| line.bonuses.unwrap_or_default().will_earn))?;
    let can_spend = sum(quote, |line| line.bonuses.unwrap_or_default().can_spend);
    holds(points.can_spend <= can_spend, || format!("{points:?} of {can_spend}"))
}

fn sum(quote: &Quote, of: impl Fn(&QuoteLine) -> i64) -> i64 {
    quote.lines.iter().filter(|line| !line.set_aside).map(of).sum()
}

/// R12: the line's price by its gift units, rounded half-up.
fn worth_of_gift(line: &QuoteLine) -> i64 {
    let exact = i128::from(line.price.0) * i128::from(line.gift.0);
    i64::try_from((exact + 500) / 1_000).unwrap_or(i64::MAX)
}

/// R11: all discounts of an article together are at most `max_discount_percent` of it, rounded down.
pub fn floors_hold(world: &World, quote: &Quote) -> Held {
    let mut articles: BTreeMap<(&str, i64), (&Product, i64, i64)> = BTreeMap::new();
    for line in quote.lines.iter().filter(|line| !line.set_aside && line.gift < line.quantity) {
        let Some(product) = product_of(world, line) else { continue };
        let article = articles.entry((&product.offer_id, line.price.0)).or_insert((product, 0, 0));
        let off = line.discount.0 - worth_of_gift(line);
        article.1 += off;
        article.2 += line.subtotal.0 + off;
    }
    for ((offer, price), (product, off, gross)) in articles {
        let percent = if product.no_discounts { 0 } else { product.max_discount_percent.0 };
        holds(off <= gross * percent / 10_000, || format!("{off} of {gross} off {offer} at {price}"))?;
    }
    Ok(())
}

fn product_of<'w>(world: &'w World, line: &QuoteLine) -> Option<&'w Product> {
    let find = |id: &str| world.products.iter().find(|product| product.offer_id == id);
    let other = || find(world.basket.lines[line.source?].other_id.as_deref()?);
    find(&line.offer_id).or_else(other)
}
