//! The shop that answers: `shop.json`, in which every condition and every effect of the document works.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use contract::{Document, document};
use engine::{
    Basket, Catalogue, Context, Engine, Facts, Moment, Money, Now, PersonalOffer, PoolCode, Quantity, Quote, Ruleset, Settings,
    Usage, code,
    facts::{Customer, Used},
    rules::{LaneMode, OfferIdField, PriceSource},
};

const SHOP: &str = include_str!("../shop.json");

/// A Sunday evening in the summer of 2025, in Moscow.
const NOW: Now = Now { at: Moment(1_750_000_000), weekday: 6, minute: 18 * 60 + 6 };

/// A customer with this id, and this code, cannot be looked up.
const UNREACHABLE: &str = "unknown";

/// The document's shop, and the same one with other settings.
pub static SHOPS: LazyLock<[Shop; 2]> = LazyLock::new(|| {
    let document = Document::read(SHOP).unwrap_or_else(|problems| panic!("shop.json: {problems}"));
    assert_everything_is_there();
    let settings = document.settings.clone().unwrap_or_default();
    let mut other = Settings {
        rounding: Money(100),
        offer_id_field: OfferIdField::ConfigurationId,
        price_source: PriceSource::Request,
        bonuses: None,
        ..settings.clone()
    };
    other.lanes.iter_mut().for_each(|lane| lane.mode = LaneMode::All);
    [Shop::new(document.clone(), settings), Shop::new(document, other)]
});

/// A condition or an effect that was added has to be added to `shop.json`.
fn assert_everything_is_there() {
    let kinds = engine::conditions::DESCRIPTIONS.iter().chain(engine::effects::DESCRIPTIONS).map(|description| description.kind);
    for kind in kinds {
        assert!(SHOP.contains(&format!("\"kind\": \"{kind}\"")), "fuzz/shop.json has no {kind}");
    }
}

pub struct Shop {
    engine: Engine,
    catalogue: Catalogue,
    customers: Vec<Customer>,
    usage: Usage,
    pool: Vec<PoolCode>,
}

/// Nearly all, or all, of what these promotions may give has been given.
const USED: [(&str, Used); 3] = [
    ("picked-up", Used { uses: 3, budget: Money(40_000), gift_units: Quantity(1_000) }),
    ("night", Used { uses: 99, budget: Money(100), gift_units: Quantity(0) }),
    ("used-up", Used { uses: 10, budget: Money(0), gift_units: Quantity(0) }),
];
/// A customer who has used a promotion, and how often.
const USED_BY: (&str, &str, i64) = ("u", "night", 1);

impl Shop {
    fn new(document: Document, settings: Settings) -> Self {
        let segments = document.segments.unwrap_or_default();
        let customers = document.customers.unwrap_or_default().into_iter().map(|customer| known(customer, &segments)).collect();
        let ruleset = Ruleset {
            settings,
            gift_options: document.gift_options.unwrap_or_default(),
            promotions: document.promotions.unwrap_or_default(),
            promo_groups: document.promo_groups.unwrap_or_default(),
            personal_offers: document.personal_offers.unwrap_or_default(),
        };
        Self {
            engine: Engine::new(Arc::new(ruleset)),
            catalogue: Catalogue::new(document.products.unwrap_or_default(), document.categories.unwrap_or_default()),
            customers,
            usage: Usage { promotions: USED.map(|(id, used)| (id.to_owned(), used)).into(), ..Usage::default() },
            pool: document.code_pools.unwrap_or_default().iter().flat_map(codes).collect(),
        }
    }

    pub fn settings(&self) -> &Settings {
        &self.engine.ruleset().settings
    }

    pub fn personal_offers(&self) -> &[PersonalOffer] {
        &self.engine.ruleset().personal_offers
    }

    pub fn quote(&self, basket: &Basket) -> Quote {
        self.with_context(basket, |context| self.engine.quote(&self.catalogue, basket, context))
    }

    /// The same by the way that explains it.
    pub fn explained_quote(&self, basket: &Basket) -> Quote {
        self.with_context(basket, |context| self.engine.explain(&self.catalogue, basket, context).0)
    }

    fn with_context<T>(&self, basket: &Basket, then: impl FnOnce(&Context<'_>) -> T) -> T {
        let (facts, pool_code) = (self.facts(basket), self.pool_code(basket));
        then(&Context { now: NOW, facts: &facts, usage: &self.usage, pool_code: &pool_code })
    }

    fn pool_code(&self, basket: &Basket) -> PoolCode {
        let typed = basket.code.as_deref().map(code::key).unwrap_or_default();
        if typed == UNREACHABLE {
            return PoolCode::Unknown;
        }
        let is_typed = |known: &&PoolCode| matches!(known, PoolCode::Found { code, .. } if code::key(code) == typed);
        self.pool.iter().find(is_typed).cloned().unwrap_or_default()
    }

    fn facts(&self, basket: &Basket) -> Facts {
        let is_meant = |customer: &&Customer| match &basket.customer {
            Some(id) => customer.id == *id,
            None => basket.loyalty_card.is_some() && customer.loyalty_card == basket.loyalty_card,
        };
        if basket.customer.as_deref() == Some(UNREACHABLE) {
            return Facts::Unknown;
        }
        self.customers.iter().find(is_meant).cloned().map_or(Facts::Nobody, Facts::Customer)
    }
}

fn known(customer: document::Customer, segments: &[document::Segment]) -> Customer {
    let document::Customer { id, loyalty_card, tier, balance, orders } = customer;
    let is_in = |segment: &&document::Segment| segment.customers.contains(&id);
    let segments = segments.iter().filter(is_in).map(|segment| segment.id.clone()).collect();
    let (by, promotion, count) = USED_BY;
    let uses = if id == by { HashMap::from([(promotion.to_owned(), count)]) } else { HashMap::new() };
    Customer { id, loyalty_card, tier, balance, orders, segments, uses }
}

/// The codes of a pool: the first is free, the second used, the third is one customer's.
fn codes(pool: &document::CodePool) -> Vec<PoolCode> {
    let found = |(index, code): (usize, &String)| PoolCode::Found {
        pool: pool.id.clone(),
        code: code.clone(),
        redeemed: index == 1,
        owner: (index == 2).then(|| "77".to_owned()),
    };
    pool.codes.iter().enumerate().map(found).collect()
}
