//! What was forgotten, told where one is led after it: by the hash in the address.

use contract::{
    RuleKind,
    views::{Forgotten, NamedIn},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    api,
    components::{Notice, Tone, loaded},
    editor::Thing,
    local_path::escape,
    preferences::{use_language, use_texts},
};

/// Nothing where nobody was just forgotten.
pub fn told() -> AnyView {
    let query = use_query_map();
    let hash = Memo::new(move |_| query.with(|query| query.get("forgotten")).filter(|hash| !hash.is_empty()));
    let forgotten = Resource::new(
        move || hash.get(),
        |hash| async move {
            match hash {
                Some(hash) => api::customers::load_forgotten(hash).await.map(Some),
                None => Ok(None),
            }
        },
    );
    loaded(forgotten, |forgotten, _| forgotten.map(notice))
}

fn notice(forgotten: Forgotten) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let Forgotten { hash: _, customer: _, segments, promotions: _, codes, redemptions, orders, audit_rows, calls, named_in } =
        forgotten;
    let counts = language.pick(
        format!("Заказов обезличено: {orders}, погашений: {redemptions}, кодов: {codes}, записей журнала действий: {audit_rows}; удалено вызовов: {calls}; из сегментов исключён: {segments}."),
        format!("Orders without a name now: {orders}, redemptions: {redemptions}, codes: {codes}, rows of the audit log: {audit_rows}; calls deleted: {calls}; taken out of segments: {segments}."),
    );
    let named = (!named_in.is_empty()).then(|| {
        let items = named_in.into_iter().map(rule).collect_view();
        view! {
            <p>
                {t(
                    "Опубликованное не переписывается. Идентификатор ещё назван здесь; уберите его и забудьте покупателя ещё раз, чтобы очистить и журнал:",
                    "What was published is not rewritten. The id is still named here; take it out, and forget the customer again to clean the log as well:",
                )}
            </p>
            <ul>{items}</ul>
        }
    });
    view! {
        <Notice tone=Tone::Good>
            <p>{t("Покупатель забыт.", "The customer is forgotten.")} " " {counts}</p>
            {named}
        </Notice>
    }
    .into_any()
}

fn rule(named: NamedIn) -> AnyView {
    let language = use_language();
    let NamedIn { kind, id, working_copy, revisions } = named;
    let numbers: Vec<String> = revisions.iter().map(ToString::to_string).collect();
    let mut places = Vec::new();
    if working_copy {
        places.push(language.pick("в рабочей копии", "in the working copy").to_owned());
    }
    if !numbers.is_empty() {
        let numbers = numbers.join(", ");
        places.push(language.pick(format!("в ревизиях {numbers}"), format!("in revisions {numbers}")));
    }
    let href = match kind {
        RuleKind::Settings => "/settings".to_owned(),
        kind => format!("{}/{}", Thing::Rule(kind).path(), escape(&id)),
    };
    view! {
        <li>
            <a href=href>{id}</a>
            {format!(": {}", places.join(", "))}
        </li>
    }
    .into_any()
}
