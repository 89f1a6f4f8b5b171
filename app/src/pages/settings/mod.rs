//! The rules of the shop, published as promotions are.

use contract::RuleKind;
use engine::{Text, describe::FieldKind};
use leptos::prelude::*;
use serde_json::json;

use crate::{
    api::shell::Shell,
    editor::{self, Editor, Section, Thing},
    rule_form::{Path, draft, field_view},
};

const THING: Thing = Thing::Rule(RuleKind::Settings);

pub fn page() -> AnyView {
    editor::open(THING, Text::new("Настройки", "Settings"), || json!({}), body)
}

fn body(editor: Editor, _: &Shell) -> AnyView {
    let form = editor.form;
    let t = move |ru, en| form.t(ru, en);
    let field = move |key: &str| field_view(form, THING.field(key), &Path::root());
    view! {
        <Section id="section-shop" title=t("Магазин", "The shop")>
            <div class="field-row">{field("currency")} {field("language")} {field("time_zone")}</div>
        </Section>
        <Section id="section-prices" title=t("Цены и округление", "Prices and rounding")>
            <div class="field-row">{field("rounding")} {field("price_source")} {field("offer_id_field")}</div>
            <p class="field-hint">
                {t(
                    "Округление: 0,01 — до копейки, 1 — до рубля. privateId и configurationId — поля товара в запросах IMSHOP.",
                    "Rounding: 0.01 is to the kopeck, 1 to the rouble. privateId and configurationId are fields of items in IMSHOP’s requests.",
                )}
            </p>
        </Section>
        <Section id="section-lanes" title=t("Полосы", "Lanes")>
            <p class="field-hint">
                {t(
                    "Акции считаются полоса за полосой, сверху вниз. Акция работает в своей полосе.",
                    "Promotions are calculated lane by lane, from top to bottom. A promotion works in its own lane.",
                )}
            </p>
            <div class="under-heading">{field("lanes")}</div>
        </Section>
        <Section id="section-points" title=t("Баллы", "Points")>
            <Points editor />
        </Section>
    }
    .into_any()
}

/// The programme can be absent altogether.
#[component]
fn Points(editor: Editor) -> impl IntoView {
    let form = editor.form;
    let path = Path::root().key("bonuses");
    let value = form.value(&path);
    let on = Memo::new(move |_| value.with(Option::is_some));
    let (target, fields_at) = (path.clone(), path.clone());
    let fields = match THING.field("bonuses").kind {
        FieldKind::Object(fields) => fields,
        _ => &[],
    };
    let switch = move |wanted: bool| {
        form.edit(|root| match wanted {
            true => draft::set(root, &target, json!({ "earn_percent": 0, "spend_percent": 0, "tiers": [] })),
            false => draft::remove(root, &target),
        });
    };
    view! {
        <div class="field field-flag">
            <label>
                <input
                    type="checkbox"
                    id=path.control_id()
                    checked=on.get_untracked()
                    prop:checked=move || on.get()
                    on:change=move |event| switch(event_target_checked(&event))
                    disabled=form.read_only
                />
                <span>{form.t("В магазине есть программа баллов", "The shop has a points programme")}</span>
            </label>
        </div>
        {move || {
            let drawn = || fields.iter().map(|field| field_view(form, field, &fields_at)).collect_view();
            on.get().then(|| view! { <div class="rule-fields">{drawn()}</div> })
        }}
    }
    .into_any()
}
