//! Promotions of which the customer picks all or none.

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

const THING: Thing = Thing::Rule(RuleKind::PromoGroup);

const LIST: RuleList = RuleList {
    kind: RuleKind::PromoGroup,
    path: "/promo-groups",
    new_path: "/new/promo-group",
    title: Text::new("Группы на выбор", "Promo groups"),
    intro: Text::new(
        "Покупатель выбирает в корзине одну группу, и работают только её акции.",
        "In the basket the customer picks one group, and only its promotions work.",
    ),
    new_label: Text::new("Новая группа", "New promo group"),
    purpose: Text::new(
        "Дайте покупателю выбрать: подарок, скидка или баллы. Каждая группа станет одним вариантом в корзине.",
        "Let customers choose: a gift, a discount or points. Each group becomes one option in the basket.",
    ),
};

pub fn list() -> AnyView {
    LIST.view()
}

pub fn edit() -> AnyView {
    editor::open(THING, Text::new("Новая группа", "New promo group"), || json!({}), body)
}

fn body(editor: Editor, _: &Shell) -> AnyView {
    let form = editor.form;
    let t = move |ru, en| form.t(ru, en);
    suggest_id(editor);
    view! {
        <Section id="section-group" title=t("Группа", "The group")>
            {field_view(form, THING.field("name"), &Path::root())}
            {id_field(editor, t("Приложение присылает его, когда покупатель выбрал группу.", "The app sends it when a customer has picked the group."))}
        </Section>
        <Section id="section-promotions" title=t("Акции группы", "Promotions of the group")>
            <p class="field-hint">
                {t(
                    "Они заработают, только когда покупатель выберет эту группу. Акция может быть в одной группе.",
                    "They work only when the customer picks this group. A promotion can be in one group.",
                )}
            </p>
            <div class="under-heading">{field_view(form, THING.field("promotions"), &Path::root())}</div>
        </Section>
    }
    .into_any()
}
