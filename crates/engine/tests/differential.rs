//! Two engines, one answer: every quote of random worlds is compared with that of the second engine in `naive/`, to the
//! kopeck. 200,000 worlds; `PODAROK_TEST_LONG=1` makes it 1,000,000.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod naive;
#[path = "support/world/mod.rs"]
mod world;

use naive::{Asked, compare::differences, shares::Shares};
use world::{Rng, World, check_worlds, is_long};

/// The worlds of one of four tests, which run side by side.
fn part(index: u64) -> std::ops::Range<u64> {
    let size = if is_long() { 250_000 } else { 50_000 };
    index * size..(index + 1) * size
}

fn asked(world: &World) -> Asked<'_> {
    let World { ruleset, products, categories, basket, now, facts, usage, pool_code } = world;
    Asked { ruleset, products, categories, basket, now: *now, facts, usage, pool_code }
}

fn is_agreed(world: &World, _: &mut Rng) -> Result<(), String> {
    let differences = differences(&naive::quote(&asked(world)), &world.quote());
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n")) }
}

#[test]
fn both_engines_agree_1() {
    check_worlds(part(0), is_agreed);
}

#[test]
fn both_engines_agree_2() {
    check_worlds(part(1), is_agreed);
}

#[test]
fn both_engines_agree_3() {
    check_worlds(part(2), is_agreed);
}

#[test]
fn both_engines_agree_4() {
    check_worlds(part(3), is_agreed);
}

/// Everything happens, and often enough.
#[test]
fn everything_happens() {
    let mut shares = Shares::default();
    for seed in 0..20_000 {
        let world = World::of(seed);
        let asked = asked(&world);
        shares.count(&world, &asked, &naive::quote(&asked));
    }
    println!("{}", shares.table());
    assert!(shares.too_few().is_empty(), "too few: {:?}", shares.too_few());
}

/// Worlds have rulesets that can be published.
#[test]
fn rulesets_are_valid() {
    for seed in 0..20_000 {
        let problems = engine::rules::check_ruleset(&World::of(seed).ruleset).0;
        assert!(problems.is_empty(), "seed {seed}: {problems:?}");
    }
}
