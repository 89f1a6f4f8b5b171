//! The demo shop that moves into an empty installation, and the basket that its first start shows.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::Arc;

use contract::{Document, document::check_references};
use engine::{
    Basket, Catalogue, Context, Engine, Facts, Moment, Money, Now, Quantity, Quote, Status,
    basket::Line,
    facts::Customer,
    quote::CodeStatus,
    rules::{Ruleset, check_ruleset},
};
use serde_json::Value;

const SHOP: &str = include_str!("../../../server/demo/shop.ru.json");
const BASKET: &str = include_str!("../../../server/demo/basket.json");

fn shop() -> Document {
    Document::read(SHOP).unwrap_or_else(|problems| panic!("{problems}"))
}

/// What an import of the shop publishes.
fn ruleset() -> Ruleset {
    let shop = shop();
    Ruleset {
        settings: shop.settings.unwrap(),
        gift_options: shop.gift_options.unwrap(),
        promotions: shop.promotions.unwrap().into_iter().filter(|promotion| promotion.status != Status::Draft).collect(),
        promo_groups: shop.promo_groups.unwrap(),
        personal_offers: shop.personal_offers.unwrap(),
    }
}

fn quote(basket: &Basket, at: &str) -> Quote {
    let shop = shop();
    let catalogue = Catalogue::new(shop.products.unwrap(), shop.categories.unwrap());
    let customer = shop.customers.unwrap().into_iter().find(|customer| Some(&customer.id) == basket.customer.as_ref());
    let segments = shop.segments.unwrap();
    let facts = customer.map_or(Facts::Nobody, |customer| {
        let segments = segments.into_iter().filter(|segment| segment.customers.contains(&customer.id)).map(|segment| segment.id);
        Facts::Customer(Customer {
            segments: segments.collect(),
            id: customer.id,
            loyalty_card: customer.loyalty_card,
            tier: customer.tier,
            balance: customer.balance,
            orders: customer.orders,
            ..Customer::default()
        })
    });
    let now = Now { at: at.parse::<Moment>().unwrap(), ..Now::default() };
    Engine::new(Arc::new(ruleset())).quote(&catalogue, basket, &Context { now, facts: &facts, ..Context::default() })
}

fn basket() -> Basket {
    let request: Value = serde_json::from_str(BASKET).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let line = |item: &Value| Line {
        offer_id: text(&item["privateId"]),
        name: text(&item["name"]),
        price: Some(item["price"].to_string().parse().unwrap()),
        quantity: item["quantity"].to_string().parse().unwrap(),
        ..Line::default()
    };
    Basket {
        lines: request["items"].as_array().unwrap().iter().map(line).collect(),
        customer: Some(text(&request["externalUserId"])),
        code: Some(text(&request["promocode"])),
        ..Basket::default()
    }
}

#[test]
fn the_shop_can_be_imported_and_published() {
    let shop = shop();
    assert_eq!(check_references(&shop, &|_, _| false).to_string(), "");
    assert_eq!(check_ruleset(&ruleset()).to_string(), "");
    assert_eq!(Document::read(&shop.write()), Ok(shop));
}

#[test]
fn every_offer_that_a_rule_names_is_in_the_catalogue() {
    let shop = shop();
    let catalogue = Catalogue::new(shop.products.clone().unwrap(), []);
    let gifts = shop.gift_options.iter().flatten().flat_map(|options| &options.options).map(|gift| gift.offer_id.clone());
    let promotions = shop.promotions.iter().flatten().flat_map(engine::Promotion::references);
    let offers = promotions.filter(|(reference, _)| *reference == engine::describe::Reference::Offer).map(|(_, id)| id);
    let unknown: Vec<_> = gifts.chain(offers).filter(|id| catalogue.product(id).is_none()).collect();
    assert_eq!(unknown, Vec::<String>::new());
}

#[test]
fn the_basket_of_the_first_start_gets_a_discount_and_gifts() {
    let quote = quote(&basket(), "2026-11-25T12:00:00+03:00");
    // 15 % off the cream, the third mask, 500 off the order, and 10 % of the rest for the code.
    assert_eq!((quote.total, quote.discount), (Money(380_367), Money(126_603)));
    assert_eq!(quote.code.map(|code| code.status), Some(CodeStatus::Success));
    let gifts: Vec<_> = quote.lines.iter().filter(|line| line.gift > Quantity::ZERO).map(|line| line.offer_id.as_str()).collect();
    assert_eq!(gifts, ["308301"]);
    let applied: Vec<_> = quote.promotions.iter().map(|promotion| promotion.id.as_str()).collect();
    assert_eq!(applied, ["face-15", "masks-2-1", "basket-500", "gift-bag", "perfume-sample", "sale10"]);
    let choice = quote.promotions.iter().find(|promotion| promotion.id == "perfume-sample").unwrap();
    assert_eq!(choice.options.len(), 2);
    assert_eq!(quote.groups.len(), 2);
    assert!(quote.bonuses.is_some_and(|points| points.can_spend > 0 && points.will_earn > 0));
}

#[test]
fn the_club_has_its_price_and_the_anniversary_its_days() {
    let of = |customer: &str, at: &str| {
        let candle = Line { offer_id: "306101".to_owned(), quantity: Quantity::ONE, ..Line::default() };
        let basket = Basket { lines: vec![candle], customer: Some(customer.to_owned()), ..Basket::default() };
        quote(&basket, at).total
    };
    assert_eq!(of("1001", "2026-11-25T12:00:00+03:00"), Money::whole(952));
    assert_eq!(of("1003", "2026-11-25T12:00:00+03:00"), Money::whole(1190));
    assert_eq!(of("1003", "2035-05-19T23:59:59+03:00"), Money::whole(1190));
    assert_eq!(of("1003", "2035-05-20T00:00:00+03:00"), Money::whole(952));
    assert_eq!(of("1003", "2035-05-23T00:00:00+03:00"), Money::whole(1190));
}
