//! R9: a unit serves one set, in all promotions of the calculation together.

use engine::{
    Basket, Condition, Effect, Items, Money, Percent, Quantity,
    basket::Line,
    effects::{Bundle, Buy, BuyGet, Get, Part, Pick},
    rules::Limits,
};

use crate::{
    Held, holds,
    world::{Rng, World},
};

/// What one unit costs.
const PRICE: i64 = 10_000;

/// Every promotion gives units for nothing, by sets of equal goods: what each has freed tells how many units have served it,
/// and together they are no more than there are.
pub fn no_unit_serves_twice(world: &World, rng: &mut Rng) -> Held {
    let mut world = world.clone();
    let units = rng.between(1, 12);
    world.products.clear();
    world.ruleset.promo_groups.clear();
    let lines = (0..units).map(|_| line(rng)).collect();
    world.basket = Basket { lines, code: world.basket.code.clone(), ..Basket::default() };
    let mut served_by_one = Vec::new();
    for promotion in &mut world.ruleset.promotions {
        promotion.conditions = Condition::default();
        promotion.limits = Limits::default();
        let (effect, units, freed) = sets(rng);
        promotion.effects = vec![effect];
        served_by_one.push((promotion.id.clone(), units, freed));
    }
    let quote = world.quote();
    let mut served = 0;
    let before = quote.discount.0;
    // Take the promotions away one by one, the last applied first: what goes with it is what it has freed.
    let mut rest = before;
    for (earlier, at_work) in quote.promotions.iter().enumerate().rev() {
        world.ruleset.promotions.retain(|promotion| promotion.id != at_work.id);
        let without = world.quote();
        if without.promotions != quote.promotions[..earlier] {
            // Its place was taken by another, as in a contest: this world tells nothing.
            return Ok(());
        }
        let freed_units = (rest - without.discount.0) / PRICE;
        let (_, units, freed) = served_by_one.iter().find(|(id, ..)| *id == at_work.id).unwrap();
        served += freed_units / freed * units;
        rest = without.discount.0;
    }
    holds(served <= units, || format!("{served} of {units} units have served"))
}

fn line(rng: &mut Rng) -> Line {
    let offer_id = rng.pick(&["x", "y"]).to_owned();
    Line { offer_id, price: Some(Money(PRICE)), quantity: Quantity::ONE, ..Line::default() }
}

/// Sets of equal goods: the effect, how many units serve one set, and how many of them it frees.
fn sets(rng: &mut Rng) -> (Effect, i64, i64) {
    if rng.chance(30) {
        let quantity = rng.between(2, 3);
        let parts = vec![Part { items: Items::default(), quantity }];
        return (Effect::Bundle(Bundle { parts, price: Money::ZERO, times: None }), quantity, quantity);
    }
    let (buy, get) = (rng.between(1, 3), rng.between(1, 2));
    let effect = BuyGet {
        buy: Buy { items: Items::default(), quantity: buy },
        get: Get { items: None, quantity: get, percent: Percent::HUNDRED },
        pick: rng.pick(&[Pick::Cheapest, Pick::Dearest]),
        times: rng.maybe(30, |rng| rng.between(1, 2)),
    };
    (Effect::BuyGet(effect), buy + get, get)
}
