//! Whatever a field holds, and however large or deep a body is: the webhooks answer, soon, and never by 5xx.
#![allow(clippy::unwrap_used)]

#[path = "../../crates/imshop/tests/matrix/bodies.rs"]
mod bodies;
#[path = "../../crates/imshop/tests/matrix/large.rs"]
mod large;
mod support;

use std::time::{Duration, Instant};

use bodies::{BASKET, PERSONAL_OFFERS, Row, body, values};
use reqwest::StatusCode;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, json};
use support::{TestServer, header};

const WEBHOOKS: [&str; 2] = ["basket", "personal-offers"];
/// Generous: the server is not optimised here, and the machine may do something else as well.
const PATIENCE: Duration = Duration::from_secs(5);

/// In which the fields of the bodies mean something.
async fn shop() -> TestServer {
    let server = TestServer::start().await;
    let document = json!({
        "podarok": 1,
        "settings": {"bonuses": {"earn_percent": 5, "spend_percent": 30}},
        "products": [
            {"offer_id": "tea-100", "name": "Tea", "price": 320},
            {"offer_id": "cup", "name": "Cup", "price": 449.5},
            {"offer_id": "x", "name": "X", "price": 0.01},
        ],
        "gift_options": [{"id": "cups", "name": "Cups", "options": [{"offer_id": "cup", "quantity": 2}]}],
        "promotions": [
            {"id": "p-1", "name": "P 1", "status": "live", "effects": [{"kind": "gift", "gifts": [{"offer_id": "x"}]}]},
            {"id": "p-2", "name": "P 2", "status": "live", "effects": [{"kind": "gift_choice", "gift_options": "cups", "limit": 1}]},
            {"id": "p-3", "name": "P 3", "status": "live", "codes": ["TEA10"], "effects": [{"kind": "percent_off", "percent": 10}]},
        ],
        "promo_groups": [{"id": "g", "name": "G", "promotions": ["p-2"]}],
        "segments": [{"id": "TEA", "name": "Tea lovers"}],
        "personal_offers": [
            {"id": "o-1", "name": "O 1", "status": "live", "promocode": "TEA10", "audience": {"everyone": true}},
            {"id": "o-2", "name": "O 2", "status": "live", "promocode": "TEA10", "value": 5, "audience": {"segments": ["TEA"]}},
        ],
        "customers": [{"id": "77", "loyalty_card": "0042", "balance": 500}],
    });
    server.import(&document).await;
    server
}

/// Status and answer, which is JSON and comes soon.
async fn ask(server: &TestServer, webhook: &str, name: &str, body: String) -> (StatusCode, Answer) {
    let started = Instant::now();
    let path = format!("/webhooks/imshop/{webhook}");
    let response = server.post(&path).bearer_auth(&server.key).body(body).send().await.unwrap();
    assert_eq!(header(&response, "content-type"), "application/json", "{webhook}: {name}");
    let (status, text) = (response.status(), response.text().await.unwrap());
    assert!(started.elapsed() < PATIENCE, "{webhook}: {name} took {:?}", started.elapsed());
    (status, serde_json::from_str(&text).unwrap_or_else(|error| panic!("{webhook}: {name}: {error}: {text:.200}")))
}

/// What comes back as it came may be deeper, or a larger number, than a `Value` holds: it need only be JSON.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Answer {
    items: Option<Vec<IgnoredAny>>,
    offers: Option<Vec<IgnoredAny>>,
    error: Value,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_takes_every_value() {
    let server = shop().await;
    let matrix: [(&str, &[Row]); 2] = [("basket", BASKET), ("personal-offers", PERSONAL_OFFERS)];
    for (webhook, rows) in matrix {
        for row in rows {
            for value in values() {
                let name = format!("{} is {}", row.path, value.name);
                let (status, answer) = ask(&server, webhook, &name, body(rows, row.path, &value)).await;
                assert_eq!(status, StatusCode::OK, "{webhook}: {name}: {}", answer.error);
                let list = if webhook == "basket" { answer.items } else { answer.offers };
                assert!(list.is_some(), "{webhook}: {name}");
            }
        }
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_lines_are_answered_and_no_more() {
    let server = shop().await;
    let lines = |count: usize| {
        let line = |index: usize| json!({"privateId": format!("l-{index}"), "price": 10, "quantity": 1});
        json!({"items": (0..count).map(line).collect::<Vec<_>>()})
    };
    let (status, answer) = server.ask("basket", &lines(1_000)).await;
    // With the gift of the shop behind them.
    assert_eq!((status, answer["items"].as_array().unwrap().len()), (StatusCode::OK, 1_001));
    assert_eq!(answer["totalPrice"], 10_000);
    let (status, answer) = server.ask("basket", &lines(1_001)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let error = json!({
        "code": "too_many_items", "place": "items",
        "ru": "в корзине может быть не больше 1000 позиций", "en": "a basket has at most 1000 items",
    });
    assert_eq!(answer, json!({"error": error}));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_deep_or_long_is_answered_or_refused_soon() {
    let server = shop().await;
    for (name, body) in large::deep().into_iter().chain(large::long()) {
        for webhook in WEBHOOKS {
            let (status, answer) = ask(&server, webhook, &name, body.clone()).await;
            let is_refused = status.is_client_error() && answer.error["code"].is_string();
            assert!(is_refused || status == StatusCode::OK, "{webhook}: {name}: {status}: {}", answer.error);
        }
    }
    server.stop().await;
}

/// As above, by callers that have no key: the body is looked into for one.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_deep_or_long_opens_nothing() {
    let server = shop().await;
    for (name, body) in large::deep().into_iter().chain(large::long()) {
        let started = Instant::now();
        let response = server.post("/webhooks/imshop/basket").body(body).send().await.unwrap();
        assert!(response.status().is_client_error(), "{name}: {}", response.status());
        assert!(started.elapsed() < PATIENCE, "{name} took {:?}", started.elapsed());
    }
    server.stop().await;
}
