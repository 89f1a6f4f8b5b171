//! One customer: what is known, codes, orders, a form for what may be changed, and forgetting them.

use contract::views::{CustomerCode, CustomerView, KnownCustomer};
use engine::text::{Words, currency_sign};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;

use super::or_dash;
use crate::{
    api::{
        self,
        customers::{ForgetCustomer, SaveCustomer, Shown},
        shell::Shell,
    },
    components::{DataTable, Failure, Notice, PageHeader, Tone, loaded_page},
    local_path::escape,
    pages::orders::state_text,
    preferences::{use_language, use_texts},
};

pub fn page() -> AnyView {
    let params = use_params_map();
    let save = ServerAction::<SaveCustomer>::new();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let view = Resource::new(move || (id.get(), save.version().get()), |(id, _)| api::customers::load_customer(id));
    loaded_page(view, move |view, shell| {
        let CustomerView { customer, uses, codes, orders, orders_in_all } = view;
        let id = customer.id.clone();
        let (t, language) = (use_texts(), use_language());
        let uses = uses.into_iter().map(|(name, uses)| view! { <li>{format!("{name} × {uses}")}</li> }).collect_view();
        let newest = (orders.len() as u64) < orders_in_all;
        let newest = newest.then(|| {
            let shown = orders.len();
            let text = language.pick(
                format!("Показаны последние {shown} из {orders_in_all}."),
                format!("These are the newest {shown} of {orders_in_all}."),
            );
            view! { <p class="muted">{text}</p> }
        });
        view! {
            <PageHeader title=id.clone() intro=t("Покупатель", "Customer").to_owned() />
            {known(&customer)}
            {form(&customer, save)}
            <h2>{t("Использовал акции", "Promotions used")}</h2>
            {match uses.is_empty() {
                true => view! { <p class="muted">{t("Пока никаких.", "None yet.")}</p> }.into_any(),
                false => view! { <ul>{uses}</ul> }.into_any(),
            }}
            {codes_view(codes)}
            <h2>{t("Заказы", "Orders")}</h2>
            {orders_view(orders, &shell)}
            {newest}
            {forget(id)}
        }
    })
}

fn known(customer: &KnownCustomer) -> AnyView {
    let t = use_texts();
    let KnownCustomer { id: _, loyalty_card, tier, balance, orders, segments } = customer.clone();
    let segments = segments.into_iter().map(|segment| {
        let href = format!("/segments/{}", escape(&segment));
        view! {
            <li>
                <a href=href>{segment}</a>
            </li>
        }
    });
    let segments: Vec<_> = segments.collect();
    view! {
        <dl class="totals">
            <dt>{t("Карта", "Card")}</dt>
            <dd>{or_dash(loyalty_card)}</dd>
            <dt>{t("Уровень", "Tier")}</dt>
            <dd>{or_dash(tier)}</dd>
            <dt>{t("Баллы", "Points")}</dt>
            <dd data-testid="balance">{balance}</dd>
            <dt>{t("Заказов", "Orders")}</dt>
            <dd>{orders}</dd>
        </dl>
        <h2>{t("Сегменты", "Segments")}</h2>
        {match segments.is_empty() {
            true => view! { <p class="muted">{t("Ни в одном.", "In none.")}</p> }.into_any(),
            false => view! { <ul>{segments}</ul> }.into_any(),
        }}
    }
    .into_any()
}

/// Posts without a script.
fn form(customer: &KnownCustomer, save: ServerAction<SaveCustomer>) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let KnownCustomer { id, loyalty_card, tier, balance, .. } = customer.clone();
    let shown: Shown = (loyalty_card.clone(), tier.clone(), Some(balance));
    let was = serde_json::to_string(&shown).unwrap_or_default();
    let answer = move || {
        save.value().get().map(|answer| match answer {
            Ok(()) => view! {
                <Notice tone=Tone::Good>
                    <p>{t("Сохранено.", "Saved.")}</p>
                </Notice>
            }
            .into_any(),
            Err(error) => {
                let problems: Vec<_> =
                    error.problems().iter().map(|problem| view! { <li>{problem.message(language).to_owned()}</li> }).collect();
                view! {
                    <Notice tone=Tone::Bad>
                        <p>{error.message(language)}</p>
                        {(!problems.is_empty()).then(|| view! { <ul>{problems}</ul> })}
                    </Notice>
                }
                .into_any()
            }
        })
    };
    let field = |name: &'static str, label: &'static str, value: String, inputmode: &'static str| {
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <input type="text" id=name name=name value=value autocomplete="off" inputmode=inputmode maxlength="128" />
            </div>
        }
    };
    view! {
        <details class="more">
            <summary>{t("Изменить карту, уровень, баллы", "Change card, tier, points")}</summary>
            <p class="field-hint">
                {t(
                    "Следующая загрузка из вашей системы заменит то, что здесь введено.",
                    "The next import from your system replaces what is typed here.",
                )}
            </p>
            <ActionForm action=save>
                <input type="hidden" name="id" value=id />
                <input type="hidden" name="was" value=was />
                <div class="field-row">
                    {field("loyalty_card", t("Карта", "Card"), loyalty_card.unwrap_or_default(), "text")}
                    {field("tier", t("Уровень", "Tier"), tier.unwrap_or_default(), "text")}
                    {field("balance", t("Баллы", "Points"), balance.to_string(), "numeric")}
                </div>
                <button type="submit" class="button-primary" disabled=move || save.pending().get()>
                    {t("Сохранить", "Save")}
                </button>
            </ActionForm>
        </details>
        {answer}
    }
    .into_any()
}

fn codes_view(codes: Vec<CustomerCode>) -> AnyView {
    let t = use_texts();
    let title = t("Коды", "Codes");
    if codes.is_empty() {
        return view! {
            <h2>{title}</h2>
            <p class="muted">{t("Не выдавались и не использовались.", "None were given or used.")}</p>
        }
        .into_any();
    }
    let rows: Vec<_> = codes
        .into_iter()
        .map(|CustomerCode { code, pool, given, redeemed }| {
            let or_dash = |text: String| if text.is_empty() { "—".to_owned() } else { text };
            view! {
                <tr>
                    <th scope="row">{code}</th>
                    <td data-label=t("Пул", "Pool")>{or_dash(pool)}</td>
                    <td data-label=t("Выдан", "Given")>{or_dash(given)}</td>
                    <td data-label=t("Использован", "Used")>{if redeemed { t("да", "yes") } else { t("нет", "no") }}</td>
                </tr>
            }
        })
        .collect();
    let columns = vec![t("Код", "Code"), t("Пул", "Pool"), t("Выдан", "Given"), t("Использован", "Used")];
    view! {
        <h2>{title}</h2>
        <DataTable label=title columns cards=true>
            {rows}
        </DataTable>
    }
    .into_any()
}

fn orders_view(orders: Vec<contract::views::OrderRow>, shell: &Shell) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    if orders.is_empty() {
        return view! { <p class="muted">{t("Заказов ещё не было.", "There were no orders yet.")}</p> }.into_any();
    }
    let words = Words { currency: currency_sign(&shell.view.currency), ..Words::plain(language) };
    let rows: Vec<_> = orders
        .into_iter()
        .map(|order| {
            let href = format!("/orders/{}", escape(&order.uuid));
            view! {
                <tr>
                    <td class="cell-name">
                        <a href=href>{order.uuid}</a>
                    </td>
                    <td data-label=t("Когда", "When")>{order.received}</td>
                    <td class="cell-number" data-label=t("Скидка", "Discount")>{words.money(order.discount)}</td>
                    <td class="cell-number" data-label=t("К оплате", "Total")>{words.money(order.total)}</td>
                    <td data-label=t("Состояние", "State")>{state_text(order.state).get(language)}</td>
                </tr>
            }
        })
        .collect();
    let columns =
        vec![t("Номер", "Number"), t("Когда", "When"), t("Скидка", "Discount"), t("К оплате", "Total"), t("Состояние", "State")];
    view! {
        <DataTable label=t("Заказы", "Orders") columns cards=true>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// Asked twice: what is opened names whom it is about, and so does the button.
fn forget(id: String) -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let action = ServerAction::<ForgetCustomer>::new();
    let failure = move || action.value().get().and_then(Result::err).map(|error| view! { <Failure error /> });
    let text = language.pick(
        format!("Всё, что известно о покупателе {id}, будет стёрто: карта, уровень, баллы, сегменты. В заказах, погашениях и журнале вместо идентификатора останется необратимый хеш, от адреса — город. Отменить это нельзя."),
        format!("Everything that is known of customer {id} is erased: card, tier, points, segments. In orders, redemptions and the log a hash stands for the id, and only the city is left of the address. This cannot be undone."),
    );
    let yes = language.pick(format!("Забыть покупателя {id}"), format!("Forget customer {id}"));
    view! {
        <details class="more">
            <summary>{t("Забыть покупателя…", "Forget the customer…")}</summary>
            <p>{text}</p>
            <ActionForm action>
                <input type="hidden" name="id" value=id />
                <button type="submit" disabled=move || action.pending().get()>
                    {yes}
                </button>
            </ActionForm>
        </details>
        {failure}
    }
    .into_any()
}
