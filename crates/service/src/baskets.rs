//! The webhooks' questions.

use std::sync::Arc;

use engine::{Basket, Context, Facts, PoolCode, Quote, rules::PersonalOffer};

use crate::{Live, Service, calendar};

/// A personal offer for this customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferAnswer {
    pub offer: PersonalOffer,
    /// The code to show: the offer's own, or the customer's of its pool.
    pub code: Option<String>,
    pub used: Option<bool>,
}

impl Service {
    /// What baskets are answered from now; swapped whole when something is published.
    pub fn live(&self) -> Arc<Live> {
        self.inner.live.borrow().clone()
    }

    /// What a basket costs, from what is published, by facts of this customer that are looked up under a deadline.
    /// `live` is what the request was read with, so that one answer comes from one ruleset.
    pub async fn quote(&self, live: &Live, basket: &Basket) -> Quote {
        let prepared = live.engine.prepare(&live.catalogue, basket);
        let now = live.at(calendar::now());
        // Boxed: a query's future has kilobytes, and who needs none would carry them through every layer.
        let customers = &self.inner.customers;
        let facts = match prepared.wants_facts(now) {
            true => Box::pin(customers.facts(&self.inner.store, basket)).await,
            false => Facts::Nobody,
        };
        let pool_code = match basket.code.as_deref() {
            Some(typed) if prepared.wants_pool_code() => Box::pin(customers.pool_code(&self.inner.store, typed)).await,
            _ => PoolCode::NotFound,
        };
        prepared.quote(&Context { now, facts: &facts, pool_code: &pool_code, ..Context::default() })
    }

    /// The offers for a customer who is in these segments (id, name), as IMSHOP says; the segments are remembered in the
    /// place of what was seen of the customer before. In the order of the offers' ids; nobody gets those for everyone.
    pub async fn personal_offers(&self, customer: Option<&str>, segments: &[(String, String)]) -> Vec<OfferAnswer> {
        let live = self.live();
        let now = calendar::now();
        let on: Vec<_> = live.ruleset().personal_offers.iter().filter(|offer| offer.is_on(now)).collect();
        let Some(customer) = customer.filter(|customer| !customer.is_empty()) else {
            return on.into_iter().filter(|offer| offer.audience.everyone).map(answer).collect();
        };
        self.inner.customers.seen.remember(customer, segments);
        let is_in_request = |segment: &String| segments.iter().any(|(id, _)| id == segment);
        let is_theirs = |offer: &PersonalOffer| {
            let audience = &offer.audience;
            audience.everyone || audience.customers.iter().any(|id| id == customer) || audience.segments.iter().any(is_in_request)
        };
        // The database is asked only where the answer hangs on our own lists.
        let others = on.iter().filter(|offer| !is_theirs(offer));
        let candidates: Vec<_> = others.flat_map(|offer| &offer.audience.segments).map(String::as_str).collect();
        let listed = match candidates.is_empty() {
            true => Vec::new(),
            false => Box::pin(self.inner.customers.listed(&self.inner.store, customer, &candidates)).await,
        };
        let is_listed = |offer: &PersonalOffer| offer.audience.segments.iter().any(|segment| listed.contains(segment));
        on.into_iter().filter(|offer| is_theirs(offer) || is_listed(offer)).map(answer).collect()
    }
}

fn answer(offer: &PersonalOffer) -> OfferAnswer {
    OfferAnswer { code: offer.promocode.clone(), used: None, offer: offer.clone() }
}
