//! Baskets get what a publisher published, and nothing else.
#![allow(clippy::unwrap_used)]

mod support;

use contract::{
    ErrorCode, Role,
    inputs::{PublishInput, SaveInput},
};
use engine::{Language, Promotion};
use serde_json::{Value, json};
use support::TestServer;

fn document() -> Value {
    json!({ "podarok": 1,
        "products": [{"offer_id": "1", "name": "Чехол", "price": 1000}],
        "promotions": [promotion(10)] })
}

fn promotion(percent: u32) -> Value {
    json!({"id": "sale", "name": "Скидка", "status": "live", "effects": [{"kind": "percent_off", "percent": percent}]})
}

async fn discount(server: &TestServer) -> Value {
    let request = json!({"items": [{"privateId": "1", "quantity": 1, "price": 1000}]});
    server.ask("basket", &request).await.1["discount"].clone()
}

#[tokio::test]
async fn an_editors_save_of_a_live_promotion_changes_no_basket_until_it_is_published() {
    let server = TestServer::start().await;
    server.import(&document()).await;
    let editor = server.actor("editor", &server.add_user("editor", Role::Editor).await).await;
    let publisher = server.actor("publisher", &server.add_user("publisher", Role::Publisher).await).await;
    assert_eq!(discount(&server).await, json!(100));

    let seen = server.service.rule::<Promotion>(&editor.permit().unwrap(), "sale", Language::Ru).await.unwrap();
    let save = SaveInput { item: promotion(50), version: Some(seen.version) };
    let saved = server.service.save_rule::<Promotion>(&editor.permit().unwrap(), &save).await.unwrap();
    assert!(saved.version > seen.version);
    assert_eq!(discount(&server).await, json!(100), "saved, not published");

    // The editor may not publish; the proof cannot even be had.
    assert_eq!(editor.permit::<service::Publish>().err(), Some(ErrorCode::Forbidden));

    // A publisher publishes what was looked at, not what was saved meanwhile.
    let permit = publisher.permit().unwrap();
    let stale = PublishInput { id: "sale".to_owned(), version: seen.version };
    let refused = server.service.publish_rule::<Promotion>(&permit, &stale).await.unwrap_err();
    assert_eq!(refused.told().code, ErrorCode::Conflict);
    assert_eq!(discount(&server).await, json!(100), "a conflict publishes nothing");

    let looked_at = PublishInput { id: "sale".to_owned(), version: saved.version };
    server.service.publish_rule::<Promotion>(&permit, &looked_at).await.unwrap();
    assert_eq!(discount(&server).await, json!(500), "published");
    server.stop().await;
}

#[tokio::test]
async fn paused_it_works_no_more() {
    let server = TestServer::start().await;
    server.import(&document()).await;
    let publisher = server.actor("publisher", &server.add_user("publisher", Role::Publisher).await).await;
    let seen = server.service.rule::<Promotion>(&publisher.permit().unwrap(), "sale", Language::Ru).await.unwrap();
    let input = PublishInput { id: "sale".to_owned(), version: seen.version };
    server.service.pause_rule::<Promotion>(&publisher.permit().unwrap(), &input).await.unwrap();
    assert_eq!(discount(&server).await, json!(0));
    server.stop().await;
}

#[tokio::test]
async fn of_two_who_save_the_second_is_told() {
    let server = TestServer::start().await;
    server.import(&document()).await;
    let editor = server.actor("editor", &server.add_user("editor", Role::Editor).await).await;
    let permit = editor.permit().unwrap();
    let seen = server.service.rule::<Promotion>(&editor.permit().unwrap(), "sale", Language::Ru).await.unwrap();
    let save = |percent| SaveInput { item: promotion(percent), version: Some(seen.version) };
    server.service.save_rule::<Promotion>(&permit, &save(20)).await.unwrap();
    let second = server.service.save_rule::<Promotion>(&permit, &save(30)).await.unwrap_err();
    assert_eq!(second.told().code, ErrorCode::Conflict);
    let kept = server.service.rule::<Promotion>(&editor.permit().unwrap(), "sale", Language::Ru).await.unwrap();
    assert_eq!(kept.version, seen.version + 1);
    server.stop().await;
}

#[tokio::test]
async fn segments_of_a_personal_offers_request_count_in_baskets() {
    let server = TestServer::start().await;
    server
        .import(&json!({ "podarok": 1,
            "products": [{"offer_id": "1", "name": "Чехол", "price": 1000}],
            "promotions": [{"id": "own", "name": "Для своих", "status": "live",
                "conditions": {"kind": "segment", "any": ["SALES"]}, "effects": [{"kind": "amount_off", "amount": 200}]}] }))
        .await;
    let basket = json!({"externalUserId": "42", "items": [{"privateId": "1", "quantity": 1}]});
    assert_eq!(server.ask("basket", &basket).await.1["discount"], json!(0));
    let request = json!({"userId": "42", "segments": [{"id": "SALES", "name": "Только распродажи"}]});
    assert_eq!(server.ask("personal-offers", &request).await.1, json!({"offers": []}));
    // It is written behind the answer.
    for _ in 0..50 {
        if server.ask("basket", &basket).await.1["discount"] == json!(200) {
            return server.stop().await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("the segment was not remembered");
}
