//! The document: what is read, what is written, and what every error is called, with its place.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use contract::{Document, document::FORMAT};
use engine::{
    Moment, Money, Percent, Quantity,
    rules::{LaneMode, OfferIdField, PriceSource, Settings, Status},
};

const EXAMPLE: &str = include_str!("example.json");

#[track_caller]
fn read(text: &str) -> Document {
    Document::read(text).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A document with one promotion, whose further fields are these.
fn promotion(fields: &str) -> Document {
    read(&format!(r#"{{"podarok": 1, "promotions": [{{"id": "a", "name": "A"{fields}}}]}}"#))
}

#[test]
fn the_example_is_read_written_and_read_as_the_same_document() {
    let document = read(EXAMPLE);
    let written = document.write();
    assert_eq!(read(&written), document);
    assert_eq!(read(&written).write(), written);
    assert!(written.starts_with("{\n  \"podarok\": 1,\n  \"settings\": {\n    \"currency\": \"RUB\""), "{written}");
    assert!(written.ends_with("}\n"));
}

#[test]
fn the_example_says_what_it_says() {
    let document = read(EXAMPLE);
    assert_eq!(document.podarok, FORMAT);
    let settings = document.settings.unwrap();
    assert_eq!((settings.rounding, settings.lanes.len()), (Money(1), 3));
    let bonuses = settings.bonuses.unwrap();
    assert_eq!((bonuses.earn_percent, bonuses.tiers[0].spend_percent), (Percent::whole(5), Percent::whole(50)));
    assert_eq!(document.categories.unwrap()[1].parent_id.as_deref(), Some("6323"));
    assert_eq!(document.products.unwrap()[0].price, Some(Money::whole(1000)));
    assert_eq!(document.gift_options.unwrap()[0].options[0].quantity, Quantity::ONE);
    let promotions = document.promotions.unwrap();
    assert_eq!((promotions[0].status, promotions[0].ends_at), (Status::Live, Some(Moment(1_798_750_800))));
    assert_eq!(document.promo_groups.unwrap()[0].promotions, ["gift-of-choice"]);
    assert_eq!(document.code_pools.unwrap()[0].codes, ["A7K2", "B9Q4"]);
    let offers = document.personal_offers.unwrap();
    assert_eq!((offers[0].barcode_type.as_str(), offers[0].audience.segments.as_slice()), ("qr", &["SALES".to_owned()][..]));
    let customers = document.customers.unwrap();
    assert_eq!((customers[0].balance, customers[0].orders), (1990, 3));
}

#[test]
fn what_is_absent_has_its_default() {
    let empty = read(r#"{"podarok": 1}"#);
    assert_eq!(empty, Document::default());
    assert_eq!(read(r#"{"podarok": 1, "settings": {}}"#).settings.unwrap(), Settings::default());

    let document = promotion("");
    let promotion = &document.promotions.as_ref().unwrap()[0];
    assert_eq!((promotion.status, promotion.lane.as_str(), promotion.priority), (Status::Draft, "shelf", 0));
    assert!(!promotion.exclusive && !promotion.stop && promotion.sums_with_bonuses);
    assert!(promotion.conditions.is_always() && promotion.effects.is_empty() && promotion.limits.is_none());
    assert_eq!((promotion.starts_at, promotion.ends_at, promotion.suggest.as_ref()), (None, None, None));

    let document =
        read(r#"{"podarok": 1, "products": [{"offer_id": "1", "name": "Чай"}], "personal_offers": [{"id": "a", "name": "A"}]}"#);
    let product = &document.products.unwrap()[0];
    assert_eq!((product.price, product.max_discount_percent), (None, Percent::HUNDRED));
    assert!(product.available && product.use_bonuses && !product.no_discounts);
    let offer = &document.personal_offers.unwrap()[0];
    assert_eq!((offer.barcode_type.as_str(), offer.online, offer.audience.everyone), ("code128", false, false));
}

#[test]
fn null_is_the_same_as_nothing_everywhere() {
    let nulls = r#", "note": null, "status": null, "starts_at": null, "lane": null, "priority": null, "exclusive": null,
        "codes": null, "code_pool": null, "conditions": null, "effects": null, "limits": null, "sums_with_bonuses": null, "suggest": null"#;
    assert_eq!(promotion(nulls), promotion(""));
    assert_eq!(read(r#"{"podarok": 1, "settings": null, "products": null}"#), Document::default());
    let effect = r#", "effects": [{"kind": "percent_off", "percent": 5, "items": null, "at_most": null}]"#;
    assert_eq!(promotion(effect), promotion(r#", "effects": [{"kind": "percent_off", "percent": 5}]"#));
}

#[test]
fn numbers_may_be_texts() {
    let numbers =
        r#", "priority": 7, "limits": {"uses": 100, "budget": 1500.5}, "effects": [{"kind": "percent_off", "percent": 12.5}]"#;
    let texts = r#", "priority": "7", "limits": {"uses": "100", "budget": "1500,50"}, "effects": [{"kind": "percent_off", "percent": "12.5"}]"#;
    assert_eq!(promotion(texts), promotion(numbers));
    let customers = |fields: &str| read(&format!(r#"{{"podarok": 1, "customers": [{{"id": "1", {fields}}}]}}"#));
    assert_eq!(customers(r#""balance": "1 990", "orders": "3""#), customers(r#""balance": 1990, "orders": 3.0"#));
}

#[test]
fn settings_are_read_whole() {
    let text = r#"{"podarok": 1, "settings": {"currency": "KZT", "language": "en", "time_zone": "Asia/Almaty", "rounding": 1,
        "offer_id_field": "configurationId", "price_source": "request", "lanes": [{"id": "one", "mode": "best"}, {"id": "two"}]}}"#;
    let settings = read(text).settings.unwrap();
    assert_eq!((settings.currency.as_str(), settings.rounding), ("KZT", Money::whole(1)));
    assert_eq!((settings.offer_id_field, settings.price_source), (OfferIdField::ConfigurationId, PriceSource::Request));
    assert_eq!(settings.lanes.iter().map(|lane| lane.mode).collect::<Vec<_>>(), [LaneMode::Best, LaneMode::All]);
}

#[test]
fn a_moment_is_the_same_in_every_offset() {
    let at = |text: &str| promotion(&format!(r#", "ends_at": "{text}""#));
    assert_eq!(at("2027-01-01T00:00:00+03:00"), at("2026-12-31T21:00:00Z"));
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    assert_eq!(read(&format!("\u{feff}{EXAMPLE}")), read(EXAMPLE));
}
