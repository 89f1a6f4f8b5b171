//! A special price of every unit.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind},
    items::Items,
    problem::Place,
    text::{Text, Words},
    units::{Money, Quantity},
};

/// Each matching unit costs `price`, at most `max_units` of them, the dearest first (R9). It never raises a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitPrice {
    pub price: Money,
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_units: Option<Quantity>,
}

impl Described for UnitPrice {
    const DESCRIPTION: Description = Description {
        kind: "unit_price",
        title: Text::new("Особая цена", "Special price"),
        summary: Text::new("Подходящие товары по этой цене за штуку", "The matching goods at this price each"),
        fields: &[
            Field::required("price", FieldKind::Money { min: 0 }, Text::new("Цена за штуку", "Price per unit"))
                .hint(Text::new("цену не поднимает", "never raises a price")),
            Field::optional("items", FieldKind::Items, Text::new("На какие товары", "On which goods")),
            Field::optional("max_units", FieldKind::Quantity, Text::new("Не больше штук", "At most this many units"))
                .hint(Text::new("сначала самые дорогие", "the dearest first")),
        ],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let (price, goods) = (words.money(self.price), self.items.sentence(words));
        let sentence = words.pick(format!("{goods} по {price} за штуку"), format!("{goods} at {price} each"));
        sentence + &super::at_most_units(self.max_units, words)
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Priced for UnitPrice {}
