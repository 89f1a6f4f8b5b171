//! One call: request and answer, as they were kept.

use contract::{
    ErrorCode,
    views::{CallKind, CallResult, CallRow, CallView, TryView},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    PATH,
    words::{kind_text, milliseconds, result_badge},
};
use crate::{
    api::{self, shell::Shell},
    components::{CopyButton, Notice, PageHeader, Tone, loaded_page},
    local_path::escape,
    pages::{orders, try_basket::result::ResultView},
    preferences::{use_language, use_texts},
};

pub fn page() -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")).and_then(|id| id.parse().ok());
        (id, query.with(|query| query.get("again").is_some()))
    });
    let call = Resource::new(
        move || asked.get(),
        |(id, again)| async move {
            match id {
                Some(id) => api::calls::load_call(id, again).await,
                None => Err(ErrorCode::NotFound.into()),
            }
        },
    );
    loaded_page(call, |(call, again), shell| view(call, again, &shell))
}

fn view(call: CallView, again: Option<TryView>, shell: &Shell) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let CallView { row, has_code, orders, ruleset_revision, request, answer } = call;
    let CallRow { id, at, kind, result, status, micros, customer, key } = row;
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
        let link = |order: String| {
            let href = format!("/orders/{}", escape(&order));
            view! {
                <a href=href>{order}</a>
                " "
            }
        };
        view! {
            <dt>{t("Заказы", "Orders")}</dt>
            <dd>{orders.into_iter().map(link).collect_view()}</dd>
        }
    });
    let again = match again {
        Some(again) => again_view(again, has_code, shell),
        None if kind == CallKind::Basket && request.is_some() && result == CallResult::Ok => {
            let address = format!("{PATH}/{id}?again=1");
            view! { <p><a class="button" href=address>{t("Рассчитать ещё раз", "Calculate again")}</a></p> }.into_any()
        }
        None => ().into_any(),
    };
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
        {again}
        {body("request", t("Запрос", "Request"), request)}
        {body("answer", t("Ответ", "Answer"), answer)}
    }
    .into_any()
}

/// What the basket would be answered now, and why.
fn again_view(mut again: TryView, had_code: bool, shell: &Shell) -> AnyView {
    let t = use_texts();
    // Nobody chooses here.
    again.quote.groups.clear();
    again.quote.suggestions.clear();
    let without =
        had_code.then(|| t("Промокод не хранится: рассчитано без него.", "The code is not kept: this is calculated without it."));
    view! {
        <section class="try-result call-body" aria-labelledby="again">
            <h2 id="again">{t("Рассчитано ещё раз", "Calculated again")}</h2>
            <Notice tone=Tone::Info>
                <p>
                    {t(
                        "На время обращения, по тому, что опубликовано и известно о покупателе сейчас.",
                        "For the time of the call, by what is published and known of the customer now.",
                    )} " " {without}
                </p>
            </Notice>
            <ResultView view=again form=orders::form(shell) chosen=RwSignal::new(Vec::new()) choose=Callback::new(|_| ()) />
        </section>
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
