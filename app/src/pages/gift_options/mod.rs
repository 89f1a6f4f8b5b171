//! Sets of gifts to choose from.

use contract::RuleKind;
use engine::Text;
use leptos::prelude::*;

use crate::components::RuleList;

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
    ().into_any()
}
