//! What a document refers to.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use contract::{
    Document,
    document::{Reading, check_references},
};
use engine::{
    Place, Problems, Promotion, conditions,
    describe::{Description, Field, FieldKind, Reference},
    effects,
};
use serde_json::{Value, json};

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

#[test]
fn what_is_missing_is_found_beside_what_cannot_be_read() {
    let text = r#"{"podarok": 1, "settings": {"lane": []},
        "categories": [{"id": "tea", "name": ""}],
        "products": [{"offer_id": "0"}, {"offer_id": "1", "name": "Чай", "category_ids": ["tea", "teas"]}],
        "gift_options": {},
        "promotions": [{"id": "a", "name": "A", "x": 1}, {"id": "b", "name": "B", "lane": "any", "code_pool": "autumn",
            "effects": [{"kind": "gift_choice", "gift_options": "any"}]}],
        "promo_groups": [{"id": 5, "name": "G"}, {"id": "g", "name": "G", "promotions": ["a", "b", "c"]}, {"id": "h", "name": "H", "promotions": ["b"]}]}"#;
    let reading = Reading::of(text);
    let places = |problems: &Problems| problems.0.iter().map(|problem| problem.place.clone()).collect::<Vec<_>>();
    assert_eq!(
        places(&reading.problems),
        [
            "settings.lane",
            "categories[0].name",
            "products[0].name",
            "gift_options",
            "promotions[0].x",
            "promo_groups[0].id",
            "promo_groups[2].promotions[0]",
        ]
    );
    // What could not be read is there all the same: it is not missing.
    let missing = reading.check_references(&|_, _| false);
    assert_eq!(places(&missing), ["products[1].category_ids[1]", "promotions[1].code_pool", "promo_groups[1].promotions[2]"]);
    assert_eq!(reading.document.promotions.as_ref().map(Vec::len), Some(1));
    assert_eq!(reading.clone().finish(), Err(reading.problems));
}

/// A value for a field that names as much as it can, all by the id "x".
fn sample(kind: FieldKind) -> Value {
    match kind {
        FieldKind::Money { .. } | FieldKind::Percent { .. } | FieldKind::Quantity => json!(1),
        FieldKind::Whole { min, .. } => json!(min.max(1)),
        FieldKind::Text { .. } | FieldKind::Id(_) => json!("x"),
        FieldKind::Texts { .. } | FieldKind::Ids(_) => json!(["x"]),
        FieldKind::Flag => json!(true),
        FieldKind::Moment => json!("2027-01-01T00:00:00Z"),
        FieldKind::TimeOfDay => json!("10:00"),
        FieldKind::Choice(choices) => json!(choices[0].value),
        FieldKind::Choices(choices) => json!([choices[0].value]),
        FieldKind::Items => json!({"offers": ["x"], "products": ["x"], "categories": ["x"], "vendors": ["x"],
            "any": [{"categories": ["x"]}], "except": {"categories": ["x"]}}),
        FieldKind::ItemsList => json!([sample(FieldKind::Items)]),
        FieldKind::Object(fields) => object(fields),
        FieldKind::Objects(fields) => json!([object(fields)]),
        FieldKind::Condition => json!({"kind": "segment", "any": ["x"]}),
        FieldKind::Effects => json!([]),
    }
}

fn object(fields: &[Field]) -> Value {
    fields.iter().map(|field| (field.key.to_owned(), sample(field.kind))).collect::<serde_json::Map<_, _>>().into()
}

/// The places of all ids in a value that these fields describe.
fn places(fields: &[Field], place: &Place, found: &mut Vec<String>) {
    for field in fields {
        let place = place.key(field.key);
        match field.kind {
            FieldKind::Id(_) => found.push(place.to_string()),
            FieldKind::Ids(_) => found.push(place.index(0).to_string()),
            FieldKind::Items => {
                for key in ["offers", "products", "categories", "vendors"] {
                    found.push(place.key(key).index(0).to_string());
                }
                found.push(place.key("any").index(0).key("categories").index(0).to_string());
                found.push(place.key("except").key("categories").index(0).to_string());
            }
            FieldKind::Object(fields) => places(fields, &place, found),
            FieldKind::Objects(fields) => places(fields, &place.index(0), found),
            _ => {}
        }
    }
}

/// What a promotion of only this condition or effect says that it names, its lane aside.
fn named(promotion: Value) -> Vec<String> {
    let promotion: Promotion = serde_json::from_value(promotion).unwrap();
    let mut found = Vec::new();
    promotion.visit_references(&Place::root(), &mut |reference, id, place| {
        if reference != Reference::Lane {
            assert_eq!(id, "x");
            found.push(place.to_string());
        }
    });
    found.sort_unstable();
    found
}

#[test]
fn no_condition_and_no_effect_keeps_to_itself_what_it_names() {
    let with_kind = |description: &Description| {
        let mut value = object(description.fields);
        value["kind"] = json!(description.kind);
        value
    };
    let expected = |description: &Description, place: &Place| {
        let mut found = Vec::new();
        places(description.fields, place, &mut found);
        found.sort_unstable();
        found
    };
    for description in conditions::DESCRIPTIONS {
        let found = named(json!({"id": "p", "name": "P", "conditions": with_kind(description)}));
        assert_eq!(found, expected(description, &Place::root().key("conditions")), "{}", description.kind);
    }
    for description in effects::DESCRIPTIONS {
        let found = named(json!({"id": "p", "name": "P", "effects": [with_kind(description)]}));
        assert_eq!(found, expected(description, &Place::root().key("effects").index(0)), "{}", description.kind);
    }
}
