//! How many different offers are in the basket.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::{Description, Field, FieldKind},
    items::Items,
    problem::{Place, Problems},
    text::{Text, Words},
    units::whole,
};

/// `at_least` different offers among the goods, and fewer than `below` (R3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distinct {
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    #[serde(default, with = "whole::option", skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    #[serde(default, with = "whole::option", skip_serializing_if = "Option::is_none")]
    pub below: Option<i64>,
}

impl Described for Distinct {
    const DESCRIPTION: Description = Description {
        kind: "distinct",
        title: Text::new("Разные товары", "Different goods"),
        summary: Text::new("Сколько разных товаров в корзине", "How many different goods are in the basket"),
        fields: &[
            Field::optional("items", FieldKind::Items, Text::new("Каких товаров", "Of which goods")),
            Field::optional("at_least", FieldKind::Whole { min: 1, max: super::MOST }, Text::new("Не меньше", "At least"))
                .hint(Text::new("две штуки одного товара — один товар", "two pieces of one offer count once")),
            Field::optional("below", FieldKind::Whole { min: 1, max: super::MOST }, Text::new("Меньше", "Below")),
        ],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let goods = self.items.sentence(words);
        match (self.at_least, self.below) {
            (Some(from), None) => words.pick(
                format!("в корзине от {from} разных наименований ({goods})"),
                format!("the basket has {from} or more different items ({goods})"),
            ),
            (None, Some(below)) => words.pick(
                format!("в корзине меньше {below} разных наименований ({goods})"),
                format!("the basket has fewer than {below} different items ({goods})"),
            ),
            (Some(from), Some(below)) => words.pick(
                format!("в корзине от {from}, но меньше {below} разных наименований ({goods})"),
                format!("the basket has {from} or more, but fewer than {below} different items ({goods})"),
            ),
            (None, None) => words.pick("в корзине что угодно".to_owned(), "the basket has anything".to_owned()),
        }
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        super::check_range(self.at_least, self.below, place, problems);
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Tested for Distinct {}
