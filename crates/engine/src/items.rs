//! Which goods a rule is about.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    describe::{Field, FieldKind, Reference, check_object},
    problem::{Place, Problems},
    text::Text,
    units::Money,
};

/// A filter of goods: every given field must match, any value within a field. Without any field it is all goods.
/// A category includes those below it. Prices are of one unit before discounts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Items {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vendors: Vec<String>,
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

impl Items {
    /// True where the filter names nothing: all goods.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}

pub(crate) fn check_value(value: &Value, place: &Place, problems: &mut Problems) {
    check_object(FIELDS, value, place, &[], problems);
}
