//! One call: request and answer, as they were kept.

use contract::{
    ErrorCode,
    views::{CallRow, CallView},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    PATH,
    words::{kind_text, milliseconds, result_badge},
};
use crate::{
    api::{self, shell::Shell},
    components::{CopyButton, PageHeader, loaded_page},
    local_path::escape,
    preferences::{use_language, use_texts},
};

pub fn page() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse().ok()));
    let call = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => api::calls::load_call(id).await,
                None => Err(ErrorCode::NotFound.into()),
            }
        },
    );
    loaded_page(call, |call, shell| view(call, &shell))
}

fn view(call: CallView, shell: &Shell) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let CallView { row, has_code, orders, ruleset_revision, request, answer } = call;
    let CallRow { id: _, at, kind, result, status, micros, customer, key } = row;
    let none = || "—".to_owned();
    let customer = match customer {
        Some(customer) => {
            let address = format!("{PATH}?customer={}", escape(&customer));
            view! { <a href=address>{customer}</a> }.into_any()
        }
        None => none().into_any(),
    };
    let code = match has_code {
        true => t("Был: хранится только его хеш", "There was one: only its hash is kept"),
        false => "—",
    };
    let is_current = ruleset_revision == shell.view.ruleset_revision;
    let revision = match is_current {
        true => language.pick(format!("{ruleset_revision}, действует и сейчас"), format!("{ruleset_revision}, still in force")),
        false => language.pick(
            format!("{ruleset_revision}; сейчас действует {}", shell.view.ruleset_revision),
            format!("{ruleset_revision}; now {} is in force", shell.view.ruleset_revision),
        ),
    };
    let orders = (!orders.is_empty()).then(|| {
        view! {
            <dt>{t("Заказы", "Orders")}</dt>
            <dd>{orders.join(", ")}</dd>
        }
    });
    let request = request.unwrap_or_else(|| {
        t("Не хранится: ключа не было или он не подошёл.", "Not kept: there was no key, or a wrong one.").to_owned()
    });
    view! {
        <PageHeader title=format!("{}, {at}", kind_text(kind).get(language)) />
        <dl class="facts panel">
            <dt>{t("Итог", "Result")}</dt>
            <dd>{result_badge(result, status, language)}</dd>
            <dt>{t("Длительность", "Duration")}</dt>
            <dd>{milliseconds(micros, language)}</dd>
            <dt>{t("Ключ", "Key")}</dt>
            <dd>{key.unwrap_or_else(none)}</dd>
            <dt>{t("Покупатель", "Customer")}</dt>
            <dd>{customer}</dd>
            <dt>{t("Промокод", "Code")}</dt>
            <dd>{code}</dd>
            {orders}
            <dt>{t("Версия правил", "Revision of the rules")}</dt>
            <dd>{revision}</dd>
        </dl>
        {body("request", t("Запрос", "Request"), request)}
        {body("answer", t("Ответ", "Answer"), answer)}
    }
    .into_any()
}

/// As text: what was sent is never part of the page.
fn body(id: &'static str, title: &'static str, text: String) -> AnyView {
    let copied = text.clone();
    view! {
        <div class="panel call-body">
            <div class="call-body-head">
                <h2 id=id>{title}</h2>
                <CopyButton text=copied />
            </div>
            <pre tabindex="0" role="region" aria-labelledby=id>
                {text}
            </pre>
        </div>
    }
    .into_any()
}
