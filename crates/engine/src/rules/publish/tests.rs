#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use super::*;

fn ruleset(document: Value) -> Ruleset {
    let list = |name: &str| document.get(name).cloned().unwrap_or(json!([]));
    serde_json::from_value(json!({
        "settings": document.get("settings").cloned().unwrap_or(json!({})), "gift_options": list("gift_options"),
        "promotions": list("promotions"), "promo_groups": list("promo_groups"), "personal_offers": list("personal_offers"),
    }))
    .unwrap()
}

/// The places of all problems.
fn places(document: Value) -> Vec<String> {
    check_ruleset(&ruleset(document)).0.into_iter().map(|problem| problem.place).collect()
}

fn promotion(fields: Value) -> Value {
    let mut promotion = json!({"id": "p", "name": "P", "status": "live", "effects": [{"kind": "percent_off", "percent": 10}]});
    promotion.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    promotion
}

fn one(fields: Value) -> Vec<String> {
    places(json!({"promotions": [promotion(fields)]}))
}

#[test]
fn everything_that_the_document_knows_can_be_published() {
    assert_eq!(one(json!({})), [""; 0]);
    let all = json!({
        "exclusive": true, "stop": true, "codes": ["A"], "code_pool": "pool", "suggest": {"title": "T"},
        "limits": {"uses": 1, "uses_per_customer": 1, "budget": 1, "gift_units": 1},
        "conditions": {"all": [{"kind": "subtotal", "at_least": 1}, {"not": {"kind": "tier", "any": ["gold"]}}]},
        "effects": [{"kind": "percent_off", "percent": 1}, {"kind": "notice", "text": "!"}],
    });
    assert_eq!(one(all), [""; 0]);
    assert_eq!(one(json!({"lane": "nowhere"})), ["promotions[0].lane"]);
}

#[test]
fn a_suggested_code_is_there_and_fits_the_app() {
    let suggest = |codes: Value| one(json!({"codes": codes, "suggest": {"title": "T"}}));
    assert_eq!(suggest(json!([])), ["promotions[0].suggest"]);
    assert_eq!(suggest(json!(["x".repeat(30), "x".repeat(31)])), [""; 0], "the first is suggested");
    assert_eq!(suggest(json!(["x".repeat(31)])), ["promotions[0].codes[0]"]);
    assert_eq!(suggest(json!(["й".repeat(30)])), [""; 0]);
}

#[test]
fn a_published_promotion_gives_something_and_its_codes_can_be_typed() {
    assert_eq!(one(json!({"effects": []})), ["promotions[0].effects"]);
    assert_eq!(one(json!({"codes": ["A", " ", "a"]})), ["promotions[0].codes[1]", "promotions[0].codes[2]"]);
}

#[test]
fn an_offer_is_once_among_gifts_and_options() {
    let document = |effects: Value| {
        json!({
            "gift_options": [{"id": "o", "name": "O", "options": [{"offer_id": "a"}]}, {"id": "none", "name": "N"}],
            "promotions": [promotion(json!({"effects": effects}))],
        })
    };
    let gift = json!({"kind": "gift", "gifts": [{"offer_id": "a"}]});
    let choice = json!({"kind": "gift_choice", "gift_options": "o"});
    assert_eq!(places(document(json!([gift]))), [""; 0]);
    assert_eq!(places(document(json!([gift, choice]))), ["promotions[0].effects[1].gift_options"]);
    assert_eq!(places(document(json!([gift, gift]))), ["promotions[0].effects[1].gifts[0].offer_id"]);
    assert_eq!(places(document(json!([choice, choice]))).first().unwrap(), "promotions[0].effects[1]");
    let empty = json!({"kind": "gift_choice", "gift_options": "none"});
    assert_eq!(places(document(json!([empty]))), ["promotions[0].effects[0].gift_options"]);
    let missing = json!({"kind": "gift_choice", "gift_options": "missing"});
    assert_eq!(places(document(json!([missing]))), ["promotions[0].effects[0].gift_options"]);
}

#[test]
fn ids_are_unique_and_groups_share_no_promotion() {
    let group = |id: &str, promotions: Value| json!({"id": id, "name": id, "promotions": promotions});
    let document = json!({
        "promotions": [promotion(json!({})), promotion(json!({}))],
        "promo_groups": [group("g", json!(["p"])), group("h", json!(["x", "p"]))],
    });
    assert_eq!(places(document), ["promotions[1].id", "promo_groups[1].promotions[0]", "promo_groups[1].promotions[1]"]);
}

#[test]
fn a_published_personal_offer_has_a_code() {
    let offer = |fields: Value| {
        let mut offer = json!({"id": "o", "name": "O", "status": "live"});
        offer.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        places(json!({"personal_offers": [offer]}))
    };
    assert_eq!(offer(json!({"promocode": "A"})), [""; 0]);
    assert_eq!(offer(json!({})), ["personal_offers[0].promocode"]);
    assert_eq!(offer(json!({"code_pool": "p"})), [""; 0]);
    assert_eq!(offer(json!({"status": "draft"})), [""; 0]);
}
