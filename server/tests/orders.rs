//! Orders and the till, over HTTP.
#![allow(clippy::unwrap_used)]

mod support;

use contract::Role;
use reqwest::StatusCode;
use serde_json::{Value, json};
use service::KeyScope;
use support::{TestServer, admin, header};

struct Shop {
    server: TestServer,
    orders_key: String,
    till_key: String,
}

impl Shop {
    async fn new() -> Self {
        let server = TestServer::start().await;
        let document = json!({ "podarok": 1,
            "products": [{"offer_id": "tea", "name": "Чай", "price": 500.5}],
            "code_pools": [{"id": "pool", "codes": ["POOL-1", "POOL-2"]}],
            "promotions": [
                {"id": "sale", "name": "Скидка", "status": "live", "codes": ["SALE"], "limits": {"uses": 2, "uses_per_customer": 1},
                    "effects": [{"kind": "percent_off", "percent": 10}]},
                {"id": "pooled", "name": "Из пула", "status": "live", "code_pool": "pool", "effects": [{"kind": "amount_off", "amount": 100}]},
            ],
            "personal_offers": [
                {"id": "mine", "name": "Для вас", "status": "live", "promocode": "MINE", "online": true, "offline": true, "audience": {"everyone": true}},
                {"id": "own", "name": "Свой код", "status": "live", "code_pool": "pool", "online": true, "offline": true, "audience": {"customers": ["anna"]}},
            ] });
        server.import(&document).await;
        let permit = admin().permit().unwrap();
        let orders_key = server.service.add_key(&permit, "orders", KeyScope::Orders, None).await.unwrap().key;
        let till_key = server.service.add_key(&permit, "till", KeyScope::Api, Some(Role::Editor)).await.unwrap().key;
        Self { server, orders_key, till_key }
    }

    async fn order(&self, body: &Value) -> Value {
        let response = self.server.post("/webhooks/imshop/orders").bearer_auth(&self.orders_key).json(body).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    async fn redeem(&self, code: &str, body: &Value) -> (StatusCode, Value) {
        let path = format!("/api/v1/codes/{code}/redemptions");
        let response = self.server.post(&path).bearer_auth(&self.till_key).json(body).send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }

    /// The personal offers of a customer: id, code, used.
    async fn offers(&self, customer: &str) -> Vec<(String, String, Value)> {
        let (_, answer) = self.server.ask("personal-offers", &json!({ "userId": customer })).await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let offers = answer["offers"].as_array().unwrap().iter();
        offers.map(|offer| (text(&offer["id"]), text(&offer["promocode"]), offer["used"].clone())).collect()
    }
}

fn tea(uuid: &str, customer: &str, code: &str) -> Value {
    json!({ "uuid": uuid, "externalUserId": customer, "promocode": code, "status": "placed",
        "items": [{"privateId": "tea", "quantity": 2}] })
}

/// The block of docs/protocol.md behind `<!-- NAME -->`.
fn example(name: &str) -> Value {
    let docs = include_str!("../../docs/protocol.md");
    let (_, rest) = docs.split_once(&format!("<!-- {name} -->\n```json\n")).unwrap();
    serde_json::from_str(rest.split_once("\n```").unwrap().0).unwrap()
}

#[tokio::test]
async fn the_worked_example() {
    let shop = Shop::new().await;
    let answer = shop.order(&example("orders request")).await;
    assert_eq!(answer, example("orders answer"));
    // The same again, and a second order of the same customer: the code was for one.
    let again =
        shop.order(&json!({ "orders": [tea("a", "anna", "sale"), tea("b", "anna", "sale"), tea("c", "boris", "sale")] })).await;
    assert_eq!(again["orders"][0], answer["orders"][0]);
    let statuses: Vec<_> = again["orders"].as_array().unwrap().iter().map(|order| order["promocodeStatus"].clone()).collect();
    assert_eq!(statuses, ["success", "alreadyRedeemed", "success"]);
    assert!(again["orders"][1]["message"].as_str().unwrap().contains("sale"));
    shop.server.stop().await;
}

#[tokio::test]
async fn what_cannot_be_recorded_is_said_and_the_others_are() {
    let shop = Shop::new().await;
    let items = vec![json!({"privateId": "tea"}); 1_001];
    let answer = shop
        .order(&json!({ "orders": [{"items": []}, {"uuid": "x".repeat(129)}, {"uuid": "many", "items": items}, tea("good", "anna", "")] }))
        .await;
    let success: Vec<_> = answer["orders"].as_array().unwrap().iter().map(|order| order["success"].as_bool().unwrap()).collect();
    assert_eq!(success, [false, false, false, true]);
    for refused in &answer["orders"].as_array().unwrap()[..3] {
        assert!(!refused["message"].as_str().unwrap().is_empty());
    }
    assert_eq!(shop.order(&json!({})).await, json!({ "orders": [] }));
    shop.server.stop().await;
}

#[tokio::test]
async fn orders_have_a_key_of_their_own() {
    let shop = Shop::new().await;
    for key in [&shop.server.key, &shop.till_key] {
        let response = shop.server.post("/webhooks/imshop/orders").bearer_auth(key).json(&json!({})).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    }
    let response =
        shop.server.post("/webhooks/imshop/basket").bearer_auth(&shop.orders_key).json(&json!({})).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    shop.server.stop().await;
}

#[tokio::test]
async fn a_till_redeems_once_and_gives_back() {
    let shop = Shop::new().await;
    let by = |uuid: &str, customer: &str| json!({ "uuid": uuid, "customer": customer });
    let (status, first) = shop.redeem("sale", &by("t1", "anna")).await;
    assert_eq!((status, &first["promotions"], &first["canceled"]), (StatusCode::OK, &json!(["sale"]), &json!(false)));
    assert_eq!(shop.redeem("SALE", &by("t1", "anna")).await, (status, first));
    let code = |answer: &(StatusCode, Value)| (answer.0, answer.1["error"]["code"].as_str().unwrap().to_owned());
    assert_eq!(code(&shop.redeem("SALE", &by("t1", "boris")).await), (StatusCode::CONFLICT, "other_contents".to_owned()));
    assert_eq!(code(&shop.redeem("SALE", &by("t2", "anna")).await), (StatusCode::CONFLICT, "already_redeemed".to_owned()));
    assert_eq!(code(&shop.redeem("NOPE", &by("t3", "anna")).await), (StatusCode::NOT_FOUND, "not_found".to_owned()));
    assert_eq!(shop.redeem("SALE", &json!({ "uuid": "" })).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(shop.redeem("SALE", &json!({ "customer": "anna" })).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    // The app's orders stand behind the same limit.
    let answer = shop.order(&json!({ "orders": [tea("a", "anna", "sale")] })).await;
    assert_eq!(answer["orders"][0]["promocodeStatus"], "alreadyRedeemed");

    let cancel = async |uuid: &str| {
        let path = shop.server.url(&format!("/api/v1/codes/SALE/redemptions/{uuid}"));
        let response = shop.server.client.delete(path).bearer_auth(&shop.till_key).send().await.unwrap();
        (response.status(), response.json::<Value>().await.unwrap())
    };
    for _ in 0..2 {
        let (status, canceled) = cancel("t1").await;
        assert_eq!((status, &canceled["canceled"]), (StatusCode::OK, &json!(true)));
    }
    assert_eq!(cancel("nope").await.0, StatusCode::NOT_FOUND);
    let answer = shop.order(&json!({ "orders": [tea("b", "anna", "sale")] })).await;
    assert_eq!(answer["orders"][0]["promocodeStatus"], "success");
    shop.server.stop().await;
}

#[tokio::test]
async fn a_till_redeems_nothing_that_is_paused() {
    let shop = Shop::new().await;
    let publisher = admin().permit::<service::Publish>().unwrap();
    let seen =
        shop.server.service.rule::<engine::Promotion>(&admin().permit().unwrap(), "sale", engine::Language::Ru).await.unwrap();
    let input = contract::inputs::PublishInput { id: "sale".to_owned(), version: seen.version };
    shop.server.service.pause_rule::<engine::Promotion>(&publisher, &input).await.unwrap();
    let (status, answer) = shop.redeem("SALE", &json!({ "uuid": "t", "customer": "anna" })).await;
    assert_eq!((status, &answer["error"]["code"]), (StatusCode::NOT_FOUND, &json!("not_found")));
    shop.server.stop().await;
}

#[tokio::test]
async fn a_till_needs_a_key_with_a_role() {
    let shop = Shop::new().await;
    let permit = admin().permit().unwrap();
    let viewer = shop.server.service.add_key(&permit, "viewer", KeyScope::Api, Some(Role::Viewer)).await.unwrap().key;
    let ask = async |key: &str| {
        let asked = shop.server.post("/api/v1/codes/SALE/redemptions").bearer_auth(key).json(&json!({ "uuid": "t" }));
        asked.send().await.unwrap()
    };
    assert_eq!(ask(&viewer).await.status(), StatusCode::FORBIDDEN);
    let nobody = ask(&shop.server.key).await;
    assert_eq!((nobody.status(), header(&nobody, "www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
    shop.server.stop().await;
}

#[tokio::test]
async fn a_personal_offer_has_a_code_of_ones_own_and_says_when_it_was_used() {
    let shop = Shop::new().await;
    let offers = shop.offers("anna").await;
    let [(mine, code, used), (own, own_code, own_used)] = &offers[..] else { panic!("{offers:?}") };
    assert_eq!((mine.as_str(), code.as_str(), used), ("mine", "MINE", &json!(false)));
    assert_eq!((own.as_str(), own_code.starts_with("POOL-"), own_used), ("own", true, &json!(false)));
    assert_eq!(shop.offers("anna").await, offers);
    // It works for nobody else.
    let order = async |uuid: &str, customer: &str| {
        shop.order(&json!({ "orders": [tea(uuid, customer, own_code)] })).await["orders"][0].clone()
    };
    assert_eq!(order("x", "boris").await["promocodeStatus"], "notRedeemable");
    assert_eq!(order("y", "anna").await["promocodeStatus"], "success");
    assert_eq!(order("z", "anna").await["promocodeStatus"], "alreadyRedeemed");
    assert_eq!(shop.offers("anna").await[1].2, json!(true));
    // A code without a promotion is for the till alone.
    let (status, redeemed) = shop.redeem("mine", &json!({ "uuid": "t", "customer": "anna" })).await;
    assert_eq!((status, &redeemed["personal_offers"]), (StatusCode::OK, &json!(["mine"])));
    assert_eq!(shop.offers("anna").await[0].2, json!(true));
    shop.server.stop().await;
}
