//! The examples of docs/protocol.md: what is read of each request, and that each answer is written as it stands there.
//!
//! What the engine makes of the requests is spelled out here; that it does is tested where the engine is.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::{
    Moment, Money, PersonalOffer, Quantity, Quote, Settings,
    quote::{Applied, CodeOutcome, CodeStatus, GroupEntry, Points, QuoteLine},
    rules::Gift,
};
use imshop::{basket, personal_offers};
use serde_json::Value;

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

fn gifts(offers: &[(&str, i64)]) -> Vec<Gift> {
    offers.iter().map(|&(id, units)| Gift { offer_id: id.to_owned(), quantity: Quantity::whole(units) }).collect()
}

/// A line of one unit without discount or points.
fn line(source: Option<usize>, name: &str, offer_id: &str, price: Money) -> QuoteLine {
    QuoteLine {
        source,
        offer_id: offer_id.to_owned(),
        name: name.to_owned(),
        price,
        quantity: Quantity::ONE,
        discount: Money::ZERO,
        subtotal: price,
        gift: Quantity::ZERO,
        applied: Vec::new(),
        bonuses: None,
        notice: None,
        error: None,
        set_aside: false,
        available: true,
    }
}

/// A line of one unit that a promotion gives.
fn given(source: Option<usize>, name: &str, offer_id: &str, price: Money, promotion: &str) -> QuoteLine {
    QuoteLine {
        discount: price,
        subtotal: Money::ZERO,
        gift: Quantity::ONE,
        applied: vec![promotion.to_owned()],
        ..line(source, name, offer_id, price)
    }
}

fn with_points(mut line: QuoteLine, can_spend: i64, will_earn: i64) -> QuoteLine {
    line.bonuses = Some(Points { can_spend, will_earn });
    line
}

fn applied(id: &str, name: &str) -> Applied {
    Applied { id: id.to_owned(), name: name.to_owned(), in_group: false, gifts: Vec::new(), options: Vec::new() }
}

#[test]
fn a_basket() {
    let request = basket::read(example("basket request").as_bytes()).unwrap();
    let basket = request.to_basket(&Settings::default());
    assert_eq!(basket.customer.as_deref(), Some("77"));
    assert_eq!(basket.code.as_deref(), Some(" tea10 "));
    assert_eq!(basket.delivery.city.as_deref(), Some("Тверь"));
    let lines: Vec<_> = basket.lines.iter().map(|line| (line.offer_id.as_str(), line.price, line.quantity)).collect();
    let price = |units| Some(Money::whole(units));
    assert_eq!(
        lines,
        [
            ("tea-100", price(320), Quantity::whole(2)),
            ("kettle-1", price(2_490), Quantity::ONE),
            ("cup-blue", price(0), Quantity::ONE),
            ("honey", price(600), Quantity(250)),
        ]
    );
    assert_eq!(basket.lines[2].applied, ["cup-of-choice"]);
    assert!(basket.lines[3].set_aside);

    let tea = QuoteLine {
        quantity: Quantity::whole(2),
        discount: Money::whole(64),
        subtotal: Money::whole(576),
        applied: vec!["tea-code".to_owned()],
        ..line(Some(0), "Tea", "tea-100", Money::whole(320))
    };
    let honey = QuoteLine {
        quantity: Quantity(250),
        subtotal: Money::whole(150),
        set_aside: true,
        ..line(Some(3), "Honey", "honey", Money::whole(600))
    };
    let quote = Quote {
        total: Money::whole(3_066),
        discount: Money::whole(64),
        code: Some(CodeOutcome { status: CodeStatus::Success, applied: Some("TEA10".to_owned()) }),
        lines: vec![
            with_points(tea, 172, 28),
            with_points(line(Some(1), "Kettle", "kettle-1", Money::whole(2_490)), 747, 124),
            with_points(given(Some(2), "Blue cup", "cup-blue", Money(44_950), "cup-of-choice"), 0, 0),
            with_points(honey, 0, 0),
            with_points(given(None, "Sugar", "sugar-1", Money::whole(95), "kettle-sugar"), 0, 0),
        ],
        promotions: vec![
            Applied { gifts: gifts(&[("sugar-1", 1)]), ..applied("kettle-sugar", "Sugar with a kettle") },
            Applied { options: gifts(&[("cup-blue", 1), ("cup-red", 1)]), ..applied("cup-of-choice", "A cup with a kettle") },
            applied("tea-code", "10 % off tea"),
        ],
        bonuses: Some(Points { can_spend: 500, will_earn: 152 }),
        ..Quote::default()
    };
    assert_documented(&basket::write(&quote, &request), "basket answer");
}

#[test]
fn a_promo_group() {
    let request = basket::read(example("promo group request").as_bytes()).unwrap();
    let chosen = request.to_basket(&Settings::default()).chosen;
    assert_eq!(chosen.iter().map(|chosen| chosen.promotion.as_str()).collect::<Vec<_>>(), ["cup-for-you", "fifty-off"]);
    assert_eq!(chosen[0].gifts, gifts(&[("cup-red", 1)]));

    let options = gifts(&[("cup-blue", 1), ("cup-red", 1)]);
    let in_group = |id: &str, name: &str| Applied { in_group: true, ..applied(id, name) };
    let entry = |id: &str, name: &str| GroupEntry {
        id: id.to_owned(),
        name: name.to_owned(),
        sums_with_bonuses: true,
        gifts: Vec::new(),
        options: Vec::new(),
        options_limit: None,
        discount: None,
    };
    let tea = QuoteLine {
        quantity: Quantity::whole(2),
        discount: Money::whole(50),
        subtotal: Money::whole(590),
        applied: vec!["fifty-off".to_owned()],
        ..line(Some(0), "Tea", "tea-100", Money::whole(320))
    };
    let quote = Quote {
        total: Money::whole(590),
        discount: Money::whole(50),
        lines: vec![tea, given(None, "Red cup", "cup-red", Money(44_950), "cup-for-you")],
        promotions: vec![
            Applied { options: options.clone(), ..in_group("cup-for-you", "A cup for you") },
            in_group("fifty-off", "50 off"),
        ],
        groups: vec![
            vec![
                GroupEntry { sums_with_bonuses: false, options, options_limit: Some(1), ..entry("cup-for-you", "A cup for you") },
                GroupEntry { discount: Some(Money::whole(50)), ..entry("fifty-off", "50 off") },
            ],
            vec![GroupEntry { gifts: gifts(&[("sugar-1", 2)]), ..entry("sugar-for-you", "Sugar for you") }],
        ],
        ..Quote::default()
    };
    assert_documented(&basket::write(&quote, &request), "promo group answer");
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
