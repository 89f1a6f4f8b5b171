//! What is kept of an order, so that it can be explained and priced again a year later.

use std::collections::BTreeMap;

use engine::{
    Basket, Catalogue, Category, Context, Engine, Facts, Moment, Now, PoolCode, Product, Quote, RULES_VERSION, Ruleset, Trace,
    Usage, facts::Used, trace::Outcome,
};
use serde::{Deserialize, Serialize};
use store::{OrderStatus, StoredOrder};

use super::{NewOrder, inputs::Inputs, message};
use crate::{Error, Permit, Publish, Service, keyed_hash};

/// Outcomes that say no more than that a promotion was not meant are kept only so many of: they can be calculated again.
const MOST_IDLE: usize = 200;

/// Everything that an order was priced from, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRecord {
    pub ruleset_revision: i64,
    /// The clock, with the shop's weekday and minute.
    pub now: (Moment, u8, u16),
    pub basket: Basket,
    /// The products of its lines and gifts, as the catalogue had them, and their categories.
    pub products: Vec<Product>,
    pub categories: Vec<Category>,
    pub facts: Facts,
    /// What had been used up of the promotions that could concern it.
    pub usage: BTreeMap<String, Used>,
    pub pool_code: PoolCode,
    pub quote: Quote,
    pub trace: Trace,
}

/// An order priced again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub uuid: String,
    pub canceled: bool,
    /// As it was recorded, by these rules.
    pub rules_version: i64,
    pub record: OrderRecord,
    /// What it comes to now, from the same inputs and by the same ruleset.
    pub quote: Quote,
    pub trace: Trace,
    /// Empty where it comes to the same.
    pub difference: String,
}

pub(super) fn of(order: &NewOrder, inputs: &Inputs) -> OrderRecord {
    let Inputs { priced_by, catalogue, now, facts, usage, pool_code, quote, trace, .. } = inputs;
    let rulesets_gifts = gifts_of(priced_by.engine().ruleset());
    let in_basket = order.basket.lines.iter().flat_map(|line| [Some(line.offer_id.as_str()), line.other_id.as_deref()]);
    let in_quote = quote.lines.iter().map(|line| line.offer_id.as_str());
    let gifts = trace.promotions.iter().flat_map(|explained| match &explained.outcome {
        Outcome::Applied(gave) => gave.gifts.iter().chain(&gave.options).map(|gift| gift.offer_id.as_str()).collect(),
        _ => Vec::new(),
    });
    let (products, categories) =
        catalogue.extract(in_basket.flatten().chain(in_quote).chain(gifts).chain(rulesets_gifts.iter().map(String::as_str)));
    OrderRecord {
        ruleset_revision: priced_by.revision,
        now: (now.at, now.weekday, now.minute),
        basket: order.basket.clone(),
        products,
        categories,
        facts: facts.clone(),
        usage: usage.promotions.iter().map(|(id, used)| (id.clone(), *used)).collect(),
        pool_code: pool_code.clone(),
        quote: quote.clone(),
        trace: kept(trace),
    }
}

/// The gifts of all promotions decide what wins: their prices and whether they were there are kept as well, where there are
/// not very many.
fn gifts_of(ruleset: &Ruleset) -> Vec<String> {
    const MOST: usize = 200;
    let mut gifts: Vec<String> = Vec::new();
    for promotion in &ruleset.promotions {
        for effect in &promotion.effects {
            match effect {
                engine::Effect::Gift(gift) => gifts.extend(gift.gifts.iter().map(|gift| gift.offer_id.clone())),
                engine::Effect::GiftChoice(choice) => {
                    let options = ruleset.gift_options.iter().filter(|options| options.id == choice.gift_options);
                    gifts.extend(options.flat_map(|options| &options.options).map(|gift| gift.offer_id.clone()));
                }
                _ => {}
            }
        }
        if gifts.len() >= MOST {
            break;
        }
    }
    gifts
}

/// The trace without most of what says only that a promotion was not meant.
fn kept(trace: &Trace) -> Trace {
    let mut idle = 0;
    let is_kept = |outcome: &Outcome| match outcome {
        Outcome::OutsideTime { .. } | Outcome::NoGoods | Outcome::NotEligible { .. } | Outcome::NeedsCode { .. } => {
            idle += 1;
            idle <= MOST_IDLE
        }
        _ => true,
    };
    let mut is_kept = is_kept;
    Trace { promotions: trace.promotions.iter().filter(|explained| is_kept(&explained.outcome)).cloned().collect() }
}

impl Service {
    /// An order as it was recorded, and priced again from what was recorded: a difference is reported, and never written.
    ///
    /// # Errors
    /// [`contract::ErrorCode::NotFound`] where there is no such order, or it was canceled before it was placed.
    pub async fn order(&self, _permit: &Permit<Publish>, uuid: &str) -> Result<Compared, Error> {
        let Some(stored) = self.inner.store.order(uuid).await? else { return Err(contract::ErrorCode::NotFound.into()) };
        Ok(self.priced_again(stored).await?.0)
    }

    /// And the ruleset that it was priced by.
    pub(super) async fn priced_again(&self, stored: StoredOrder) -> Result<(Compared, std::sync::Arc<Ruleset>), Error> {
        let is_forgotten = stored.customer.as_deref().is_some_and(keyed_hash::is_hashed);
        let StoredOrder { uuid, status, ruleset_hash, rules_version, record, .. } = stored;
        let reading = |error| Error::internal("reading an order", error);
        let record: Option<OrderRecord> = serde_json::from_str(&record).map_err(reading)?;
        let record = record.ok_or(contract::ErrorCode::NotFound)?;
        let ruleset: Ruleset = match self.inner.store.ruleset_body(&ruleset_hash).await? {
            Some(body) => serde_json::from_str(&body).map_err(reading)?,
            None => Ruleset::default(),
        };
        let language = ruleset.settings.language;
        let ruleset = std::sync::Arc::new(ruleset);
        let engine = Engine::new(std::sync::Arc::clone(&ruleset));
        let catalogue = Catalogue::new(record.products.iter().cloned(), record.categories.iter().cloned());
        let (at, weekday, minute) = record.now;
        let promotions = record.usage.iter().map(|(id, used)| (id.clone(), *used)).collect();
        let usage = Usage { promotions, ..Usage::default() };
        let context =
            Context { now: Now { at, weekday, minute }, facts: &record.facts, usage: &usage, pool_code: &record.pool_code };
        let (quote, trace) = engine.explain(&catalogue, &record.basket, &context);
        let mut difference = String::new();
        if quote != record.quote {
            difference = message::differs(language, record.quote.total, quote.total);
            if rules_version != RULES_VERSION {
                difference = message::join(&difference, message::other_rules(language));
            }
            if is_forgotten {
                difference = message::join(&difference, message::forgotten(language));
            }
        }
        let canceled = status == OrderStatus::Canceled;
        Ok((Compared { uuid, canceled, rules_version, record, quote, trace, difference }, ruleset))
    }
}
