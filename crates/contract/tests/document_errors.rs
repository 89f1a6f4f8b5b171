//! Every class of error, with its exact place.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use contract::{Document, document};
use engine::{Place, Problem, Problems, rules::Settings};

const EXAMPLE: &str = include_str!("example.json");

fn problems(text: &str) -> Vec<Problem> {
    let problems = Document::read(text).err().unwrap_or_default().0;
    for problem in &problems {
        let has_cyrillic = |text: &str| text.chars().any(|sign| ('а'..='я').contains(&sign));
        assert!(has_cyrillic(&problem.ru), "not in Russian: {}", problem.ru);
        // What is quoted is the document's own.
        assert!(!problem.en.split('“').next().is_none_or(has_cyrillic), "not in English: {}", problem.en);
    }
    problems
}

fn places(text: &str) -> Vec<String> {
    problems(text).into_iter().map(|problem| problem.place).collect()
}

/// The problems, written as `place: text`, of a document with these sections.
#[track_caller]
fn check(sections: &str, expected: &[&str]) {
    let found: Vec<_> = problems(&format!(r#"{{"podarok": 1, {sections}}}"#)).iter().map(Problem::to_string).collect();
    assert_eq!(found, expected);
}

/// Only the places; the texts are those of the descriptions.
#[track_caller]
fn check_places(sections: &str, expected: &[&str]) {
    assert_eq!(places(&format!(r#"{{"podarok": 1, {sections}}}"#)), expected);
}

#[track_caller]
fn check_malformed(text: &str, ru: &str, en: &str) {
    let found = problems(text);
    assert_eq!(found, [Problem::new(&Place::root(), ru, en)]);
}

#[test]
fn a_text_that_is_no_json_has_one_problem_with_line_and_column() {
    check_malformed(" \n", "файл пуст, а нужен объект JSON {…}", "the file is empty; expected a JSON object {…}");
    check_malformed(
        "{\n  \"podarok\": 1\n  \"products\": []\n}",
        "строка 3, знак 3: в объекте здесь нужна , или }",
        "line 3, column 3: expected , or } in the object",
    );
    check_malformed(
        "{\"имя\": \"чай\" 1}",
        "строка 1, знак 15: в объекте здесь нужна , или }",
        "line 1, column 15: expected , or } in the object",
    );
    for (text, en) in [
        ("{", "line 1, column 1: the file ends within an object; expected , or }"),
        ("{\"a\": [1", "line 1, column 8: the file ends within a list; expected , or ]"),
        ("{\"a\": \"b", "line 1, column 8: the file ends within a text; expected its closing quotation mark"),
        ("{\"a\":", "line 1, column 5: the file ends where a value is expected"),
        ("{\"a\" 1}", "line 1, column 6: expected a colon after the key"),
        ("{\"a\": [1 2]}", "line 1, column 10: expected , or ] in the list"),
        ("{\"a\": nil}", "line 1, column 8: expected null, true or false"),
        ("{\"a\": NaN}", "line 1, column 7: expected a value"),
        ("{\"a\": \"\\q\"}", "line 1, column 9: expected one of \" \\ / b f n r t u after \\"),
        ("{\"a\": 01}", "line 1, column 8: expected a number"),
        ("{\"a\": 1e999}", "line 1, column 11: the number is too large"),
        ("{\"a\": \"\t\"}", "line 1, column 8: expected \\n or \\t for a line break or a tab"),
        ("{a: 1}", "line 1, column 2: expected the key in quotation marks"),
        ("{\"a\": 1,}", "line 1, column 9: expected another element after the comma"),
        ("{} {}", "line 1, column 4: expected the end: the document is complete here"),
    ] {
        let found: Vec<_> = problems(text).into_iter().map(|problem| (problem.place, problem.en)).collect();
        assert_eq!(found, [(String::new(), en.to_owned())], "{text}");
    }
}

#[test]
fn nesting_without_end_is_a_problem_and_no_overflow() {
    for bomb in
        ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000), format!(r#"{{"podarok": 1, "promotions": {}"#, "[".repeat(200))]
    {
        let found = problems(&bomb);
        assert_eq!(found.len(), 1);
        assert!(found[0].en.ends_with("is nested more than 128 levels deep"), "{}", found[0].en);
    }
    let conditions = format!("{}{}{}", r#"{"not": "#.repeat(100), r#"{"all": []}"#, "}".repeat(100));
    let found = places(&format!(r#"{{"podarok": 1, "promotions": [{{"id": "a", "name": "A", "conditions": {conditions}}}]}}"#));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("promotions[0].conditions.not.not.not"), "{}", found[0]);
}

#[test]
fn the_document_is_an_object_of_format_1() {
    for text in ["[]", "null", "\"podarok\"", "1"] {
        assert_eq!(places(text), [""], "{text}");
    }
    assert_eq!(places("{}"), ["podarok"]);
    for format in ["null", "0", "2", "1.5", "-1", "\"1\"", "true", "[1]"] {
        assert_eq!(places(&format!(r#"{{"podarok": {format}}}"#)), ["podarok"], "{format}");
    }
}

#[test]
fn unknown_keys_are_errors_at_every_level() {
    let sections = r#"
        "settings": {"x0": 1, "lanes": [{"id": "shelf", "x1": 1}], "bonuses": {"x2": 1, "tiers":
            [{"id": "gold", "earn_percent": 1, "spend_percent": 1, "x3": 1}]}},
        "categories": [{"id": "1", "name": "A", "x4": 1}],
        "products": [{"offer_id": "1", "name": "A", "x5": 1}],
        "segments": [{"id": "1", "name": "A", "x6": 1}],
        "gift_options": [{"id": "1", "name": "A", "x7": 1, "options": [{"offer_id": "1", "x8": 1}]}],
        "promotions": [{"id": "1", "name": "A", "x9": 1, "limits": {"x10": 1}, "suggest": {"title": "A", "x11": 1},
            "conditions": {"any": [{"not": {"kind": "subtotal", "at_least": 1, "x12": 1, "items": {"x13": 1}}}]},
            "effects": [{"kind": "percent_off", "percent": 1, "x14": 1,
                "items": {"any": [{"x15": 1}], "except": {"x16": 1}}}]}],
        "promo_groups": [{"id": "1", "name": "A", "x17": 1}],
        "code_pools": [{"id": "1", "x18": 1}],
        "personal_offers": [{"id": "1", "name": "A", "x19": 1, "audience": {"x20": 1}}],
        "customers": [{"id": "1", "x21": 1}],
        "x22": []"#;
    let mut found = places(&format!(r#"{{"podarok": 1, {sections}}}"#));
    found.sort_unstable();
    let mut expected = vec![
        "settings.x0",
        "settings.lanes[0].x1",
        "settings.bonuses.x2",
        "settings.bonuses.tiers[0].x3",
        "categories[0].x4",
        "products[0].x5",
        "segments[0].x6",
        "gift_options[0].x7",
        "gift_options[0].options[0].x8",
        "promotions[0].x9",
        "promotions[0].limits.x10",
        "promotions[0].suggest.x11",
        "promotions[0].conditions.any[0].not.x12",
        "promotions[0].conditions.any[0].not.items.x13",
        "promotions[0].effects[0].x14",
        "promotions[0].effects[0].items.any[0].x15",
        "promotions[0].effects[0].items.except.x16",
        "promo_groups[0].x17",
        "code_pools[0].x18",
        "personal_offers[0].x19",
        "personal_offers[0].audience.x20",
        "customers[0].x21",
        "x22",
    ];
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn a_section_is_a_list_and_an_entry_an_object() {
    check(r#""products": {}, "customers": "many""#, &["products: must be a list", "customers: must be a list"]);
    check_places(
        r#""settings": [], "products": [1, null], "promotions": ["a"]"#,
        &["settings", "products[0]", "products[1]", "promotions[0]"],
    );
}

#[test]
fn what_has_no_default_is_required() {
    check_places(
        r#""categories": [{}], "products": [{"offer_id": null, "name": " "}], "segments": [{}], "gift_options": [{"options": [{}]}],
            "promotions": [{"suggest": {}}], "promo_groups": [{}], "code_pools": [{}], "personal_offers": [{}], "customers": [{}]"#,
        &[
            "categories[0].id",
            "categories[0].name",
            "products[0].offer_id",
            "products[0].name",
            "segments[0].id",
            "gift_options[0].id",
            "gift_options[0].name",
            "gift_options[0].options[0].offer_id",
            "promotions[0].id",
            "promotions[0].name",
            "promotions[0].suggest.title",
            "promo_groups[0].id",
            "promo_groups[0].name",
            "code_pools[0].id",
            "personal_offers[0].id",
            "personal_offers[0].name",
            "customers[0].id",
        ],
    );
}

#[test]
fn ids_of_our_own_things_are_plain_and_ids_from_outside_are_not() {
    let long = "a".repeat(65);
    let sections = format!(
        r#""promotions": [{{"id": "скидка", "name": "A"}}, {{"id": "{long}", "name": "A"}}, {{"id": "a b", "name": "A"}}, {{"id": 7, "name": "A"}},
            {{"id": "Az09._-", "name": "A"}}],
        "settings": {{"lanes": [{{"id": "a/b"}}]}}, "promo_groups": [{{"id": "", "name": "A"}}], "code_pools": [{{"id": "a:b"}}]"#
    );
    check_places(
        &sections,
        &[
            "settings.lanes[0].id",
            "promotions[0].id",
            "promotions[1].id",
            "promotions[2].id",
            "promotions[3].id",
            "promo_groups[0].id",
            "code_pools[0].id",
        ],
    );
    let (longest, too_long) = ("ж".repeat(128), "ж".repeat(129));
    let sections = format!(
        r#""products": [{{"offer_id": "чай № 1/2", "name": "A"}}, {{"offer_id": "{longest}", "name": "A"}}, {{"offer_id": "{too_long}", "name": "A"}},
            {{"offer_id": 42345, "name": "A"}}, {{"offer_id": "", "name": "A"}}]"#
    );
    check_places(&sections, &["products[2].offer_id", "products[3].offer_id", "products[4].offer_id"]);
}

#[test]
fn an_id_stands_once_in_its_section() {
    check(
        r#""products": [{"offer_id": "1", "name": "A"}, {"offer_id": "2", "name": "B"}, {"offer_id": "1", "name": "C"}, {"offer_id": "1"}],
            "promotions": [{"id": "a", "name": "A"}, {"id": "A", "name": "A"}, {"id": "a", "name": "A"}],
            "promo_groups": [{"id": "a", "name": "A"}]"#,
        &[
            "products[2].offer_id: is the id of products[0] too",
            "products[3].offer_id: is the id of products[0] too",
            "products[3].name: is required",
            "promotions[2].id: is the id of promotions[0] too",
        ],
    );
}

#[test]
fn a_code_stands_once_in_its_pool_as_codes_are_compared() {
    check(
        r#""code_pools": [{"id": "a", "codes": ["Осень7", "B9Q4", " ОСЕНЬ7 ", "Ｂ9Q4", "b9q4"]}, {"id": "b", "codes": ["B9Q4"]}]"#,
        &[
            "code_pools[0].codes[2]: is the same code as code_pools[0].codes[0]",
            "code_pools[0].codes[3]: is the same code as code_pools[0].codes[1]",
            "code_pools[0].codes[4]: is the same code as code_pools[0].codes[1]",
        ],
    );
    check_places(
        r#""code_pools": [{"id": "a", "codes": ["", "A", 5, null]}]"#,
        &["code_pools[0].codes[0]", "code_pools[0].codes[2]", "code_pools[0].codes[3]"],
    );
}

#[test]
fn a_key_stands_once_in_its_object() {
    let text = r#"{"podarok": 1, "products": [{"offer_id": "1", "name": "A", "price": 1, "price": 2}], "products": [], "settings": {"bonuses": {"tiers": [], "tiers": []}}}"#;
    let found: Vec<_> = problems(text).iter().map(Problem::to_string).collect();
    assert_eq!(
        found,
        [
            "products[0].price: stands twice in its object",
            "products: stands twice in its object",
            "settings.bonuses.tiers: stands twice in its object",
        ]
    );
}

#[test]
fn numbers_keep_to_their_unit_and_range() {
    check_places(
        r#""settings": {"bonuses": {"earn_percent": -1, "spend_percent": 100.01}},
        "products": [
            {"offer_id": "1", "name": "A", "price": 9.999}, {"offer_id": "2", "name": "A", "price": -0.01}, {"offer_id": "3", "name": "A", "price": "дорого"},
            {"offer_id": "4", "name": "A", "price": true}, {"offer_id": "5", "name": "A", "price": 1e30}, {"offer_id": "6", "name": "A", "max_discount_percent": 101},
            {"offer_id": "7", "name": "A", "price": "499,90", "max_discount_percent": 0}],
        "gift_options": [{"id": "a", "name": "A", "options": [{"offer_id": "1", "quantity": 0}, {"offer_id": "1", "quantity": 0.0001}, {"offer_id": "1", "quantity": 0.001}]}],
        "promotions": [{"id": "a", "name": "A", "priority": 0.5, "limits": {"uses": 0, "uses_per_customer": "-1", "budget": "10.005", "gift_units": -1},
            "effects": [{"kind": "percent_off", "percent": 0}, {"kind": "percent_off", "percent": "12.345"}]}],
        "customers": [{"id": "1", "balance": 0.5, "orders": -1}]"#,
        &[
            "settings.bonuses.earn_percent",
            "settings.bonuses.spend_percent",
            "products[0].price",
            "products[1].price",
            "products[2].price",
            "products[3].price",
            "products[4].price",
            "products[5].max_discount_percent",
            "gift_options[0].options[0].quantity",
            "gift_options[0].options[1].quantity",
            "promotions[0].priority",
            "promotions[0].effects[0].percent",
            "promotions[0].effects[1].percent",
            "promotions[0].limits.uses",
            "promotions[0].limits.uses_per_customer",
            "promotions[0].limits.budget",
            "promotions[0].limits.gift_units",
            "customers[0].balance",
            "customers[0].orders",
        ],
    );
}

#[test]
fn texts_flags_and_choices_are_what_they_should_be() {
    let (note, title) = ("ж".repeat(2001), "ж".repeat(21));
    let sections = format!(
        r#""settings": {{"language": "de", "price_source": 1, "lanes": [{{"id": "a", "mode": "any"}}]}},
        "promotions": [{{"id": "a", "name": 5, "note": "{note}", "status": "Live", "exclusive": "yes", "stop": 1, "codes": "SALE", "suggest": {{"title": "{title}"}}}}],
        "personal_offers": [{{"id": "a", "name": "A", "barcode_type": "barcode", "audience": {{"segments": [1]}}}}]"#
    );
    check_places(
        &sections,
        &[
            "settings.language",
            "settings.price_source",
            "settings.lanes[0].mode",
            "promotions[0].name",
            "promotions[0].note",
            "promotions[0].status",
            "promotions[0].exclusive",
            "promotions[0].stop",
            "promotions[0].codes",
            "promotions[0].suggest.title",
            "personal_offers[0].barcode_type",
            "personal_offers[0].audience.segments[0]",
        ],
    );
}

#[test]
fn dates_have_an_offset_and_an_order() {
    let dates = ["2027-01-01", "2027-01-01T00:00:00", "01.01.2027", "2027-02-30T00:00:00Z", "", "завтра"];
    for date in dates {
        check_places(&format!(r#""promotions": [{{"id": "a", "name": "A", "ends_at": "{date}"}}]"#), &["promotions[0].ends_at"]);
    }
    check_places(r#""promotions": [{"id": "a", "name": "A", "starts_at": 1798750800}]"#, &["promotions[0].starts_at"]);
    let same = r#"{"id": "a", "name": "A", "starts_at": "2027-01-01T00:00:00+03:00", "KEY": "2026-12-31T21:00:00Z"}"#;
    let sections = format!(
        r#""promotions": [{}], "personal_offers": [{}]"#,
        same.replace("KEY", "ends_at"),
        same.replace("KEY", "expires_at")
    );
    check(
        &sections,
        &["promotions[0].ends_at: must be after starts_at", "personal_offers[0].expires_at: must be after starts_at"],
    );
}

#[test]
fn conditions_and_effects_are_known_and_complete() {
    check_places(
        r#""promotions": [{"id": "a", "name": "A", "conditions": {"all": [{"kind": "subtotl", "at_least": 1}, {"kind": "quantity"}, {}, 5, {"any": 1}, {"not": {"kind": "subtotal"}}]},
            "effects": [{"kind": "percent_off", "percnt": 5}, {"percent": 5}, {"kind": "amount_off"}]},
          {"id": "b", "name": "B", "conditions": {"all": [], "any": []}},
          {"id": "c", "name": "C", "conditions": {"kind": "subtotal", "at_least": 500, "below": 500}}]"#,
        &[
            "promotions[0].conditions.all[0].kind",
            "promotions[0].conditions.all[2].kind",
            "promotions[0].conditions.all[3]",
            "promotions[0].conditions.all[4].any",
            "promotions[0].effects[0].percnt",
            "promotions[0].effects[0].percent",
            "promotions[0].effects[1].kind",
            "promotions[0].effects[2].amount",
            "promotions[1].conditions.all",
            "promotions[2].conditions.below",
        ],
    );
    check_places(
        r#""promotions": [{"id": "a", "name": "A", "conditions": {"all": [{"kind": "quantity"}, {"not": {"kind": "subtotal"}}]}}]"#,
        &["promotions[0].conditions.all[0].at_least", "promotions[0].conditions.all[1].not.at_least"],
    );
}

#[test]
fn settings_make_sense() {
    check_places(
        r#""settings": {"currency": "руб", "rounding": 0.02, "lanes": [{"id": "a"}, {"id": "b"}, {"id": "a"}],
            "bonuses": {"tiers": [{"id": "x", "earn_percent": 1, "spend_percent": 1}, {"id": "x", "earn_percent": 1, "spend_percent": 1}]}}"#,
        &["settings.currency", "settings.rounding", "settings.lanes[2].id", "settings.bonuses.tiers[1].id"],
    );
    check_places(r#""settings": {"lanes": []}"#, &["settings.lanes"]);
}

#[test]
fn a_time_zone_is_judged_by_who_knows_them() {
    let zone = |name: &str| {
        let mut problems = Problems::default();
        let settings = Settings { time_zone: name.to_owned(), ..Settings::default() };
        document::check_time_zone(&settings, &Place::root().key("settings"), &|name| name == "Asia/Omsk", &mut problems);
        problems.0.into_iter().map(|problem| problem.place).collect::<Vec<_>>()
    };
    assert_eq!(zone("Asia/Omsk"), Vec::<String>::new());
    assert_eq!(zone("Moscow"), ["settings.time_zone"]);
}

#[test]
fn categories_form_trees() {
    check(
        r#""categories": [{"id": "1", "name": "A"}, {"id": "2", "name": "B", "parent_id": "4"}, {"id": "3", "name": "C", "parent_id": "2"},
            {"id": "4", "name": "D", "parent_id": "3"}, {"id": "5", "name": "E", "parent_id": "5"}, {"id": "6", "name": "F", "parent_id": "2"}]"#,
        &[
            "categories[1].parent_id: puts the category within itself",
            "categories[2].parent_id: puts the category within itself",
            "categories[3].parent_id: puts the category within itself",
            "categories[4].parent_id: puts the category within itself",
        ],
    );
    let chain = |levels: usize| {
        let category = |level: usize| match level {
            0 => r#"{"id": "0", "name": "A"}"#.to_owned(),
            _ => format!(r#"{{"id": "{level}", "name": "A", "parent_id": "{}"}}"#, level - 1),
        };
        format!(r#""categories": [{}]"#, (0..levels).map(category).collect::<Vec<_>>().join(","))
    };
    check(&chain(64), &[]);
    check(&chain(65), &["categories[64].parent_id: puts the category more than 64 levels deep"]);
}

#[test]
fn a_cycle_that_closes_in_the_store_is_found_too() {
    let document = Document::read(r#"{"podarok": 1, "categories": [{"id": "1", "name": "A", "parent_id": "2"}]}"#).unwrap();
    let categories = document.categories.unwrap();
    let found = |parent: &str| {
        let parent = parent.to_owned();
        document::check_categories(&categories, &move |id| (id == "2").then(|| parent.clone())).0.len()
    };
    assert_eq!((found("1"), found("3")), (1, 0));
}

#[test]
fn a_promotion_is_in_one_group_at_most() {
    check(
        r#""promo_groups": [{"id": "a", "name": "Первая", "promotions": ["x", "y"]}, {"id": "b", "name": "Second", "promotions": ["z", "y"]}]"#,
        &["promo_groups[1].promotions[1]: is in the group “Первая” already, and can be in one only"],
    );
    // Positions count what cannot be read as well.
    check_places(
        r#""categories": [{}, {"id": "a", "name": "A", "parent_id": "a"}], "promo_groups": [5, {"id": "a", "name": "A", "promotions": ["x", "x"]}]"#,
        &[
            "categories[0].id",
            "categories[0].name",
            "promo_groups[0]",
            "categories[1].parent_id",
            "promo_groups[1].promotions[1]",
        ],
    );
}

#[test]
fn a_personal_offer_has_one_source_of_codes() {
    check_places(
        r#""personal_offers": [{"id": "a", "name": "A", "promocode": "A", "code_pool": "p"}]"#,
        &["personal_offers[0].code_pool"],
    );
}

#[test]
fn all_errors_are_listed_at_once_in_the_document_s_order() {
    check_places(
        r#""setings": {}, "customers": [{"id": "1", "orders": "three"}], "products": [{"offer_id": "1", "price": 1.001, "colour": "red"}, {"offer_id": "1", "name": "A"}],
        "settings": {"currency": "rub"}, "categories": [{"id": "a", "name": "A", "parent_id": "a"}],
        "promotions": [
            {"id": "a", "name": "A", "effects": [{"kind": "percent_off", "percnt": 5}]},
            {"id": "b", "name": "B", "starts_at": "2027-01-02T00:00:00Z", "ends_at": "2027-01-01T00:00:00Z", "conditions": {"kind": "quantity"}}],
        "code_pools": [{"id": "p", "codes": ["X", "x"]}]"#,
        &[
            "settings.currency",
            "products[0].colour",
            "products[0].name",
            "products[0].price",
            "products[1].offer_id",
            "promotions[0].effects[0].percnt",
            "promotions[0].effects[0].percent",
            "promotions[1].ends_at",
            "promotions[1].conditions.at_least",
            "code_pools[0].codes[1]",
            "customers[0].orders",
            "setings",
            "categories[0].parent_id",
        ],
    );
}

#[test]
fn the_example_has_no_problem_whatever_is_cut_off_is_told_as_one() {
    assert_eq!(places(EXAMPLE), Vec::<String>::new());
    let end = EXAMPLE.trim_end().len();
    for (cut, _) in EXAMPLE.char_indices().filter(|(cut, _)| *cut < end).step_by(7) {
        assert_eq!(problems(&EXAMPLE[..cut]).len(), 1, "cut at {cut}");
    }
}
