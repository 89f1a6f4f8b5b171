use engine::{
    describe::{Field, FieldKind, Reference},
    text::Text,
    units::parse_decimal,
};
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;

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
    #[serde(default, deserialize_with = "whole")]
    pub balance: i64,
    /// Orders so far.
    #[serde(default, deserialize_with = "whole")]
    pub orders: i64,
}

impl Customer {
    /// Points, and orders.
    pub const MOST: i64 = 1_000_000_000_000;

    pub const FIELDS: &'static [Field] = &[
        Field::required("id", FieldKind::Id(Reference::Customer), Text::new("Идентификатор", "Id")),
        Field::optional("loyalty_card", FieldKind::Text { max: 128 }, Text::new("Карта", "Card")),
        Field::optional("tier", FieldKind::Id(Reference::Tier), Text::new("Уровень", "Tier")),
        Field::optional("balance", FieldKind::Whole { min: 0, max: Self::MOST }, Text::new("Баллы", "Points")),
        Field::optional("orders", FieldKind::Whole { min: 0, max: Self::MOST }, Text::new("Заказов", "Orders")),
    ];
}

/// A whole number: a JSON number or, as forms send them, a text.
fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let text = match Value::deserialize(deserializer)? {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text,
        _ => return Err(de::Error::custom("a whole number was expected")),
    };
    parse_decimal(&text, 0).map_err(de::Error::custom)
}
