//! Promotions: the list, and one promotion.

mod aside;
mod body;
mod start;
mod templates;

use contract::RuleKind;
use engine::Text;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    components::RuleList,
    editor::{self, Thing},
};
use start::Start;
use templates::Template;

/// Where a new promotion begins.
const NEW: &str = "/new/promotion";

const THING: Thing = Thing::Rule(RuleKind::Promotion);

pub fn list() -> AnyView {
    RuleList {
        kind: RuleKind::Promotion,
        path: THING.path(),
        new_path: NEW,
        title: Text::new("Акции", "Promotions"),
        intro: Text::new(
            "Скидки, подарки и промокоды. Покупатели получают то, что опубликовано.",
            "Discounts, gifts and codes. Customers get what is published.",
        ),
        new_label: Text::new("Новая акция", "New promotion"),
        purpose: Text::new(
            "Здесь будут ваши акции: скидки, подарки к покупке, 2 + 1, промокоды. Начните с готового шаблона.",
            "Your promotions will be here: discounts, gifts, 2 + 1, codes. Begin with a template.",
        ),
    }
    .view()
}

/// A promotion that exists, or a new one: then its template first.
pub fn edit() -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let exists = Memo::new(move |_| params.with(|params| params.get("id").is_some()));
    let template = Memo::new(move |_| query.with(|query| query.get("template")));
    (move || match (exists.get(), template.get()) {
        (false, None) => view! { <Start /> }.into_any(),
        (_, key) => {
            let fresh =
                key.and_then(|key| Template::find(&key)).map_or(templates::blank as fn() -> _, |template| template.document);
            editor::open(THING, Text::new("Новая акция", "New promotion"), fresh, body::body)
        }
    })
    .into_any()
}
