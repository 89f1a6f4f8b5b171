//! `/api/v1/customers`: who may, and that it reaches the use cases.
#![allow(clippy::unwrap_used)]

mod support;

use contract::Role;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use service::KeyScope;
use support::{TestServer, admin};

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
        [(r#"{"phone": "1"}"#, "phone"), (r#"{"balance": "x"}"#, "balance"), ("[]", ""), (r#"{"balance": -1}"#, "")]
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
