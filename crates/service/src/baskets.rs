//! The webhooks' questions.

use std::sync::Arc;

use engine::{Basket, Context, Facts, PoolCode, Quote, code, rules::PersonalOffer};

use crate::{Live, Service, calendar, input};

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
    /// `live` is what the request was read with, so that one answer comes from one ruleset; `install` is the app on the
    /// customer's device, for those who guess codes.
    pub async fn quote(&self, live: &Live, basket: &Basket, install: Option<&str>) -> Quote {
        let prepared = live.engine.prepare(&live.catalogue, basket);
        let now = live.at(calendar::now());
        // Boxed: a query's future has kilobytes, and who needs none would carry them through every layer.
        let customers = &self.inner.customers;
        let facts = match prepared.wants_facts(now) {
            true => Box::pin(customers.facts(&self.inner.store, basket)).await,
            false => Facts::Nobody,
        };
        let pool_code = match prepared.wants_pool_code() {
            true => {
                let shared = prepared.has_shared_code();
                Box::pin(customers.typed_code(&self.inner.store, basket, install, shared)).await
            }
            false => PoolCode::NotFound,
        };
        let context = Context { now, facts: &facts, pool_code: &pool_code, ..Context::default() };
        if !live.has_limits {
            return prepared.quote(&context);
        }
        self.inner.counted.with(|usage| prepared.quote(&Context { usage, ..context }))
    }

    /// The offers for a customer who is in these segments (id, name), as IMSHOP says; the segments are remembered in the
    /// place of what was seen of the customer before. In the order of the offers' ids; nobody gets those for everyone.
    pub async fn personal_offers(&self, customer: Option<&str>, segments: &[(String, String)]) -> Vec<OfferAnswer> {
        let live = self.live();
        let now = calendar::now();
        let on: Vec<_> = live.ruleset().personal_offers.iter().filter(|offer| offer.is_on(now)).collect();
        let Some(customer) = customer.filter(|customer| !customer.is_empty()) else {
            // Nobody can be given a code of their own.
            let for_all = on.into_iter().filter(|offer| offer.audience.everyone && offer.code_pool.is_none());
            return for_all.map(|offer| answer(offer, offer.promocode.clone(), None)).collect();
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
        let theirs: Vec<_> = on.into_iter().filter(|offer| is_theirs(offer) || is_listed(offer)).collect();
        self.with_codes(customer, &theirs).await
    }

    /// The offers with their codes, and whether the customer used them. An offer for which there is no code left, or none
    /// can be given just now, is not shown.
    async fn with_codes(&self, customer: &str, offers: &[&PersonalOffer]) -> Vec<OfferAnswer> {
        let (customers, store) = (&self.inner.customers, &self.inner.store);
        let pools: Vec<&str> = offers.iter().filter_map(|offer| offer.code_pool.as_deref()).collect();
        let own = match pools.is_empty() || !input::is_outside_id(customer) {
            true => Vec::new(),
            false => Box::pin(customers.own_codes(store, customer, &pools)).await,
        };
        let has_codes = offers.iter().any(|offer| offer.promocode.is_some() || offer.code_pool.is_some());
        let redeemed = match has_codes {
            true => Box::pin(customers.redeemed(store, customer)).await,
            false => None,
        };
        let shown = |offer: &&PersonalOffer| {
            let code = match &offer.code_pool {
                Some(pool) => Some(own.iter().find(|(of, _)| of == pool)?.1.clone()),
                None => offer.promocode.clone(),
            };
            let key = code.as_deref().map(code::key);
            let used = key.and_then(|key| Some(redeemed.as_ref()?.contains(&key)));
            Some(answer(offer, code, used))
        };
        offers.iter().filter_map(shown).collect()
    }
}

fn answer(offer: &PersonalOffer, code: Option<String>, used: Option<bool>) -> OfferAnswer {
    OfferAnswer { code, used, offer: offer.clone() }
}
