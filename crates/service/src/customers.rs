//! What baskets may know of a customer, and of a code of a pool: looked up under a deadline, remembered for seconds.

mod cached;
mod guesses;
mod recent;
mod seen;

pub(crate) use cached::{Answer, Cached};
use guesses::Guesses;
pub(crate) use seen::{Seen, write_seen};

use std::time::{Duration, Instant};

use engine::{Basket, Facts, PoolCode, code, facts};
use store::{PoolCodeRow, Store, StoreError};

use crate::{Options, calendar};

/// Whom a request names: id and loyalty card.
type Who = (Option<String>, Option<String>);

/// Everything about customers that is in memory: bounded, and gone when the process ends.
#[derive(Debug)]
pub(crate) struct Customers {
    facts: Cached<Who, Option<facts::Customer>>,
    segments: Cached<String, Vec<String>>,
    /// By the code's key.
    pool_codes: Cached<String, Option<PoolCodeRow>>,
    guesses: Guesses,
    /// The codes that a customer redeemed, as they are compared.
    redeemed: Cached<String, Vec<String>>,
    /// The codes that a customer was given, by pool.
    given: Cached<String, Vec<(String, String)>>,
    pub(crate) seen: Seen,
    /// How long an answer waits until the database has what was just seen: a part of the deadline.
    patience: Duration,
}

impl Customers {
    pub(crate) fn new(options: &Options, seen: Seen) -> Self {
        let &Options { facts_for, facts_deadline, facts_kept, .. } = options;
        Self {
            facts: Cached::new(facts_kept, facts_for, facts_deadline),
            segments: Cached::new(facts_kept, facts_for, facts_deadline),
            pool_codes: Cached::new(facts_kept, facts_for, facts_deadline),
            guesses: Guesses::default(),
            redeemed: Cached::new(facts_kept, facts_for, facts_deadline),
            given: Cached::new(facts_kept, facts_for, facts_deadline),
            seen,
            patience: facts_deadline / 2,
        }
    }

    /// Nothing that is in memory is believed any longer, unless the database is away.
    pub(crate) fn expire(&self) {
        self.facts.expire();
        self.segments.expire();
        self.pool_codes.expire();
        self.redeemed.expire();
        self.given.expire();
    }

    /// How often a customer was unknown because the database did not answer in time.
    pub(crate) fn missed(&self) -> u64 {
        self.facts.missed() + self.segments.missed() + self.pool_codes.missed() + self.redeemed.missed() + self.given.missed()
    }

    /// The facts of the customer whom the basket names: one query, or what is remembered of an earlier one.
    pub(crate) async fn facts(&self, store: &Store, basket: &Basket) -> Facts {
        let named = |name: &Option<String>| name.clone().filter(|name| !name.is_empty());
        let who = (named(&basket.customer), named(&basket.loyalty_card));
        if who == (None, None) {
            return Facts::Nobody;
        }
        // What was seen of them since an answer was remembered makes that answer old.
        let seen_at = who.0.as_deref().and_then(|id| self.seen.of(id)).map(|seen| seen.at);
        let ask = self.ask(store, who.0.clone(), who.1.clone());
        match self.facts.get(who.clone(), seen_at, ask).await {
            Answer::Fresh(found) => found.map_or(Facts::Nobody, Facts::Customer),
            Answer::Old(found, at) => match (self.with_what_was_seen_since(found, who.0.as_deref(), at), who.0) {
                (Some(customer), _) => Facts::Customer(customer),
                (None, _) => Facts::Nobody,
            },
            Answer::Missed => Facts::Unknown,
        }
    }

    /// The typed code, as a code of a pool (R14). Whoever has guessed too often is told that there is no such code.
    /// `shared` codes stand for something in any case: typing them is no guess.
    pub(crate) async fn typed_code(&self, store: &Store, basket: &Basket, install: Option<&str>, shared: bool) -> PoolCode {
        let Some(typed) = basket.code.as_deref() else { return PoolCode::NotFound };
        let who = self.guesses.who(basket.named_customer(), install);
        if who.is_some_and(|who| self.guesses.too_many(who, Instant::now())) {
            return PoolCode::NotFound;
        }
        let found = self.pool_code(store, typed).await;
        if let (PoolCode::NotFound, Some(who), false) = (&found, who, shared) {
            self.guesses.unknown(who, &code::key(typed), Instant::now());
        }
        found
    }

    /// A code, as a code of a pool, whoever asks.
    pub(crate) async fn pool_code(&self, store: &Store, typed: &str) -> PoolCode {
        let ask = async { store.pool_code(typed).await };
        match self.pool_codes.get(code::key(typed), None, ask).await {
            Answer::Fresh(found) | Answer::Old(found, _) => found.filter(|row| row.active).map_or(PoolCode::NotFound, |row| {
                PoolCode::Found { pool: row.pool, code: row.code, redeemed: row.redeemed_by.is_some(), owner: row.owner }
            }),
            Answer::Missed => PoolCode::Unknown,
        }
    }

    /// The codes that a customer redeemed, as they are compared; none where that cannot be found out in time.
    pub(crate) async fn redeemed(&self, store: &Store, customer: &str) -> Option<Vec<String>> {
        let ask = async { store.redeemed_codes_of(customer).await };
        match self.redeemed.get(customer.to_owned(), None, ask).await {
            Answer::Fresh(codes) | Answer::Old(codes, _) => Some(codes),
            Answer::Missed => None,
        }
    }

    /// A customer's own codes of these pools, as pairs of pool and code: those that were given before, and new ones of the
    /// others. What cannot be found out, or given, in time is missing.
    pub(crate) async fn own_codes(&self, store: &Store, customer: &str, pools: &[&str]) -> Vec<(String, String)> {
        let ask = async {
            let mut given: Vec<(String, String)> = pairs(store.codes_given_to(customer).await?);
            let missing: Vec<&&str> = pools.iter().filter(|pool| !given.iter().any(|(has, _)| has == *pool)).collect();
            if missing.is_empty() {
                return Ok(given);
            }
            let tx = store.begin().await?;
            for pool in missing {
                match tx.give_code(pool, customer, calendar::now()).await {
                    Ok(row) => given.extend(row.map(|row| (row.pool, row.code))),
                    // They asked twice at once: the other answer has given it.
                    Err(StoreError::Duplicate) => {
                        drop(tx);
                        return Ok(pairs(store.codes_given_to(customer).await?));
                    }
                    Err(error) => return Err(error),
                }
            }
            tx.commit().await?;
            Ok(given)
        };
        let has_all = |given: &Vec<(String, String)>| pools.iter().all(|pool| given.iter().any(|(has, _)| has == pool));
        if let Some(given) = self.given.remembered(&customer.to_owned()).filter(has_all) {
            return given;
        }
        match self.given.ask(customer.to_owned(), ask).await {
            Answer::Fresh(given) | Answer::Old(given, _) => given,
            Answer::Missed => Vec::new(),
        }
    }

    /// An order of this basket's customer was recorded: what was remembered of them is old.
    pub(crate) fn forget_facts(&self, basket: &Basket) {
        let named = |name: &Option<String>| name.clone().filter(|name| !name.is_empty());
        self.facts.forget(&(named(&basket.customer), named(&basket.loyalty_card)));
        if let Some(code) = &basket.code {
            self.pool_codes.forget(&code::key(code));
        }
        self.forget_all_of(basket.customer.as_deref());
    }

    /// A code was switched on or off, or made: what was remembered of all of them is old.
    pub(crate) fn expire_codes(&self) {
        self.pool_codes.expire();
        self.given.expire();
    }

    /// The same where it is known by the id alone.
    pub(crate) fn forget_all_of(&self, customer: Option<&str>) {
        if let Some(customer) = customer {
            self.facts.forget(&(Some(customer.to_owned()), None));
            self.redeemed.forget(&customer.to_owned());
        }
    }

    /// The customer is forgotten: nothing of them stays in memory, under the id or a card.
    pub(crate) fn forget_customer(&self, id: &str, cards: &[String]) {
        let is_card = |card: &Option<String>| card.as_ref().is_some_and(|card| cards.contains(card));
        self.facts.erase(|(named, card), found| {
            let is_them = found.as_ref().is_some_and(|found| found.id == id || is_card(&found.loyalty_card));
            named.as_deref() == Some(id) || is_card(card) || is_them
        });
        self.segments.erase(|customer, _| customer == id);
        self.redeemed.erase(|customer, _| customer == id);
        self.given.erase(|customer, _| customer == id);
        self.pool_codes.erase(|_, found| {
            let is_them = |holder: &Option<String>| holder.as_deref() == Some(id);
            found.as_ref().is_some_and(|row| is_them(&row.owner) || is_them(&row.redeemed_by_customer))
        });
        self.seen.forget(id);
    }

    /// As the database has it once it has what was just seen. Where writing takes longer, what was seen comes on top:
    /// nothing is missing, and what was left is left a moment later.
    async fn ask(&self, store: &Store, id: Option<String>, card: Option<String>) -> Result<Option<facts::Customer>, StoreError> {
        if let Some(id) = &id {
            self.seen.settle(id, self.patience).await;
        }
        let found = store.facts(id.as_deref(), card.as_deref()).await?;
        let Some(id) = found.as_ref().map(|customer| customer.id.clone()).or(id) else { return Ok(None) };
        Ok(match self.seen.unwritten(&id) {
            Some(seen) => with_seen(found, id, &seen.segments),
            None => found,
        })
    }

    /// For when the database is away: at least nothing that was just seen is missing.
    fn with_what_was_seen_since(&self, found: Option<facts::Customer>, id: Option<&str>, at: Instant) -> Option<facts::Customer> {
        let id = found.as_ref().map(|customer| customer.id.clone()).or_else(|| id.map(str::to_owned))?;
        let Some(seen) = self.seen.of(&id).filter(|seen| seen.at > at) else { return found };
        with_seen(found, id, &seen.segments)
    }

    /// Those of `candidates` in which a customer is by our own lists, though the request that was just remembered does
    /// not say so; none where that cannot be found out in time.
    pub(crate) async fn listed(&self, store: &Store, customer: &str, candidates: &[&str]) -> Vec<String> {
        let since = self.seen.of(customer).map(|seen| seen.at);
        let ask = async { store.own_lists_of(customer).await };
        let mut listed = match self.segments.get(customer.to_owned(), since, ask).await {
            Answer::Fresh(segments) | Answer::Old(segments, _) => segments,
            Answer::Missed => Vec::new(),
        };
        listed.retain(|segment| candidates.contains(&segment.as_str()));
        listed
    }
}

fn pairs(rows: Vec<PoolCodeRow>) -> Vec<(String, String)> {
    rows.into_iter().map(|row| (row.pool, row.code)).collect()
}

/// With these segments too. Whom nobody knows and who is in no segment stays unknown.
fn with_seen(found: Option<facts::Customer>, id: String, seen: &[String]) -> Option<facts::Customer> {
    if found.is_none() && seen.is_empty() {
        return None;
    }
    let mut customer = found.unwrap_or_else(|| facts::Customer { id, ..facts::Customer::default() });
    customer.segments.extend_from_slice(seen);
    customer.segments.sort_unstable();
    customer.segments.dedup();
    Some(customer)
}
