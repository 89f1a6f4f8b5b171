//! How many units of goods are in the basket.

use serde::{Deserialize, Serialize};

use super::Described;
use crate::{
    describe::{Description, Field, FieldKind},
    items::Items,
    problem::{Place, Problems},
    text::{Text, Words},
    units,
};

/// `at_least` units of the goods, and fewer than `below` (R3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<units::Quantity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<units::Quantity>,
}

impl Described for Quantity {
    const DESCRIPTION: Description = Description {
        kind: "quantity",
        title: Text::new("Количество товаров", "Quantity of goods"),
        summary: Text::new("Сколько единиц товара в корзине", "How many units of the goods are in the basket"),
        fields: &[
            Field::optional("items", FieldKind::Items, Text::new("Каких товаров", "Of which goods")),
            Field::optional("at_least", FieldKind::Quantity, Text::new("Не меньше", "At least")),
            Field::optional("below", FieldKind::Quantity, Text::new("Меньше", "Below")),
        ],
        built: true,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        match self.at_least {
            Some(from) => words.pick(format!("{from} шт. и больше"), format!("{from} or more")),
            None => String::new(),
        }
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        super::check_range(self.at_least, self.below, place, problems);
    }
}
