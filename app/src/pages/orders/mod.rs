//! One order: every line's arithmetic, what it used up, why, and whether it comes to the same when it is priced again.

use std::collections::BTreeMap;

use contract::views::{OrderRow, OrderState, OrderView, RedeemedRow, TryView};
use engine::{
    Money, Quantity, Text,
    text::{Words, currency_sign},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde_json::json;

use super::try_basket::result::ResultView;
use crate::{
    api::{self, shell::Shell},
    components::{DataTable, Notice, PageHeader, Tone, loaded_page},
    local_path::escape,
    preferences::{use_language, use_texts},
    rule_form::Form,
};

/// A state in words.
pub const fn state_text(state: OrderState) -> Text {
    match state {
        OrderState::Placed => Text::new("Оформлен", "Placed"),
        OrderState::Done => Text::new("Выполнен", "Done"),
        OrderState::Canceled => Text::new("Отменён", "Canceled"),
    }
}

pub fn page() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let order = Resource::new(move || id.get(), api::orders::load_order);
    loaded_page(order, |order, shell| order_view(order, &shell))
}

fn order_view(order: OrderView, shell: &Shell) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let OrderView {
        row,
        group,
        forgotten,
        code,
        city,
        priced,
        canceled,
        mut quote,
        reasons,
        redeemed,
        ruleset_revision,
        rules_version,
        difference,
    } = order;
    // What could have been chosen then is chosen no more.
    quote.groups.clear();
    quote.suggestions.clear();
    let view = TryView { quote, reasons, ruleset_revision, at: priced };
    let form = form(shell);
    let again = match difference.is_empty() {
        true => view! {
            <Notice tone=Tone::Good>
                <p>{t("Пересчёт по тем же правилам даёт то же самое.", "Priced again by the same rules, it comes to the same.")}</p>
            </Notice>
        }
        .into_any(),
        false => view! {
            <Notice tone=Tone::Warn>
                <p>{t("Пересчёт по тем же правилам отличается.", "Priced again by the same rules, it differs.")} " " {difference}</p>
            </Notice>
        }
        .into_any(),
    };
    let title = language.pick(format!("Заказ {}", row.uuid), format!("Order {}", row.uuid));
    view! {
        <PageHeader title=title />
        {facts(row, group, forgotten, code, city, canceled)}
        {again}
        <ResultView view form chosen=RwSignal::new(Vec::new()) choose=Callback::new(|_| ()) />
        {redeemed_view(redeemed, shell)}
        <p class="muted">
            {language.pick(
                format!("Версия правил расчёта: {rules_version}."),
                format!("Version of the rules of calculation: {rules_version}."),
            )}
        </p>
    }
    .into_any()
}

fn facts(row: OrderRow, group: String, forgotten: bool, code: String, city: String, canceled: String) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let OrderRow { uuid: _, customer, received, state, total: _, discount: _, points_spent, points_earned } = row;
    let customer = match (forgotten, customer.is_empty()) {
        (true, _) => view! { <span class="muted">{t("забыт", "forgotten")}</span> }.into_any(),
        (_, true) => view! { <span class="muted">{t("гость", "a guest")}</span> }.into_any(),
        _ => {
            let href = format!("/customers/{}", escape(&customer));
            view! { <a href=href>{customer}</a> }.into_any()
        }
    };
    let optional = |label: &'static str, value: String| {
        (!value.is_empty()).then(|| {
            view! {
                <dt>{label}</dt>
                <dd>{value}</dd>
            }
        })
    };
    view! {
        <dl class="totals">
            <dt>{t("Состояние", "State")}</dt>
            <dd data-testid="state">{state_text(state).get(language)}</dd>
            <dt>{t("Получен", "Received")}</dt>
            <dd>{received}</dd>
            {optional(t("Отменён", "Canceled"), canceled)}
            <dt>{t("Покупатель", "Customer")}</dt>
            <dd>{customer}</dd>
            {optional(t("Группа заказов", "Group of orders"), group)}
            {optional(t("Промокод", "Code"), code)}
            {optional(t("Город", "City"), city)}
            <dt>{t("Списано баллов", "Points spent")}</dt>
            <dd>{points_spent}</dd>
            <dt>{t("Начисляется баллов", "Points earned")}</dt>
            <dd>{points_earned}</dd>
        </dl>
    }
    .into_any()
}

fn redeemed_view(redeemed: Vec<RedeemedRow>, shell: &Shell) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let title = t("Что израсходовано", "What it used up");
    if redeemed.is_empty() {
        return view! {
            <h2>{title}</h2>
            <p class="muted">{t("Ничего.", "Nothing.")}</p>
        }
        .into_any();
    }
    let words = Words { currency: currency_sign(&shell.view.currency), ..Words::plain(language) };
    let rows: Vec<_> = redeemed
        .into_iter()
        .map(|RedeemedRow { id, name, code, budget, gift_units, given_back }| {
            let money = if budget == Money::ZERO { "—".to_owned() } else { words.money(budget) };
            let gifts = if gift_units == Quantity::ZERO { "—".to_owned() } else { gift_units.to_string() };
            let code = if code.is_empty() { "—".to_owned() } else { code };
            view! {
                <tr>
                    <td class="cell-name">
                        <a href=format!("/promotions/{}", escape(&id))>{name}</a>
                    </td>
                    <td data-label=t("Промокод", "Code")>{code}</td>
                    <td class="cell-number" data-label=t("Из бюджета", "Of the budget")>{money}</td>
                    <td class="cell-number" data-label=t("Подарков", "Gifts")>{gifts}</td>
                    <td data-label=t("Возвращено", "Given back")>{if given_back { t("да", "yes") } else { t("нет", "no") }}</td>
                </tr>
            }
        })
        .collect();
    let columns = vec![
        t("Акция", "Promotion"),
        t("Промокод", "Code"),
        t("Из бюджета", "Of the budget"),
        t("Подарков", "Gifts"),
        t("Возвращено", "Given back"),
    ];
    view! {
        <h2>{title}</h2>
        <DataTable label=title columns cards=true>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// What the result's view needs to write money: nothing is edited here.
fn form(shell: &Shell) -> Form {
    Form {
        draft: RwSignal::new(json!({})),
        problems: Signal::derive(Vec::new),
        names: RwSignal::new(BTreeMap::new()),
        language: use_language(),
        currency: StoredValue::new(currency_sign(&shell.view.currency).to_owned()),
        read_only: true,
    }
}
