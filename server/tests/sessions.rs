//! Signing in and out, through the forms that work before any script has loaded.
#![allow(clippy::unwrap_used)]

mod support;

use contract::Role;
use reqwest::StatusCode;
use server::Config;
use support::{TestServer, header, name_and_value, session_cookie};

#[tokio::test]
async fn the_cookie_is_for_this_server_and_no_script() {
    let server = TestServer::start().await;
    let password = server.add_user("anna", Role::Viewer).await;
    let response = server.sign_in("anna", &password).await;
    assert_eq!((response.status(), header(&response, "location")), (StatusCode::FOUND, "/"));
    let cookie = session_cookie(&response).unwrap();
    let parts: Vec<_> = cookie.split("; ").skip(1).collect();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"] {
        assert!(parts.contains(&part), "{part} in {cookie}");
    }
    assert!(!parts.contains(&"Secure"), "{cookie}");
    server.stop().await;
}

#[tokio::test]
async fn behind_https_the_cookie_travels_by_https_only() {
    let config = Config { public_url: Some("https://promo.example.com".parse().unwrap()), ..Config::default() };
    let server = TestServer::with(config).await;
    let password = server.add_user("anna", Role::Viewer).await;
    let cookie = session_cookie(&server.sign_in("anna", &password).await).unwrap();
    assert!(cookie.split("; ").any(|part| part == "Secure"), "{cookie}");
    server.stop().await;
}

#[tokio::test]
async fn every_sign_in_has_a_session_of_its_own() {
    let server = TestServer::start().await;
    let password = server.add_user("anna", Role::Viewer).await;
    let first = session_cookie(&server.sign_in("anna", &password).await).unwrap();
    let again = server
        .post("/api/ui/sign-in")
        .header("cookie", name_and_value(&first))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(format!("name=anna&password={password}"))
        .send()
        .await
        .unwrap();
    let second = session_cookie(&again).unwrap();
    assert_ne!(name_and_value(&first), name_and_value(&second));
    assert_eq!(status_of_home(&server, &first).await, StatusCode::FOUND, "the old session has ended");
    assert_eq!(status_of_home(&server, &second).await, StatusCode::OK);
    server.stop().await;
}

#[tokio::test]
async fn a_session_that_somebody_made_up_is_none() {
    let server = TestServer::start().await;
    let password = server.add_user("anna", Role::Viewer).await;
    for made_up in ["podarok_session=AAAAAAAAAAAAAAAAAAAAAA", "podarok_session=x", "podarok_session="] {
        assert_eq!(status_of_home(&server, made_up).await, StatusCode::FOUND, "{made_up}");
        let form = server
            .post("/api/ui/sign-in")
            .header("cookie", made_up)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(format!("name=anna&password={password}"));
        let cookie = session_cookie(&form.send().await.unwrap()).unwrap();
        assert_ne!(name_and_value(&cookie), made_up, "a session is not taken over");
    }
    server.stop().await;
}

#[tokio::test]
async fn signing_out_ends_the_session_for_good() {
    let server = TestServer::start().await;
    let password = server.add_user("anna", Role::Viewer).await;
    let cookie = session_cookie(&server.sign_in("anna", &password).await).unwrap();
    assert_eq!(status_of_home(&server, &cookie).await, StatusCode::OK);
    let response = server
        .post("/api/ui/sign-out")
        .header("cookie", name_and_value(&cookie))
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::FOUND);
    let removed = session_cookie(&response).unwrap();
    assert!(removed.contains("Max-Age=0"), "{removed}");
    assert_eq!(status_of_home(&server, &cookie).await, StatusCode::FOUND);
    server.stop().await;
}

/// Its time is counted from its last use; but not every use is written down.
#[tokio::test]
async fn a_session_in_use_lives_on() {
    let server = TestServer::start().await;
    let password = server.add_user("anna", Role::Viewer).await;
    let cookie = session_cookie(&server.sign_in("anna", &password).await).unwrap();
    let page = async || server.get("/").header("cookie", name_and_value(&cookie)).send().await.unwrap();
    let renewed = session_cookie(&page().await).unwrap();
    assert_eq!(name_and_value(&renewed), name_and_value(&cookie));
    assert!(renewed.contains("Max-Age=43200"), "{renewed}");
    assert_eq!(session_cookie(&page().await), None);
    server.stop().await;
}

#[tokio::test]
async fn a_wrong_password_opens_nothing() {
    let server = TestServer::start().await;
    server.add_user("anna", Role::Viewer).await;
    let wrong = server.sign_in("anna", "wrong").await;
    assert_eq!(session_cookie(&wrong), None);
    let unknown = server.sign_in("nobody", "wrong").await;
    assert_eq!(session_cookie(&unknown), None);
    server.stop().await;
}

/// The database knows sessions by a hash alone.
#[tokio::test]
async fn the_database_holds_no_cookie() {
    let server = TestServer::start().await;
    let password = server.add_user("anna", Role::Viewer).await;
    let cookie = session_cookie(&server.sign_in("anna", &password).await).unwrap();
    let (_, id) = name_and_value(&cookie).split_once('=').unwrap();
    assert!(server.service.session(id).await.unwrap().is_none());
    server.stop().await;
}

async fn status_of_home(server: &TestServer, cookie: &str) -> StatusCode {
    server.get("/").header("cookie", name_and_value(cookie)).header("accept", "text/html").send().await.unwrap().status()
}
