//! What a document refers to.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use contract::{Document, document::check_references};
use engine::describe::Reference;

const EXAMPLE: &str = include_str!("example.json");

/// The places and ids that are missing where the installation has only these.
fn missing(sections: &str, existing: &[(Reference, &str)]) -> Vec<(String, String)> {
    let document = Document::read(&format!(r#"{{"podarok": 1, {sections}}}"#)).unwrap_or_else(|problems| panic!("{problems}"));
    let problems = check_references(&document, &|reference, id| existing.contains(&(reference, id)));
    problems.0.into_iter().map(|problem| (problem.place, problem.en)).collect()
}

#[track_caller]
fn check(sections: &str, existing: &[(Reference, &str)], expected: &[(&str, &str)]) {
    let found = missing(sections, existing);
    let found: Vec<_> = found.iter().map(|(place, en)| (place.as_str(), en.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_example_refers_to_nothing_outside_of_it() {
    assert_eq!(Document::read(EXAMPLE).unwrap().references(), []);
}

#[test]
fn categories_must_exist_wherever_they_are_named() {
    let sections = r#"
        "categories": [{"id": "tea", "name": "Чай", "parent_id": "drinks"}, {"id": "green", "name": "Зелёный", "parent_id": "tea"}],
        "products": [{"offer_id": "1", "name": "Чай", "category_ids": ["tea", "teas"]}],
        "promotions": [{"id": "a", "name": "A",
            "conditions": {"any": [{"not": {"kind": "subtotal", "at_least": 1, "items": {"categories": ["tea", "coffee"]}}}]},
            "effects": [{"kind": "amount_off", "amount": 1, "items": {"any": [{"categories": ["cups"]}], "except": {"categories": ["sets"]}}}]}]"#;
    check(
        sections,
        &[(Reference::Category, "drinks"), (Reference::Lane, "shelf"), (Reference::Promotion, "sets")],
        &[
            ("products[0].category_ids[1]", "there is no category “teas”"),
            ("promotions[0].conditions.any[0].not.items.categories[1]", "there is no category “coffee”"),
            ("promotions[0].effects[0].items.any[0].categories[0]", "there is no category “cups”"),
            ("promotions[0].effects[0].items.except.categories[0]", "there is no category “sets”"),
        ],
    );
}

#[test]
fn gift_options_pools_and_promotions_must_exist() {
    let sections = r#"
        "settings": {},
        "gift_options": [{"id": "mugs", "name": "Кружка"}],
        "promotions": [{"id": "a", "name": "A", "effects": [{"kind": "gift_choice", "gift_options": "mugs"}]},
            {"id": "b", "name": "B", "code_pool": "autumn", "effects": [{"kind": "gift_choice", "gift_options": "cups"}]}],
        "promo_groups": [{"id": "g", "name": "G", "promotions": ["a", "c", "mugs"]}],
        "code_pools": [{"id": "winter"}],
        "personal_offers": [{"id": "o", "name": "O", "code_pool": "summer"}, {"id": "p", "name": "P", "code_pool": "winter"}]"#;
    check(
        sections,
        &[],
        &[
            ("promotions[1].code_pool", "there is no code pool “autumn”"),
            ("promotions[1].effects[0].gift_options", "there is no set of gift options “cups”"),
            ("promo_groups[0].promotions[1]", "there is no promotion “c”"),
            ("promo_groups[0].promotions[2]", "there is no promotion “mugs”"),
            ("personal_offers[0].code_pool", "there is no code pool “summer”"),
        ],
    );
    let existing = [
        (Reference::CodePool, "autumn"),
        (Reference::CodePool, "summer"),
        (Reference::GiftOptions, "cups"),
        (Reference::Promotion, "c"),
    ];
    check(sections, &existing, &[("promo_groups[0].promotions[2]", "there is no promotion “mugs”")]);
}

#[test]
fn a_personal_offer_or_a_group_is_no_promotion() {
    let sections = r#""settings": {}, "personal_offers": [{"id": "o", "name": "O"}], "promo_groups": [{"id": "g", "name": "G", "promotions": ["o", "g"]}]"#;
    check(
        sections,
        &[],
        &[
            ("promo_groups[0].promotions[0]", "there is no promotion “o”"),
            ("promo_groups[0].promotions[1]", "there is no promotion “g”"),
        ],
    );
}

#[test]
fn the_document_s_settings_replace_the_lanes_that_are_there() {
    let promotions = r#""promotions": [{"id": "a", "name": "A"}, {"id": "b", "name": "B", "lane": "night"}]"#;
    let existing = [(Reference::Lane, "shelf"), (Reference::Lane, "night")];
    check(promotions, &existing, &[]);
    check(promotions, &existing[..1], &[("promotions[1].lane", "there is no lane “night”")]);
    let with_settings = format!(r#""settings": {{"lanes": [{{"id": "night"}}]}}, {promotions}"#);
    check(&with_settings, &existing, &[("promotions[0].lane", "there is no lane “shelf”")]);
}

#[test]
fn what_no_installation_knows_completely_need_not_exist() {
    let sections = r#"
        "settings": {},
        "segments": [{"id": "s", "name": "S", "customers": ["nobody"]}],
        "gift_options": [{"id": "g", "name": "G", "options": [{"offer_id": "unknown"}]}],
        "promotions": [{"id": "a", "name": "A", "conditions": {"kind": "quantity", "at_least": 1,
            "items": {"offers": ["x"], "products": ["x"], "vendors": ["x"]}}}],
        "personal_offers": [{"id": "o", "name": "O", "audience": {"segments": ["unseen"], "customers": ["nobody"]}}],
        "customers": [{"id": "1", "tier": "platinum"}]"#;
    check(sections, &[], &[]);
}
