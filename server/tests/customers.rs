//! `/api/v1/customers`: who may, and that it reaches the use cases.
#![allow(clippy::unwrap_used)]

mod support;

use contract::Role;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use service::{KeyScope, orders::NewOrder};
use support::{TestServer, admin, name_and_value, session_cookie};

struct Api<'a> {
    server: &'a TestServer,
    key: String,
}

impl<'a> Api<'a> {
    async fn with_role(server: &'a TestServer, role: Role) -> Self {
        let permit = admin().permit().unwrap();
        let key = server.service.add_key(&permit, role.as_str(), KeyScope::Api, Some(role)).await.unwrap().key;
        Self { server, key }
    }

    async fn ask(&self, method: Method, path: &str, body: impl Into<reqwest::Body>) -> (StatusCode, Value) {
        let url = self.server.url(&format!("/api/v1/customers/{path}"));
        let request = self.server.client.request(method, url).bearer_auth(&self.key).header("content-type", "application/json");
        let response = request.body(body).send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }
}

#[tokio::test]
async fn customers_are_imported_read_changed_and_forgotten() {
    let server = TestServer::start().await;
    let api = Api::with_role(&server, Role::Publisher).await;
    let file = "\u{feff}id;loyalty_card;tier;balance;orders\na/b c;12345;gold;1990;3\n";
    assert_eq!(api.ask(Method::POST, "import?dry_run=true", file).await, (StatusCode::OK, json!({ "rows": 1, "written": 0 })));
    assert_eq!(api.ask(Method::POST, "import", file).await, (StatusCode::OK, json!({ "rows": 1, "written": 1 })));
    let known = json!({ "id": "a/b c", "loyalty_card": "12345", "tier": "gold", "balance": 1990, "orders": 3, "segments": [] });
    assert_eq!(api.ask(Method::GET, "a%2Fb%20c", "").await, (StatusCode::OK, known));

    let (status, changed) = api.ask(Method::PUT, "a%2Fb%20c", r#"{"tier": null, "balance": 2100}"#).await;
    assert_eq!(
        (status, &changed["tier"], &changed["balance"], &changed["orders"]),
        (StatusCode::OK, &Value::Null, &json!(2100), &json!(3))
    );
    for (body, said) in
        [(r#"{"phone": "1"}"#, "phone"), (r#"{"balance": "x"}"#, "balance"), ("7", ""), (r#"{"balance": -1}"#, "")]
    {
        let (status, told) = api.ask(Method::PUT, "a%2Fb%20c", body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(told.to_string().contains(said), "{told}");
    }
    let (status, told) = api.ask(Method::POST, "import", "id,balance\nx,y\n").await;
    assert_eq!((status, &told["error"]["problems"][0]["place"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("line[2].balance")));

    let (status, forgotten) = api.ask(Method::DELETE, "a%2Fb%20c", "").await;
    assert_eq!((status, &forgotten["customer"]), (StatusCode::OK, &json!(true)));
    for method in [Method::GET, Method::DELETE] {
        assert_eq!(api.ask(method, "a%2Fb%20c", "").await.0, StatusCode::NOT_FOUND);
    }
    server.stop().await;
}

#[tokio::test]
async fn customers_are_for_publishers() {
    let server = TestServer::start().await;
    let calls = [(Method::GET, "x"), (Method::PUT, "x"), (Method::DELETE, "x"), (Method::POST, "import")];
    for (role, status) in [(Role::Viewer, StatusCode::FORBIDDEN), (Role::Editor, StatusCode::FORBIDDEN)] {
        let api = Api::with_role(&server, role).await;
        for (method, path) in &calls {
            assert_eq!(api.ask(method.clone(), path, "{}").await.0, status, "{role:?} {method} {path}");
        }
    }
    let stranger = Api { server: &server, key: server.key.clone() };
    for (method, path) in calls {
        assert_eq!(stranger.ask(method, path, "{}").await.0, StatusCode::UNAUTHORIZED);
    }
    server.stop().await;
}

/// Somebody of this role, signed in, in a browser without scripts.
struct Browser<'a> {
    server: &'a TestServer,
    cookie: String,
}

impl<'a> Browser<'a> {
    async fn of(server: &'a TestServer, role: Role) -> Self {
        let password = server.add_user(role.as_str(), role).await;
        let cookie = session_cookie(&server.sign_in(role.as_str(), &password).await).unwrap();
        Self { server, cookie: name_and_value(&cookie).to_owned() }
    }

    async fn open(&self, path: &str) -> (StatusCode, String) {
        let request = self.server.get(path).header("cookie", format!("{}; podarok_language=en", self.cookie));
        let response = request.send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    }

    /// Posts a form; where it leads to.
    async fn post(&self, path: &str, form: &[(&str, &str)]) -> String {
        let escape = app::local_path::escape;
        let form: Vec<_> = form.iter().map(|(key, value)| format!("{key}={}", escape(value))).collect();
        let request = self.server.post(path).header("cookie", &self.cookie).header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "application/x-www-form-urlencoded").header("accept", "text/html");
        let response = request.header("referer", self.server.url("/customers/anna")).body(form.join("&")).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FOUND, "{path}");
        response.headers()["location"].to_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn pages_show_a_customer_and_an_order_and_their_forms_post_without_scripts() {
    let server = TestServer::start().await;
    let promotion = json!({ "id": "sale", "name": "Ten off", "status": "live", "effects": [{ "kind": "amount_off", "amount": 10 }],
        "conditions": { "kind": "loyalty_card" } });
    let never = json!({ "id": "never", "name": "Too much", "status": "live", "effects": [{ "kind": "percent_off", "percent": 5 }],
        "conditions": { "kind": "subtotal", "at_least": 1000 } });
    let customer = json!({ "id": "anna", "loyalty_card": "12345", "tier": "gold", "balance": 1990, "orders": 3 });
    server
        .import(&json!({ "podarok": 1, "products": [{ "offer_id": "tea", "name": "Tea", "price": 100 }], "customers": [customer],
            "promotions": [promotion, never] }))
        .await;
    let mut order = NewOrder { uuid: "o/1".to_owned(), ..NewOrder::default() };
    order.basket.customer = Some("anna".to_owned());
    order.basket.loyalty_card = Some("12345".to_owned());
    order.basket.lines = vec![engine::basket::Line {
        offer_id: "tea".to_owned(),
        quantity: engine::Quantity::ONE,
        ..engine::basket::Line::default()
    }];
    assert_eq!(server.service.record_order(&order).await.unwrap().total.minor(), 9_000);

    let browser = Browser::of(&server, Role::Publisher).await;
    let (status, page) = browser.open("/customers?search=2345").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("href=\"/customers/anna\""), "{page}");
    let (_, page) = browser.open("/customers/anna").await;
    for shown in ["12345", "gold", "1990", "/orders/o%2F1", "90", "Ten off × 1", "Forget customer anna"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let (status, page) = browser.open("/orders/o%2F1").await;
    assert_eq!(status, StatusCode::OK);
    for shown in ["Order o/1", "Ten off", "Too much", "/customers/anna", "it comes to the same", "900"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert_eq!(browser.open("/customers/nobody").await.0, StatusCode::NOT_FOUND);
    assert_eq!(browser.open("/orders/none").await.0, StatusCode::NOT_FOUND);

    let form =
        [("id", "anna"), ("was", r#"["12345","gold",1000]"#), ("loyalty_card", "12345"), ("tier", "silver"), ("balance", "1000")];
    assert_eq!(browser.post("/api/ui/customers/save", &form).await, "/customers/anna");
    let known = server.service.customer(&admin().permit().unwrap(), "anna").await.unwrap();
    assert_eq!((known.tier.as_deref(), known.balance), (Some("silver"), 1_990), "a balance that nobody touched stays");

    let told = browser.post("/api/ui/customers/forget", &[("id", "anna")]).await;
    assert!(told.starts_with("/customers?forgotten=hashed%2F") && !told.contains("anna"), "{told}");
    let (status, page) = browser.open(&told).await;
    assert!(status == StatusCode::OK && page.contains("The customer is forgotten."), "{page}");
    assert_eq!(browser.open("/customers/anna").await.0, StatusCode::NOT_FOUND);
    let (_, page) = browser.open("/orders/o%2F1").await;
    assert!(page.contains("forgotten") && !page.contains("12345"), "{page}");

    let editor = Browser::of(&server, Role::Editor).await;
    for path in ["/customers", "/customers/anna", "/orders/o%2F1"] {
        assert_eq!(editor.open(path).await.0, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(!editor.open("/segments").await.1.contains("href=\"/customers\""));
    server.stop().await;
}
