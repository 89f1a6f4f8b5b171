//! The value of the goods in the basket.

use serde::{Deserialize, Serialize};

use super::Described;
use crate::{
    describe::{Choice, Description, Field, FieldKind},
    items::Items,
    problem::{Place, Problems},
    text::{Text, Words},
    units::Money,
};

/// Goods worth `at_least` and less than `below` (R3). Set-aside lines and gift units count for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subtotal {
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Money>,
    #[serde(default, skip_serializing_if = "Amount::is_initial")]
    pub of: Amount,
}

/// Which amount a rule sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Before any discount.
    #[default]
    Initial,
    /// What the promotions before this one left.
    Current,
}

impl Amount {
    pub(crate) fn is_initial(&self) -> bool {
        *self == Self::Initial
    }

    pub(crate) fn current() -> Self {
        Self::Current
    }

    pub(crate) fn is_current(&self) -> bool {
        *self == Self::Current
    }
}

pub const AMOUNTS: &[Choice] = &[
    Choice { value: "initial", label: Text::new("до скидок", "before discounts") },
    Choice { value: "current", label: Text::new("после предыдущих скидок", "after earlier discounts") },
];

impl Described for Subtotal {
    const DESCRIPTION: Description = Description {
        kind: "subtotal",
        title: Text::new("Сумма товаров", "Value of goods"),
        summary: Text::new("Товаров в корзине на сумму от и до", "Goods in the basket worth between two amounts"),
        fields: &[
            Field::optional("items", FieldKind::Items, Text::new("Каких товаров", "Of which goods")),
            Field::optional("at_least", FieldKind::Money { min: 0 }, Text::new("Не меньше", "At least")),
            Field::optional("below", FieldKind::Money { min: 0 }, Text::new("Меньше", "Below")),
            Field::optional("of", FieldKind::Choice(AMOUNTS), Text::new("Сумма", "Amount")),
        ],
        built: true,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        // Placeholder of the form; the wording is completed with the items' own words.
        match (self.at_least, self.below) {
            (Some(from), None) => words.pick(format!("товаров на {from} и больше"), format!("goods worth {from} or more")),
            (None, Some(below)) => words.pick(format!("товаров меньше чем на {below}"), format!("goods worth less than {below}")),
            (Some(from), Some(below)) => words.pick(
                format!("товаров на {from} и больше, но меньше {below}"),
                format!("goods worth {from} or more, but less than {below}"),
            ),
            (None, None) => words.pick("любая корзина".to_owned(), "any basket".to_owned()),
        }
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        super::check_range(self.at_least, self.below, place, problems);
    }
}
