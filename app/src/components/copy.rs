use leptos::prelude::*;

use crate::{components::toast::use_toasts, preferences::use_texts};

/// Puts a text on the clipboard.
#[component]
pub fn CopyButton(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let (t, toasts) = (use_texts(), use_toasts());
    let copy = move |_| {
        if put_on_clipboard(&text.get_untracked()) {
            toasts.say(t("Скопировано", "Copied"));
        } else {
            toasts
                .say(t("Браузер не даёт копировать: выделите текст сами", "The browser does not allow copying: select the text"));
        }
    };
    view! {
        <button type="button" class="button-quiet" on:click=copy>
            {t("Скопировать", "Copy")}
        </button>
    }
    .into_any()
}

/// False where there is no clipboard: browsers have one behind https, and on the own machine, only.
fn put_on_clipboard(text: &str) -> bool {
    #[cfg(feature = "hydrate")]
    {
        let allowed = window().is_secure_context();
        if allowed {
            _ = window().navigator().clipboard().write_text(text);
        }
        allowed
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = text;
        false
    }
}
