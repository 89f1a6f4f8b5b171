//! A fixed amount off every unit.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind},
    items::Items,
    problem::Place,
    text::{Text, Words},
    units::{Money, Quantity},
};

/// `amount` off each matching unit, off at most `max_units` of them, the dearest first (R9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitAmountOff {
    pub amount: Money,
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_units: Option<Quantity>,
}

impl Described for UnitAmountOff {
    const DESCRIPTION: Description = Description {
        kind: "unit_amount_off",
        title: Text::new("Скидка на каждую штуку", "Amount off each unit"),
        summary: Text::new("Сумма с каждой единицы подходящих товаров", "An amount off every unit of the matching goods"),
        fields: &[
            Field::required("amount", FieldKind::Money { min: 0 }, Text::new("Сумма со штуки", "Amount per unit")),
            Field::optional("items", FieldKind::Items, Text::new("На какие товары", "On which goods")),
            Field::optional("max_units", FieldKind::Quantity, Text::new("Не больше штук", "At most this many units"))
                .hint(Text::new("сначала самые дорогие", "the dearest first")),
        ],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let (amount, goods) = (words.money(self.amount), self.items.sentence(words));
        let sentence =
            words.pick(format!("скидка {amount} с каждой штуки на {goods}"), format!("{amount} off each unit of {goods}"));
        sentence + &super::at_most_units(self.max_units, words)
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Priced for UnitAmountOff {}
