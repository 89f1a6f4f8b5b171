//! The shop that answers: `shop.json`, in which every condition and every effect of the document works.

use std::sync::{Arc, LazyLock};

use contract::{Document, document};
use engine::{
    Basket, Catalogue, Engine, Facts, Moment, Now, PersonalOffer, Quote, Ruleset, Settings,
    facts::Customer,
    rules::{LaneMode, OfferIdField, PriceSource},
    units::Money,
};

const SHOP: &str = include_str!("../shop.json");

/// A Sunday evening in the summer of 2025, in Moscow.
const NOW: Now = Now { at: Moment(1_750_000_000), weekday: 6, minute: 18 * 60 + 6 };

/// Who asks with this id cannot be looked up.
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
}

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
        }
    }

    pub fn settings(&self) -> &Settings {
        &self.engine.ruleset().settings
    }

    pub fn personal_offers(&self) -> &[PersonalOffer] {
        &self.engine.ruleset().personal_offers
    }

    pub fn quote(&self, basket: &Basket) -> Quote {
        self.engine.quote(&self.catalogue, basket, &self.facts(basket), NOW)
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
    Customer { id, loyalty_card, tier, balance, orders, segments }
}
