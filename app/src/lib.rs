//! The admin: pages, components and server functions. Rendered on the server (feature `ssr`), made alive in the browser
//! (feature `hydrate`).
//!
//! What the server provides: [`service::Service`], and [`BuildId`] if it has one, by context, for pages and server functions
//! alike; sessions as a layer; [`session::ClientAddress`] as an extension of the request.

#![recursion_limit = "256"]

pub mod api;
pub mod components;
mod desk;
pub mod editor;
pub mod error;
pub mod focus;
pub mod local_path;
pub mod pages;
pub mod preferences;
pub mod routes;
pub mod rule_form;
#[cfg(feature = "ssr")]
pub mod session;
mod shell;
pub mod zone;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::Router;

pub use desk::use_shell;
pub use shell::{BuildId, shell};

/// The whole admin, inside `<body>`.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(preferences::Preferences::current());
    view! { <Router>{routes::routes()}</Router> }
}

/// Makes the page alive that the server sent.
#[cfg(feature = "hydrate")]
pub fn hydrate() {
    leptos::mount::hydrate_body(App);
    // Says so to whoever waits for it: tests, and scripts of assistive tools.
    if let Some(html) = document().document_element() {
        _ = html.set_attribute("data-hydrated", "");
    }
}
