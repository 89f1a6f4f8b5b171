//! Shops as documents: the goods of the basket, three promotions that apply to it, and as many others as one likes.

use anyhow::{Result, anyhow};
use contract::Document;
use serde_json::{Value, json};

use crate::basket;

/// Offer and price of the goods of the basket.
const GOODS: [(&str, i64); 10] = [
    ("3464", 3_735),
    ("4441", 14_540),
    ("5418", 5_723),
    ("6395", 29_336),
    ("7372", 2_000),
    ("8349", 999),
    ("9326", 1_499),
    ("10303", 449),
    ("11280", 7_990),
    ("12257", 333),
];

/// Three promotions apply.
pub const AT_WORK: usize = 3;

/// What the promotions that do not apply are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// Goods that are not in the basket.
    Absent,
    /// Goods of the basket, of which there would have to be fifty.
    Present,
}

impl Idle {
    pub const ALL: [Self; 2] = [Self::Absent, Self::Present];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Present => "present",
        }
    }
}

/// A shop with so many live promotions that do not apply, besides those that do.
pub fn document(idle: usize, about: Idle) -> Value {
    let products: Vec<Value> = GOODS.iter().map(product).collect();
    let promotions: Vec<Value> = at_work().into_iter().chain((0..idle).map(|index| idle_promotion(index, about))).collect();
    json!({"podarok": 1, "products": products, "promotions": promotions})
}

/// The same with a points programme and customers: the basket's, and so many others.
pub fn with_customers(mut document: Value, others: usize) -> Value {
    document["settings"] = json!({"bonuses": {
        "earn_percent": 5, "spend_percent": 30,
        "tiers": [{"id": "gold", "earn_percent": 10, "spend_percent": 50}],
    }});
    let customer = |id: String, card: Option<&str>| json!({"id": id, "loyalty_card": card, "tier": "gold", "balance": 1_500});
    let others = (0..others).map(|index| customer(customer_id(index), None));
    let customers: Vec<Value> =
        std::iter::once(customer(basket::CUSTOMER.to_owned(), Some(basket::CARD))).chain(others).collect();
    document["customers"] = customers.into();
    document
}

/// The same with limits on every promotion, which are never reached.
pub fn with_limits(mut document: Value) -> Value {
    for promotion in document["promotions"].as_array_mut().into_iter().flatten() {
        promotion["limits"] = json!({"uses": 1_000_000_000, "uses_per_customer": 1_000_000, "budget": 10_000_000_000_i64});
    }
    document
}

/// All equally long.
pub fn customer_id(index: usize) -> String {
    format!("customer-{index:08}")
}

/// As the server reads it.
pub fn read(document: &Value) -> Result<Document> {
    Document::read(&document.to_string()).map_err(|problems| anyhow!("the shop is wrong: {problems}"))
}

fn product(&(offer, price): &(&str, i64)) -> Value {
    json!({"offer_id": offer, "name": format!("Товар {offer}"), "price": price})
}

/// 4,471.10 off: 10 % of 29,721.00, 500.00, and one of three at 999.00.
fn at_work() -> [Value; AT_WORK] {
    let pair = json!({"offers": ["6395", "7372"]});
    let one_of = |offer: &str| json!({"kind": "quantity", "items": {"offers": [offer]}, "at_least": 1});
    [
        json!({"id": "ten-percent", "name": "10 % на технику", "status": "live",
            "effects": [{"kind": "percent_off", "percent": 10, "items": {"offers": ["3464", "4441", "5418"]}}]}),
        json!({"id": "together", "name": "500 ₽ вместе с кабелем", "status": "live",
            "conditions": {"all": [one_of("6395"), one_of("7372")]},
            "effects": [{"kind": "amount_off", "amount": 500, "items": pair}]}),
        json!({"id": "two-and-one", "name": "Наушники 2+1", "status": "live",
            "effects": [{"kind": "buy_get", "buy": {"items": {"offers": ["8349"]}, "quantity": 2},
                "get": {"quantity": 1, "percent": 100}}]}),
    ]
}

fn idle_promotion(index: usize, about: Idle) -> Value {
    let (offers, at_least) = match about {
        Idle::Absent => ([format!("other-{index}"), format!("another-{index}")], 1),
        Idle::Present => {
            let offer = |by: usize| GOODS[(index * by + index / GOODS.len()) % GOODS.len()].0.to_owned();
            ([offer(1), offer(3)], 50)
        }
    };
    json!({
        "id": format!("idle-{index:06}"), "name": format!("Акция {index}"), "status": "live",
        "conditions": {"kind": "quantity", "items": {"offers": offers}, "at_least": at_least},
        "effects": [{"kind": "percent_off", "percent": 5, "items": {"offers": offers}}],
    })
}
