//! What the call log keeps of calls over HTTP, and what it must not.
#![allow(clippy::unwrap_used)]

mod support;

use contract::{
    Role,
    views::{CallKind, CallResult},
};
use reqwest::StatusCode;
use serde_json::{Value, json};
use server::Config;
use service::KeyScope;
use support::{TestServer, admin, name_and_value, session_cookie};
use testing::TestStore;

/// Ends the server, so that everything is written: then what was written, oldest first, and all bytes of the log's file.
async fn ended(server: TestServer) -> (Vec<Logged>, Vec<u8>) {
    let database = server.end().await;
    let calls = database.call_log().await.list(&Default::default(), 1_000).await.unwrap();
    let mut calls: Vec<_> = calls
        .into_iter()
        .map(|stored| Logged {
            kind: stored.call.kind,
            result: stored.result,
            status: stored.call.status,
            key: stored.call.key_name,
            customer: stored.call.customer,
            has_code: stored.call.code_hash.is_some(),
            orders: stored.call.orders,
            request: stored.call.request,
            answer: stored.call.answer,
        })
        .collect();
    calls.reverse();
    let bytes = file_of(&database);
    (calls, bytes)
}

#[derive(Debug)]
struct Logged {
    kind: CallKind,
    result: CallResult,
    status: u16,
    key: Option<String>,
    customer: Option<String>,
    has_code: bool,
    orders: Vec<String>,
    request: Option<String>,
    answer: String,
}

/// The file with its write-ahead log; nothing on Postgres, where the rows must do.
fn file_of(database: &TestStore) -> Vec<u8> {
    let Some(url) = database.call_log_url() else { return Vec::new() };
    let path = url.trim_start_matches("sqlite://");
    [path.to_owned(), format!("{path}-wal")].iter().flat_map(|path| std::fs::read(path).unwrap_or_default()).collect()
}

#[track_caller]
fn keeps_nothing_of(calls: &[Logged], file: &[u8], secrets: &[&str]) {
    let rows = format!("{calls:?}");
    for secret in secrets {
        assert!(!rows.contains(secret), "{secret} in {rows}");
        assert!(!file.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret} is in the file");
    }
}

/// A basket with everything that must not be kept; each of these texts begins with "zzz".
fn basket(key: &str) -> Value {
    json!({
        "key": key,
        "externalUserId": "customer-7",
        "loyaltyCard": "zzz-card",
        "promocode": "ZZZ-CODE-1",
        "items": [{"privateId": "tea", "name": "Чай", "quantity": 2}],
        "user": {"phone": "zzz-phone", "name": "zzz-name", "email": "zzz-mail"},
        "userData": {"a": {"b": "zzz-data"}},
        "customSectionValues": [{"id": "1", "value": "zzz-section"}],
        "city": "Москва",
        "addressData": {"city": "Москва", "cityKladr": "7700000000000", "street": "zzz-street", "house": "zzz-house", "comment": "zzz-comment"},
        "unknown": "zzz@example.com",
    })
}

const SECRETS: &[&str] = &["zzz", "ZZZ-", "zzz@example.com"];

#[tokio::test]
async fn a_basket_is_kept_without_the_person() {
    let server = TestServer::start().await;
    let product = json!({"offer_id": "tea", "name": "Чай", "price": 100});
    server.import(&json!({"podarok": 1, "products": [product]})).await;
    let key = server.key.clone();
    let response = server.post("/webhooks/imshop/basket").json(&basket(&key)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let told: Value = response.json().await.unwrap();
    assert_eq!(told["totalPrice"], 200);

    let (calls, file) = ended(server).await;
    let [call] = &calls[..] else { panic!("{calls:?}") };
    assert_eq!((call.kind, call.result, call.status), (CallKind::Basket, CallResult::Ok, 200));
    assert_eq!((call.key.as_deref(), call.customer.as_deref(), call.has_code), (Some("imshop"), Some("customer-7"), true));
    let request: Value = serde_json::from_str(call.request.as_deref().unwrap()).unwrap();
    assert_eq!(request["items"], basket("")["items"]);
    assert_eq!(
        (&request["city"], &request["addressData"]["city"], &request["key"]),
        (&json!("Москва"), &json!("Москва"), &json!("•••"))
    );
    assert_eq!(serde_json::from_str::<Value>(&call.answer).unwrap()["totalPrice"], 200);
    keeps_nothing_of(&calls, &file, SECRETS);
    keeps_nothing_of(&calls, &file, &[&key]);
}

#[tokio::test]
async fn personal_offers_and_orders_are_kept_too() {
    let server = TestServer::start().await;
    let (status, _) = server.ask("personal-offers", &json!({"userId": "customer-7", "segments": [{"id": "VIP"}]})).await;
    assert_eq!(status, StatusCode::OK);
    let orders = server.service.add_key(&admin().permit().unwrap(), "order-system", KeyScope::Orders, None).await.unwrap();
    let mut order = basket("");
    order["uuid"] = json!("order-1");
    let order = json!({"orders": [order, {"uuid": "order-2", "items": []}]});
    let response = server.post("/webhooks/imshop/orders").header("key", &orders.key).json(&order).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);

    let (calls, file) = ended(server).await;
    let [offers, order] = &calls[..] else { panic!("{calls:?}") };
    assert_eq!((offers.kind, offers.customer.as_deref(), offers.has_code), (CallKind::PersonalOffers, Some("customer-7"), false));
    assert_eq!((order.kind, order.key.as_deref()), (CallKind::Orders, Some("order-system")));
    assert_eq!((order.orders.join(" ").as_str(), order.customer.as_deref()), ("order-1 order-2", Some("customer-7")));
    assert!(order.has_code);
    keeps_nothing_of(&calls, &file, SECRETS);
    keeps_nothing_of(&calls, &file, &[&orders.key]);
}

#[tokio::test]
async fn refusals_are_kept_and_what_came_without_a_key_is_not() {
    let config = Config { body_limit_bytes: 2_000.try_into().unwrap(), ..Config::default() };
    let server = TestServer::with(config).await;
    let path = "/webhooks/imshop/basket";
    let key = server.key.clone();
    let calls = [
        (server.post(path).json(&basket("pdk_zzz-wrong")), StatusCode::UNAUTHORIZED),
        (server.post(path).json(&basket("")), StatusCode::UNAUTHORIZED),
        (server.post("/webhooks/imshop/orders").bearer_auth(&key).json(&basket("")), StatusCode::UNAUTHORIZED),
        (server.get(path), StatusCode::METHOD_NOT_ALLOWED),
        (server.post(path).bearer_auth(&key).body("zzz".repeat(1_000)), StatusCode::PAYLOAD_TOO_LARGE),
        (server.post(path).bearer_auth(&key).body("{\"a\": \"zzz\""), StatusCode::BAD_REQUEST),
        (
            server.post(path).bearer_auth(&key).header("origin", "https://zzz.example.com").json(&basket("")),
            StatusCode::FORBIDDEN,
        ),
    ];
    let mut statuses = Vec::new();
    for (call, expected) in calls {
        assert_eq!(call.send().await.unwrap().status(), expected);
        statuses.push(expected.as_u16());
    }

    let (calls, file) = ended(server).await;
    assert_eq!(calls.iter().map(|call| call.status).collect::<Vec<_>>(), statuses);
    assert!(
        calls.iter().all(|call| call.result == CallResult::Refused && call.customer.is_none() && !call.has_code),
        "{calls:?}"
    );
    let known: Vec<_> =
        calls.iter().filter_map(|call| Some((call.status, call.key.as_deref()?, call.request.as_deref()))).collect();
    assert_eq!(known, [(400, "imshop", Some("••• (11)"))]);
    assert!(calls[0].answer.contains("unauthorized") && calls[5].answer.contains("malformed_json"), "{calls:?}");
    keeps_nothing_of(&calls, &file, SECRETS);
    keeps_nothing_of(&calls, &file, &[&key]);
}

#[tokio::test]
async fn it_can_be_switched_off() {
    let server = TestServer::with(Config { call_log_days: 0, ..Config::default() }).await;
    let (status, _) = server.ask("basket", &json!({"items": []})).await;
    assert_eq!(status, StatusCode::OK);
    let (calls, _) = ended(server).await;
    assert!(calls.is_empty());
}

#[tokio::test]
async fn who_may_see_customers_finds_a_call_and_reads_it() {
    let server = TestServer::start().await;
    let (status, _) = server.ask("basket", &basket("")).await;
    assert_eq!(status, StatusCode::OK);
    let hostile = json!({"externalUserId": "<script>alert(1)</script>", "items": []});
    assert_eq!(server.ask("basket", &hostile).await.0, StatusCode::OK);
    let mut pages = Vec::new();
    for (name, role) in [("publisher", Role::Publisher), ("editor", Role::Editor)] {
        let password = server.add_user(name, role).await;
        let signed_in = server.sign_in(name, &password).await;
        pages.push(name_and_value(&session_cookie(&signed_in).unwrap()).to_owned());
    }
    let [publisher, editor] = &pages[..] else { panic!("{pages:?}") };
    let page = async |cookie: &str, path: &str| {
        let response = server.get(path).header("cookie", cookie).header("accept-language", "en").send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    };
    let start = std::time::Instant::now();
    while !page(publisher, "/calls").await.1.contains("customer-7") {
        assert!(start.elapsed().as_secs() < 10, "calls are written within a moment");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }

    let (_, list) = page(publisher, "/calls").await;
    assert!(list.contains("&lt;script&gt;alert(1)") && !list.contains("<script>alert(1)"), "{list}");
    for (question, finds) in [
        ("customer=customer-7&kind=basket", true),
        ("code=%20zzz-code-1", true),
        ("code=zzz-code", false),
        ("result=failed", false),
        ("kind=orders", false),
        ("before=1", false),
    ] {
        let (status, page) = page(publisher, &format!("/calls?{question}")).await;
        assert_eq!((status, page.contains("href=\"/calls/1\"")), (StatusCode::OK, finds), "{question}");
    }
    let (status, one) = page(publisher, "/calls/1").await;
    assert_eq!(status, StatusCode::OK);
    assert!(one.contains("customer-7") && one.contains("totalPrice") && one.contains("•••"), "{one}");
    let (status, other) = page(publisher, "/calls/2").await;
    assert_eq!((status, other.contains("<script>alert(1)")), (StatusCode::OK, false));

    for path in ["/calls/3", "/calls/x"] {
        assert_eq!(page(publisher, path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/calls", "/calls/1"] {
        let (status, page) = page(editor, path).await;
        assert_eq!((status, page.contains("customer-7")), (StatusCode::FORBIDDEN, false), "{path}");
    }
    server.stop().await;
}
