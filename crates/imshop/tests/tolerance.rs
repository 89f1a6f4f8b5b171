//! Every known field with every kind of value: never an error, never a panic, and the outcomes that the docs promise.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::{Basket, Money, Quantity, Settings};
use imshop::{
    basket::{MAX_PRICE, MAX_QUANTITY, read, write},
    personal_offers,
};
use serde_json::{Value, json};

/// Values of every kind: empty, wrong, huge, negative, and no number at all.
const VALUES: &[&str] = &[
    "null",
    "\"\"",
    "\"  \"",
    "true",
    "false",
    "0",
    "-0",
    "1",
    "-1",
    "1.0",
    "0.2",
    "-17.5",
    "1e3",
    "1e-3",
    "1e400",
    "-1e400",
    "99999999999999999999999999999999999999",
    "9223372036854775807",
    "-9223372036854775808",
    "\"1\"",
    "\"-1\"",
    "\"0.2\"",
    "\"1 234,50\"",
    "\"1e400\"",
    "\"NaN\"",
    "\"Infinity\"",
    "\"none\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "[]",
    "[null]",
    "[[]]",
    "[[[[\"x\"]]]]",
    "[1, \"2\", null, {}, []]",
    "{}",
    "{\"id\": null}",
    "{\"id\": \"x\"}",
    "{\"id\": {\"id\": 1}}",
    "[{\"id\": 1, \"quantity\": -5, \"gifts\": [{\"id\": 2, \"quantity\": \"many\"}], \"name\": []}]",
];

const FIELDS: &[&str] = &[
    "key",
    "items",
    "externalUserId",
    "loyaltyCard",
    "loyaltyCart",
    "promocode",
    "promoGroup",
    "selectedPromo",
    "city",
    "cityKladr",
    "fiasCode",
    "addressData",
    "deliveryId",
    "paymentId",
    "deliveryPickupId",
    "preferredPickupId",
    "deliveryDateIntervalId",
    "deliveryTimeIntervalId",
    "outletId",
    "staffId",
    "installId",
    "groupId",
    "userData",
    "user",
    "authorizedBonuses",
    "customSectionValues",
    "giftCards",
    "extraServices",
    "earlyAccess",
    "lastSyncDate",
    "unknown",
];

const ITEM_FIELDS: &[&str] = &[
    "name",
    "id",
    "privateId",
    "configurationId",
    "price",
    "quantity",
    "subtotal",
    "discount",
    "appliedDiscounts",
    "addons",
    "deliveryGroup",
    "itemKitId",
    "warehouseId",
    "selected",
    "unknown",
];

/// What the request says, and that an answer to it can be written and read.
fn basket(body: &str) -> Basket {
    let request = read(body.as_bytes()).unwrap_or_else(|error| panic!("{body}: {error}"));
    let basket = request.to_basket(&Settings::default());
    assert_eq!(basket.lines.len(), request.items.len());
    let answer = write(&engine::Quote::default(), &request);
    assert!(serde_json::from_slice::<Value>(&answer).is_ok());
    basket
}

fn item(field: &str, value: &str) -> engine::basket::Line {
    let body = format!("{{\"items\": [{{\"privateId\": \"tea\", \"{field}\": {value}}}]}}");
    basket(&body).lines.remove(0)
}

#[test]
fn every_field_takes_every_value() {
    for field in FIELDS {
        for value in VALUES {
            basket(&format!("{{\"{field}\": {value}}}"));
            basket(&format!("{{\"items\": [{{\"id\": 1}}], \"{field}\": {value}}}"));
        }
    }
}

#[test]
fn every_field_of_an_item_takes_every_value() {
    for field in ITEM_FIELDS {
        for value in VALUES {
            let body = format!("{{\"items\": [{{\"id\": \"card\", \"{field}\": {value}}}, {{\"id\": \"other\"}}]}}");
            let basket = basket(&body);
            assert_eq!(basket.lines.last().unwrap().offer_id, "other", "{body}");
            for line in &basket.lines {
                assert!(line.price.is_none_or(|price| (Money::ZERO..=MAX_PRICE).contains(&price)), "{body}");
                assert!((Quantity::ZERO..=MAX_QUANTITY).contains(&line.quantity), "{body}");
            }
        }
    }
}

#[test]
fn every_field_of_an_address_takes_every_value() {
    for field in ["city", "cityKladr", "kladr", "settlementKladr", "areaKladr", "regionKladr", "fias", "fiasCode", "cityFias"] {
        for value in VALUES {
            basket(&format!("{{\"addressData\": {{\"{field}\": {value}}}}}"));
        }
    }
}

#[test]
fn every_field_of_a_choice_takes_every_value() {
    for value in VALUES {
        for body in [
            format!("{{\"promoGroup\": [{{\"id\": {value}}}]}}"),
            format!("{{\"promoGroup\": [[{{\"id\": \"p\", \"gifts\": {value}}}]]}}"),
            format!("{{\"promoGroup\": [[{{\"id\": \"p\", \"gifts\": [{{\"id\": {value}, \"quantity\": {value}}}]}}]]}}"),
            format!("{{\"promoGroup\": [[{value}], {value}]}}"),
        ] {
            for gift in basket(&body).chosen.iter().flat_map(|chosen| &chosen.gifts) {
                assert!((Quantity::ZERO..=MAX_QUANTITY).contains(&gift.quantity), "{body}");
            }
        }
    }
}

#[test]
fn every_field_of_a_personal_offers_request_takes_every_value() {
    for value in VALUES {
        for body in [
            format!("{{\"userId\": {value}, \"segments\": {value}}}"),
            format!("{{\"segments\": [{{\"id\": {value}, \"name\": {value}}}, {value}]}}"),
        ] {
            personal_offers::read(body.as_bytes()).unwrap_or_else(|error| panic!("{body}: {error}"));
        }
    }
}

#[test]
fn absent_null_and_empty_mean_the_same() {
    for field in FIELDS {
        for value in ["null", "\"\"", "[]", "{}"] {
            assert_eq!(basket(&format!("{{\"{field}\": {value}}}")), Basket::default(), "{field}: {value}");
        }
    }
    for field in ITEM_FIELDS.iter().filter(|field| **field != "privateId") {
        for value in ["null", "\"\"", "[]", "{}"] {
            assert_eq!(item(field, value), item("unknown", "0"), "{field}: {value}");
        }
    }
}

#[test]
fn items_that_are_no_list() {
    for value in ["null", "\"\"", "{}", "5", "\"tea\"", "true", "1e400", "{\"0\": {\"id\": \"tea\"}}"] {
        assert_eq!(basket(&format!("{{\"items\": {value}}}")).lines, [], "{value}");
    }
    assert_eq!(basket("{\"items\": {\"id\": \"tea\"}}").lines.len(), 1);
}

#[test]
fn prices() {
    for (value, expected) in [
        ("320", Some(32_000)),
        ("\"320\"", Some(32_000)),
        ("\"1 234,50\"", Some(123_450)),
        ("0", Some(0)),
        ("-0", Some(0)),
        ("0.005", Some(1)),
        ("1.005", Some(101)),
        ("1.00499999999999999999", Some(100)),
        ("90071992547409.92", Some(9_007_199_254_740_992)),
        ("90071992547409.93", None),
        ("1e400", None),
        ("-1", None),
        ("-0.001", Some(0)),
        ("\"NaN\"", None),
        ("true", None),
        ("[320]", None),
        ("{\"value\": 320}", None),
    ] {
        assert_eq!(item("price", value).price, expected.map(Money), "{value}");
    }
}

#[test]
fn quantities() {
    for (value, expected) in [
        ("2", 2_000),
        ("0.2", 200),
        ("\"0.2\"", 200),
        ("\"0,25\"", 250),
        ("0.0005", 1),
        ("0.0004", 0),
        ("0", 0),
        ("-3", 0),
        ("-1e400", 0),
        ("9007199254740.992", 9_007_199_254_740_992),
        ("9007199254740.993", 9_007_199_254_740_992),
        ("1e400", 9_007_199_254_740_992),
        ("null", 1_000),
        ("\"\"", 1_000),
        ("\"NaN\"", 1_000),
        ("\"two\"", 1_000),
        ("true", 1_000),
        ("[2]", 1_000),
    ] {
        assert_eq!(item("quantity", value).quantity, Quantity(expected), "{value}");
    }
}

#[test]
fn set_aside() {
    for value in ["false", "\"false\"", "\"False\"", "0", "\"0\""] {
        assert!(item("selected", value).set_aside, "{value}");
    }
    for value in ["true", "\"true\"", "1", "0.2", "\"0,2\"", "1e-400", "null", "\"\"", "\"no\"", "[]", "{}"] {
        assert!(!item("selected", value).set_aside, "{value}");
    }
}

#[test]
fn ids() {
    let customer = |value: &str| basket(&format!("{{\"externalUserId\": {value}}}")).customer;
    for (value, expected) in [
        ("\"u-1\"", Some("u-1")),
        ("42", Some("42")),
        ("42.0", Some("42")),
        ("\"0042\"", Some("0042")),
        ("\" u \"", Some(" u ")),
        ("12345678901234567890123", Some("12345678901234567890123")),
        ("\" \"", None),
        ("false", None),
        ("true", None),
        ("[\"u\"]", None),
        ("{\"id\": \"u\"}", None),
    ] {
        assert_eq!(customer(value).as_deref(), expected, "{value}");
    }
}

#[test]
fn applied_discounts() {
    for (value, expected) in [
        ("[\"a\", 7]", &["a", "7"][..]),
        ("\"a\"", &["a"]),
        ("7", &["7"]),
        ("[{\"id\": \"a\"}, null, [], true, \"\"]", &["a"]),
        ("{\"id\": \"a\"}", &["a"]),
        ("null", &[]),
    ] {
        assert_eq!(item("appliedDiscounts", value).applied, expected, "{value}");
    }
}

#[test]
fn segments() {
    let ids = |value: &str| {
        let body = format!("{{\"segments\": {value}}}");
        let request = personal_offers::read(body.as_bytes()).unwrap();
        request.segments.iter().map(|segment| segment.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(r#"[{"id": "A", "name": "a"}, {"id": 7}, {"id": "A"}]"#), ["A", "7"]);
    assert_eq!(ids(r#"["A", 7, null, {}, {"name": "x"}, []]"#), ["A", "7"]);
    assert_eq!(ids(r#""A""#), ["A"]);
    assert_eq!(ids("null"), [] as [&str; 0]);
}

#[test]
fn what_comes_back_as_it_came() {
    let came = json!({"items": [
        {"id": "a", "itemKitId": 5, "addons": [{"configurationId": "box", "price": 1.0}], "warehouseId": "w", "deliveryGroup": {"id": 1}},
        {"id": "b", "itemKitId": null, "addons": [], "warehouseId": "", "deliveryGroup": false},
    ]});
    let body = came.to_string();
    let request = read(body.as_bytes()).unwrap();
    let lines = (0..2).map(|source| a_line(Some(source))).collect();
    let answer = write(&engine::Quote { lines, ..Default::default() }, &request);
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    for field in ["itemKitId", "addons", "warehouseId", "deliveryGroup"] {
        assert_eq!(answer["items"][0][field], came["items"][0][field]);
    }
    assert_eq!(answer["items"][1]["addons"], json!([]));
    assert_eq!(answer["items"][1]["deliveryGroup"], json!(false));
    assert!(answer["items"][1].get("itemKitId").is_none());
    assert!(answer["items"][1].get("warehouseId").is_none());
}

fn a_line(source: Option<usize>) -> engine::quote::QuoteLine {
    engine::quote::QuoteLine {
        source,
        offer_id: "a".to_owned(),
        name: String::new(),
        price: Money::ZERO,
        quantity: Quantity::ONE,
        discount: Money::ZERO,
        subtotal: Money::ZERO,
        gift: Quantity::ZERO,
        applied: Vec::new(),
        bonuses: None,
        notice: None,
        error: None,
        set_aside: false,
        available: true,
    }
}
