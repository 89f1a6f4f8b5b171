//! Which goods a rule is about.

mod ids;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    catalogue::Offer,
    describe::{Field, FieldKind, Reference, check_object},
    index::{Dimension, Guard, Least},
    problem::{Place, Problems},
    text::{Text, Words},
    units::Money,
};

pub use ids::Ids;

/// A filter of goods: every given field must match, any value within a field. Without any field it is all goods.
/// A category includes those below it. Prices are of one unit before discounts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Items {
    #[serde(skip_serializing_if = "Ids::is_empty")]
    pub offers: Ids,
    #[serde(skip_serializing_if = "Ids::is_empty")]
    pub products: Ids,
    #[serde(skip_serializing_if = "Ids::is_empty")]
    pub categories: Ids,
    #[serde(skip_serializing_if = "Ids::is_empty")]
    pub vendors: Ids,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_at_least: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_below: Option<Money>,
    /// Any of these filters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<Items>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub except: Option<Box<Items>>,
}

/// The filter's fields, as the admin asks for them.
pub const FIELDS: &[Field] = &[
    Field::optional("offers", FieldKind::Ids(Reference::Offer), Text::new("Товары", "Offers")),
    Field::optional("products", FieldKind::Ids(Reference::Product), Text::new("Карточки товаров", "Products")),
    Field::optional("categories", FieldKind::Ids(Reference::Category), Text::new("Категории", "Categories"))
        .hint(Text::new("вместе с вложенными", "with those below them")),
    Field::optional("vendors", FieldKind::Ids(Reference::Vendor), Text::new("Бренды", "Vendors")),
    Field::optional("price_at_least", FieldKind::Money { min: 0 }, Text::new("Цена от", "Price from")),
    Field::optional("price_below", FieldKind::Money { min: 0 }, Text::new("Цена ниже", "Price below")),
    Field::optional("any", FieldKind::ItemsList, Text::new("Любое из", "Any of")),
    Field::optional("except", FieldKind::Items, Text::new("Кроме", "Except")),
];

/// The deepest nesting of `any` and `except`, and of conditions, that is read.
pub const MAX_DEPTH: usize = 8;

/// What a filter sees of goods: one offer at one price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Goods<'a> {
    /// As the catalogue spells it, where it knows the offer.
    pub offer_id: &'a str,
    pub product_id: Option<&'a str>,
    /// Its categories and all above them.
    pub categories: &'a [Arc<str>],
    pub vendor: Option<&'a str>,
    /// Of one unit, before discounts.
    pub price: Money,
}

impl<'a> Goods<'a> {
    /// An offer at `price`; what the catalogue does not know has an offer id and a price only.
    pub fn new(offer_id: &'a str, known: Option<&Offer<'a>>, price: Money) -> Self {
        let bare = Self { offer_id, price, ..Self::default() };
        known.map_or(bare, |&Offer { product_id, categories, vendor, .. }| Self { product_id, categories, vendor, ..bare })
    }
}

impl Items {
    /// The filter that names these offers.
    pub fn of_offers(offers: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { offers: offers.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// True where the filter names nothing: all goods.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// True where every given field matches.
    pub fn matches(&self, goods: &Goods<'_>) -> bool {
        let Self { offers, products, categories, vendors, price_at_least, price_below, any, except } = self;
        let one_of = |ids: &Ids, id: Option<&str>| ids.is_empty() || id.is_some_and(|id| ids.has(id));
        one_of(offers, Some(goods.offer_id))
            && one_of(products, goods.product_id)
            && (categories.is_empty() || goods.categories.iter().any(|id| categories.has(id)))
            && one_of(vendors, goods.vendor)
            && price_at_least.is_none_or(|from| goods.price >= from)
            && price_below.is_none_or(|below| goods.price < below)
            && (any.is_empty() || any.iter().any(|items| items.matches(goods)))
            && except.as_ref().is_none_or(|items| !items.matches(goods))
    }

    /// The keys without one of which nothing in a basket matches. The matching goods come to `least` at least, so do those
    /// of some key: of *n* keys, one has an *n*th.
    pub(crate) fn guard(&self, least: Least) -> Guard<'_> {
        let Self { offers, products, categories, vendors, price_at_least: _, price_below: _, any, except: _ } = self;
        let mut guard = Guard::everything(Least::default());
        for (dimension, ids) in [
            (Dimension::Offer, offers),
            (Dimension::Product, products),
            (Dimension::Category, categories),
            (Dimension::Vendor, vendors),
        ] {
            if !ids.is_empty() {
                guard = guard.or_cheaper(Guard::any_of(dimension, ids.iter().map(String::as_str)));
            }
        }
        if !any.is_empty() {
            guard = guard.or_cheaper(Guard::union(any.iter().map(|items| items.guard(Least::default()))));
        }
        guard.with(least)
    }

    /// The goods as the object of a sentence: «товары из «Чехлы»», "goods from “Cases”", or the goods' own names.
    pub fn sentence(&self, words: &Words<'_>) -> String {
        self.phrase(words, words.pick("товары", "goods"), words.and())
    }

    /// The same in the genitive, after a quantity or "except": «товаров из «Чехлы»».
    pub fn genitive(&self, words: &Words<'_>) -> String {
        self.phrase(words, words.pick("товаров", "goods"), words.or())
    }

    fn phrase(&self, words: &Words<'_>, noun: &str, glue: &str) -> String {
        let named = self.named(words, glue);
        let mut parts: Vec<String> = Vec::new();
        if !self.categories.is_empty() {
            let list = words.list(Reference::Category, &self.categories, words.or());
            parts.push(words.pick(format!("из {list}"), format!("from {list}")));
        }
        if !self.vendors.is_empty() {
            let list = words.list(Reference::Vendor, &self.vendors, words.or());
            let ru = if self.vendors.len() == 1 { "бренда" } else { "брендов" };
            parts.push(words.pick(format!("{ru} {list}"), format!("by {list}")));
        }
        if let Some(price) = self.price_sentence(words) {
            parts.push(price);
        }
        if !self.any.is_empty() {
            let list: Vec<_> = self.any.iter().map(|items| items.phrase(words, noun, glue)).collect();
            let list = list.join(words.pick(" или ", " or "));
            // Alone, the alternatives need no noun of their own.
            if named.is_none() && parts.is_empty() {
                return list + &self.except_sentence(words);
            }
            parts.push(words.pick(format!("({list})"), format!("({list})")));
        }
        let mut phrase = named.unwrap_or_else(|| noun.to_owned());
        for part in parts {
            phrase.push(' ');
            phrase.push_str(&part);
        }
        phrase + &self.except_sentence(words)
    }

    /// The goods that are named one by one.
    fn named(&self, words: &Words<'_>, glue: &str) -> Option<String> {
        match (self.offers.is_empty(), self.products.is_empty()) {
            (true, true) => None,
            (false, true) => Some(words.list(Reference::Offer, &self.offers, glue)),
            (true, false) => Some(words.list(Reference::Product, &self.products, glue)),
            (false, false) => {
                let offers = words.list(Reference::Offer, &self.offers, glue);
                let products = words.list(Reference::Product, &self.products, words.or());
                Some(words.pick(format!("{offers} из карточки {products}"), format!("{offers} of {products}")))
            }
        }
    }

    fn price_sentence(&self, words: &Words<'_>) -> Option<String> {
        let money = |money: Option<Money>| money.map(|money| words.money(money));
        match (money(self.price_at_least), money(self.price_below)) {
            (None, None) => None,
            (Some(from), None) => Some(words.pick(format!("по цене от {from}"), format!("at {from} or more each"))),
            (None, Some(below)) => Some(words.pick(format!("дешевле {below}"), format!("cheaper than {below}"))),
            (Some(from), Some(below)) => Some(words.pick(
                format!("по цене от {from}, но дешевле {below}"),
                format!("at {from} or more, but less than {below} each"),
            )),
        }
    }

    fn except_sentence(&self, words: &Words<'_>) -> String {
        let Some(except) = &self.except else { return String::new() };
        let goods = except.genitive(words);
        words.pick(format!(", кроме {goods}"), format!(", except {goods}"))
    }

    /// Everything that the filter names.
    pub fn references<'a>(&'a self, place: &Place, visit: &mut dyn FnMut(Reference, &'a str, Place)) {
        let lists = [
            ("offers", Reference::Offer, &self.offers),
            ("products", Reference::Product, &self.products),
            ("categories", Reference::Category, &self.categories),
            ("vendors", Reference::Vendor, &self.vendors),
        ];
        for (key, reference, ids) in lists {
            visit_ids(reference, ids, &place.key(key), visit);
        }
        for (index, items) in self.any.iter().enumerate() {
            items.references(&place.key("any").index(index), visit);
        }
        if let Some(except) = &self.except {
            except.references(&place.key("except"), visit);
        }
    }
}

/// Visits each id of a list with its place.
pub(crate) fn visit_ids<'a>(
    reference: Reference,
    ids: &'a [String],
    place: &Place,
    visit: &mut dyn FnMut(Reference, &'a str, Place),
) {
    for (index, id) in ids.iter().enumerate() {
        visit(reference, id, place.index(index));
    }
}

pub(crate) fn check_value(value: &Value, place: &Place, problems: &mut Problems) {
    if nesting(value) > MAX_DEPTH {
        problems.add(place, "товары вложены слишком глубоко", "filters of goods are nested too deeply");
        return;
    }
    check_object(FIELDS, value, place, &[], problems);
}

/// How deep `any` and `except` go; a filter without them is 1.
fn nesting(value: &Value) -> usize {
    let inner = value.get("any").and_then(Value::as_array).into_iter().flatten().chain(value.get("except"));
    1 + inner.map(nesting).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        Language,
        catalogue::{Catalogue, Category},
    };
    use serde_json::json;

    fn items(value: Value) -> Items {
        serde_json::from_value(value).unwrap()
    }

    fn shop() -> Catalogue {
        let category = |id: &str, parent: Option<&str>| Category {
            id: id.to_owned(),
            name: id.to_owned(),
            parent_id: parent.map(str::to_owned),
        };
        let case =
            json!({"offer_id": "case", "product_id": "card", "name": "Чехол", "category_ids": ["cases"], "vendor": "Softline"});
        Catalogue::new([serde_json::from_value(case).unwrap()], [category("tech", None), category("cases", Some("tech"))])
    }

    fn matches(filter: Value, price: i64) -> bool {
        let shop = shop();
        items(filter).matches(&Goods::new("case", shop.product("case").as_ref(), Money::whole(price)))
    }

    #[test]
    fn every_given_field_must_match_and_any_value_within_it() {
        assert!(matches(json!({}), 100));
        assert!(matches(json!({"offers": ["other", "case"]}), 100));
        assert!(!matches(json!({"offers": ["case"], "vendors": ["softline"]}), 100), "vendors are case-sensitive");
        assert!(matches(json!({"products": ["card"], "vendors": ["Softline"]}), 100));
        assert!(matches(json!({"any": [{"offers": ["x"]}, {"vendors": ["Softline"]}]}), 100));
        assert!(!matches(json!({"except": {"categories": ["tech"]}}), 100));
    }

    #[test]
    fn a_category_includes_those_below_it() {
        assert!(matches(json!({"categories": ["tech"]}), 100));
        assert!(matches(json!({"categories": ["cases"]}), 100));
        assert!(!matches(json!({"categories": ["books"]}), 100));
    }

    #[test]
    fn prices_are_half_open() {
        let range = json!({"price_at_least": 100, "price_below": 200});
        assert!(!matches(json!({"price_at_least": 100.01}), 100));
        assert!(matches(range.clone(), 100));
        assert!(matches(json!({"price_below": 200.01}), 200));
        assert!(!matches(range, 200));
    }

    #[test]
    fn sentences() {
        let ru = |value| items(value).sentence(&Words::plain(Language::Ru));
        let en = |value| items(value).sentence(&Words::plain(Language::En));
        assert_eq!(ru(json!({})), "товары");
        assert_eq!(ru(json!({"offers": ["a", "b"]})), "a и b");
        assert_eq!(ru(json!({"categories": ["183"], "vendors": ["Softline"]})), "товары из 183 бренда Softline");
        assert_eq!(en(json!({"categories": ["183"], "vendors": ["Softline"]})), "goods from 183 by Softline");
        assert_eq!(ru(json!({"price_below": 500, "except": {"offers": ["a", "b"]}})), "товары дешевле 500\u{a0}₽, кроме a или b");
        assert_eq!(en(json!({"any": [{"categories": ["1"]}, {"vendors": ["V"]}]})), "goods from 1 or goods by V");
        assert_eq!(ru(json!({"offers": ["a", "b", "c", "d", "e"]})), "a, b, c и ещё 2");
    }

    #[test]
    fn nesting_is_bounded() {
        let mut filter = json!({});
        for _ in 0..=MAX_DEPTH {
            filter = json!({"except": filter});
        }
        let mut problems = Problems::default();
        check_value(&filter, &Place::root(), &mut problems);
        assert_eq!(problems.0.len(), 1);
    }
}
