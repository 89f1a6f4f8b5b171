//! Random worlds: rulesets with everything that the document knows, and baskets that meet them. Few goods and few promotions, so
//! that the promotions are often eligible and meddle with each other.
#![allow(dead_code, reason = "each test binary uses a part of it")]

mod basket;
mod check;
mod conditions;
mod effects;
mod rng;
mod shrink;
mod write;

use std::sync::Arc;

use engine::{
    Basket, Catalogue, Category, Condition, Context, Engine, Facts, Moment, Money, Now, Percent, PoolCode, Product, Promotion,
    Quantity, Quote, Ruleset, Settings, Usage,
    rules::{Bonuses, GiftOptions, Lane, LaneMode, Limits, PriceSource, PromoGroup, Status, Suggest, Tier},
};

pub use check::{check_worlds, is_long};
pub use rng::Rng;

/// Known to the catalogue.
pub const KNOWN: [&str; 5] = ["a", "b", "c", "d", "e"];
/// The last is not.
pub const OFFERS: [&str; 6] = ["a", "b", "c", "d", "e", "u"];
pub const CATEGORIES: [&str; 4] = ["all", "some", "deep", "else"];
pub const PROMOTIONS: [&str; 6] = ["p1", "p2", "p3", "p4", "p5", "p6"];
const NOW: i64 = 1_750_000_000;

/// Everything that a quote is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    pub ruleset: Ruleset,
    pub products: Vec<Product>,
    pub categories: Vec<Category>,
    pub basket: Basket,
    pub now: Now,
    pub facts: Facts,
    pub usage: Usage,
    pub pool_code: PoolCode,
}

impl World {
    /// The world of a seed: always the same.
    pub fn of(seed: u64) -> Self {
        let rng = &mut Rng::new(seed);
        let products = basket::products(rng);
        let ruleset = ruleset(rng);
        let basket = basket::basket(rng);
        let facts = basket::facts(rng, &basket);
        let pool_code = basket::pool_code(rng, &basket);
        let (now, usage) = (basket::now(rng), basket::usage(rng));
        Self { ruleset, products, categories: basket::categories(), basket, now, facts, usage, pool_code }
    }

    /// Ready to be asked.
    pub fn shop(&self) -> Shop<'_> {
        let catalogue = Catalogue::new(self.products.iter().cloned(), self.categories.iter().cloned());
        Shop { world: self, engine: Engine::new(Arc::new(self.ruleset.clone())), catalogue }
    }

    /// What the basket costs.
    pub fn quote(&self) -> Quote {
        self.shop().quote(&self.basket)
    }

    pub fn context(&self) -> Context<'_> {
        Context { now: self.now, facts: &self.facts, usage: &self.usage, pool_code: &self.pool_code }
    }
}

/// A world's ruleset and catalogue, prepared for several baskets.
pub struct Shop<'w> {
    world: &'w World,
    pub engine: Engine,
    pub catalogue: Catalogue,
}

impl Shop<'_> {
    pub fn quote(&self, basket: &Basket) -> Quote {
        self.engine.quote(&self.catalogue, basket, &self.world.context())
    }
}

/// An amount that a rule names.
fn amount(rng: &mut Rng) -> Money {
    Money(rng.pick(&[1, 5, 99, 333, 500, 999, 1_000, 3_000, 5_000, 9_999, 20_000]))
}

/// A price of one unit.
fn price(rng: &mut Rng) -> Money {
    Money(rng.pick(&[0, 1, 5, 9, 99, 333, 999, 1_000, 1_450, 5_000, 5_000, 7_000, 9_999, 10_000, 10_000, 14_490, 123_456_789]))
}

fn ruleset(rng: &mut Rng) -> Ruleset {
    let options = |rng: &mut Rng, id: &str| GiftOptions {
        id: id.to_owned(),
        name: id.to_owned(),
        options: rng.some_of(&OFFERS, 1, 3).into_iter().map(|offer| effects::gift(rng, offer)).collect(),
    };
    let gift_options = vec![options(rng, "o1"), options(rng, "o2")];
    let number = rng.pick(&[1, 2, 3, 4, 5, 5, 6, 6]);
    let mut promotions: Vec<_> = PROMOTIONS[..number].iter().map(|id| promotion(rng, id, &gift_options)).collect();
    if rng.chance(30) {
        promotions.iter_mut().for_each(|promotion| make_eager(rng, promotion));
    }
    let groups = if rng.chance(25) { groups(number) } else { Vec::new() };
    Ruleset { settings: settings(rng), gift_options, promotions, promo_groups: groups, personal_offers: Vec::new() }
}

/// Two groups of the first promotions; the second in an order of its own.
fn groups(promotions: usize) -> Vec<PromoGroup> {
    let group = |id: &str, promotions: &[&str]| PromoGroup {
        id: id.to_owned(),
        name: id.to_owned(),
        promotions: promotions.iter().map(|&id| id.to_owned()).collect(),
    };
    match promotions {
        1 => vec![group("g1", &["p1"])],
        2 => vec![group("g1", &["p2"]), group("g2", &["p1"])],
        _ => vec![group("g1", &["p2", "p1"]), group("g2", &["p3"])],
    }
}

fn settings(rng: &mut Rng) -> Settings {
    let mut mode = || rng.pick(&[LaneMode::All, LaneMode::All, LaneMode::All, LaneMode::First, LaneMode::Best, LaneMode::Best]);
    let modes = [mode(), mode(), mode()];
    let lanes = ["shelf", "basket", "code"].into_iter().zip(modes);
    let tier = |id: &str, earn, spend| Tier { id: id.to_owned(), earn_percent: Percent(earn), spend_percent: Percent(spend) };
    Settings {
        rounding: Money(rng.pick(&[1, 1, 1, 10, 50, 100, 100, 1_000])),
        price_source: rng.pick(&[PriceSource::Catalogue, PriceSource::Catalogue, PriceSource::Request]),
        lanes: lanes.map(|(id, mode)| Lane { id: id.to_owned(), mode }).collect(),
        bonuses: rng.maybe(60, |rng| Bonuses {
            earn_percent: Percent(rng.pick(&[0, 500, 750])),
            spend_percent: Percent(rng.pick(&[0, 3_000, 3_333])),
            tiers: vec![tier("gold", 1_000, 5_000), tier("silver", 333, 10_000)],
        }),
        ..Settings::default()
    }
}

fn promotion(rng: &mut Rng, id: &str, gift_options: &[GiftOptions]) -> Promotion {
    let spelled = |code: &str| code.to_owned();
    let codes = match rng.below(15) {
        0 | 1 => vec![spelled("CODE")],
        2 => vec![spelled("Other"), spelled("Code")],
        _ => Vec::new(),
    };
    let conditions = conditions::condition(rng);
    let (starts_at, ends_at) = time(rng);
    Promotion {
        id: id.to_owned(),
        name: format!("Promotion {id}"),
        note: String::new(),
        status: if rng.chance(93) { Status::Live } else { rng.pick(&[Status::Paused, Status::Archived]) },
        starts_at,
        ends_at,
        lane: rng.pick(&["shelf", "shelf", "basket", "code"]).to_owned(),
        priority: rng.between(-1, 1),
        exclusive: rng.chance(8),
        stop: rng.chance(5),
        code_pool: rng.maybe(7, |_| "pool".to_owned()),
        suggest: if codes.is_empty() { None } else { rng.maybe(60, suggest) },
        codes,
        conditions,
        effects: effects::effects(rng, gift_options),
        limits: if rng.chance(25) { limits(rng) } else { Limits::default() },
        sums_with_bonuses: rng.chance(90),
    }
}

/// A promotion that mostly applies, so that the effects of many meet on the same goods.
fn make_eager(rng: &mut Rng, promotion: &mut Promotion) {
    promotion.status = Status::Live;
    promotion.conditions = Condition::default();
    (promotion.starts_at, promotion.ends_at) = (None, None);
    (promotion.codes, promotion.code_pool, promotion.suggest) = (Vec::new(), None, None);
    (promotion.exclusive, promotion.stop) = (false, false);
    for effect in &mut promotion.effects {
        if rng.chance(50) {
            effects::on_all_goods(effect);
        }
    }
}

/// Around now; mostly it has begun, and is not over.
fn time(rng: &mut Rng) -> (Option<Moment>, Option<Moment>) {
    let from_now = |seconds: i64| Moment(NOW + seconds);
    match rng.below(24) {
        0 => (Some(from_now(-100)), Some(from_now(1))),
        1 => (Some(from_now(0)), None),
        2 => (Some(from_now(1)), Some(from_now(100))),
        3 => (None, Some(from_now(0))),
        4 => (Some(from_now(-1)), Some(from_now(100))),
        _ => (None, None),
    }
}

fn suggest(rng: &mut Rng) -> Suggest {
    Suggest { title: "Title".to_owned(), description: rng.pick(&["", "More"]).to_owned(), long_description: String::new() }
}

fn limits(rng: &mut Rng) -> Limits {
    Limits {
        uses: rng.maybe(25, |rng| rng.between(1, 5)),
        uses_per_customer: rng.maybe(25, |rng| rng.between(1, 2)),
        budget: rng.maybe(50, |rng| Money(rng.pick(&[0, 500, 1_000, 1_000, 7_777, 10_000, 20_000]))),
        gift_units: rng.maybe(35, |rng| Quantity(rng.pick(&[500, 1_000, 2_000, 4_000]))),
    }
}
