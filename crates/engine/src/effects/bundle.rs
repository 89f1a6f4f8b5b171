//! Goods that cost less together.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind},
    items::Items,
    problem::{Place, Problems},
    text::{Text, Words},
    units::{Money, whole},
};

/// All parts together cost `price`, at most `times` over. Dearest units first, and only sets that cost less than they
/// did (R9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    pub parts: Vec<Part>,
    pub price: Money,
    #[serde(default, with = "whole::option", skip_serializing_if = "Option::is_none")]
    pub times: Option<i64>,
}

/// So many whole units of some goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    #[serde(default = "super::one", with = "whole")]
    pub quantity: i64,
}

const PART: &[Field] = &[
    Field::optional("items", FieldKind::Items, Text::new("Какие товары", "Which goods")),
    Field::optional("quantity", FieldKind::Whole { min: 1, max: super::MOST_UNITS }, Text::new("Сколько штук", "How many units")),
];

impl Described for Bundle {
    const DESCRIPTION: Description = Description {
        kind: "bundle",
        title: Text::new("Комплект", "Bundle"),
        summary: Text::new("Товары вместе по одной цене", "Goods together at one price"),
        fields: &[
            Field::required("parts", FieldKind::Objects(PART), Text::new("Из чего", "Of what")),
            Field::required("price", FieldKind::Money { min: 0 }, Text::new("Цена комплекта", "Price of the set")),
            Field::optional(
                "times",
                FieldKind::Whole { min: 1, max: super::MOST_UNITS },
                Text::new("Не больше раз", "At most this many times"),
            ),
        ],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let part = |part: &Part| super::units_of(part.quantity, &part.items, words);
        let parts = self.parts.iter().map(part).collect::<Vec<_>>().join(" + ");
        let price = words.money(self.price);
        let sentence = words.pick(format!("комплект за {price}: {parts}"), format!("a set for {price}: {parts}"));
        sentence + &super::at_most_times(self.times, words)
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        if self.parts.len() == 1 && self.parts.iter().all(|part| part.quantity == 1) {
            problems.add(&place.key("parts"), "в комплекте должно быть хотя бы две штуки", "needs two units at least");
        }
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        for (index, part) in self.parts.iter().enumerate() {
            part.items.references(&place.key("parts").index(index).key("items"), visit);
        }
    }
}

impl Priced for Bundle {}
