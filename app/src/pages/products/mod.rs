//! Products: what the shop sells, as far as the calculation needs it.

use std::collections::HashMap;

use contract::views::{Page, ProductView};
use engine::{Product, Text, text::Words};
use leptos::prelude::*;
use serde_json::{Value, json};

use crate::{
    api::{self, shell::Shell},
    components::{DataTable, ListQuery, NewLink, NothingMatches, NothingYet, PageHeader, Pager, SearchForm, loaded},
    editor::{self, Editor, Section, Thing, id_field},
    error::AppError,
    local_path::escape,
    preferences::{use_language, use_texts},
    rule_form::{Path, field_view},
};

const PATH: &str = "/products";
const NEW: &str = "/new/product";
const NEW_LABEL: Text = Text::new("Добавить товар", "Add a product");

pub fn list() -> AnyView {
    let t = use_texts();
    let query = ListQuery::current();
    let page = Resource::new(
        move || query.get().input(),
        |input| async move {
            let page = api::products::list_products(input).await?;
            let categories = api::products::list_categories().await?;
            Ok::<_, AppError>((page, categories.into_iter().map(|category| (category.id, category.name)).collect()))
        },
    );
    view! {
        <PageHeader
            title=t("Товары", "Products").to_owned()
            intro=t(
                "Цены, категории и пределы скидок, с которыми считается корзина. Изменения действуют сразу.",
                "Prices, categories and limits of discounts that baskets are calculated with. Changes count at once.",
            ).to_owned()
        >
            <NewLink path=NEW label=NEW_LABEL />
        </PageHeader>
        <SearchForm path=PATH query />
        {loaded(page, move |(page, categories), shell| table(page, &categories, &query.get_untracked(), &shell))}
    }
    .into_any()
}

/// Names by ids.
type Categories = HashMap<String, String>;

fn table(page: Page<ProductView>, categories: &Categories, query: &ListQuery, shell: &Shell) -> AnyView {
    let t = use_texts();
    if page.nothing_yet {
        let purpose = t(
            "Здесь будет каталог: по нему акции узнают цены, бренды и категории. Добавьте первый товар.",
            "The catalogue will be here: promotions know prices, brands and categories by it. Add the first product.",
        );
        return view! {
            <NothingYet text=purpose>
                <NewLink path=NEW label=NEW_LABEL />
            </NothingYet>
        }
        .into_any();
    }
    if page.rows.is_empty() {
        return view! { <NothingMatches path=PATH /> }.into_any();
    }
    let columns = vec![
        t("Название", "Name"),
        t("Цена", "Price"),
        t("Бренд", "Vendor"),
        t("Категории", "Categories"),
        t("Особенности", "Notes"),
    ];
    let rows: Vec<_> = page.rows.into_iter().map(|view| row(view.product, categories, &shell.view.currency)).collect();
    view! {
        <DataTable label=t("Товары", "Products") columns cards=true>
            {rows}
        </DataTable>
        <Pager path=PATH query=query.clone() total=page.total page=page.page pages=page.pages />
    }
    .into_any()
}

fn row(product: Product, categories: &Categories, currency: &str) -> AnyView {
    let language = use_language();
    let words = Words::plain(language).in_currency(currency);
    let notes = notes(&product, &words).join(", ");
    let Product { offer_id, name, price, category_ids, vendor, .. } = product;
    let names: Vec<_> = category_ids.into_iter().map(|id| categories.get(&id).cloned().unwrap_or(id)).collect();
    view! {
        <tr>
            <td class="cell-name">
                <a href=format!("{PATH}/{}", escape(&offer_id))>{name}</a>
                <span class="cell-id">{offer_id}</span>
            </td>
            <td class="cell-number">{price.map_or_else(|| "—".to_owned(), |price| words.money(price))}</td>
            <td>{vendor.unwrap_or_else(|| "—".to_owned())}</td>
            <td>{names.join(", ")}</td>
            <td>{notes}</td>
        </tr>
    }
    .into_any()
}

/// What is out of the ordinary about it.
fn notes(product: &Product, words: &Words<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if !product.available {
        notes.push(words.pick("нет в наличии", "not available").to_owned());
    }
    if product.no_discounts {
        notes.push(words.pick("без скидок", "no discounts").to_owned());
    } else if product.max_discount_percent < engine::Percent::HUNDRED {
        let most = words.percent(product.max_discount_percent);
        notes.push(words.pick(format!("скидка до {most}"), format!("at most {most} off")));
    }
    if !product.use_bonuses {
        notes.push(words.pick("не за баллы", "not for points").to_owned());
    }
    notes
}

pub fn edit() -> AnyView {
    editor::open(Thing::Product, Text::new("Новый товар", "New product"), fresh, body)
}

fn fresh() -> Value {
    json!({ "max_discount_percent": 100, "use_bonuses": true, "available": true })
}

fn body(editor: Editor, _: &Shell) -> AnyView {
    let form = editor.form;
    let t = move |ru, en| form.t(ru, en);
    let field = move |key: &str| field_view(form, Thing::Product.field(key), &Path::root());
    view! {
        <Section id="section-product" title=t("Товар", "The product")>
            {field("name")}
            {id_field(editor, t("Под ним товар приходит в корзине.", "Baskets name the product by it."))}
            <div class="field-row">{field("price")} {field("vendor")}</div> {field("category_ids")} {field("product_id")}
        </Section>
        <Section id="section-limits" title=t("Скидки, баллы, наличие", "Discounts, points, availability")>
            {field("available")} {field("use_bonuses")} {field("no_discounts")} {field("max_discount_percent")}
        </Section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use engine::Language;

    use super::*;

    #[test]
    fn what_is_out_of_the_ordinary_is_said() {
        let product = |more: Value| {
            let mut product = json!({ "offer_id": "1", "name": "a" });
            product.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            serde_json::from_value::<Product>(product).unwrap()
        };
        let said = |more| notes(&product(more), &Words::plain(Language::En));
        assert!(said(json!({})).is_empty());
        assert_eq!(said(json!({ "max_discount_percent": 12.5, "available": false })), ["not available", "at most 12.5% off"]);
        assert_eq!(said(json!({ "no_discounts": true, "max_discount_percent": 5 })), ["no discounts"]);
    }
}
