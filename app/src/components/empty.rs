//! Two kinds of empty: nothing was made yet, and nothing matches.

use leptos::prelude::*;

use crate::preferences::use_texts;

/// What the list is for; its children are the one button that makes the first.
#[component]
pub fn NothingYet(#[prop(into)] text: String, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// The way back to the whole list.
#[component]
pub fn NothingMatches(path: &'static str) -> impl IntoView {
    let t = use_texts();
    view! {
        <div class="empty">
            <p>{t("Ничего не подходит под поиск и фильтры.", "Nothing matches the search and the filters.")}</p>
            <a class="button" href=path>
                {t("Сбросить фильтры", "Clear filters")}
            </a>
        </div>
    }
    .into_any()
}
