//! Things to store: each test changes what it is about.

use contract::{RuleKind, document::Customer};
use engine::{Moment, Money, Percent, Product, rules::Status};
use store::WorkingCopy;

/// A moment that is not 0.
pub const NOW: Moment = Moment(1_700_000_000);

pub fn promotion(id: &str, name: &str) -> WorkingCopy {
    WorkingCopy {
        kind: RuleKind::Promotion,
        id: id.to_owned(),
        name: name.to_owned(),
        search_key: store::search_key([name, id]),
        status: Some(Status::Draft),
        lane: Some("shelf".to_owned()),
        priority: -5,
        starts_at: Some(Moment(-1)),
        ends_at: None,
        format: 1,
        body: r#"{"id":"x","name":"Скидка 10 %","note":"\u0000 and \"quotes\""}"#.to_owned(),
        version: 1,
        published_version: None,
        published_revision: None,
        changed_at: NOW,
        changed_by: "Анна".to_owned(),
        created_at: NOW,
    }
}

pub fn of_kind(kind: RuleKind, id: &str, name: &str) -> WorkingCopy {
    let status = kind.has_status().then_some(Status::Draft);
    WorkingCopy { kind, status, lane: None, ..promotion(id, name) }
}

pub fn product(offer_id: &str, name: &str) -> Product {
    Product {
        offer_id: offer_id.to_owned(),
        product_id: None,
        name: name.to_owned(),
        price: Some(Money(99_990)),
        category_ids: Vec::new(),
        vendor: None,
        max_discount_percent: Percent::HUNDRED,
        no_discounts: false,
        use_bonuses: true,
        available: true,
    }
}

pub fn customer(id: &str, card: Option<&str>) -> Customer {
    Customer { id: id.to_owned(), loyalty_card: card.map(str::to_owned), tier: None, balance: 0, orders: 0 }
}
