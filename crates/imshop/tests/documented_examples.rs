//! The examples of docs/protocol.md: that each request, calculated, is answered as it stands there.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::Arc;

use engine::{Catalogue, Context, Engine, Facts, Moment, PersonalOffer, Product, Ruleset, facts::Customer};
use imshop::{basket, personal_offers};
use serde_json::{Value, from_value, json};

const DOCS: &str = include_str!("../../../docs/protocol.md");

/// The block behind `<!-- NAME -->`.
fn example(name: &str) -> &'static str {
    let (_, rest) = DOCS.split_once(&format!("<!-- {name} -->\n```json\n")).unwrap_or_else(|| panic!("no example {name:?}"));
    rest.split_once("\n```").unwrap().0
}

#[track_caller]
fn assert_documented(answer: &[u8], name: &str) {
    let (answer, documented): (Value, Value) =
        (serde_json::from_slice(answer).unwrap(), serde_json::from_str(example(name)).unwrap());
    assert_eq!(answer, documented, "{}", serde_json::to_string_pretty(&answer).unwrap());
}

/// The answer to the request of an example, under these rules.
fn answer(example_name: &str, settings: Value, promotions: Value, promo_groups: Value) -> Vec<u8> {
    let products: Vec<Product> = from_value(json!([
        {"offer_id": "tea-100", "name": "Tea", "price": 320},
        {"offer_id": "kettle-1", "name": "Kettle", "price": 2490},
        {"offer_id": "cup-blue", "name": "Blue cup", "price": 449.5},
        {"offer_id": "cup-red", "name": "Red cup", "price": 449.5},
        {"offer_id": "honey", "name": "Honey", "price": 600},
        {"offer_id": "sugar-1", "name": "Sugar", "price": 95},
    ]))
    .unwrap();
    let cups = json!([{"id": "cups", "name": "Cups", "options": [{"offer_id": "cup-blue"}, {"offer_id": "cup-red"}]}]);
    let ruleset: Ruleset = from_value(json!({
        "settings": settings, "gift_options": cups, "promotions": promotions, "promo_groups": promo_groups, "personal_offers": [],
    }))
    .unwrap();
    let request = basket::read(example(example_name).as_bytes()).unwrap();
    let basket = request.to_basket(&ruleset.settings);
    let customer = Customer { id: "77".to_owned(), balance: 500, ..Customer::default() };
    let engine = Engine::new(Arc::new(ruleset));
    let quote = engine.quote(
        &Catalogue::new(products, []),
        &basket,
        &Context { facts: &Facts::Customer(customer), ..Context::default() },
    );
    basket::write(&quote, &request)
}

#[test]
fn a_basket() {
    let settings = json!({"bonuses": {"earn_percent": 5, "spend_percent": 30}});
    let with_kettle = json!({"kind": "quantity", "items": {"offers": ["kettle-1"]}, "at_least": 1});
    let promotions = json!([
        {"id": "cup-of-choice", "name": "A cup with a kettle", "status": "live", "conditions": with_kettle,
            "effects": [{"kind": "gift_choice", "gift_options": "cups", "limit": 1}]},
        {"id": "kettle-sugar", "name": "Sugar with a kettle", "status": "live", "priority": 1, "conditions": with_kettle,
            "effects": [{"kind": "gift", "gifts": [{"offer_id": "sugar-1", "quantity": 1}]}]},
        {"id": "tea-code", "name": "10 % off tea", "status": "live", "lane": "code", "codes": ["TEA10"],
            "effects": [{"kind": "percent_off", "percent": 10, "items": {"offers": ["tea-100"]}}]},
    ]);
    assert_documented(&answer("basket request", settings, promotions, json!([])), "basket answer");
}

#[test]
fn a_promo_group() {
    let promotions = json!([
        {"id": "cup-for-you", "name": "A cup for you", "status": "live", "sums_with_bonuses": false, "priority": 2,
            "effects": [{"kind": "gift_choice", "gift_options": "cups", "limit": 1}]},
        {"id": "fifty-off", "name": "50 off", "status": "live", "priority": 1, "effects": [{"kind": "amount_off", "amount": 50}]},
        {"id": "sugar-for-you", "name": "Sugar for you", "status": "live",
            "effects": [{"kind": "gift", "gifts": [{"offer_id": "sugar-1", "quantity": 2}]}]},
    ]);
    let groups = json!([
        {"id": "cup-and-fifty", "name": "A cup and 50 off", "promotions": ["cup-for-you", "fifty-off"]},
        {"id": "sugar", "name": "Sugar", "promotions": ["sugar-for-you"]},
    ]);
    assert_documented(&answer("promo group request", json!({}), promotions, groups), "promo group answer");
}

#[test]
fn personal_offers_of_a_customer() {
    let request = personal_offers::read(example("personal offers request").as_bytes()).unwrap();
    assert_eq!(request.user_id.as_deref(), Some("77"));
    let segments: Vec<_> = request.segments.iter().map(|segment| (&*segment.id, segment.name.as_deref())).collect();
    assert_eq!(segments, [("TEA", Some("Tea lovers")), ("NEWCOMERS", None)]);

    let offer = |json: &str| serde_json::from_str::<PersonalOffer>(json).unwrap();
    let tea = PersonalOffer {
        expires_at: Some(Moment(1_798_750_800)),
        ..offer(
            r#"{"id": "tea-lovers", "name": "10 % off tea", "description": "Until the end of the year", "promocode": "TEA10",
                "barcode_type": "qr", "online": true}"#,
        )
    };
    let welcome = offer(
        r#"{"id": "welcome", "name": "200 off", "code_pool": "hello", "online": true, "offline": true, "value": 200,
            "image": "https://shop.example/hello.png"}"#,
    );
    let shown = [
        personal_offers::ShownOffer::new(&tea),
        personal_offers::ShownOffer { offer: &welcome, promocode: Some("HELLO-4711"), used: Some(false) },
    ];
    assert_documented(&personal_offers::write(&shown), "personal offers answer");
}

#[test]
fn an_error() {
    let error = basket::read(example("malformed request").as_bytes()).unwrap_err();
    assert_documented(&error.to_body(), "malformed answer");
    assert_eq!(error, personal_offers::read(example("malformed request").as_bytes()).unwrap_err());
}

/// Every code of the docs is one of the code's, with its status.
#[test]
fn every_error_code_is_documented() {
    use imshop::ErrorCode::*;
    for code in [MalformedJson, NotAnObject, TooManyItems, Unauthorized, MethodNotAllowed, BodyTooLarge, Internal] {
        let name = serde_json::to_value(code).unwrap();
        let row = format!("| `{}` | {} |", name.as_str().unwrap(), code.http_status());
        assert!(DOCS.contains(&row), "{row}");
    }
}
