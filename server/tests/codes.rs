//! Codes through the doors: the management API, and the admin's pages and files.
#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use contract::Role;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use service::KeyScope;
use support::{TestServer, admin, name_and_value, session_cookie};

async fn key(server: &TestServer, role: Role) -> String {
    let permit = admin().permit().unwrap();
    server.service.add_key(&permit, role.as_str(), KeyScope::Api, Some(role)).await.unwrap().key
}

async fn call(server: &TestServer, key: &str, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
    let mut request = server.client.request(method, server.url(path)).bearer_auth(key);
    if let Some(body) = body {
        request = request.json(&body);
    }
    let response = request.send().await.unwrap();
    let status = response.status();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap_or_default())
}

async fn done(server: &TestServer, key: &str, job: &Value) -> Value {
    loop {
        let (_, now) = call(server, key, Method::GET, &format!("/api/v1/jobs/{}", job["id"]), None).await;
        if now["state"] != "running" {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn the_api_makes_lists_exports_imports_and_switches_codes() {
    let server = TestServer::start().await;
    let key = key(&server, Role::Publisher).await;
    let ask = async |method: Method, path: &str, body| call(&server, &key, method, path, body).await;
    let (status, pool) = ask(Method::POST, "/api/v1/code-pools", Some(json!({ "id": "summer" }))).await;
    assert_eq!((status, &pool["total"]), (StatusCode::CREATED, &json!(0)));
    let (status, again) = ask(Method::POST, "/api/v1/code-pools", Some(json!({ "id": "summer" }))).await;
    assert_eq!((status, &again["error"]["problems"][0]["place"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("id")));

    let generate = "/api/v1/code-pools/summer/generate";
    let (status, job) = ask(Method::POST, generate, Some(json!({ "pattern": "S-######", "count": 200 }))).await;
    assert_eq!((status, &job["kind"]), (StatusCode::ACCEPTED, &json!("generate")));
    assert_eq!(done(&server, &key, &job).await["done"], 200);
    let (status, _) = ask(Method::POST, generate, Some(json!({ "pattern": "S-##", "count": 200 }))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);

    let (_, page) = ask(Method::GET, "/api/v1/code-pools/summer/codes?state=free&search=s-&limit=2", None).await;
    assert_eq!((page["codes"].as_array().unwrap().len(), page["next"].is_string()), (2, true));
    let code = page["codes"][0]["code"].as_str().unwrap();
    let (_, off) = ask(Method::POST, &format!("/api/v1/codes/{code}/switch"), Some(json!({ "active": false }))).await;
    assert_eq!((&off["of_pool"]["state"], &off["history"][0]["what"]), (&json!("off"), &json!("switched_off")));

    let response = server.get("/api/v1/code-pools/summer/export?state=free").bearer_auth(&key).send().await.unwrap();
    assert_eq!(support::header(&response, "content-disposition"), "attachment; filename=\"summer.csv\"");
    assert_eq!(response.text().await.unwrap().lines().count(), 200);
    let response = server.get("/api/v1/code-pools/summer/export?format=xlsx").bearer_auth(&key).send().await.unwrap();
    let xlsx = response.bytes().await.unwrap();
    let import = |query: &str, body: Vec<u8>| {
        server.post(&format!("/api/v1/code-pools/summer/import{query}")).bearer_auth(&key).body(body).send()
    };
    let checked: Value =
        serde_json::from_str(&import("?dry_run=true", xlsx.to_vec()).await.unwrap().text().await.unwrap()).unwrap();
    assert_eq!((&checked["known"], &checked["wrong"]), (&json!(200), &json!(0)));
    let refused = import("", b"A1\nA1\n".to_vec()).await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let started = import("", b"A1\nA2\n".to_vec()).await.unwrap();
    assert_eq!(started.status(), StatusCode::ACCEPTED);
    let job = serde_json::from_str(&started.text().await.unwrap()).unwrap();
    assert_eq!(done(&server, &key, &job).await["state"], "done");

    let (_, job) = ask(Method::POST, "/api/v1/code-pools/summer/switch", Some(json!({ "active": false }))).await;
    done(&server, &key, &job).await;
    let (_, pool) = ask(Method::GET, "/api/v1/code-pools/summer", None).await;
    assert_eq!((&pool["total"], &pool["off"]), (&json!(202), &json!(202)));
    assert_eq!(ask(Method::GET, "/api/v1/code-pools/winter", None).await.0, StatusCode::NOT_FOUND);
    server.stop().await;
}

#[tokio::test]
async fn codes_are_for_those_who_publish() {
    let server = TestServer::start().await;
    let (editor, publisher) = (key(&server, Role::Editor).await, key(&server, Role::Publisher).await);
    call(&server, &publisher, Method::POST, "/api/v1/code-pools", Some(json!({ "id": "p" }))).await;
    for (method, path, body) in [
        (Method::POST, "/api/v1/code-pools", Some(json!({ "id": "x" }))),
        (Method::POST, "/api/v1/code-pools/p/generate", Some(json!({ "pattern": "######", "count": 1 }))),
        (Method::POST, "/api/v1/code-pools/p/import", None),
        (Method::GET, "/api/v1/code-pools/p/export", None),
        (Method::GET, "/api/v1/code-pools/p/codes", None),
        (Method::POST, "/api/v1/code-pools/p/switch", Some(json!({ "active": false }))),
        (Method::GET, "/api/v1/codes/x", None),
        (Method::POST, "/api/v1/codes/x/switch", Some(json!({ "active": false }))),
    ] {
        assert_eq!(call(&server, &editor, method.clone(), path, body.clone()).await.0, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(call(&server, "pdk_nobody", method, path, body).await.0, StatusCode::UNAUTHORIZED, "{path}");
    }
    for path in ["/api/v1/code-pools", "/api/v1/code-pools/p"] {
        assert_eq!(call(&server, &editor, Method::GET, path, None).await.0, StatusCode::OK, "{path}");
    }
    for cookie in [None, Some((Role::Editor, StatusCode::FORBIDDEN)), Some((Role::Publisher, StatusCode::OK))] {
        let mut request = server.get("/code-files/p?format=csv");
        if let Some((role, _)) = cookie {
            let password = server.add_user(role.as_str(), role).await;
            let session = session_cookie(&server.sign_in(role.as_str(), &password).await).unwrap();
            request = request.header("cookie", name_and_value(&session));
        }
        let expected = cookie.map_or(StatusCode::UNAUTHORIZED, |(_, status)| status);
        assert_eq!(request.send().await.unwrap().status(), expected, "{cookie:?}");
    }
    server.stop().await;
}

/// A form with a file, as browsers send it.
fn form(file: &str, act: &str) -> (&'static str, String) {
    let part = |head: &str, body: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let file = part("name=\"file\"; filename=\"codes.csv\"\r\nContent-Type: text/csv", file);
    ("multipart/form-data; boundary=x", format!("{file}{}--x--\r\n", part("name=\"act\"", act)))
}

#[tokio::test]
async fn the_pages_show_everything_and_post_without_a_script() {
    let server = TestServer::start().await;
    let password = server.add_user("vera", Role::Publisher).await;
    let session = session_cookie(&server.sign_in("vera", &password).await).unwrap();
    let cookie = format!("{}; podarok_language=en", name_and_value(&session));
    let page = async |path: &str| {
        let response = server.get(path).header("cookie", &cookie).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.text().await.unwrap()
    };
    let post = async |path: &str, content_type: &str, body: String| {
        let request = server.post(path).header("content-type", content_type).header("accept", "text/html");
        let request = request.header("cookie", &cookie).header("sec-fetch-site", "same-origin");
        let response = request.body(body).send().await.unwrap();
        (response.status(), support::header(&response, "location").to_owned())
    };
    const FORM: &str = "application/x-www-form-urlencoded";
    assert!(page("/codes").await.contains("/api/ui/codes/create-pool"));
    let (status, to) = post("/api/ui/codes/create-pool", FORM, "pool=summer".to_owned()).await;
    assert_eq!((status, to.as_str()), (StatusCode::FOUND, "/codes/summer"));
    let shown = page("/codes/summer?pattern=S-%23%23%23%23&count=5").await;
    assert!(shown.contains("184\u{a0}704") && shown.contains("923\u{a0}521"), "the guess risk: {shown}");
    let (status, _) = post("/api/ui/codes/generate", FORM, "pool=summer&pattern=S-%23%23%23%23&count=5".to_owned()).await;
    assert_eq!(status, StatusCode::FOUND);
    for _ in 0..100 {
        if page("/codes/summer").await.contains("S-") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    let (content_type, body) = form("A1\nA1\n", "check");
    let (status, to) = post("/code-files/summer", content_type, body).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/codes/summer"));
    let shown = page("/codes/summer").await;
    assert!(shown.contains("has the same code as line 1"), "{shown}");
    assert!(!page("/codes/summer").await.contains("has the same code as line 1"), "shown once");
    let (content_type, body) = form("A1\n", "import");
    post("/code-files/summer", content_type, body).await;
    for _ in 0..100 {
        if page("/codes/summer?search=a1").await.contains("/find/code?code=A1") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(page("/find/code?code=a1").await.contains("/api/ui/codes/switch-code"));
    let (status, to) = post("/api/ui/codes/switch-code", FORM, "code=A1&active=false".to_owned()).await;
    assert_eq!((status, to.as_str()), (StatusCode::FOUND, "/find/code?code=A1"));
    // From another site no file comes in.
    let (content_type, body) = form("B1\n", "import");
    let foreign = server.post("/code-files/summer").header("content-type", content_type).header("cookie", &cookie);
    let foreign = foreign.header("sec-fetch-site", "cross-site").body(body).send().await.unwrap();
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    server.stop().await;
}
