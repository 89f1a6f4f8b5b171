//! The one JSON document that everything which staff manage can be written to and read from.

use engine::{
    Category, Product,
    describe::{Field, FieldKind, Reference},
    rules::{GiftOptions, PersonalOffer, PromoGroup, Promotion, Settings},
    text::Text,
};
use serde::{Deserialize, Serialize};

/// The format's number.
pub const FORMAT: u32 = 1;

/// Absent sections are left alone by an import.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub podarok: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Settings>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<Category>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub products: Option<Vec<Product>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segments: Option<Vec<Segment>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gift_options: Option<Vec<GiftOptions>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promotions: Option<Vec<Promotion>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promo_groups: Option<Vec<PromoGroup>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_pools: Option<Vec<CodePool>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_offers: Option<Vec<PersonalOffer>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customers: Option<Vec<Customer>>,
}

/// Customers of a kind: IMSHOP's segments, and our own lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    pub id: String,
    #[serde(default)]
    pub name: String,
    /// Our own list; those seen in requests are not in the document.
    #[serde(default)]
    pub customers: Vec<String>,
}

impl Segment {
    pub const FIELDS: &'static [Field] = &[
        Field::required("id", FieldKind::Id(Reference::Segment), Text::new("Идентификатор", "Id")),
        Field::optional("name", FieldKind::Text { max: 200 }, Text::new("Название", "Name")),
        Field::optional("customers", FieldKind::Ids(Reference::Customer), Text::new("Покупатели", "Customers")),
    ];
}

/// Codes of which each works once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodePool {
    pub id: String,
    #[serde(default)]
    pub codes: Vec<String>,
}

impl CodePool {
    pub const FIELDS: &'static [Field] = &[
        Field::required("id", FieldKind::Id(Reference::CodePool), Text::new("Идентификатор", "Id")),
        Field::optional("codes", FieldKind::Texts { max: 64 }, Text::new("Коды", "Codes")),
    ];
}

/// A customer in the retailer's system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    pub id: String,
    #[serde(default)]
    pub loyalty_card: Option<String>,
    #[serde(default)]
    pub tier: Option<String>,
    /// Whole points.
    #[serde(default)]
    pub balance: i64,
    /// Orders so far.
    #[serde(default)]
    pub orders: i64,
}

const MOST: i64 = 1_000_000_000_000;

impl Customer {
    pub const FIELDS: &'static [Field] = &[
        Field::required("id", FieldKind::Id(Reference::Customer), Text::new("Идентификатор", "Id")),
        Field::optional("loyalty_card", FieldKind::Text { max: 128 }, Text::new("Карта", "Card")),
        Field::optional("tier", FieldKind::Id(Reference::Tier), Text::new("Уровень", "Tier")),
        Field::optional("balance", FieldKind::Whole { min: 0, max: MOST }, Text::new("Баллы", "Points")),
        Field::optional("orders", FieldKind::Whole { min: 0, max: MOST }, Text::new("Заказов", "Orders")),
    ];
}
