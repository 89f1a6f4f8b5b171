//! What baskets know of a customer.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::{Duration, Instant};

use common::*;
use serde_json::{Value, json};
use service::{OfferAnswer, Options, Service};

/// 10 % off for SALES, and offers for everyone, for SALES, for OURS (our own list) and for one customer.
fn document() -> Value {
    let offer =
        |id: &str, audience: Value| json!({ "id": id, "name": id, "status": "live", "promocode": id, "audience": audience });
    json!({
        "products": goods(),
        "segments": [{ "id": "OURS", "name": "Ours", "customers": ["anna"] }],
        "promotions": [{
            "id": "sale", "name": "Sale", "status": "live",
            "conditions": { "kind": "segment", "any": ["SALES", "OURS"] },
            "effects": [{ "kind": "percent_off", "percent": 10 }]
        }],
        "personal_offers": [
            offer("all", json!({ "everyone": true })),
            offer("ours", json!({ "segments": ["OURS"] })),
            offer("sales", json!({ "segments": ["SALES"] })),
            offer("vera", json!({ "customers": ["vera"] })),
        ]
    })
}

fn segments(ids: &[&str]) -> Vec<(String, String)> {
    ids.iter().map(|id| ((*id).to_owned(), format!("Segment {id}"))).collect()
}

fn ids(offers: &[OfferAnswer]) -> Vec<&str> {
    offers.iter().map(|answer| answer.offer.id.as_str()).collect()
}

async fn discount(service: &Service, customer: &str) -> i64 {
    quote(service, &basket_of(customer, &["tea"])).await.discount.minor()
}

#[tokio::test]
async fn offers_are_for_everyone_for_segments_for_our_lists_and_for_those_named() {
    let shop = shop_with(document()).await;
    let offers = async |customer, of: &[&str]| {
        let offers = shop.service.personal_offers(customer, &segments(of)).await;
        ids(&offers).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(offers(None, &["SALES"]).await, ["all"]);
    assert_eq!(offers(Some(""), &["SALES"]).await, ["all"]);
    assert_eq!(offers(Some("nobody"), &[]).await, ["all"]);
    assert_eq!(offers(Some("boris"), &["FLYER", "SALES"]).await, ["all", "sales"]);
    assert_eq!(offers(Some("anna"), &[]).await, ["all", "ours"]);
    assert_eq!(offers(Some("vera"), &["SALES"]).await, ["all", "sales", "vera"]);
    let answer = shop.service.personal_offers(Some("vera"), &[]).await;
    assert_eq!((answer[1].code.as_deref(), answer[1].used), (Some("vera"), Some(false)));
}

#[tokio::test]
async fn offers_are_shown_while_they_are_on() {
    let offer = |id: &str, status: &str, from: Value, to: Value| {
        json!({ "id": id, "name": id, "status": status, "promocode": id, "starts_at": from, "expires_at": to,
            "audience": { "everyone": true } })
    };
    let (past, future) = (json!("2020-01-01T00:00:00Z"), json!("2120-01-01T00:00:00Z"));
    let shop = shop_with(json!({ "personal_offers": [
        offer("draft", "draft", json!(null), json!(null)),
        offer("ended", "live", json!(null), past.clone()),
        offer("on", "live", past, future.clone()),
        offer("paused", "paused", json!(null), json!(null)),
        offer("scheduled", "live", future, json!(null)),
    ] }))
    .await;
    assert_eq!(ids(&shop.service.personal_offers(Some("anna"), &[]).await), ["on"]);
}

#[tokio::test]
async fn the_very_next_basket_knows_the_segments_of_a_request() {
    let shop = shop_with(document()).await;
    assert_eq!(discount(&shop.service, "boris").await, 0);
    shop.service.personal_offers(Some("boris"), &segments(&["SALES"])).await;
    assert_eq!(discount(&shop.service, "boris").await, 1_000);
    // What a request says replaces what was seen before.
    shop.service.personal_offers(Some("boris"), &segments(&["FLYER"])).await;
    assert_eq!(discount(&shop.service, "boris").await, 0);
    // Our own lists stay whatever is seen.
    shop.service.personal_offers(Some("anna"), &segments(&["FLYER"])).await;
    assert_eq!(discount(&shop.service, "anna").await, 1_000);
    assert_eq!(discount(&shop.service, "vera").await, 0);
}

#[tokio::test]
async fn an_offer_of_a_segment_that_was_left_is_not_shown_again() {
    let shop = shop_with(document()).await;
    shop.service.personal_offers(Some("boris"), &segments(&["SALES"])).await;
    soon(async || shop.store.segments_of("boris").await.unwrap() == ["SALES"]).await;
    // Another server, that remembers nothing.
    let other = shop.another().await;
    assert_eq!(ids(&other.personal_offers(Some("boris"), &segments(&["FLYER"])).await), ["all"]);
    assert_eq!(discount(&other, "boris").await, 0);
    soon(async || shop.store.segments_of("boris").await.unwrap() == ["FLYER"]).await;
    assert_eq!(discount(&other, "boris").await, 0);
    other.stop().await;
}

#[tokio::test]
async fn segments_seen_survive_a_restart() {
    let shop = shop_with(document()).await;
    for customer in 0..300 {
        shop.service.personal_offers(Some(&format!("c{customer}")), &segments(&["SALES"])).await;
    }
    // What waits is written before it stops.
    shop.service.stop().await;
    assert_eq!(shop.service.stats().seen_dropped, 0);
    let restarted = shop.another().await;
    for customer in [0, 150, 299] {
        assert_eq!(discount(&restarted, &format!("c{customer}")).await, 1_000);
    }
    let segment = shop.store.segment("SALES").await.unwrap().unwrap();
    assert_eq!((segment.name.as_str(), segment.customers), ("Segment SALES", 300));
    assert!(segment.last_seen_at.is_some());
    restarted.stop().await;
}

#[tokio::test]
async fn a_full_queue_drops_and_counts_and_what_cannot_be_an_id_is_left_out() {
    let shop = shop().await;
    let options = Options { seen_queue: 1, ..quick() };
    let service = Service::new(shop.store.another().await, options).await.unwrap();
    // Nothing is awaited that waits: the writer has no turn before the queue is full.
    for customer in 0..10 {
        service.personal_offers(Some(&format!("c{customer}")), &segments(&["A"])).await;
    }
    assert!(service.stats().seen_dropped >= 8, "{:?}", service.stats());
    let long = "x".repeat(129);
    service.personal_offers(Some(&long), &segments(&["A"])).await;
    service.stop().await;
    assert!(shop.store.segments_of(&long).await.unwrap().is_empty());

    let service = shop.another().await;
    service.personal_offers(Some("anna"), &segments(&["", "a\0b", "OK"])).await;
    service.stop().await;
    assert_eq!(shop.store.segments_of("anna").await.unwrap(), ["OK"]);
}

#[tokio::test]
async fn our_own_list_counts_at_once_here_and_soon_elsewhere() {
    let shop = shop_with(document()).await;
    let other = shop.another().await;
    assert_eq!((discount(&shop.service, "boris").await, discount(&other, "boris").await), (0, 0));
    let version = shop.service.segment(&viewer(), "OURS").await.unwrap().version;
    let input = over(version, json!({ "id": "OURS", "name": "Ours", "customers": ["boris"] }));
    shop.service.save_segment(&permit(contract::Role::Publisher), &input).await.unwrap();
    assert_eq!((discount(&shop.service, "boris").await, discount(&shop.service, "anna").await), (1_000, 0));
    soon(async || discount(&other, "boris").await == 1_000).await;
    other.stop().await;
}

#[tokio::test]
async fn points_are_found_by_the_customer_or_by_the_card() {
    let shop = shop_with(json!({
        "products": goods(),
        "settings": { "bonuses": { "earn_percent": 10, "spend_percent": 50 } },
        "customers": [{ "id": "anna", "loyalty_card": "777", "balance": 20 }]
    }))
    .await;
    let can_spend = async |customer: Option<&str>, card: Option<&str>| {
        let (customer, loyalty_card) = (customer.map(str::to_owned), card.map(str::to_owned));
        shop.quote(&engine::Basket { customer, loyalty_card, ..basket(&["tea"]) }).await.bonuses.unwrap().can_spend
    };
    assert_eq!(can_spend(Some("anna"), None).await, 20);
    assert_eq!(can_spend(None, Some("777")).await, 20);
    assert_eq!(can_spend(Some("nobody"), None).await, 0);
    assert_eq!(can_spend(None, None).await, 0);
}

#[tokio::test]
async fn with_the_database_away_what_is_remembered_counts_and_else_nothing_is_known() {
    let shop = shop_with(document()).await;
    let options = Options { facts_for: Duration::ZERO, facts_deadline: Duration::from_millis(50), ..quick() };
    let own = shop.store.another().await;
    let service = Service::new(own.clone(), options).await.unwrap();
    // Asked until the answer came within the deadline, however busy the machine is.
    soon(async || discount(&service, "anna").await == 1_000).await;
    let missed = service.stats().facts_missed;
    own.close().await.unwrap();
    let start = Instant::now();
    assert_eq!(discount(&service, "anna").await, 1_000, "remembered, though older than it should be");
    assert_eq!(discount(&service, "vera").await, 0, "unknown");
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(service.stats().facts_missed, missed + 1);
    // What is seen meanwhile counts on top of what is remembered.
    assert_eq!(ids(&service.personal_offers(Some("anna"), &segments(&["SALES"])).await), ["all", "sales"]);
    service.stop().await;
    assert!(service.stats().seen_dropped >= 1);
}

#[tokio::test]
async fn for_nobody_nobody_is_asked() {
    let shop = shop_with(document()).await;
    let own = shop.store.another().await;
    let service = Service::new(own.clone(), quick()).await.unwrap();
    own.close().await.unwrap();
    assert_eq!(quote(&service, &basket(&["tea"])).await.total.minor(), 10_000);
    assert_eq!(ids(&service.personal_offers(None, &[]).await), ["all"]);
    assert_eq!(service.stats().facts_missed, 0);
    service.stop().await;
}
