//! What is read of a basket, and what becomes of it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::{
    Basket, Money, Quantity, Settings,
    basket::Chosen,
    rules::{Gift, OfferIdField},
};
use imshop::{ErrorCode, basket::read};

fn basket(body: &str) -> Basket {
    read(body.as_bytes()).unwrap().to_basket(&Settings::default())
}

fn gift(offer_id: &str, thousandths: i64) -> Gift {
    Gift { offer_id: offer_id.to_owned(), quantity: Quantity(thousandths) }
}

#[test]
fn every_field_that_counts() {
    let basket = basket(
        r#"{
        "items": [{
            "name": "Чай \"Ассам\"", "id": "card-1", "privateId": "tea-100", "configurationId": "1100",
            "price": 320.5, "quantity": 0.2, "subtotal": 1, "discount": 7, "appliedDiscounts": ["p-1", 22],
            "addons": [{"configurationId": "box"}], "deliveryGroup": "g", "itemKitId": 5, "warehouseId": "w", "selected": false
        }],
        "externalUserId": 77, "loyaltyCard": "0042", "promocode": " Tea10 ",
        "promoGroup": [[{"id": "p-2", "gifts": [{"id": "cup", "quantity": 2}]}, {"id": "p-3"}]],
        "selectedPromo": {"id": "ignored"},
        "city": "Тверь", "cityKladr": "6900000100000", "fiasCode": "f-1",
        "addressData": {"city": "Москва", "cityFias": "f-2", "regionFias": "f-1", "fias": "f-3", "regionKladr": "77"},
        "deliveryId": "courier", "paymentId": 3, "deliveryPickupId": "shop-1", "preferredPickupId": "shop-2",
        "outletId": "0042", "staffId": "1207",
        "installId": "i", "groupId": "g", "userData": null, "user": {"phone": "none"}, "authorizedBonuses": 0,
        "customSectionValues": {}, "giftCards": [], "extraServices": [], "earlyAccess": false, "lastSyncDate": 0
    }"#,
    );
    let line = &basket.lines[0];
    assert_eq!(basket.lines.len(), 1);
    assert_eq!(line.offer_id, "tea-100");
    assert_eq!(line.other_id.as_deref(), Some("1100"));
    assert_eq!(line.name, "Чай \"Ассам\"");
    assert_eq!(line.price, Some(Money(32_050)));
    assert_eq!(line.quantity, Quantity(200));
    assert_eq!(line.applied, ["p-1", "22"]);
    assert!(line.set_aside);
    assert_eq!(basket.customer.as_deref(), Some("77"));
    assert_eq!(basket.loyalty_card.as_deref(), Some("0042"));
    assert_eq!(basket.code.as_deref(), Some(" Tea10 "));
    assert_eq!(
        basket.chosen,
        [
            Chosen { promotion: "p-2".to_owned(), gifts: vec![gift("cup", 2_000)] },
            Chosen { promotion: "p-3".to_owned(), gifts: vec![] }
        ]
    );
    let delivery = &basket.delivery;
    assert_eq!(delivery.city.as_deref(), Some("Тверь"));
    assert_eq!(delivery.kladr.as_deref(), Some("6900000100000"));
    assert_eq!(delivery.fias, ["f-1", "f-2", "f-3"]);
    assert_eq!(delivery.delivery.as_deref(), Some("courier"));
    assert_eq!(delivery.payment.as_deref(), Some("3"));
    assert_eq!(delivery.pickup.as_deref(), Some("shop-1"));
    assert_eq!(delivery.outlet.as_deref(), Some("0042"));
    assert!(delivery.in_shop);
}

#[test]
fn the_offer_is_named_by_the_field_of_the_settings() {
    let by = |field, item: &str| {
        let body = format!("{{\"items\": [{item}]}}");
        let settings = Settings { offer_id_field: field, ..Settings::default() };
        let line = read(body.as_bytes()).unwrap().to_basket(&settings).lines.remove(0);
        (line.offer_id, line.other_id)
    };
    let pair = |offer: &str, other: Option<&str>| (offer.to_owned(), other.map(str::to_owned));
    let all = r#"{"id": "i", "privateId": "p", "configurationId": "c"}"#;
    assert_eq!(by(OfferIdField::PrivateId, all), pair("p", Some("c")));
    assert_eq!(by(OfferIdField::ConfigurationId, all), pair("c", Some("p")));
    let same = r#"{"id": "i", "privateId": "p", "configurationId": "p"}"#;
    assert_eq!(by(OfferIdField::PrivateId, same), pair("p", None));
    assert_eq!(by(OfferIdField::PrivateId, r#"{"id": "i", "privateId": "", "configurationId": 7}"#), pair("7", None));
    assert_eq!(by(OfferIdField::ConfigurationId, r#"{"id": "i", "privateId": "p"}"#), pair("p", None));
    assert_eq!(by(OfferIdField::PrivateId, r#"{"id": "i", "privateId": " ", "configurationId": null}"#), pair("i", None));
}

#[test]
fn a_promo_group_comes_in_two_shapes() {
    let chosen = |value: &str| basket(&format!("{{\"promoGroup\": {value}}}")).chosen;
    let nested = chosen(r#"[[{"id": "a", "gifts": [{"id": "g"}]}, {"id": "b"}], [{"id": "c"}]]"#);
    let flat = chosen(r#"[{"id": "a", "gifts": [{"id": "g", "quantity": "1"}]}, {"id": "b"}, {"id": "c"}]"#);
    assert_eq!(nested, flat);
    assert_eq!(nested[0].gifts, [gift("g", 1_000)]);
    assert_eq!(chosen(r#"["a", "b"]"#).len(), 2);
    assert_eq!(chosen(r#"{"id": "a"}"#).len(), 1);
    for nothing in
        ["null", "[]", "[[]]", "{}", "\"\"", "[null]", "[[null]]", "[{\"gifts\": []}]", "true", "[[[{\"id\": \"deep\"}]]]"]
    {
        assert_eq!(chosen(nothing), [], "{nothing}");
    }
}

#[test]
fn both_spellings_of_the_card() {
    assert_eq!(basket(r#"{"loyaltyCart": "1"}"#).loyalty_card.as_deref(), Some("1"));
    assert_eq!(basket(r#"{"loyaltyCart": "1", "loyaltyCard": "2"}"#).loyalty_card.as_deref(), Some("2"));
    assert_eq!(basket(r#"{"loyaltyCard": "", "loyaltyCart": "1"}"#).loyalty_card.as_deref(), Some("1"));
}

#[test]
fn the_place_is_that_of_the_city_else_of_the_address() {
    let kladr = |body: &str| basket(body).delivery.kladr;
    assert_eq!(kladr(r#"{"addressData": {"regionKladr": "69", "kladr": "6901", "cityKladr": "6902"}}"#).as_deref(), Some("6902"));
    assert_eq!(kladr(r#"{"addressData": {"regionKladr": "69", "kladr": "6901", "cityKladr": null}}"#).as_deref(), Some("6901"));
    assert_eq!(kladr(r#"{"addressData": {"regionKladr": "69"}, "cityKladr": ""}"#).as_deref(), Some("69"));
    assert_eq!(basket(r#"{"addressData": {"city": "Тверь"}}"#).delivery.city.as_deref(), Some("Тверь"));
    assert_eq!(basket(r#"{"addressData": {"settlementFias": "f", "fiasCode": "g", "street": "h"}}"#).delivery.fias, ["f", "g"]);
}

#[test]
fn the_favourite_shop_counts_until_a_delivery_is_chosen() {
    let pickup = |body: &str| basket(body).delivery.pickup;
    assert_eq!(pickup(r#"{"preferredPickupId": "fav"}"#).as_deref(), Some("fav"));
    assert_eq!(pickup(r#"{"preferredPickupId": "fav", "deliveryId": "courier"}"#), None);
    assert_eq!(pickup(r#"{"preferredPickupId": "fav", "deliveryPickupId": "shop"}"#).as_deref(), Some("shop"));
}

#[test]
fn a_shop_assistant_is_known_by_either_field() {
    for body in [r#"{"outletId": "1"}"#, r#"{"staffId": 2}"#] {
        assert!(basket(body).delivery.in_shop, "{body}");
    }
    assert!(!basket(r#"{"outletId": "", "staffId": null}"#).delivery.in_shop);
}

#[test]
fn lines_without_an_id_are_left_out() {
    let basket = basket(r#"{"items": [null, 5, "x", [], {}, {"name": "?"}, {"id": "a"}, {"privateId": 8}]}"#);
    let ids: Vec<&str> = basket.lines.iter().map(|line| line.offer_id.as_str()).collect();
    assert_eq!(ids, ["a", "8"]);
}

#[test]
fn of_a_repeated_field_the_last_counts() {
    let twice = basket(r#"{"promocode": "a", "items": [{"id": "a", "price": 1, "price": 2}], "promocode": "b"}"#);
    assert_eq!(twice.code.as_deref(), Some("b"));
    assert_eq!(twice.lines[0].price, Some(Money::whole(2)));
    let delivery =
        basket(r#"{"addressData": {"cityFias": "a", "fias": "b", "regionFias": "c", "cityFias": "d", "fias": null}}"#).delivery;
    assert_eq!(delivery.fias, ["d", "c"]);
}

#[test]
fn a_thousand_items_and_no_more() {
    let body = |count: usize| format!("{{\"items\": [{}]}}", vec!["{\"id\": 1}"; count].join(","));
    assert_eq!(read(body(1_000).as_bytes()).unwrap().items.len(), 1_000);
    let error = read(body(1_001).as_bytes()).unwrap_err();
    assert_eq!((error.code, error.place), (ErrorCode::TooManyItems, Some("items")));
}

#[test]
fn other_lists_are_cut() {
    let ids = vec!["\"p\""; 1_500].join(",");
    let basket = basket(&format!("{{\"items\": [{{\"id\": 1, \"appliedDiscounts\": [{ids}]}}], \"promoGroup\": [[{ids}]]}}"));
    assert_eq!(basket.lines[0].applied.len(), 1_000);
    assert_eq!(basket.chosen.len(), 1_000);
}

#[test]
fn malformed_bodies() {
    let error = |body: &[u8]| read(body).unwrap_err();
    let cut = error("{\n  \"items\": [{\"name\": \"Чай\",}]\n}".as_bytes());
    assert_eq!((cut.code, cut.line, cut.column), (ErrorCode::MalformedJson, Some(2), Some(28)));
    assert_eq!(cut.ru, "имя поля должно быть строкой в кавычках");
    for body in ["null", "[]", "\"items\"", "5", " true "] {
        assert_eq!(error(body.as_bytes()).code, ErrorCode::NotAnObject, "{body}");
    }
    for body in ["", " ", "{", "nul", "{\"items\": []", "{} {}", "{\"a\": 1e}", "{\"a\": tru}"] {
        assert_eq!(error(body.as_bytes()).code, ErrorCode::MalformedJson, "{body}");
    }
    assert_eq!(error(b"{\"promocode\": \"\xff\"}").code, ErrorCode::MalformedJson);
    assert!(read("\u{feff}{}".as_bytes()).is_ok());
}

#[test]
fn what_json_allows_and_numbers_do_not_is_no_error() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let body = format!(
        "{{\"unknown\": {deep}, \"x\": 1e999, \"\\ud800\": 1, \"promocode\": \"\\ud800\", \"items\": [{{\"id\": 123456789012345678901234567890, \
         \"price\": 1e999, \"quantity\": 1e999, \"\\ud800\": {deep}}}]}}"
    );
    let basket = basket(&body);
    assert_eq!(basket.lines[0].offer_id, "123456789012345678901234567890");
    assert_eq!(basket.lines[0].price, None);
    assert_eq!(basket.lines[0].quantity, imshop::basket::MAX_QUANTITY);
    assert_eq!(basket.code.as_deref(), Some("\u{fffd}"));
}
