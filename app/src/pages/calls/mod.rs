//! The webhook log: what the app and the order system asked, and what they were answered. Without personal data.

mod one;
mod query;
mod words;

use contract::views::{CallKind, CallResult, CallRow, CallsView};
use leptos::prelude::*;
use leptos_router::components::Form;

use crate::{
    api::{self, shell::Shell},
    components::{DataTable, NothingMatches, NothingYet, PageHeader, loaded},
    preferences::{use_language, use_texts},
};
pub use one::page as one;
use query::CallsQuery;
use words::{kind_text, milliseconds, result_badge, result_text};

const PATH: &str = "/calls";

pub fn list() -> AnyView {
    let t = use_texts();
    let query = CallsQuery::current();
    let page = Resource::new(move || query.get().input(), api::calls::list_calls);
    view! {
        <PageHeader
            title=t("Журнал обращений", "Webhook log").to_owned()
            intro=t(
                "Что спрашивали приложение и система заказов и что им ответили. Персональные данные и ключи не хранятся.",
                "What the app and the order system asked, and what they were answered. Personal data and keys are not kept.",
            ).to_owned()
        />
        <Filters query />
        {loaded(page, move |page, shell| table(page, &query.get_untracked(), &shell))}
    }
    .into_any()
}

#[component]
fn Filters(query: Memo<CallsQuery>) -> impl IntoView {
    let (t, language) = (use_texts(), use_language());
    let initial = query.get_untracked();
    let kinds = CallKind::ALL.map(|kind| (kind.as_str(), kind_text(kind).get(language)));
    let results = CallResult::ALL.map(|result| (result.as_str(), result_text(result).get(language)));
    let options = |all: &'static str, choices: [(&'static str, &'static str); 3], chosen: Option<&'static str>| {
        let choices = [("", all)].into_iter().chain(choices);
        let option = |(value, label): (&'static str, &'static str)| {
            view! {
                <option value=value selected=value == chosen.unwrap_or_default()>
                    {label}
                </option>
            }
        };
        choices.map(option).collect_view()
    };
    let kind = options(t("Все обращения", "All webhooks"), kinds, initial.kind.map(CallKind::as_str));
    let result = options(t("Любой итог", "Any result"), results, initial.result.map(CallResult::as_str));
    view! {
        <Form method="GET" action=PATH attr:class="search-form" attr:role="search">
            <input
                type="search"
                name="customer"
                aria-label=t("Покупатель", "Customer")
                placeholder=t("Покупатель: идентификатор", "Customer: the id")
                value=initial.customer
                prop:value=move || query.get().customer
            />
            <input
                type="search"
                name="code"
                autocomplete="off"
                aria-label=t("Промокод", "Code")
                placeholder=t("Промокод целиком", "The whole code")
                value=initial.code
                prop:value=move || query.get().code
            />
            <select
                name="kind"
                aria-label=t("Обращение", "Webhook")
                prop:value=move || query.get().kind.map(CallKind::as_str).unwrap_or_default()
            >
                {kind}
            </select>
            <select
                name="result"
                aria-label=t("Итог", "Result")
                prop:value=move || query.get().result.map(CallResult::as_str).unwrap_or_default()
            >
                {result}
            </select>
            <button type="submit">{t("Найти", "Search")}</button>
        </Form>
    }
    .into_any()
}

fn table(page: CallsView, query: &CallsQuery, _: &Shell) -> AnyView {
    let t = use_texts();
    let CallsView { rows, next, kept_days } = page;
    if kept_days == 0 {
        let off = t(
            "Журнал выключен: настройка сервера call_log_days равна 0.",
            "The log is switched off: the server’s setting call_log_days is 0.",
        );
        return view! { <NothingYet text=off /> }.into_any();
    }
    if rows.is_empty() && query.is_all() {
        let nothing = t(
            "Обращений пока не было. Они появятся здесь через мгновение после ответа.",
            "There were no calls yet. They appear here a moment after the answer.",
        );
        return view! { <NothingYet text=nothing /> }.into_any();
    }
    if rows.is_empty() {
        return view! { <NothingMatches path=PATH /> }.into_any();
    }
    let columns = vec![
        t("Время", "Time"),
        t("Обращение", "Webhook"),
        t("Итог", "Result"),
        t("Длительность", "Duration"),
        t("Покупатель", "Customer"),
        t("Ключ", "Key"),
    ];
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    view! {
        <DataTable label=t("Обращения", "Calls") columns cards=true>
            {rows}
        </DataTable>
        {pager(query, next, kept_days)}
    }
    .into_any()
}

fn row(row: CallRow) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let CallRow { id, at, kind, result, status, micros, customer, key } = row;
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "—".to_owned());
    view! {
        <tr>
            <td class="cell-name">
                <a href=format!("{PATH}/{id}")>{at}</a>
            </td>
            <td>{kind_text(kind).get(language)}</td>
            <td class="cell-badges">{result_badge(result, status, language)}</td>
            <td class="cell-number" data-label=t("Длительность", "Duration")>
                {milliseconds(micros, language)}
            </td>
            <td data-label=t("Покупатель", "Customer")>{or_dash(customer)}</td>
            <td data-label=t("Ключ", "Key")>{or_dash(key)}</td>
        </tr>
    }
    .into_any()
}

/// The log grows at its beginning, and has no last page that could be told.
fn pager(query: &CallsQuery, next: Option<i64>, kept_days: u32) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let kept = language.pick(format!("Хранится дней: {kept_days}"), format!("Kept for days: {kept_days}"));
    let newest = query.before.map(|_| {
        view! {
            <a class="button" href=query.address(PATH, None)>
                {t("К новым", "Newest")}
            </a>
        }
    });
    let older = next.map(|next| {
        view! {
            <a class="button" rel="next" href=query.address(PATH, Some(next))>
                {t("Раньше", "Older")}
            </a>
        }
    });
    view! {
        <div class="pager">
            <p class="muted">{kept}</p>
            <nav class="pager-links" aria-label=t("Страницы журнала", "Pages of the log")>
                {newest}
                {older}
            </nav>
        </div>
    }
    .into_any()
}
