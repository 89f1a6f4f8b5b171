//! Every server function is a public address. All of them are asked here: by nobody, by a viewer, by an editor. A new one
//! that forgets to ask for its permission is found, and so is one that changes something by GET.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;

use contract::Role;
use leptos::server_fn::axum::server_fn_paths;
use reqwest::{Method, StatusCode};
use serde_json::json;
use support::{TestServer, name_and_value, session_cookie};

/// Those who are not signed in may sign in, and choose language and theme.
const OPEN: [&str; 3] = ["/api/ui/preferences", "/api/ui/sign-in", "/api/ui/sign-out"];

const EDITORS: [&str; 4] = ["/api/ui/document/save", "/api/ui/products/save", "/api/ui/rules/save", "/api/ui/segments/save"];

const PUBLISHERS: [&str; 16] = [
    "/api/ui/calls/list",
    "/api/ui/calls/load",
    "/api/ui/codes/code",
    "/api/ui/codes/create-pool",
    "/api/ui/codes/generate",
    "/api/ui/codes/switch-code",
    "/api/ui/codes/switch-pool",
    "/api/ui/customers/forget",
    "/api/ui/customers/forgotten",
    "/api/ui/customers/list",
    "/api/ui/customers/load",
    "/api/ui/customers/save",
    "/api/ui/orders/load",
    "/api/ui/rules/archive",
    "/api/ui/rules/pause",
    "/api/ui/rules/publish",
];

fn paths() -> BTreeSet<String> {
    server_fn_paths().map(|(path, _)| path.to_owned()).collect()
}

fn set(paths: &[&str]) -> BTreeSet<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

/// The answer to a body that has every field which any of them asks for.
async fn ask(server: &TestServer, path: &str, cookie: Option<&str>) -> StatusCode {
    let input =
        json!({"search": "", "status": null, "all": false, "page": 1, "item": {"id": "x"}, "version": 1, "id": "x", "lines": []});
    let body = json!({"kind": "promotion", "id": "x", "offer_id": "x", "reference": "offer", "search": "", "thing": "promotion",
        "input": input, "hash": "x"});
    let form = "thing=promotion&version=&document=%7B%7D&act=save&name=x&password=x&id=x&loyalty_card=&tier=&balance=1&was=%7B%7D&pool=x&pattern=x&count=1&code=x&active=false";
    let mut numbered = body.clone();
    numbered["id"] = json!(1);
    numbered["again"] = json!(false);
    let mut answers = Vec::new();
    for request in [
        server.post(path).header("content-type", "application/json").body(body.to_string()),
        server.post(path).header("content-type", "application/json").body(numbered.to_string()),
        server.post(path).header("content-type", "application/x-www-form-urlencoded").body(form),
    ] {
        let mut request = request.header("sec-fetch-site", "same-origin");
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        answers.push(request.send().await.unwrap().status());
    }
    // One of them was what it takes; the others could not even be read.
    let is_unreadable = |status: &StatusCode| *status == StatusCode::UNPROCESSABLE_ENTITY || *status == StatusCode::BAD_REQUEST;
    answers.iter().copied().find(|status| !is_unreadable(status)).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
}

/// Those that answer with this status.
async fn answering(server: &TestServer, cookie: Option<&str>, status: StatusCode) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in paths() {
        if path != "/api/ui/sign-out" && ask(server, &path, cookie).await == status {
            found.insert(path);
        }
    }
    found
}

#[tokio::test]
async fn nothing_is_asked_by_get() {
    let server = TestServer::start().await;
    for (path, method) in server_fn_paths() {
        assert_eq!(method, Method::POST, "{path}");
        assert!(path.starts_with("/api/ui/"), "{path}");
        assert_eq!(server.get(path).send().await.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn nobody_gets_past_the_door() {
    let server = TestServer::start().await;
    let mut refusing = answering(&server, None, StatusCode::UNAUTHORIZED).await;
    // It refuses the wrong password, not the caller.
    assert!(refusing.remove("/api/ui/sign-in"));
    let open: BTreeSet<_> = paths().difference(&refusing).cloned().collect();
    assert_eq!(open, set(&OPEN));
    server.stop().await;
}

#[tokio::test]
async fn strangers_leave_nothing_behind() {
    let server = TestServer::start().await;
    let form = "thing=promotion&version=&document=%7B%7D&act=save&name=x&password=x";
    for path in paths() {
        let request = server.post(&path).header("content-type", "application/x-www-form-urlencoded");
        let response = request.header("accept", "text/html").header("referer", server.url("/")).body(form).send().await.unwrap();
        assert_eq!(session_cookie(&response), None, "a session for nobody: {path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_the_callers_mistake() {
    let server = TestServer::start().await;
    for path in paths() {
        for body in ["{", "", "\u{0}", "%"] {
            for content_type in ["application/json", "application/x-www-form-urlencoded"] {
                let response = server.post(&path).header("content-type", content_type).body(body).send().await.unwrap();
                assert!(!response.status().is_server_error(), "{} for {body:?} as {content_type} at {path}", response.status());
            }
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_viewer_changes_nothing_and_an_editor_publishes_nothing() {
    let server = TestServer::start().await;
    for (role, forbidden) in [
        (Role::Viewer, [&EDITORS[..], &PUBLISHERS[..]].concat()),
        (Role::Editor, PUBLISHERS.to_vec()),
        (Role::Publisher, Vec::new()),
    ] {
        let password = server.add_user(role.as_str(), role).await;
        let cookie = session_cookie(&server.sign_in(role.as_str(), &password).await).unwrap();
        let refused = answering(&server, Some(name_and_value(&cookie)), StatusCode::FORBIDDEN).await;
        assert_eq!(refused, set(&forbidden), "{role:?}");
    }
    server.stop().await;
}
