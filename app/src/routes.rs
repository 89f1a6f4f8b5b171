//! The pages: one row each. A page is one folder in `pages/`; its path is said here and nowhere else.

use std::sync::Arc;

use contract::Permission;
use engine::Text;
use leptos::{prelude::*, tachys::view::iterators::StaticVec};
use leptos_router::{
    NestedRoute, ParamSegment, PossibleRouteMatch, SsrMode, StaticSegment,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{RouteChildren, Routes},
};

use crate::{desk::Desk, pages};

/// A page of the desk.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// At most two segments; `:id` is any text.
    pub path: &'static str,
    pub view: fn() -> AnyView,
    /// Its name in the menu; none for pages that others lead to.
    pub label: Option<Text>,
    /// The page of the menu that it belongs to.
    pub within: &'static str,
    /// To see it. What is done on it needs more, and is checked where it is done.
    pub permission: Permission,
}

const fn menu(path: &'static str, view: fn() -> AnyView, ru: &'static str, en: &'static str) -> Page {
    Page { path, view, label: Some(Text::new(ru, en)), within: path, permission: Permission::Read }
}

const fn page(within: &'static str, path: &'static str, view: fn() -> AnyView) -> Page {
    Page { path, view, label: None, within, permission: Permission::Read }
}

/// For those who may see customers.
const fn confidential(page: Page) -> Page {
    Page { permission: Permission::Publish, ..page }
}

/// In the order of the menu. A new thing is made at `/new/…`, so that no id can be in the way.
pub const PAGES: &[Page] = &[
    menu("/", pages::home::page, "Сегодня", "Today"),
    menu("/promotions", pages::promotions::list, "Акции", "Promotions"),
    page("/promotions", "/new/promotion", pages::promotions::edit),
    page("/promotions", "/promotions/:id", pages::promotions::edit),
    menu("/gift-options", pages::gift_options::list, "Наборы подарков", "Gift options"),
    page("/gift-options", "/new/gift-options", pages::gift_options::edit),
    page("/gift-options", "/gift-options/:id", pages::gift_options::edit),
    menu("/promo-groups", pages::promo_groups::list, "Группы на выбор", "Promo groups"),
    page("/promo-groups", "/new/promo-group", pages::promo_groups::edit),
    page("/promo-groups", "/promo-groups/:id", pages::promo_groups::edit),
    menu("/codes", pages::codes::list, "Промокоды", "Codes"),
    page("/codes", "/codes/:id", pages::codes::pool),
    page("/codes", "/find/code", pages::codes::code),
    menu("/personal-offers", pages::personal_offers::list, "Личные предложения", "Personal offers"),
    page("/personal-offers", "/new/personal-offer", pages::personal_offers::edit),
    page("/personal-offers", "/personal-offers/:id", pages::personal_offers::edit),
    menu("/segments", pages::segments::list, "Сегменты", "Segments"),
    page("/segments", "/new/segment", pages::segments::edit),
    page("/segments", "/segments/:id", pages::segments::edit),
    confidential(menu("/customers", pages::customers::list, "Покупатели", "Customers")),
    confidential(page("/customers", "/customers/:id", pages::customers::one)),
    confidential(page("/customers", "/orders/:id", pages::orders::page)),
    menu("/products", pages::products::list, "Товары", "Products"),
    page("/products", "/new/product", pages::products::edit),
    page("/products", "/products/:id", pages::products::edit),
    menu("/try", pages::try_basket::page, "Проверить корзину", "Try a basket"),
    confidential(menu("/calls", pages::calls::list, "Журнал обращений", "Webhook log")),
    confidential(page("/calls", "/calls/:id", pages::calls::one)),
    menu("/settings", pages::settings::page, "Настройки", "Settings"),
];

/// The page of the menu that an address belongs to.
pub fn section_of(address: &str) -> Option<&'static str> {
    let is_at = |page: &&Page| match page.path.split_once("/:") {
        Some((list, _)) => address.strip_prefix(list).is_some_and(|rest| rest.len() > 1 && rest.starts_with('/')),
        None => page.path == address,
    };
    PAGES.iter().find(is_at).map(|page| page.within)
}

/// All routes: the desk with its pages, and what is outside of it.
pub fn routes() -> impl IntoView {
    let pages: Vec<_> = PAGES.iter().map(|page| route(page.path, page.view)).collect();
    let desk = NestedRoute::new((), Desk).ssr_mode(SsrMode::Async).child(StaticVec::from(pages)).into_any_nested_route();
    let all = StaticVec::from(vec![route("/sign-in", pages::sign_in::page), desk]);
    view! { <Routes fallback=pages::not_found::page children=RouteChildren::to_children(move || all) /> }
}

/// Pages are sent whole, so that each is useful before a script has run.
fn route(path: &'static str, view: fn() -> AnyView) -> AnyNestedRoute {
    NestedRoute::new(segments(path), view).ssr_mode(SsrMode::Async).into_any_nested_route()
}

type Segment = Arc<dyn PossibleRouteMatch + Send + Sync>;

fn segments(path: &'static str) -> Segment {
    let segment = |part: &'static str| -> Segment {
        match part.strip_prefix(':') {
            Some(name) => Arc::new(ParamSegment(name)),
            None => Arc::new(StaticSegment(part)),
        }
    };
    match path.trim_start_matches('/').split_once('/') {
        None => segment(path.trim_start_matches('/')),
        Some((first, second)) => Arc::new((segment(first), segment(second))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_belongs_to_one_of_the_menu() {
        for page in PAGES {
            assert!(PAGES.iter().any(|menu| menu.path == page.within && menu.label.is_some()), "{}", page.path);
        }
    }

    #[test]
    fn the_menu_knows_where_one_is() {
        for (address, section) in [
            ("/", Some("/")),
            ("/promotions", Some("/promotions")),
            ("/promotions/new", Some("/promotions")),
            ("/new/gift-options", Some("/gift-options")),
            ("/products/a%2Fb", Some("/products")),
            ("/calls/7", Some("/calls")),
            ("/nowhere", None),
        ] {
            assert_eq!(section_of(address), section, "{address}");
        }
    }
}
