//! The rules of the shop, published as promotions are.

use contract::RuleKind;
use engine::Text;
use leptos::prelude::*;
use serde_json::json;

use crate::{
    api::shell::Shell,
    editor::{self, Editor, Section, Thing},
    rule_form::{Path, field_view, optional_view},
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
            <ul class="field-hint">
                <li>{t("Все подходящие — скидки складываются, по порядку приоритетов.", "All that match: discounts add up, in the order of priorities.")}</li>
                <li>{t("Первая подходящая — дальше в полосе никто не работает.", "The first that matches: nothing behind it in the lane applies.")}</li>
                <li>{t(
                    "Самая выгодная — сравниваются акции целиком: скидка в деньгах и подарки по цене каталога.",
                    "The best one: whole promotions are compared, by money off and gifts at the catalogue’s price.",
                )}</li>
            </ul>
            <div class="under-heading">{field("lanes")}</div>
        </Section>
        <Section id="section-points" title=t("Баллы", "Points")>
            {optional_view(
                form,
                THING.field("bonuses"),
                t("В магазине есть программа баллов", "The shop has a points programme"),
                || json!({ "earn_percent": 0, "spend_percent": 0, "tiers": [] }),
            )}
        </Section>
    }
    .into_any()
}
