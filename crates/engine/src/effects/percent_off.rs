//! A percentage off goods.

use serde::{Deserialize, Serialize};

use super::Described;
use crate::{
    conditions::Amount,
    describe::{Description, Field, FieldKind},
    items::Items,
    text::{Text, Words},
    units::{Money, Percent},
};

/// `percent` off every matching article, of what is left or of the initial price (R6), at most `at_most` in all (R7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PercentOff {
    pub percent: Percent,
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    #[serde(default = "Amount::current", skip_serializing_if = "Amount::is_current")]
    pub of: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Money>,
}

impl Described for PercentOff {
    const DESCRIPTION: Description = Description {
        kind: "percent_off",
        title: Text::new("Скидка в процентах", "Percent off"),
        summary: Text::new("Процент от цены подходящих товаров", "A percentage off the matching goods"),
        fields: &[
            Field::required("percent", FieldKind::Percent { allow_zero: false }, Text::new("Процент", "Percent")),
            Field::optional("items", FieldKind::Items, Text::new("На какие товары", "On which goods")),
            Field::optional("of", FieldKind::Choice(crate::conditions::AMOUNTS), Text::new("От какой цены", "Of which price")),
            Field::optional("at_most", FieldKind::Money { min: 0 }, Text::new("Не больше", "At most")),
        ],
        built: true,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let percent = self.percent;
        words.pick(format!("скидка {percent} %"), format!("{percent}% off"))
    }
}
