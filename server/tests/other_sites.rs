//! Requests that other sites make a browser send.
#![allow(clippy::unwrap_used)]

mod support;

use contract::Role;
use reqwest::StatusCode;
use support::{TestServer, name_and_value, session_cookie};

const SIGN_OUT: &str = "/api/ui/sign-out";

#[tokio::test]
async fn they_change_nothing() {
    let server = TestServer::start().await;
    let password = server.add_user("anna", Role::Viewer).await;
    let cookie = session_cookie(&server.sign_in("anna", &password).await).unwrap();
    let cookie = name_and_value(&cookie);
    let host = format!("http://{}", server.address);

    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://elsewhere.example"),
        ("origin", "null"),
        ("accept-language", "ru"),
    ] {
        let response = server.post(SIGN_OUT).header("cookie", cookie).header(name, value).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{name}: {value}");
        let page = server.get("/").header("cookie", cookie).header("accept", "text/html").send().await.unwrap();
        assert_eq!(page.status(), StatusCode::OK, "still signed in after {name}: {value}");
    }

    let form = server.post(SIGN_OUT).header("cookie", cookie).header("accept", "text/html").header("origin", host);
    let response = form.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FOUND);
    let page = server.get("/").header("cookie", cookie).header("accept", "text/html").send().await.unwrap();
    assert_eq!(page.status(), StatusCode::FOUND, "signed out");
    server.stop().await;
}

#[tokio::test]
async fn no_door_is_left_open() {
    let server = TestServer::start().await;
    for path in ["/api/ui/sign-in", "/api/ui/preferences", "/webhooks/imshop/basket", "/", "/nowhere", "/healthz"] {
        for method in [reqwest::Method::POST, reqwest::Method::PUT, reqwest::Method::DELETE] {
            let request = server.client.request(method.clone(), server.url(path)).header("sec-fetch-site", "cross-site");
            let response = request.bearer_auth(&server.key).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{method} {path}");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_link_on_another_site_may_lead_here() {
    let server = TestServer::start().await;
    let response = server.get("/sign-in").header("sec-fetch-site", "cross-site").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    server.stop().await;
}
