//! Promotions of which the customer picks all or none.

use contract::RuleKind;
use engine::Text;
use leptos::prelude::*;

use crate::components::RuleList;

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
    ().into_any()
}
