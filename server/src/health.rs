//! For those who run it: is the process alive, can it answer?

use axum::{Router, extract::State, http::StatusCode, routing::get};

use crate::AppState;

pub fn router() -> Router<AppState> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready))
}

/// The process is there. Nothing else is looked at: a database that is away does not heal by a new process.
async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers, and there is a ruleset to calculate with.
async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    if state.service.ready().await { (StatusCode::OK, "ok\n") } else { (StatusCode::SERVICE_UNAVAILABLE, "not ready\n") }
}
