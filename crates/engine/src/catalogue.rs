//! The goods of the shop, in memory.

use std::collections::HashMap;

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

/// All products and categories.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    products: HashMap<String, Product>,
    categories: HashMap<String, Category>,
}

impl Catalogue {
    pub fn new(products: impl IntoIterator<Item = Product>, categories: impl IntoIterator<Item = Category>) -> Self {
        Self {
            products: products.into_iter().map(|product| (product.offer_id.clone(), product)).collect(),
            categories: categories.into_iter().map(|category| (category.id.clone(), category)).collect(),
        }
    }

    pub fn product(&self, offer_id: &str) -> Option<&Product> {
        self.products.get(offer_id)
    }

    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.get(id)
    }

    /// How many products it knows.
    pub fn len(&self) -> usize {
        self.products.len()
    }

    pub fn is_empty(&self) -> bool {
        self.products.is_empty()
    }

    /// True where the category is `ancestor` or lies below it.
    pub fn is_within(&self, category: &str, ancestor: &str) -> bool {
        self.upwards(category).any(|id| id == ancestor)
    }

    /// The category, its parent, and so on up. A cycle in the parents ends the walk, not the process.
    pub fn upwards<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a str> {
        let parent = |id: &&'a str| self.categories.get(*id).and_then(|category| category.parent_id.as_deref());
        std::iter::successors(Some(category), parent).take(MAX_CATEGORY_DEPTH)
    }
}

/// Deeper trees are cut.
const MAX_CATEGORY_DEPTH: usize = 64;
