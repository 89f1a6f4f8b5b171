//! What a calculation needs to know of the customer, and what it does without.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use engine::{
    Basket, Catalogue, Context, Engine, Facts, Money, Now, Quantity, Quote, Ruleset, basket::Line, facts::Customer,
    quote::CodeStatus,
};
use serde_json::{Value, json};

fn engine(settings: Value, promotions: Value) -> Engine {
    let ruleset: Ruleset = serde_json::from_value(json!({
        "settings": settings, "promotions": promotions, "gift_options": [], "promo_groups": [], "personal_offers": [],
    }))
    .unwrap();
    Engine::new(Arc::new(ruleset))
}

fn for_segment(conditions: Value, codes: Value) -> Value {
    json!([{
        "id": "p", "name": "P", "status": "live", "codes": codes, "conditions": conditions,
        "effects": [{"kind": "amount_off", "amount": 10}],
    }])
}

fn basket(customer: Option<&str>, code: Option<&str>) -> Basket {
    Basket {
        lines: vec![Line {
            offer_id: "a".to_owned(),
            price: Some(Money::whole(100)),
            quantity: Quantity::ONE,
            ..Line::default()
        }],
        customer: customer.map(str::to_owned),
        code: code.map(str::to_owned),
        ..Basket::default()
    }
}

fn quote(engine: &Engine, basket: &Basket, facts: &Facts) -> Quote {
    engine.quote(&Catalogue::default(), basket, &Context { facts, ..Context::default() })
}

#[test]
fn facts_are_wanted_only_where_somebody_is_named_and_something_asks() {
    let segment = json!({"kind": "segment", "any": ["S"]});
    let plain = engine(json!({}), for_segment(json!({"all": []}), json!([])));
    let segmented = engine(json!({}), for_segment(json!({"not": segment}), json!([])));
    let coded = engine(json!({}), for_segment(segment, json!(["CODE"])));
    let points = engine(json!({"bonuses": {"earn_percent": 5}}), json!([]));

    let wants = |engine: &Engine, basket: &Basket| engine.prepare(&Catalogue::default(), basket).wants_facts(Now::default());
    assert!(!wants(&plain, &basket(Some("u"), None)));
    assert!(wants(&segmented, &basket(Some("u"), None)));
    assert!(!wants(&segmented, &basket(None, None)));
    assert!(wants(&segmented, &Basket { loyalty_card: Some("1".to_owned()), ..basket(None, None) }));
    assert!(!wants(&coded, &basket(Some("u"), None)));
    assert!(!wants(&coded, &basket(Some("u"), Some("other"))));
    assert!(wants(&coded, &basket(Some("u"), Some(" code "))));
    assert!(wants(&points, &basket(Some("u"), None)));
    assert!(!wants(&points, &basket(None, None)));
}

#[test]
fn what_names_an_unknown_fact_is_not_eligible_under_not_either() {
    let segment = json!({"kind": "segment", "any": ["S"]});
    let always = json!({"kind": "subtotal", "at_least": 0});
    for condition in [segment.clone(), json!({"not": segment.clone()}), json!({"any": [always, segment]})] {
        let engine = engine(json!({}), for_segment(condition.clone(), json!([])));
        let discount = quote(&engine, &basket(Some("u"), None), &Facts::Unknown).discount;
        assert_eq!(discount, Money::ZERO, "{condition}");
    }
}

#[test]
fn a_guest_is_in_no_segment() {
    let segment = json!({"kind": "segment", "any": ["S"]});
    let of = |condition: Value, facts: Facts| {
        quote(&engine(json!({}), for_segment(condition, json!([]))), &basket(None, None), &facts).discount
    };
    let member = Facts::Customer(Customer { segments: vec!["S".to_owned()], ..Customer::default() });
    assert_eq!(of(segment.clone(), Facts::Nobody), Money::ZERO);
    assert_eq!(of(json!({"not": segment.clone()}), Facts::Nobody), Money::whole(10));
    assert_eq!(of(segment, member), Money::whole(10));
}

#[test]
fn an_empty_code_is_no_code() {
    let engine = engine(json!({}), for_segment(json!({"all": []}), json!(["CODE"])));
    let status = |code: &str| quote(&engine, &basket(None, Some(code)), &Facts::Nobody).code.map(|code| code.status);
    assert_eq!(status("  "), None);
    assert_eq!(status("code"), Some(CodeStatus::Success));
    assert_eq!(status("codes"), Some(CodeStatus::NotFound));
}

#[test]
fn who_is_asked_for_is_asked_about_only_where_the_basket_could_get_it() {
    let tier = json!({"kind": "tier", "any": ["gold"]});
    let goods = |offer: &str| json!({"kind": "quantity", "items": {"offers": [offer]}, "at_least": 1});
    let promotion = |offer: &str| for_segment(json!({"all": [tier, goods(offer)]}), json!([]));
    let wants = |engine: &Engine| engine.prepare(&Catalogue::default(), &basket(Some("u"), None)).wants_facts(Now::default());
    assert!(wants(&engine(json!({}), promotion("a"))));
    assert!(!wants(&engine(json!({}), promotion("b"))), "nothing of it is in the basket");
}

#[test]
fn lanes_that_there_are_not_and_promotions_that_are_not_live_do_nothing() {
    let promotion = |extra: Value| {
        let mut promotion = json!({"id": "p", "name": "P", "status": "live", "effects": [{"kind": "amount_off", "amount": 10}]});
        promotion.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        quote(&engine(json!({}), json!([promotion])), &basket(None, None), &Facts::Nobody).discount
    };
    assert_eq!(promotion(json!({})), Money::whole(10));
    assert_eq!(promotion(json!({"lane": "nowhere"})), Money::ZERO);
    assert_eq!(promotion(json!({"status": "archived"})), Money::ZERO);
}
