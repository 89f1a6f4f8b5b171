//! The admin: the pages and server functions of `app`, with the sessions of staff.

use std::sync::{Arc, LazyLock};

use app::{App, BuildId, session::ClientAddress};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};
use leptos_axum::{AxumRouteListing, LeptosRoutes, ResponseOptions, generate_route_list};
use service::Service;

use crate::{AppState, assets, layers::body, listener::Peer, sessions};

/// Listed once, before any page is rendered. While routes are listed, Leptos loads no resources in the whole process: a page
/// that another thread renders at that time would wait for its own for ever.
static ROUTES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// How Leptos names what it loads; the addresses of assets are the shell's.
pub fn options() -> LeptosOptions {
    LeptosOptions::builder().output_name("podarok").site_pkg_dir("assets").build()
}

pub fn router(state: &AppState) -> Router<AppState> {
    let context = context(state.service.clone());
    let options = state.leptos.clone();
    let shell = move || app::shell(options.clone());
    let not_found = leptos_axum::render_app_async_with_context(context.clone(), shell.clone());
    Router::new()
        .leptos_routes_with_context(state, ROUTES.clone(), context, shell)
        .fallback(async move |request: Request| match *request.method() {
            Method::GET | Method::HEAD => missing(not_found(request).await),
            _ => StatusCode::NOT_FOUND.into_response(),
        })
        .layer(from_fn_with_state(state.clone(), sessions::keep_alive))
        .layer(sessions::layer(state))
        .layer(from_fn_with_state(state.clone(), body::limited))
        .layer(from_fn_with_state(state.clone(), client_address))
}

/// What pages and server functions find in their context.
fn context(service: Service) -> impl Fn() + Clone + Send + Sync + 'static {
    let build = BuildId(Arc::from(assets::version()));
    move || {
        provide_context(service.clone());
        provide_context(build.clone());
        only_what_is_ours();
    }
}

/// Pages run the scripts that they were sent with, and load from here alone.
fn only_what_is_ours() {
    // Server functions have no nonce: what they answer is no page.
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: https:; \
         font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// A page that says that there is no such page.
fn missing(mut response: Response) -> Response {
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

async fn client_address(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Some(Peer(peer)) = request.extensions().get::<Peer>() {
        let address = state.config.trusted_proxies.client(peer.ip(), request.headers());
        request.extensions_mut().insert(ClientAddress(address.to_string()));
    }
    next.run(request).await
}
