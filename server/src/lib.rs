//! The process: command line, settings, and everything that is asked over HTTP.
//!
//! * [`router`]: the webhooks, the admin, its assets, health.
//! * [`run`]: the commands of the binary `podarok`.

mod admin;
mod api;
mod assets;
pub mod cli;
mod code_files;
mod commands;
pub mod config;
mod dev;
mod health;
mod layers;
pub mod listener;
mod log;
mod sessions;
mod webhooks;

use std::sync::Arc;

use axum::{Router, extract::FromRef};
use leptos::config::LeptosOptions;
use service::Service;

pub use commands::run;
pub use config::Config;
pub use webhooks::log_calls;

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub service: Service,
    pub config: Arc<Config>,
    pub leptos: LeptosOptions,
}

/// As `leptos_axum` asks for it.
impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

impl AppState {
    pub fn new(service: Service, config: Config) -> Self {
        Self { service, config: Arc::new(config), leptos: admin::options() }
    }
}

/// Everything that the server answers.
pub fn router(state: AppState) -> Router {
    let webhooks = webhooks::router(&state);
    let router = Router::new()
        .merge(health::router())
        .merge(api::router())
        .merge(assets::router())
        .merge(dev::router())
        .merge(code_files::router(&state))
        .merge(admin::router(&state));
    layers::around(router, &state).merge(webhooks).with_state(state)
}
