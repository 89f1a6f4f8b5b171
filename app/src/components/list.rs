//! Above and below a list: its search, its filter, its pages. Plain GET forms and links.

use engine::{rules::STATUSES, text::plural_ru};
use leptos::prelude::*;
use leptos_router::components::Form;

use crate::{
    components::ListQuery,
    preferences::{use_language, use_texts},
};

/// Search, and a filter by status where there is one.
#[component]
pub fn SearchForm(path: &'static str, query: Memo<ListQuery>, #[prop(optional)] with_status: bool) -> impl IntoView {
    let t = use_texts();
    view! {
        <Form method="GET" action=path attr:class="search-form" attr:role="search">
            <input
                type="search"
                name="search"
                aria-label=t("Поиск по списку", "Search the list")
                placeholder=t("Поиск", "Search")
                value=query.get_untracked().search
                prop:value=move || query.get().search
            />
            {with_status.then(|| view! { <StatusFilter query /> })}
            <button type="submit">{t("Найти", "Search")}</button>
        </Form>
    }
    .into_any()
}

#[component]
fn StatusFilter(query: Memo<ListQuery>) -> impl IntoView {
    let (t, language) = (use_texts(), use_language());
    let choices = [("", t("Все, кроме архива", "All but archived"))]
        .into_iter()
        .chain(STATUSES.iter().map(|status| (status.value, status.label.get(language))))
        .chain([("all", t("Все", "All"))]);
    let initial = query.get_untracked().status;
    view! {
        <select name="status" aria-label=t("Статус", "Status") prop:value=move || query.get().status>
            {choices
                .map(|(value, label)| {
                    view! {
                        <option value=value selected=value == initial>
                            {label}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
    .into_any()
}

/// How many there are, and the way to the other pages.
#[component]
pub fn Pager(path: &'static str, query: ListQuery, total: u64, page: u64, pages: u64) -> impl IntoView {
    let (t, language) = (use_texts(), use_language());
    let count = i64::try_from(total).unwrap_or(i64::MAX);
    let found = language.pick(
        format!("{total} {}", plural_ru(count, "строка", "строки", "строк")),
        format!("{total} {}", if total == 1 { "row" } else { "rows" }),
    );
    let link = |page: u64, text: &'static str, rel: &'static str| {
        view! {
            <a class="button" rel=rel href=query.address(path, page)>
                {text}
            </a>
        }
    };
    let links = (pages > 1).then(|| {
        view! {
            <nav class="pager-links" aria-label=t("Страницы списка", "Pages of the list")>
                {(page > 1).then(|| link(page - 1, t("Назад", "Previous"), "prev"))}
                <span>{format!("{page} / {pages}")}</span>
                {(page < pages).then(|| link(page + 1, t("Дальше", "Next"), "next"))}
            </nav>
        }
    });
    view! {
        <div class="pager">
            <p class="muted">{found}</p>
            {links}
        </div>
    }
    .into_any()
}
