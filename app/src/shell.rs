//! The page around the app: what is sent before anything else.

use std::sync::Arc;

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::{App, preferences::Preferences};

/// Names this build in the addresses of its assets, so that a browser never mixes two builds. Provided by context.
#[derive(Debug, Clone)]
pub struct BuildId(pub Arc<str>);

/// The HTML document.
pub fn shell(_options: LeptosOptions) -> impl IntoView {
    let Preferences { language, theme } = Preferences::current();
    let build = use_context::<BuildId>().map_or_else(|| Arc::from(env!("CARGO_PKG_VERSION")), |BuildId(build)| build);
    let asset = |name: &str| format!("/assets/{name}?v={build}");
    let (glue, wasm) = (asset("podarok.js"), asset("podarok_bg.wasm"));
    // The addresses are ours and plain: no quoting is needed inside of the script.
    let start = format!("import init, {{ hydrate }} from '{glue}'; init({{ module_or_path: '{wasm}' }}).then(hydrate);");
    view! {
        <!DOCTYPE html>
        <html lang=language.code() data-theme=theme.as_str()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex" />
                <link rel="icon" type="image/svg+xml" href=asset("favicon.svg") />
                <link rel="stylesheet" href=asset("main.css") />
                <link rel="modulepreload" href=glue />
                <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
                <script type="module" nonce=use_nonce()>{start}</script>
                {is_watched().then(|| view! { <script nonce=use_nonce()>{RELOAD}</script> })}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Loads the page anew when the server was built anew. Without signs that HTML would escape.
const RELOAD: &str = "let build; setInterval(async function () { try { const answer = await fetch('/dev/build'); \
    const now = await answer.text(); if (build ? build != now : false) location.reload(); build = now; } catch {} }, 1000);";

/// True under `cargo xtask watch`.
fn is_watched() -> bool {
    cfg!(feature = "ssr") && std::env::var_os("PODAROK_DEV_RELOAD").is_some_and(|value| value == "1")
}
