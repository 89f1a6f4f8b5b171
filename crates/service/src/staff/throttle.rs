//! Failed sign-ins slow down further ones: of the same name, and from the same address.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// So many failures within the window, and the next attempt is refused unseen.
const FAILURES: usize = 5;
const WINDOW: Duration = Duration::from_secs(60);
/// Names and addresses that are remembered at most; then the oldest give way.
const REMEMBERED: usize = 20_000;

/// Characters of a name or an address that are remembered: what is longer is nobody's.
const LENGTH: usize = 100;

/// Who tries: what is counted separately.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Who {
    Name(String),
    Address(String),
}

/// The failures of the last minute.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    failures: Mutex<HashMap<Who, Vec<Instant>>>,
}

/// An attempt under way counts as a failure until it has succeeded: many at once gain nothing.
#[derive(Debug)]
pub(super) struct Attempt {
    name: Who,
    address: Who,
    at: Instant,
}

impl Throttle {
    /// None where this name or this address has failed too often.
    pub(super) fn begin(&self, name_key: &str, address: &str, now: Instant) -> Option<Attempt> {
        let short = |text: &str| text.chars().take(LENGTH).collect();
        let attempt = Attempt { name: Who::Name(short(name_key)), address: Who::Address(short(address)), at: now };
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = |at: &Instant| now.saturating_duration_since(*at) < WINDOW;
        for who in [&attempt.name, &attempt.address] {
            if let Some(times) = failures.get_mut(who) {
                times.retain(recent);
                if times.len() >= FAILURES {
                    return None;
                }
            }
        }
        if failures.len() + 2 > REMEMBERED {
            make_room(&mut failures, recent);
        }
        for who in [&attempt.name, &attempt.address] {
            failures.entry(who.clone()).or_default().push(now);
        }
        Some(attempt)
    }

    /// Right name and password: the name starts afresh; of the address only this attempt is forgotten, or somebody
    /// with an account of their own could go on guessing others.
    pub(super) fn succeeded(&self, attempt: &Attempt) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.remove(&attempt.name);
        forget(&mut failures, &attempt.address, attempt.at);
    }

    /// Nothing was decided (the database was away): neither a failure nor a success.
    pub(super) fn undecided(&self, attempt: &Attempt) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        forget(&mut failures, &attempt.name, attempt.at);
        forget(&mut failures, &attempt.address, attempt.at);
    }
}

fn forget(failures: &mut HashMap<Who, Vec<Instant>>, who: &Who, at: Instant) {
    let Some(times) = failures.get_mut(who) else { return };
    if let Some(index) = times.iter().position(|time| *time == at) {
        times.swap_remove(index);
    }
    if times.is_empty() {
        failures.remove(who);
    }
}

/// Drops what is over; where that is not enough, the half that failed longest ago.
fn make_room(failures: &mut HashMap<Who, Vec<Instant>>, recent: impl Fn(&Instant) -> bool) {
    failures.retain(|_, times| times.iter().any(&recent));
    if failures.len() + 2 > REMEMBERED {
        let mut last: Vec<Instant> = failures.values().filter_map(|times| times.iter().max().copied()).collect();
        last.sort_unstable();
        if let Some(middle) = last.get(last.len() / 2).copied() {
            failures.retain(|_, times| times.iter().any(|at| *at > middle));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn after(start: Instant, secs: u64) -> Instant {
        start + Duration::from_secs(secs)
    }

    #[test]
    fn the_sixth_attempt_on_a_name_within_a_minute_is_refused_from_any_address() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for second in 0..5 {
            assert!(throttle.begin("anna", &format!("10.0.0.{second}"), after(start, second)).is_some());
        }
        assert!(throttle.begin("anna", "10.0.0.9", after(start, 59)).is_none());
        assert!(throttle.begin("boris", "10.0.0.9", after(start, 59)).is_some());
        // The first failure is a minute old: one attempt is free again.
        assert!(throttle.begin("anna", "10.0.0.9", after(start, 60)).is_some());
    }

    #[test]
    fn an_address_that_tries_many_names_is_refused() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for user in 0..5 {
            assert!(throttle.begin(&format!("user{user}"), "10.0.0.1", start).is_some());
        }
        assert!(throttle.begin("anna", "10.0.0.1", start).is_none());
        assert!(throttle.begin("anna", "10.0.0.2", start).is_some());
    }

    #[test]
    fn success_clears_the_name_but_not_what_the_address_did_to_others() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for user in 0..4 {
            throttle.begin(&format!("user{user}"), "10.0.0.1", start).unwrap();
        }
        let own = throttle.begin("anna", "10.0.0.1", after(start, 1)).unwrap();
        throttle.succeeded(&own);
        assert!(throttle.begin("user9", "10.0.0.1", after(start, 2)).is_some());
        assert!(throttle.begin("user10", "10.0.0.1", after(start, 2)).is_none());
    }

    #[test]
    fn an_attempt_that_nobody_could_judge_counts_for_nothing() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..50 {
            let attempt = throttle.begin("anna", "10.0.0.1", start).unwrap();
            throttle.undecided(&attempt);
        }
        assert!(throttle.failures.lock().unwrap().is_empty());
    }

    #[test]
    fn its_memory_is_bounded() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for attempt in 0..60_000_u64 {
            let at = start + Duration::from_millis(attempt / 4);
            throttle.begin(&format!("name{attempt}"), &format!("address{attempt}"), at);
        }
        assert!(throttle.failures.lock().unwrap().len() <= REMEMBERED);
    }
}
