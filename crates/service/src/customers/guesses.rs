//! Whoever types many codes that are in no pool is guessing: further ones are not looked up.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::recent::Recent;

/// So many different unknown codes within the window, and the next is answered unseen.
const UNKNOWN: usize = 20;
const WINDOW: Duration = Duration::from_secs(10 * 60);
/// Customers and installs that are remembered at most; then those that did nothing lately are forgotten.
const REMEMBERED: usize = 20_000;

/// The unknown codes of the last minutes: by hashes, for whoever guesses chooses what would be kept.
#[derive(Debug)]
pub(crate) struct Guesses {
    hashes: RandomState,
    unknown: Mutex<Recent<u64, Vec<(u64, Instant)>>>,
}

impl Default for Guesses {
    fn default() -> Self {
        Self { hashes: RandomState::new(), unknown: Mutex::new(Recent::new(REMEMBERED)) }
    }
}

impl Guesses {
    /// Whoever typed a code: the customer, else the install of the app. Those of whom neither is known cannot be told
    /// from one another, and are not held back.
    pub(super) fn who(&self, customer: Option<&str>, install: Option<&str>) -> Option<u64> {
        match (customer.filter(|id| !id.is_empty()), install.filter(|id| !id.is_empty())) {
            (Some(customer), _) => Some(self.hashes.hash_one(("customer", customer))),
            (None, Some(install)) => Some(self.hashes.hash_one(("install", install))),
            (None, None) => None,
        }
    }

    /// True where they have typed so many unknown codes that no more are looked up.
    pub(super) fn too_many(&self, who: u64, now: Instant) -> bool {
        let known = self.unknown.lock().unwrap_or_else(PoisonError::into_inner).get(&who);
        known.is_some_and(|known| known.iter().filter(|(_, at)| is_recent(*at, now)).count() >= UNKNOWN)
    }

    /// They typed a code that is in no pool. The app asks again at every change of the basket: the same code counts once.
    pub(super) fn unknown(&self, who: u64, code_key: &str, now: Instant) {
        let code = self.hashes.hash_one(code_key);
        let mut unknown = self.unknown.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = unknown.get(&who).unwrap_or_default();
        known.retain(|(_, at)| is_recent(*at, now));
        if known.len() < UNKNOWN && !known.iter().any(|(other, _)| *other == code) {
            known.push((code, now));
        }
        unknown.insert(who, known);
    }
}

fn is_recent(at: Instant, now: Instant) -> bool {
    now.saturating_duration_since(at) < WINDOW
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn anna(guesses: &Guesses) -> u64 {
        guesses.who(Some("anna"), Some("phone")).unwrap()
    }

    #[test]
    fn after_twenty_unknown_codes_no_more_are_looked_up_until_the_first_is_ten_minutes_old() {
        let (guesses, start) = (Guesses::default(), Instant::now());
        let who = anna(&guesses);
        for code in 0..20_u64 {
            assert!(!guesses.too_many(who, start), "{code}");
            guesses.unknown(who, &format!("code{code}"), start + Duration::from_secs(code));
        }
        let at = |secs| start + Duration::from_secs(secs);
        assert!(guesses.too_many(who, at(20)));
        assert!(guesses.too_many(who, at(599)));
        assert!(!guesses.too_many(who, at(600)), "the first is ten minutes old: one more is free");
        guesses.unknown(who, "another", at(600));
        assert!(guesses.too_many(who, at(600)));
    }

    #[test]
    fn the_same_code_at_every_change_of_the_basket_counts_once() {
        let (guesses, now) = (Guesses::default(), Instant::now());
        let who = anna(&guesses);
        for _ in 0..100 {
            guesses.unknown(who, "sumer", now);
        }
        assert!(!guesses.too_many(who, now));
    }

    #[test]
    fn customers_and_installs_are_told_apart_and_nobody_is_not_held_back() {
        let (guesses, now) = (Guesses::default(), Instant::now());
        let who = anna(&guesses);
        for code in 0..20 {
            guesses.unknown(who, &format!("code{code}"), now);
        }
        assert_eq!(guesses.who(Some("anna"), Some("tablet")), Some(who), "a customer is one on all devices");
        for (customer, install) in [(Some("boris"), None), (None, Some("anna")), (Some(""), Some("phone"))] {
            assert!(!guesses.too_many(guesses.who(customer, install).unwrap(), now), "{customer:?} {install:?}");
        }
        assert_eq!(guesses.who(Some(""), None), None);
    }

    #[test]
    fn its_memory_is_bounded() {
        let (guesses, now) = (Guesses::default(), Instant::now());
        for install in 0..60_000 {
            let who = guesses.who(None, Some(&format!("install{install}"))).unwrap();
            guesses.unknown(who, "code", now);
        }
        assert!(guesses.unknown.lock().unwrap().len() <= REMEMBERED);
    }
}
