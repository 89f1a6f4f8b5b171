//! Offers that some customers see, with a code of their own.

use contract::RuleKind;
use engine::{Text, describe::FieldKind};
use leptos::prelude::*;
use serde_json::{Value, json};

use crate::{
    api::shell::Shell,
    components::RuleList,
    editor::{self, DateField, Editor, Section, Thing, id_field, suggest_id},
    rule_form::{Path, draft, field_view},
};

const THING: Thing = Thing::Rule(RuleKind::PersonalOffer);

const LIST: RuleList = RuleList {
    kind: RuleKind::PersonalOffer,
    path: "/personal-offers",
    new_path: "/new/personal-offer",
    title: Text::new("Личные предложения", "Personal offers"),
    intro: Text::new(
        "Карточки с промокодом, которые приложение показывает выбранным покупателям.",
        "Cards with a code that the app shows to chosen customers.",
    ),
    new_label: Text::new("Новое предложение", "New personal offer"),
    purpose: Text::new(
        "Покажите промокод тем, для кого он: сегменту, списку покупателей или всем.",
        "Show a code to those it is for: a segment, a list of customers, or everyone.",
    ),
};

pub fn list() -> AnyView {
    LIST.view()
}

pub fn edit() -> AnyView {
    editor::open(THING, Text::new("Новое личное предложение", "New personal offer"), fresh, body)
}

/// Shown in the app to nobody in particular yet, with the barcode that every till reads.
fn fresh() -> Value {
    json!({ "online": true, "offline": false, "barcode_type": "code128", "audience": { "everyone": false } })
}

fn body(editor: Editor, shell: &Shell) -> AnyView {
    let form = editor.form;
    let t = move |ru, en| form.t(ru, en);
    let field = move |key: &str| field_view(form, THING.field(key), &Path::root());
    let zone = StoredValue::new(shell.zone.clone());
    suggest_id(editor);
    view! {
        <Section id="section-card" title=t("Карточка", "The card")>
            {field("name")} {field("description")} {field("image")} {field("value")}
        </Section>
        <Section id="section-id" title=t("Где показывать", "Where it is shown")>
            {id_field(
                editor,
                t(
                    "IMSHOP покажет предложение только там, где стоит баннер с этим идентификатором.",
                    "IMSHOP shows the offer only where a banner bears this id.",
                ),
            )}
            <div class="field-row">{field("online")} {field("offline")}</div>
        </Section>
        <Section id="section-code" title=t("Промокод", "The code")>
            <div class="field-row">{field("promocode")} {field("barcode_type")}</div>
            <p class="field-hint">
                {t(
                    "Что код даёт в корзине, решает акция с таким промокодом: без неё предложение с кодом бесполезно.",
                    "What the code gives in the basket is up to a promotion with this code: without one, the offer is of no use.",
                )}
            </p>
            {field("code_pool")}
        </Section>
        <Section id="section-audience" title=t("Кому показывать", "Who sees it")>
            <Audience editor />
        </Section>
        <Section id="section-when" title=t("Когда", "When")>
            <div class="field-row">
                <DateField form key="starts_at" label=t("Начало", "Starts") zone=zone.get_value() />
                <DateField form key="expires_at" label=t("Окончание", "Expires") zone=zone.get_value() />
            </div>
        </Section>
    }
    .into_any()
}

/// Everyone, or some.
#[component]
fn Audience(editor: Editor) -> impl IntoView {
    let form = editor.form;
    let audience = Path::root().key("audience");
    let everyone = form.value(&audience.key("everyone"));
    let for_all = move || everyone.get() == Some(Value::Bool(true));
    let choose =
        move |value: bool| form.edit(|root| draft::set(root, &Path::root().key("audience").key("everyone"), Value::Bool(value)));
    let radio = move |value: bool, label: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="audience.everyone"
                    checked=untrack(for_all) == value
                    prop:checked=move || for_all() == value
                    on:change=move |_| choose(value)
                    disabled=form.read_only
                />
                <span>{label}</span>
            </label>
        }
    };
    let fields = match THING.field("audience").kind {
        FieldKind::Object(fields) => fields,
        _ => &[],
    };
    let some =
        fields.iter().filter(|field| field.key != "everyone").map(|field| field_view(form, field, &audience)).collect_view();
    view! {
        <div class="choices" id=audience.control_id() tabindex="-1" role="group" aria-labelledby="section-audience">
            {radio(true, form.t("Всем покупателям", "All customers"))}
            {radio(false, form.t("Сегментам и отдельным покупателям", "Segments and single customers"))}
        </div>
        <div class="audience" hidden=for_all>
            {some}
        </div>
    }
    .into_any()
}
