//! Customers: found by id or card, one by one, and forgotten.

mod forgotten;
mod one;

use contract::{document::Customer, views::Page};
use leptos::prelude::*;

use crate::{
    api::{self, shell::Shell},
    components::{DataTable, ListQuery, NothingMatches, NothingYet, PageHeader, Pager, SearchForm, loaded},
    local_path::escape,
    preferences::use_texts,
};

pub use one::page as one;

const PATH: &str = "/customers";

pub fn list() -> AnyView {
    let t = use_texts();
    let query = ListQuery::current();
    let page = Resource::new(move || query.get().input(), api::customers::list_customers);
    view! {
        <PageHeader
            title=t("Покупатели", "Customers").to_owned()
            intro=t(
                "Что о них сообщила ваша система: карта, уровень, баллы, заказы. Ищите по идентификатору или карте.",
                "What your system told of them: card, tier, points, orders. Search by id or card.",
            ).to_owned()
        />
        {forgotten::told()}
        <SearchForm path=PATH query />
        {loaded(page, move |page, shell| table(page, &query.get_untracked(), &shell))}
    }
    .into_any()
}

fn table(page: Page<Customer>, query: &ListQuery, _: &Shell) -> AnyView {
    let t = use_texts();
    if page.nothing_yet {
        let purpose = t(
            "Покупатели появятся здесь после первого заказа, после загрузки CSV (podarok customers import) или через API.",
            "Customers appear here after the first order, after a CSV is imported (podarok customers import), or by the API.",
        );
        return view! { <NothingYet text=purpose /> }.into_any();
    }
    if page.rows.is_empty() {
        return view! { <NothingMatches path=PATH /> }.into_any();
    }
    let columns =
        vec![t("Покупатель", "Customer"), t("Карта", "Card"), t("Уровень", "Tier"), t("Баллы", "Points"), t("Заказов", "Orders")];
    let rows: Vec<_> = page.rows.into_iter().map(row).collect();
    view! {
        <DataTable label=t("Покупатели", "Customers") columns cards=true>
            {rows}
        </DataTable>
        <Pager path=PATH query=query.clone() total=page.total page=page.page pages=page.pages />
    }
    .into_any()
}

fn row(customer: Customer) -> AnyView {
    let t = use_texts();
    let Customer { id, loyalty_card, tier, balance, orders } = customer;
    let href = format!("{PATH}/{}", escape(&id));
    view! {
        <tr>
            <td class="cell-name">
                <a href=href>{id}</a>
            </td>
            <td data-label=t("Карта", "Card")>{or_dash(loyalty_card)}</td>
            <td data-label=t("Уровень", "Tier")>{or_dash(tier)}</td>
            <td class="cell-number" data-label=t("Баллы", "Points")>{balance}</td>
            <td class="cell-number" data-label=t("Заказов", "Orders")>{orders}</td>
        </tr>
    }
    .into_any()
}

fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "—".to_owned())
}
