//! What baskets may know of a customer: looked up under a deadline, remembered for seconds.

mod cached;
mod recent;
mod seen;

pub(crate) use cached::{Answer, Cached};
pub(crate) use seen::{Seen, write_seen};

use std::time::Instant;

use engine::{Basket, Facts, facts};
use store::{Store, StoreError};

use crate::Options;

/// Whom a request names: id and loyalty card.
type Who = (Option<String>, Option<String>);

/// Everything about customers that is in memory: bounded, and gone when the process ends.
#[derive(Debug)]
pub(crate) struct Customers {
    facts: Cached<Who, Option<facts::Customer>>,
    lists: Cached<String, Vec<String>>,
    pub(crate) seen: Seen,
}

impl Customers {
    pub(crate) fn new(options: &Options, seen: Seen) -> Self {
        let &Options { facts_for, facts_deadline, facts_kept, poll_every: _, seen_queue: _ } = options;
        Self {
            facts: Cached::new(facts_kept, facts_for, facts_deadline),
            lists: Cached::new(facts_kept, facts_for, facts_deadline),
            seen,
        }
    }

    /// Nothing that is in memory is believed any longer, unless the database is away.
    pub(crate) fn expire(&self) {
        self.facts.expire();
        self.lists.expire();
    }

    /// How often a customer was unknown because the database did not answer in time.
    pub(crate) fn missed(&self) -> u64 {
        self.facts.missed() + self.lists.missed()
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

    /// As the database has it, with what was seen and is not yet written.
    async fn ask(&self, store: &Store, id: Option<String>, card: Option<String>) -> Result<Option<facts::Customer>, StoreError> {
        let found = store.facts(id.as_deref(), card.as_deref()).await?;
        let Some(id) = found.as_ref().map(|customer| customer.id.clone()).or(id) else { return Ok(None) };
        let Some(seen) = self.seen.of(&id).filter(|seen| !seen.written) else { return Ok(found) };
        let segments = union(own_lists(store, &id).await?, &seen.segments);
        Ok(with_segments(found, id, segments))
    }

    /// For when the database is away: at least nothing that was just seen is missing.
    fn with_what_was_seen_since(&self, found: Option<facts::Customer>, id: Option<&str>, at: Instant) -> Option<facts::Customer> {
        let id = found.as_ref().map(|customer| customer.id.clone()).or_else(|| id.map(str::to_owned))?;
        let Some(seen) = self.seen.of(&id).filter(|seen| seen.at > at) else { return found };
        let known = found.as_ref().map(|customer| customer.segments.clone()).unwrap_or_default();
        with_segments(found, id, union(known, &seen.segments))
    }

    /// The segments in whose own lists a customer is; none where that cannot be found out in time.
    pub(crate) async fn own_lists_of(&self, store: &Store, customer: &str) -> Vec<String> {
        match self.lists.get(customer.to_owned(), None, own_lists(store, customer)).await {
            Answer::Fresh(lists) | Answer::Old(lists, _) => lists,
            Answer::Missed => Vec::new(),
        }
    }
}

/// Whom nobody knows and who is in no segment stays unknown.
fn with_segments(found: Option<facts::Customer>, id: String, segments: Vec<String>) -> Option<facts::Customer> {
    match found {
        Some(customer) => Some(facts::Customer { segments, ..customer }),
        None if segments.is_empty() => None,
        None => Some(facts::Customer { id, segments, ..facts::Customer::default() }),
    }
}

async fn own_lists(store: &Store, customer: &str) -> Result<Vec<String>, StoreError> {
    store.segments_of(customer).await
}

/// Both, each once, in the order of the ids.
fn union(mut ids: Vec<String>, more: &[String]) -> Vec<String> {
    ids.extend_from_slice(more);
    ids.sort_unstable();
    ids.dedup();
    ids
}
