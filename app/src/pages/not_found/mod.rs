//! Nothing is at this address.

use leptos::prelude::*;

use crate::{components::PageHeader, preferences::use_texts};

pub fn page() -> AnyView {
    let t = use_texts();
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <main class="alone">
            <PageHeader title=t("Такой страницы нет", "There is no such page").to_owned() />
            <p>{t("Адрес изменился или набран с ошибкой.", "The address has changed, or was mistyped.")}</p>
            <p>
                <a class="button button-primary" href="/">
                    {t("На главную", "Home")}
                </a>
            </p>
        </main>
    }
    .into_any()
}
