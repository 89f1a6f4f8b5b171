//! A running server with an empty database of its own: the real router, over real TCP.
//!
//! `PODAROK_TEST_DATABASE` says which database, see the crate `testing`.
#![allow(dead_code, clippy::unwrap_used, reason = "each test program uses a part of it")]

use std::{net::SocketAddr, time::Duration};

use contract::{Role, views::UserView};
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect};
use serde_json::Value;
use server::{
    AppState, Config,
    listener::{self, Limits},
};
use service::{Actor, KeyScope, Options, Service};
use testing::{TestStore, test_store};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

pub struct TestServer {
    pub address: SocketAddr,
    pub service: Service,
    pub key: String,
    pub client: Client,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<()>,
    /// Dropped last: the database goes when nobody uses it any more.
    pub database: TestStore,
}

impl TestServer {
    pub async fn start() -> Self {
        Self::with(Config::default()).await
    }

    pub async fn with(config: Config) -> Self {
        let database = test_store().await;
        let store = (*database).clone();
        let service = Service::new(store, Options::default()).await.unwrap();
        if config.call_log_days > 0 {
            server::log_calls(&service, database.call_log().await, config.call_log_days).await.unwrap();
        }
        let key = service.add_key(&admin().permit().unwrap(), "imshop", KeyScope::Webhook, None).await.unwrap().key;

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = Limits::new(config.max_connections.get());
        let router = server::router(AppState::new(service.clone(), config));
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(listener::serve(listener, router, limits, async {
            _ = stopped.await;
        }));
        let client = Client::builder().redirect(redirect::Policy::none()).timeout(Duration::from_secs(30)).build().unwrap();
        Self { address, service, key, client, stop: Some(stop), running, database }
    }

    pub async fn stop(self) {
        self.end().await;
    }

    /// The same; the database is still there.
    pub async fn end(mut self) -> TestStore {
        _ = self.stop.take().map(|stop| stop.send(()));
        (&mut self.running).await.unwrap();
        self.service.stop().await;
        self.database
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(self.url(path))
    }

    /// Asks a webhook, with the key.
    pub async fn ask(&self, webhook: &str, request: &Value) -> (StatusCode, Value) {
        let path = format!("/webhooks/imshop/{webhook}");
        let response = self.post(&path).bearer_auth(&self.key).json(request).send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }

    pub async fn import(&self, document: &Value) {
        self.service.import(&admin().permit().unwrap(), &document.to_string(), &[]).await.unwrap();
    }

    /// A member of staff with this role, and the password.
    pub async fn add_user(&self, name: &str, role: Role) -> String {
        self.service.add_user(&admin().permit().unwrap(), name, role).await.unwrap().password
    }

    /// Posts the sign-in form as a browser without scripts does.
    pub async fn sign_in(&self, name: &str, password: &str) -> Response {
        let form = format!("name={name}&password={password}");
        self.post("/api/ui/sign-in")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "text/html")
            .header("sec-fetch-site", "same-origin")
            .body(form)
            .send()
            .await
            .unwrap()
    }

    /// Who is signed in, as the actor of a session.
    pub async fn actor(&self, name: &str, password: &str) -> Actor {
        let signed_in = self.service.sign_in(name, password, "127.0.0.1").await.unwrap();
        let UserView { id, .. } = signed_in.user;
        self.service.actor(id, signed_in.credential_version).await.unwrap().unwrap()
    }
}

pub fn admin() -> Actor {
    Actor::command_line()
}

/// The session's cookie of an answer, as it was set: `podarok_session=…; HttpOnly; …`.
pub fn session_cookie(response: &Response) -> Option<String> {
    let cookies = response.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    cookies.filter(|cookie| cookie.starts_with("podarok_session=")).map(str::to_owned).next()
}

/// As a browser sends it back.
pub fn name_and_value(cookie: &str) -> &str {
    cookie.split(';').next().unwrap()
}

pub fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}
