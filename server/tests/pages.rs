//! What is answered besides webhooks: pages, assets, health, and the headers of all.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use reqwest::StatusCode;
use serde_json::json;
use server::{AppState, Config};
use support::{TestServer, header};

#[tokio::test]
async fn health() {
    let server = TestServer::start().await;
    for path in ["/healthz", "/readyz"] {
        let response = server.get(path).send().await.unwrap();
        assert_eq!((response.status(), response.text().await.unwrap().as_str()), (StatusCode::OK, "ok\n"), "{path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn while_the_database_is_away_baskets_are_answered_from_memory() {
    let server = TestServer::start().await;
    let product = json!({"offer_id": "1", "name": "Чехол", "price": 1000});
    let promotion =
        json!({"id": "sale", "name": "Скидка", "status": "live", "effects": [{"kind": "percent_off", "percent": 10}]});
    server.import(&json!({"podarok": 1, "products": [product], "promotions": [promotion]})).await;
    (*server.database).clone().close().await.unwrap();

    let ready = server.get("/readyz").send().await.unwrap();
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(server.get("/healthz").send().await.unwrap().status(), StatusCode::OK);
    let basket = json!({"externalUserId": "42", "items": [{"privateId": "1", "quantity": 1}]});
    let (status, answer) = server.ask("basket", &basket).await;
    assert_eq!((status, &answer["discount"]), (StatusCode::OK, &json!(100)), "{answer}");
    let page = server.get("/promotions").header("cookie", "podarok_session=AAAAAAAAAAAAAAAAAAAAAA").send().await.unwrap();
    assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_page_is_only_for_this_site_and_runs_only_its_own_scripts() {
    let server = TestServer::start().await;
    let response = server.get("/sign-in").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let policy = header(&response, "content-security-policy").to_owned();
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    assert_eq!(header(&response, "referrer-policy"), "same-origin");
    assert_eq!(header(&response, "cache-control"), "no-store");
    assert!(header(&response, "content-type").starts_with("text/html"));

    let page = response.text().await.unwrap();
    for script in page.split("<script").skip(1) {
        let tag = script.split('>').next().unwrap();
        assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "a script that would not run: {tag}");
    }
    let again = server.get("/sign-in").send().await.unwrap();
    assert!(!header(&again, "content-security-policy").contains(&nonce), "a nonce is for one page");
    server.stop().await;
}

#[tokio::test]
async fn every_answer_is_careful_and_has_a_number() {
    let server = TestServer::start().await;
    let mut numbers = Vec::new();
    for path in ["/healthz", "/sign-in", "/nowhere", "/assets/nothing.js", "/webhooks/imshop/basket"] {
        let response = server.get(path).send().await.unwrap();
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{path}");
        assert!(header(&response, "content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        numbers.push(header(&response, "x-request-id").to_owned());
    }
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 5);
    assert!(numbers.iter().all(|number| number.len() == 16));
    server.stop().await;
}

#[tokio::test]
async fn what_is_not_there_is_said_by_a_page() {
    let server = TestServer::start().await;
    let response = server.get("/no/such/page/here").header("accept", "text/html").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(header(&response, "content-type").starts_with("text/html"));
    assert!(response.text().await.unwrap().contains("<html"));

    let response = server.post("/no/such/page/here").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let response = server.get("/assets/nothing.js").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    server.stop().await;
}

#[tokio::test]
async fn pages_are_for_those_who_signed_in() {
    let server = TestServer::start().await;
    for path in ["/", "/promotions", "/new/promotion", "/settings", "/try", "/calls", "/calls/1"] {
        let response = server.get(path).header("accept", "text/html").send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FOUND, "{path}");
        assert!(header(&response, "location").starts_with("/sign-in"), "{path}");
    }
    server.stop().await;
}

/// While Leptos lists the routes of an application, no page of the process loads anything: see `admin::ROUTES`.
#[tokio::test]
async fn a_page_does_not_wait_for_ever_while_another_server_is_made() {
    let server = TestServer::start().await;
    let service = server.service.clone();
    let stop = Arc::new(AtomicBool::new(false));
    let (stopped, runtime) = (Arc::clone(&stop), tokio::runtime::Handle::current());
    let others = std::thread::spawn(move || {
        let _runtime = runtime.enter();
        while !stopped.load(Ordering::Relaxed) {
            drop(server::router(AppState::new(service.clone(), Config::default())));
        }
    });
    for _ in 0..50 {
        assert_eq!(server.get("/promotions").header("accept", "text/html").send().await.unwrap().status(), StatusCode::FOUND);
    }
    stop.store(true, Ordering::Relaxed);
    others.join().unwrap();
    server.stop().await;
}

#[tokio::test]
async fn a_form_above_the_limit_is_refused() {
    let config = Config { body_limit_bytes: 100.try_into().unwrap(), ..Config::default() };
    let server = TestServer::with(config).await;
    let form = |bytes: usize| server.post("/api/ui/preferences").body("x".repeat(bytes)).send();
    assert_eq!(form(101).await.unwrap().status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_ne!(form(100).await.unwrap().status(), StatusCode::PAYLOAD_TOO_LARGE);
    server.stop().await;
}

/// It is there only while somebody watches.
#[tokio::test]
async fn the_address_for_watching_is_not_there() {
    let server = TestServer::start().await;
    assert_eq!(server.get("/dev/build").send().await.unwrap().status(), StatusCode::NOT_FOUND);
    server.stop().await;
}
