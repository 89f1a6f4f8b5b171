//! The goods of the shop: as they are written, and in memory.

mod stock;

use serde::{Deserialize, Serialize};

use crate::{
    describe::{Field, FieldKind, Reference},
    text::Text,
    units::{Money, Percent},
};

/// An offer that can be bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    pub offer_id: String,
    #[serde(default)]
    pub product_id: Option<String>,
    pub name: String,
    /// Of one unit; a catalogue may know an offer and no price for it (R2).
    #[serde(default)]
    pub price: Option<Money>,
    #[serde(default)]
    pub category_ids: Vec<String>,
    #[serde(default)]
    pub vendor: Option<String>,
    /// All discounts together are at most this share of its gross (R11).
    #[serde(default = "hundred")]
    pub max_discount_percent: Percent,
    /// It counts towards thresholds and gets nothing (R11).
    #[serde(default)]
    pub no_discounts: bool,
    /// False: no points can be spent on it (R15).
    #[serde(default = "yes")]
    pub use_bonuses: bool,
    /// False: it cannot be purchased, given or offered.
    #[serde(default = "yes")]
    pub available: bool,
}

const fn hundred() -> Percent {
    Percent::HUNDRED
}

const fn yes() -> bool {
    true
}

impl Product {
    pub const FIELDS: &'static [Field] = &[
        Field::required("offer_id", FieldKind::Id(Reference::Offer), Text::new("Идентификатор предложения", "Offer id")),
        Field::optional("product_id", FieldKind::Id(Reference::Product), Text::new("Карточка товара", "Product id")),
        Field::required("name", FieldKind::Text { max: 500 }, Text::new("Название", "Name")),
        Field::optional("price", FieldKind::Money { min: 0 }, Text::new("Цена", "Price")),
        Field::optional("category_ids", FieldKind::Ids(Reference::Category), Text::new("Категории", "Categories")),
        Field::optional("vendor", FieldKind::Text { max: 128 }, Text::new("Бренд", "Vendor")),
        Field::optional(
            "max_discount_percent",
            FieldKind::Percent { allow_zero: true },
            Text::new("Скидка не больше, %", "Discount at most, %"),
        ),
        Field::optional("no_discounts", FieldKind::Flag, Text::new("Без скидок", "No discounts")),
        Field::optional("use_bonuses", FieldKind::Flag, Text::new("Можно платить баллами", "Points can be spent")),
        Field::optional("available", FieldKind::Flag, Text::new("В наличии", "Available")),
    ];
}

/// A category of products; a filter by a category includes those below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub parent_id: Option<String>,
}

impl Category {
    pub const FIELDS: &'static [Field] = &[
        Field::required("id", FieldKind::Id(Reference::Category), Text::new("Идентификатор", "Id")),
        Field::required("name", FieldKind::Text { max: 200 }, Text::new("Название", "Name")),
        Field::optional("parent_id", FieldKind::Id(Reference::Category), Text::new("Внутри", "Parent")),
    ];
}

pub use stock::{Catalogue, Offer};
