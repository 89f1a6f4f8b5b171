//! A fixed amount off goods, once.

use serde::{Deserialize, Serialize};

use super::Described;
use crate::{
    describe::{Description, Field, FieldKind},
    items::Items,
    text::{Text, Words},
    units::Money,
};

/// `amount` off the matching articles together, shared among them (R7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountOff {
    pub amount: Money,
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
}

impl Described for AmountOff {
    const DESCRIPTION: Description = Description {
        kind: "amount_off",
        title: Text::new("Скидка суммой", "Amount off"),
        summary: Text::new("Сумма, разделённая между подходящими товарами", "An amount, shared among the matching goods"),
        fields: &[
            Field::required("amount", FieldKind::Money { min: 0 }, Text::new("Сумма", "Amount")),
            Field::optional("items", FieldKind::Items, Text::new("На какие товары", "On which goods")),
        ],
        built: true,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let amount = self.amount;
        words.pick(format!("скидка {amount}"), format!("{amount} off"))
    }
}
