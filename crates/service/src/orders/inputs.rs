//! What an order is priced from: nothing of it is remembered from before, and nothing of it is believed without a guard.

use std::{collections::HashMap, sync::Arc};

use engine::{
    Catalogue, Context, Facts, Moment, Now, PoolCode, Quote, Trace, Usage,
    facts::Used,
    units::{Money, Quantity},
};
use store::Store;

use super::{NewOrder, rulesets::PricedBy};
use crate::{Error, Live};

/// A promotion that refuses so often counts as used up.
const REFUSALS: usize = 2;

/// Everything that an order is priced from, and what it comes to.
pub(super) struct Inputs {
    pub priced_by: Arc<PricedBy>,
    pub catalogue: Arc<Catalogue>,
    pub language: engine::Language,
    pub now: Now,
    pub facts: Facts,
    /// Of the promotions that could concern the order and have limits; without the uses that its own group holds.
    pub usage: Usage,
    /// The same with them: as the database counts.
    pub counted: HashMap<String, Used>,
    pub pool_code: PoolCode,
    pub quote: Quote,
    pub trace: Trace,
    pub points_refused: bool,
}

impl Inputs {
    pub async fn load(
        store: &Store,
        live: &Arc<Live>,
        priced_by: &Arc<PricedBy>,
        order: &NewOrder,
        priced_at: Moment,
        refusals: &HashMap<String, usize>,
    ) -> Result<Self, Error> {
        let (engine, basket, holder) = (priced_by.engine(), &order.basket, order.holder());
        let prepared = engine.prepare(&live.catalogue, basket);
        let now = live.at(priced_at);

        let mut facts = match (basket.named_customer(), basket.named_card()) {
            (None, None) => Facts::Nobody,
            (id, card) => store.facts(id, card).await?.map_or(Facts::Nobody, Facts::Customer),
        };
        let pool_code = match basket.code.as_deref() {
            Some(typed) if prepared.wants_pool_code() => pool_code(store, typed, &holder).await?,
            _ => PoolCode::NotFound,
        };
        let limited = prepared.limited(&Context { now, facts: &facts, pool_code: &pool_code, ..Context::default() });
        let counted: HashMap<String, Used> = store.usage_of(&limited).await?.into_iter().collect();
        // What the group holds is read last: whatever its other orders took before is in these numbers already, and what they
        // take from now on is refused, or theirs as well.
        let held = match order.group {
            Some(_) => store.uses_of(&holder).await?,
            None => Vec::new(),
        };
        if let Facts::Customer(customer) = &mut facts {
            // The group's own use is no obstacle to its other orders.
            for promotion in &held {
                customer.uses.entry(promotion.clone()).and_modify(|uses| *uses -= 1);
            }
        }
        let mut usage = counted.clone();
        for promotion in &held {
            usage.entry(promotion.clone()).and_modify(|used| used.uses -= 1);
        }
        for (promotion, _) in refusals.iter().filter(|(_, times)| **times >= REFUSALS) {
            usage.insert(promotion.clone(), Used { uses: i64::MAX, budget: Money(i64::MAX), gift_units: Quantity(i64::MAX) });
        }
        let usage = Usage { promotions: usage, ..Usage::default() };

        let context = Context { now, facts: &facts, usage: &usage, pool_code: &pool_code };
        let (quote, trace) = prepared.explain(&context);
        let points_refused = refusals.get(super::take::POINTS).is_some_and(|times| *times >= REFUSALS);
        let (priced_by, catalogue) = (Arc::clone(priced_by), Arc::clone(&live.catalogue));
        let language = live.ruleset().settings.language;
        Ok(Self { priced_by, catalogue, language, now, facts, usage, counted, pool_code, quote, trace, points_refused })
    }

    /// Whom the order is counted for: a card's owner, too. None for a guest.
    pub fn customer<'a>(&'a self, order: &'a NewOrder) -> Option<&'a str> {
        match &self.facts {
            Facts::Customer(customer) => Some(&customer.id),
            Facts::Nobody | Facts::Unknown => order.basket.named_customer(),
        }
    }
}

/// The typed code as a code of a pool, as this holder may redeem it.
async fn pool_code(store: &Store, typed: &str, holder: &str) -> Result<PoolCode, Error> {
    let Some(row) = store.pool_code(typed).await?.filter(|row| row.active) else { return Ok(PoolCode::NotFound) };
    let redeemed = row.redeemed_by.is_some_and(|by| by != holder);
    Ok(PoolCode::Found { pool: row.pool, code: row.code, redeemed, owner: row.owner })
}
