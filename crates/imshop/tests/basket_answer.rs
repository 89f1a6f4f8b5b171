//! Which fields an answer has when, byte for byte.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::{
    Moment, Money, Quantity, Quote,
    quote::{Applied, CodeOutcome, CodeStatus, GroupEntry, Points, QuoteLine, Suggestion},
    rules::Gift,
};
use imshop::basket::{read, write};

fn answer(quote: &Quote, request: &str) -> String {
    String::from_utf8(write(quote, &read(request.as_bytes()).unwrap())).unwrap()
}

fn line() -> QuoteLine {
    QuoteLine {
        source: Some(0),
        offer_id: "tea".to_owned(),
        name: String::new(),
        price: Money(49_990),
        quantity: Quantity(200),
        discount: Money::ZERO,
        subtotal: Money(9_998),
        gift: Quantity::ZERO,
        applied: Vec::new(),
        bonuses: None,
        notice: None,
        error: None,
        set_aside: false,
        available: true,
    }
}

/// The one item of an answer.
fn item(line: QuoteLine, request: &str) -> String {
    let quote = Quote { lines: vec![line], ..Quote::default() };
    let request = format!("{{\"items\": [{request}]}}");
    let answer = answer(&quote, &request);
    let (_, rest) = answer.split_once("\"items\":[").unwrap();
    rest.split_once("],\"dynamicDiscounts\"").unwrap().0.to_owned()
}

const BARE: &str = r#"{"id":"tea","price":499.9,"discount":0,"quantity":0.2,"subtotal":99.98}"#;

/// `BARE` with more fields at its end.
fn bare_and(more: &str) -> String {
    format!("{},{more}}}", BARE.trim_end_matches('}'))
}

#[test]
fn what_is_optional_is_left_out() {
    let nothing = r#"{"totalPrice":0,"appliedPromocode":null,"discount":0,"items":[],"dynamicDiscounts":[]}"#;
    assert_eq!(answer(&Quote::default(), "{}"), nothing);
    assert_eq!(item(line(), r#"{"id": "tea"}"#), BARE);
    let empty = QuoteLine { notice: Some(String::new()), error: Some(String::new()), ..line() };
    assert_eq!(item(empty, r#"{"id": "tea", "itemKitId": null, "warehouseId": ""}"#), BARE);
}

#[test]
fn everything_that_a_line_can_say() {
    let full = QuoteLine {
        name: "Чай \"Ассам\"\n".to_owned(),
        gift: Quantity(100),
        applied: vec!["a".to_owned(), "b".to_owned()],
        bonuses: Some(Points { can_spend: 7, will_earn: 0 }),
        notice: Some("n".to_owned()),
        error: Some("e".to_owned()),
        set_aside: true,
        available: false,
        ..line()
    };
    let request = r#"{"id": "tea", "itemKitId": "k", "addons": [ {"configurationId":"box"} ], "warehouseId": 5, "deliveryGroup": {"a": 1.0}}"#;
    assert_eq!(
        item(full, request),
        concat!(
            r#"{"name":"Чай \"Ассам\"\n","id":"tea","price":499.9,"discount":0,"quantity":0.2,"subtotal":99.98,"gift":0.1,"#,
            r#""appliedDiscounts":["a","b"],"bonuses":{"canSpend":7,"willEarn":0},"notice":"n","error":"e","selected":false,"#,
            r#""canBePurchased":false,"itemKitId":"k","addons":[ {"configurationId":"box"} ],"warehouseId":5,"deliveryGroup":{"a": 1.0}}"#
        )
    );
}

#[test]
fn selected_comes_back_where_the_request_said_it() {
    let aside = || QuoteLine { set_aside: true, ..line() };
    assert_eq!(item(line(), r#"{"id": "tea", "selected": true}"#), bare_and(r#""selected":true"#));
    assert_eq!(item(line(), r#"{"id": "tea", "selected": null}"#), BARE);
    assert_eq!(item(aside(), r#"{"id": "tea", "selected": 0}"#), bare_and(r#""selected":false"#));
}

#[test]
fn an_added_gift_has_nothing_of_the_request() {
    let gift = QuoteLine { source: None, ..line() };
    assert_eq!(item(gift, r#"{"id": "tea", "itemKitId": "k", "selected": true}"#), BARE);
    let beyond = QuoteLine { source: Some(9), ..line() };
    assert_eq!(item(beyond, r#"{"id": "tea", "itemKitId": "k"}"#), BARE);
}

#[test]
fn the_state_of_a_code() {
    let state = |status, applied: Option<&str>| {
        let code = Some(CodeOutcome { status, applied: applied.map(str::to_owned) });
        let answer = answer(&Quote { code, ..Quote::default() }, "{}");
        answer.trim_start_matches("{\"totalPrice\":0,").split_once(",\"discount\"").unwrap().0.to_owned()
    };
    assert_eq!(state(CodeStatus::Success, Some("Tea10")), r#""appliedPromocode":"Tea10","promocodeStatus":"success""#);
    assert_eq!(state(CodeStatus::NotFound, None), r#""appliedPromocode":null,"promocodeStatus":"notFound""#);
    assert_eq!(state(CodeStatus::AlreadyRedeemed, None), r#""appliedPromocode":null,"promocodeStatus":"alreadyRedeemed""#);
    assert_eq!(state(CodeStatus::NotRedeemable, None), r#""appliedPromocode":null,"promocodeStatus":"notRedeemable""#);
}

#[test]
fn suggested_codes() {
    let full = Suggestion {
        code: "TEA10".to_owned(),
        title: "10 %".to_owned(),
        description: "off tea".to_owned(),
        long_description: "until Friday".to_owned(),
        until: Some(Moment(1_798_750_800)),
    };
    let bare = Suggestion { description: String::new(), long_description: String::new(), until: None, ..full.clone() };
    assert!(answer(&Quote { suggestions: vec![full, bare], ..Quote::default() }, "{}").ends_with(concat!(
        r#","availablePromocodes":[{"promocode":"TEA10","title":"10 %","description":"off tea","longDescription":"until Friday","#,
        r#""availableUntil":1798750800},{"promocode":"TEA10","title":"10 %"}]}"#
    )));
    assert!(!answer(&Quote::default(), "{}").contains("availablePromocodes"));
}

#[test]
fn several_notices_are_several_lines() {
    let notices = ["one", "", "two"].map(str::to_owned).to_vec();
    assert!(answer(&Quote { notices, ..Quote::default() }, "{}").contains(r#","notice":"one\ntwo","#));
    let notices = vec![String::new()];
    assert!(!answer(&Quote { notices, ..Quote::default() }, "{}").contains("notice"));
}

#[test]
fn promotions_and_groups() {
    let gift = |id: &str, quantity| Gift { offer_id: id.to_owned(), quantity: Quantity(quantity) };
    let applied = |in_group| Applied {
        id: "p".to_owned(),
        name: String::new(),
        in_group,
        gifts: vec![gift("cup", 1_000)],
        options: vec![gift("tea", 50)],
    };
    let entry = GroupEntry {
        id: "q".to_owned(),
        name: "Q".to_owned(),
        sums_with_bonuses: false,
        gifts: Vec::new(),
        options: vec![gift("cup", 2_000)],
        options_limit: Some(3),
        discount: Some(Money(1)),
    };
    let quote = Quote {
        promotions: vec![applied(false), applied(true)],
        groups: vec![vec![entry]],
        bonuses: Some(Points { can_spend: 1, will_earn: 2 }),
        ..Quote::default()
    };
    let answer = answer(&quote, "{}");
    let (_, rest) = answer.split_once("\"dynamicDiscounts\":").unwrap();
    assert_eq!(
        rest,
        concat!(
            r#"[{"id":"p","name":"","gifts":[{"id":"cup","quantity":1}],"giftOptions":[{"id":"tea","quantity":0.05}]},{"id":"p","name":""}],"#,
            r#""promoGroups":[[{"id":"q","name":"Q","sumsWithBonuses":false,"giftOptions":[{"id":"cup","quantity":2}],"#,
            r#""giftOptionsLimit":3,"discount":0.01}]],"bonuses":{"canSpend":1,"willEarn":2}}"#
        )
    );
}

/// What was answered, sent back as the app does, is read as the same lines.
#[test]
fn an_answer_sent_back_is_the_same_basket() {
    let sent = r#"{"items": [{"privateId": "tea", "price": 499.9, "quantity": 0.2, "selected": false, "addons": [1], "appliedDiscounts": ["p"]}]}"#;
    let request = read(sent.as_bytes()).unwrap();
    let quote = Quote { lines: vec![QuoteLine { set_aside: true, applied: vec!["p".to_owned()], ..line() }], ..Quote::default() };
    let answer = write(&quote, &request);
    let again = read(&answer).unwrap();
    let settings = engine::Settings::default();
    assert_eq!(again.to_basket(&settings).lines, request.to_basket(&settings).lines);
    assert_eq!(again.items[0].passthrough, request.items[0].passthrough);
    assert_eq!(write(&quote, &again), answer);
}
