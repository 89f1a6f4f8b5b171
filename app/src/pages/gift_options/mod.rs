//! Sets of gifts to choose from.

use contract::RuleKind;
use engine::Text;
use leptos::prelude::*;
use serde_json::json;

use crate::{
    api::shell::Shell,
    components::RuleList,
    editor::{self, Editor, Section, Thing, id_field, suggest_id},
    rule_form::{Path, field_view},
};

const THING: Thing = Thing::Rule(RuleKind::GiftOptions);

const LIST: RuleList = RuleList {
    kind: RuleKind::GiftOptions,
    path: "/gift-options",
    new_path: "/new/gift-options",
    title: Text::new("Наборы подарков", "Gift options"),
    intro: Text::new(
        "Из чего покупатель выбирает подарок. На набор ссылаются акции.",
        "What a customer picks a gift from. Promotions refer to them.",
    ),
    new_label: Text::new("Новый набор", "New gift options"),
    purpose: Text::new(
        "Соберите товары, из которых покупатель выберет подарок, и укажите набор в акции «Подарок на выбор».",
        "Put together the goods that a gift is picked from, and name them in a promotion that gives a choice of gifts.",
    ),
};

pub fn list() -> AnyView {
    LIST.view()
}

pub fn edit() -> AnyView {
    editor::open(THING, Text::new("Новый набор подарков", "New gift options"), || json!({ "options": [{}] }), body)
}

fn body(editor: Editor, _: &Shell) -> AnyView {
    let form = editor.form;
    let t = move |ru, en| form.t(ru, en);
    suggest_id(editor);
    view! {
        <Section id="section-set" title=t("Набор", "The set")>
            {field_view(form, THING.field("name"), &Path::root())}
            {id_field(editor, t("Его указывают в акциях.", "Promotions name it."))}
        </Section>
        <Section id="section-gifts" title=t("Подарки", "Gifts")>
            <p class="field-hint">
                {t("Покупатель выберет из этих товаров. Один товар — одна строка.", "The customer picks from these goods. One row for each.")}
            </p>
            <div class="under-heading">{field_view(form, THING.field("options"), &Path::root())}</div>
        </Section>
    }
    .into_any()
}
