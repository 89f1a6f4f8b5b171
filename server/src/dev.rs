//! For `cargo xtask watch`: pages ask which process answers, and reload when it is another one.

use std::{
    sync::LazyLock,
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{Router, routing::get};

use crate::AppState;

const VARIABLE: &str = "PODAROK_DEV_RELOAD";

/// `GET /dev/build`, there only while somebody watches.
pub fn router() -> Router<AppState> {
    match std::env::var_os(VARIABLE) {
        Some(value) if value == "1" => Router::new().route("/dev/build", get(async || start())),
        _ => Router::new(),
    }
}

/// When the process first was asked, in milliseconds: no two processes have the same.
fn start() -> &'static str {
    static START: LazyLock<String> = LazyLock::new(|| {
        SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_millis().to_string()).unwrap_or_default()
    });
    &START
}
