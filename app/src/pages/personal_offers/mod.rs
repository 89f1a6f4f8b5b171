//! Offers that some customers see, with a code of their own.

use contract::RuleKind;
use engine::Text;
use leptos::prelude::*;

use crate::components::RuleList;

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
    ().into_any()
}
