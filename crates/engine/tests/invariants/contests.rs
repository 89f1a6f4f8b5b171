//! What promotions give by themselves, in contests, in groups, and within their limits.

use engine::{
    Basket, Effect, Promotion, Quote,
    basket::Chosen,
    rules::{Gift, LaneMode},
};

use crate::{Held, holds, same, world::World};

/// R10: `best` is worth at least as much as each of its members alone.
pub fn best_is_best(world: &World) -> Held {
    let mut world = world.clone();
    world.ruleset.promo_groups.clear();
    world.ruleset.settings.lanes.iter_mut().for_each(|lane| lane.mode = LaneMode::Best);
    world.ruleset.promotions.iter_mut().for_each(|promotion| "shelf".clone_into(&mut promotion.lane));
    let best = worth(&world, &world.quote());
    for index in 0..world.ruleset.promotions.len() {
        let (id, alone) = (&world.ruleset.promotions[index].id, alone(&world, index));
        let member = worth(&alone, &alone.quote());
        holds(best.0 >= member.0, || format!("{id} alone gives {}, the contest {}", member.0, best.0))?;
    }
    Ok(())
}

/// R16: one basket overshoots neither a budget nor the gift units.
pub fn limits_hold(world: &World) -> Held {
    for (index, promotion) in world.ruleset.promotions.iter().enumerate() {
        let (limits, used) = (&promotion.limits, world.usage.of(&promotion.id));
        if limits.budget.is_none() && limits.gift_units.is_none() {
            continue;
        }
        let alone = alone(world, index);
        let (money, units) = worth(&alone, &alone.quote());
        let rest = limits.budget.map_or(i64::MAX, |most| (most.0 - used.budget.0).max(0));
        holds(money <= rest, || format!("{} gives {money} of {rest}", promotion.id))?;
        let rest = limits.gift_units.map_or(i64::MAX, |most| (most.0 - used.gift_units.0).max(0));
        holds(units <= rest, || format!("{} gives {units} gift units of {rest}", promotion.id))?;
    }
    Ok(())
}

/// R13: a chosen group costs what it was said to cost.
pub fn groups_cost_what_they_say(world: &World) -> Held {
    let shop = world.shop();
    let offered = shop.quote(&world.basket);
    for group in &offered.groups {
        let known = world.basket.chosen.iter().filter(|chosen| group.iter().any(|entry| entry.id == chosen.promotion)).cloned();
        let first = Chosen { promotion: group[0].id.clone(), gifts: Vec::new() };
        let chosen = known.chain([first]).collect();
        let quote = shop.quote(&Basket { chosen, ..world.basket.clone() });
        for discount in group.iter().filter_map(|entry| entry.discount) {
            same(&format!("with {} chosen", group[0].id), &discount, &quote.discount)?;
        }
        for entry in group {
            holds(quote.promotions.iter().any(|promotion| promotion.id == entry.id), || format!("{} does nothing", entry.id))?;
        }
    }
    Ok(())
}

/// The world with one promotion only; what the others list is recognised no more, so nothing is claimed.
fn alone(world: &World, index: usize) -> World {
    let mut world = world.clone();
    let promotions = &mut world.ruleset.promotions;
    for (other, promotion) in promotions.iter_mut().enumerate() {
        if other != index {
            promotion.status = engine::Status::Paused;
        }
    }
    world
}

/// What the promotions of a quote are worth: money off, gifts at the catalogue's price, choices as their dearest options; and
/// the most gift units that they give.
fn worth(world: &World, quote: &Quote) -> (i64, i64) {
    let mut worth = (quote.discount.0, 0);
    for at_work in &quote.promotions {
        let promotion = world.ruleset.promotions.iter().find(|promotion| promotion.id == at_work.id).unwrap();
        let units = |gifts: &[Gift]| gifts.iter().map(|gift| gift.quantity.0).collect::<Vec<_>>();
        let money = |gifts: &[Gift]| gifts.iter().map(|gift| price(world, gift)).collect::<Vec<_>>();
        worth.0 += money(&at_work.gifts).iter().sum::<i64>() + largest(money(&at_work.options), limit(promotion));
        worth.1 += units(&at_work.gifts).iter().sum::<i64>() + largest(units(&at_work.options), limit(promotion));
    }
    worth
}

fn price(world: &World, gift: &Gift) -> i64 {
    let product = world.products.iter().find(|product| product.offer_id == gift.offer_id);
    product.and_then(|product| product.price).map_or(0, |price| (price.0 * gift.quantity.0 + 500) / 1_000)
}

fn limit(promotion: &Promotion) -> usize {
    let limit = |effect: &Effect| if let Effect::GiftChoice(choice) = effect { usize::try_from(choice.limit).ok() } else { None };
    promotion.effects.iter().find_map(limit).unwrap_or(0)
}

fn largest(mut numbers: Vec<i64>, number: usize) -> i64 {
    numbers.sort_unstable();
    numbers.iter().rev().take(number).sum()
}
