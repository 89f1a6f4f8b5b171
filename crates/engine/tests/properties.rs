//! What holds for every ruleset and every basket: each test tries 100,000 random worlds; `PODAROK_TEST_LONG=1` makes it
//! 1,000,000.
#![allow(clippy::unwrap_used, clippy::panic)]

mod invariants;
mod support;
#[path = "support/world/mod.rs"]
mod world;

use support::{but_for_notices, sent_back, totals};
use world::{Rng, World, check_worlds, is_long};

/// An invariant that does not hold, in words.
type Held = Result<(), String>;

fn for_all(check: impl Fn(&World, &mut Rng) -> Held) {
    check_worlds(0..if is_long() { 1_000_000 } else { 100_000 }, check);
}

#[test]
fn the_lines_add_up() {
    for_all(|world, _| invariants::lines_add_up(&world.quote()));
}

#[test]
fn floors_hold() {
    for_all(|world, _| invariants::floors_hold(world, &world.quote()));
}

/// R18: whatever the lines claim.
#[test]
fn shuffling_changes_no_total() {
    for_all(|world, rng| {
        let shop = world.shop();
        let mut shuffled = world.basket.clone();
        let lines = &mut shuffled.lines;
        (1..lines.len()).for_each(|index| lines.swap(index, rng.below(index + 1)));
        same("shuffled", &totals(&shop.quote(&world.basket)), &totals(&shop.quote(&shuffled)))
    });
}

/// R18: the answer sent back gives the same answer, but for its notices; nothing is taken out twice.
#[test]
fn sending_back_changes_nothing() {
    for_all(|world, _| {
        let shop = world.shop();
        let first = shop.quote(&world.basket);
        let second = shop.quote(&sent_back(&world.basket, &first));
        same("sent back", &but_for_notices(&first), &but_for_notices(&second))?;
        holds(!second.notices.iter().any(|notice| notice.contains("больше не положен")), || {
            format!("{:?}", second.notices)
        })
    });
}

/// R8: splitting a line in two, anywhere, changes no total.
#[test]
fn splitting_changes_no_total() {
    for_all(|world, rng| {
        let mut split = world.basket.clone();
        split.lines.retain(|line| !is_huge(line));
        let Some(at) = rng.below(8).checked_rem(split.lines.len()) else { return Ok(()) };
        let whole = split.clone();
        if split.lines[at].quantity.0 > 1 {
            let mut other = split.lines[at].clone();
            other.quantity.0 = rng.between(1, other.quantity.0 - 1);
            split.lines[at].quantity.0 -= other.quantity.0;
            split.lines.insert(rng.below(split.lines.len() + 1), other);
        }
        let shop = world.shop();
        same("split", &totals(&shop.quote(&whole)), &totals(&shop.quote(&split)))
    });
}

/// R8: merging lines that differ in nothing but their quantity changes no total.
#[test]
fn merging_changes_no_total() {
    for_all(|world, rng| {
        let mut split = world.basket.clone();
        split.lines.retain(|line| !is_huge(line));
        let Some(at) = rng.below(8).checked_rem(split.lines.len()) else { return Ok(()) };
        let mut more = split.lines[at].clone();
        more.quantity.0 = rng.between(1, 3_000);
        let mut merged = split.clone();
        split.lines.push(more.clone());
        merged.lines[at].quantity.0 = merged.lines[at].quantity.0.max(0) + more.quantity.0;
        let shop = world.shop();
        same("merged", &totals(&shop.quote(&split)), &totals(&shop.quote(&merged)))
    });
}

#[test]
fn set_aside_lines_change_nothing() {
    for_all(|world, _| {
        let shop = world.shop();
        let mut without = world.basket.clone();
        without.lines.retain(|line| !line.set_aside);
        same("without what is set aside", &totals(&shop.quote(&world.basket)), &totals(&shop.quote(&without)))
    });
}

#[test]
fn a_group_costs_what_it_says() {
    for_all(|world, _| invariants::groups_cost_what_they_say(world));
}

#[test]
fn the_same_question_has_the_same_answer() {
    for_all(|world, _| same("again", &world.quote(), &world.quote()));
}

#[test]
fn the_best_is_never_below_a_member() {
    for_all(|world, _| invariants::best_is_best(world));
}

#[test]
fn limits_hold() {
    for_all(|world, _| invariants::limits_hold(world));
}

#[test]
fn no_unit_serves_twice() {
    for_all(invariants::no_unit_serves_twice);
}

/// R19: the explained quote is the plain one, and every live promotion is explained once.
#[test]
fn explaining_changes_nothing() {
    for_all(|world, _| {
        let shop = world.shop();
        let (explained, trace) = shop.engine.explain(&shop.catalogue, &world.basket, &world.context());
        same("explained", &shop.quote(&world.basket), &explained)?;
        let live = world.ruleset.promotions.iter().filter(|promotion| promotion.status == engine::Status::Live);
        let (mut live, mut told): (Vec<_>, Vec<_>) =
            (live.map(|promotion| &promotion.id).collect(), trace.promotions.iter().map(|promotion| &promotion.id).collect());
        live.sort_unstable();
        told.sort_unstable();
        same("explained", &live, &told)
    });
}

/// No input panics or overflows.
#[test]
fn nothing_panics() {
    const EXTREMES: [i64; 9] = [i64::MIN, -1, 0, 1, 999, 1_000, 1_000_000_000_000_000, i64::MAX - 1, i64::MAX];
    for_all(|world, rng| {
        let mut world = world.clone();
        for line in &mut world.basket.lines {
            line.price = Some(engine::Money(if rng.chance(50) { rng.next() as i64 } else { rng.pick(&EXTREMES) }));
            line.quantity = engine::Quantity(if rng.chance(30) { rng.next() as i64 } else { rng.pick(&EXTREMES) });
        }
        for product in &mut world.products {
            product.price = rng.maybe(90, |rng| engine::Money(rng.pick(&EXTREMES)));
        }
        world.quote();
        Ok(())
    });
}

/// R1: what a line cannot hold, two lines may.
fn is_huge(line: &engine::basket::Line) -> bool {
    line.quantity.0 > 1_000_000 || line.price.is_some_and(|price| price.0 > 1_000_000_000)
}

fn holds(condition: bool, complaint: impl FnOnce() -> String) -> Held {
    if condition { Ok(()) } else { Err(complaint()) }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, one: &T, other: &T) -> Held {
    holds(one == other, || format!("{one:?}\nbut {what}\n{other:?}"))
}
