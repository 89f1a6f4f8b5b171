//! Runs a check on many worlds; what fails is made small before it is told.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Rng, World};

/// `PODAROK_TEST_LONG=1`: ten times as many worlds or so.
pub fn is_long() -> bool {
    std::env::var("PODAROK_TEST_LONG").is_ok_and(|value| value == "1")
}

/// Seeds that failed once, and are tried first.
const REGRESSIONS: &str = include_str!("regressions.txt");

/// Checks the worlds of these seeds, and before them those that failed once. `PODAROK_TEST_SEED` moves the seeds; without it
/// every run has the same. A check makes its choices by a generator
/// that follows from the seed, too. A world for which the check fails or panics is made as small as possible and told as JSON.
pub fn check_worlds(seeds: std::ops::Range<u64>, check: impl Fn(&World, &mut Rng) -> Result<(), String>) {
    let moved = std::env::var("PODAROK_TEST_SEED").ok().and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    let regressions = REGRESSIONS.lines().filter_map(|line| line.split_whitespace().next()?.parse().ok());
    for seed in regressions.chain(seeds.map(|seed| seed.wrapping_add(moved))) {
        let Some(problem) = problem_of(&World::of(seed), seed, &check) else { continue };
        let (world, problem) = smallest(World::of(seed), problem, seed, &check);
        panic!("seed {seed}:\n{}\n{problem}\n", world.to_json());
    }
}

/// The complaint about a world, or that its calculation panics.
fn problem_of(world: &World, seed: u64, check: &impl Fn(&World, &mut Rng) -> Result<(), String>) -> Option<String> {
    match catch_unwind(AssertUnwindSafe(|| check(world, &mut Rng::new(seed)))) {
        Ok(result) => result.err(),
        Err(_) => Some("it panics".to_owned()),
    }
}

fn smallest(
    mut world: World,
    mut problem: String,
    seed: u64,
    check: &impl Fn(&World, &mut Rng) -> Result<(), String>,
) -> (World, String) {
    loop {
        let smaller = world.smaller().into_iter().find_map(|world| Some((problem_of(&world, seed, check)?, world)));
        let Some((its_problem, smaller)) = smaller else { return (world, problem) };
        (problem, world) = (its_problem, smaller);
    }
}
