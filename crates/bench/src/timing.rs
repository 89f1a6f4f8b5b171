//! A plain timing loop.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Of a round: long enough that the clock's own cost does not show.
const ROUND: Duration = Duration::from_millis(40);
/// The quickest of them counts: whatever else the machine does only ever makes one slower.
const ROUNDS: usize = 9;

/// Nanoseconds of each of these, which take turns: what disturbs one disturbs all.
pub fn nanos<const N: usize>(mut things: [&mut dyn FnMut(); N]) -> [u64; N] {
    let mut times = things.each_mut().map(|thing| times(thing));
    let mut best = [u64::MAX; N];
    for _ in 0..ROUNDS {
        for ((thing, times), best) in things.iter_mut().zip(&mut times).zip(&mut best) {
            let start = Instant::now();
            for _ in 0..*times {
                thing();
            }
            let nanos = start.elapsed().as_nanos() / u128::from(*times);
            *best = (*best).min(u64::try_from(nanos).unwrap_or(u64::MAX));
        }
    }
    best
}

/// How often it fits into a round; it is warm then.
fn times(thing: &mut dyn FnMut()) -> u32 {
    let mut times = 1_u32;
    loop {
        let start = Instant::now();
        for _ in 0..times {
            thing();
        }
        let elapsed = start.elapsed();
        if elapsed >= ROUND / 2 || times > u32::MAX / 2 {
            return times;
        }
        times *= 2;
    }
}

/// Something that is done for its time.
pub fn timed<T>(thing: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = black_box(thing());
    (done, start.elapsed())
}
