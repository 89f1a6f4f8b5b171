//! What the webhooks refuse, and how.
#![allow(clippy::unwrap_used)]

mod support;

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use support::{TestServer, header};

const WEBHOOKS: [&str; 2] = ["/webhooks/imshop/basket", "/webhooks/imshop/personal-offers"];
const MALFORMED: &str = "{\"items\": [\n  {\"id\": 1,}\n]}";

/// Everything of an answer that a caller sees, but what differs from one request to the next by its nature.
async fn seen(response: Response) -> (StatusCode, Vec<(String, String)>, String) {
    let mut headers: Vec<_> = response
        .headers()
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "date" | "x-request-id"))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    (response.status(), headers, response.text().await.unwrap())
}

#[tokio::test]
async fn without_a_valid_key_all_answers_are_the_same_bytes() {
    let server = TestServer::start().await;
    let wrong_key = "pdk_wrong";
    for webhook in WEBHOOKS {
        let mut answers = Vec::new();
        for body in ["{}", "{\"items\": []}", MALFORMED, "", "[]", "\u{0}"] {
            answers.push(seen(server.post(webhook).body(body).send().await.unwrap()).await);
            answers.push(seen(server.post(webhook).bearer_auth(wrong_key).body(body).send().await.unwrap()).await);
            answers.push(seen(server.post(webhook).header("key", wrong_key).body(body).send().await.unwrap()).await);
        }
        let body = json!({"key": wrong_key, "items": []}).to_string();
        answers.push(seen(server.post(webhook).body(body).send().await.unwrap()).await);
        // A right key in a body that is none opens nothing.
        let body = format!("{{\"key\": \"{}\", \"items\": [}}", server.key);
        answers.push(seen(server.post(webhook).body(body).send().await.unwrap()).await);

        let first = answers.first().unwrap().clone();
        assert_eq!(first.0, StatusCode::UNAUTHORIZED);
        assert_eq!(serde_json::from_str::<Value>(&first.2).unwrap()["error"]["code"], "unauthorized");
        for answer in answers {
            assert_eq!(answer, first, "{webhook}");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_key_is_accepted_in_three_places() {
    let server = TestServer::start().await;
    for webhook in WEBHOOKS {
        let in_body = json!({"key": server.key}).to_string();
        for request in [
            server.post(webhook).bearer_auth(&server.key).body("{}"),
            server.post(webhook).header("key", &server.key).body("{}"),
            server.post(webhook).body(in_body),
            server.post(webhook).header("key", &server.key).header("content-type", "text/plain").body("{}"),
        ] {
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::OK, "{webhook}");
            assert_eq!(header(&response, "content-type"), "application/json");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_key_of_another_scope_opens_nothing() {
    let server = TestServer::start().await;
    let permit = support::admin().permit().unwrap();
    let orders = server.service.add_key(&permit, "till", service::KeyScope::Orders, None).await.unwrap().key;
    for webhook in WEBHOOKS {
        let response = server.post(webhook).bearer_auth(&orders).body("{}").send().await.unwrap();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    }
    server.stop().await;
}

#[tokio::test]
async fn malformed_json_is_answered_with_its_place() {
    let server = TestServer::start().await;
    for webhook in WEBHOOKS {
        let response = server.post(webhook).bearer_auth(&server.key).body(MALFORMED).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let answer: Value = response.json().await.unwrap();
        assert_eq!((&answer["error"]["code"], &answer["error"]["line"]), (&json!("malformed_json"), &json!(2)));
        assert!(answer["error"]["column"].as_u64().unwrap() > 0);
        for body in ["", "nonsense", "{\"items\": [", "\u{feff}{"] {
            let response = server.post(webhook).bearer_auth(&server.key).body(body).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{body:?}");
        }
        for body in ["[]", "1", "\"text\"", "null"] {
            let response = server.post(webhook).bearer_auth(&server.key).body(body).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{body:?}");
            assert_eq!(response.json::<Value>().await.unwrap()["error"]["code"], "not_an_object");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn strange_values_are_no_error() {
    let server = TestServer::start().await;
    for request in [
        json!({"items": null, "externalUserId": [], "promocode": {}}),
        json!({"items": "none", "promoGroup": 7}),
        json!({"items": [null, 7, "x", {}, {"id": {"a": 1}}, {"id": 1, "quantity": "много", "price": -1e300}]}),
        json!({"items": [{"privateId": "1", "price": 1e308, "quantity": 1e308}, {"privateId": "2", "quantity": -5}]}),
    ] {
        let (status, answer) = server.ask("basket", &request).await;
        assert_eq!(status, StatusCode::OK, "{request}: {answer}");
    }
    for request in [json!({"userId": {}, "segments": "SALES"}), json!({"segments": [null, 1, {"id": []}]})] {
        let (status, answer) = server.ask("personal-offers", &request).await;
        assert_eq!(status, StatusCode::OK, "{request}: {answer}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_body_above_a_mebibyte_is_refused_with_or_without_a_key() {
    let server = TestServer::start().await;
    let padded = |bytes: usize| format!("{{\"pad\": \"{}\"}}", "x".repeat(bytes - 11));
    let (fits, too_large) = (padded(1024 * 1024), padded(1024 * 1024 + 1));
    assert_eq!(fits.len(), 1024 * 1024);
    for webhook in WEBHOOKS {
        let response = server.post(webhook).bearer_auth(&server.key).body(fits.clone()).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        for request in [server.post(webhook), server.post(webhook).bearer_auth(&server.key)] {
            let response = request.body(too_large.clone()).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
            assert_eq!(response.json::<Value>().await.unwrap()["error"]["code"], "body_too_large");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn only_post_is_allowed() {
    let server = TestServer::start().await;
    for webhook in WEBHOOKS {
        for method in [Method::GET, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
            let request = server.client.request(method.clone(), server.url(webhook)).bearer_auth(&server.key);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
            assert_eq!(header(&response, "allow"), "POST", "{method}");
            assert_eq!(response.json::<Value>().await.unwrap()["error"]["code"], "method_not_allowed");
        }
    }
    server.stop().await;
}
