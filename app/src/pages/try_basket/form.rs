//! The basket, put together by hand.

use std::collections::BTreeMap;

use contract::{inputs::TryInput, views::TryView};
use engine::text::currency_sign;
use leptos::{prelude::*, task::spawn_local};
use serde_json::{Value, json};

use super::result::ResultView;
use crate::{
    api::{shell::Shell, try_basket::try_basket},
    components::Failure,
    editor::{DateField, ProblemSummary},
    error::AppError,
    preferences::use_language,
    rule_form::{Form, Path, field_view},
};
use engine::{
    Text,
    describe::{Field, FieldKind, Reference},
    problem::Problem,
};

/// The fields of the form are described as those of every other form are.
const LINE: &[Field] = &[
    Field::required("offer_id", FieldKind::Id(Reference::Offer), Text::new("Товар", "Product")),
    Field::required("quantity", FieldKind::Quantity, Text::new("Количество", "Quantity")),
];

const LINES: Field = Field::required("lines", FieldKind::Objects(LINE), Text::new("Товары в корзине", "Goods in the basket"));
const CODE: Field = Field::optional("code", FieldKind::Text { max: 64 }, Text::new("Промокод", "Code"));
const CUSTOMER: Field = Field::optional("customer", FieldKind::Id(Reference::Customer), Text::new("Покупатель", "Customer"))
    .hint(Text::new("идентификатор в вашей системе", "the id in your system"));

/// What rules of place, delivery and channel ask about.
const MORE: &[Field] = &[
    Field::optional("city", FieldKind::Text { max: 128 }, Text::new("Город", "City")),
    Field::optional("kladr", FieldKind::Text { max: 32 }, Text::new("КЛАДР города", "KLADR code of the city")),
    Field::optional("delivery", FieldKind::Id(Reference::Delivery), Text::new("Доставка", "Delivery"))
        .hint(Text::new("идентификатор, как в запросе приложения", "the id as the app sends it")),
    Field::optional("payment", FieldKind::Id(Reference::Payment), Text::new("Оплата", "Payment")),
    Field::optional("pickup", FieldKind::Id(Reference::Pickup), Text::new("Пункт выдачи", "Pick-up point")),
    Field::optional("outlet", FieldKind::Id(Reference::Outlet), Text::new("Магазин продавца", "The assistant's shop"))
        .hint(Text::new("если заказ собирают в магазине", "where the order is put together in a shop")),
];

#[component]
pub fn TryForm(shell: Shell) -> impl IntoView {
    let language = use_language();
    let (answer, error) = (RwSignal::new(None::<TryView>), RwSignal::new(None::<AppError>));
    let busy = RwSignal::new(false);
    let form = Form {
        draft: RwSignal::new(json!({"lines": [{"quantity": "1"}]})),
        problems: Signal::derive(move || error.with(problems)),
        names: RwSignal::new(BTreeMap::new()),
        language,
        currency: StoredValue::new(currency_sign(&shell.view.currency).to_owned()),
        read_only: false,
    };
    let chosen = RwSignal::new(Vec::<String>::new());
    let calculate = move || {
        busy.set(true);
        let input = input(&form.draft.get_untracked(), chosen.get_untracked());
        spawn_local(async move {
            match try_basket(input).await {
                Ok(view) => {
                    error.set(None);
                    answer.set(Some(view));
                }
                Err(refused) => error.set(Some(refused)),
            }
            busy.set(false);
        });
    };
    // Choosing a promo group in the result calculates anew, as the app does.
    let choose = Callback::new(move |promotions: Vec<String>| {
        chosen.set(promotions);
        calculate();
    });
    let whole = move || error.get().filter(|error| error.problems().iter().all(|problem| problem.place.is_empty()));
    view! {
        <ProblemSummary form />
        <div class="try">
            <form
                class="panel try-form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    calculate();
                }
            >
                {field_view(form, &LINES, &Path::root())}
                <div class="field-row">
                    {field_view(form, &CODE, &Path::root())}
                    {field_view(form, &CUSTOMER, &Path::root())}
                    <DateField form key="at" label=form.t("Когда (пусто — сейчас)", "When (empty is now)") zone=shell.zone.clone() />
                </div>
                <details class="more">
                    <summary>{form.t("Город, доставка, магазин", "City, delivery, shop")}</summary>
                    <div class="field-row">
                        {MORE.iter().map(|field| field_view(form, field, &Path::root())).collect_view()}
                    </div>
                </details>
                <div class="try-actions">
                    <button type="submit" class="button-primary" disabled=move || busy.get()>
                        {form.t("Рассчитать", "Calculate")}
                    </button>
                </div>
            </form>
            <section class="try-result" aria-label=form.t("Результат", "Result") aria-live="polite">
                {move || whole().map(|error| view! { <Failure error /> })}
                {move || match answer.get() {
                    Some(view) => view! { <ResultView view form chosen choose /> }.into_any(),
                    None => view! {
                        <p class="muted">{form.t(
                            "Добавьте товары и нажмите «Рассчитать»: здесь появится расчёт по строкам.",
                            "Add goods and press “Calculate”: the arithmetic of every line appears here.",
                        )}</p>
                    }.into_any(),
                }}
            </section>
        </div>
    }
}

fn problems(error: &Option<AppError>) -> Vec<Problem> {
    let problems = error.as_ref().map(AppError::problems).unwrap_or_default();
    problems.iter().filter(|problem| !problem.place.is_empty()).cloned().collect()
}

/// What is sent: texts as they were typed. Lines without anything in them are not meant.
fn input(draft: &Value, chosen: Vec<String>) -> TryInput {
    let mut draft = draft.clone();
    if let Some(lines) = draft["lines"].as_array_mut() {
        lines.retain(|line| line["offer_id"].as_str().is_some_and(|id| !id.trim().is_empty()));
    }
    let mut input: TryInput = serde_json::from_value(draft).unwrap_or_default();
    input.chosen = chosen;
    input
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_sent_as_it_was_typed() {
        let draft = json!({"lines": [{"offer_id": "10", "quantity": "0,5"}, {"quantity": "1"}], "code": "SALE"});
        let input = input(&draft, vec!["p".to_owned()]);
        assert_eq!((input.lines.len(), input.lines[0].quantity.as_str(), input.code.as_str()), (1, "0,5", "SALE"));
        assert_eq!(input.chosen, ["p"]);
    }
}
