//! How many orders the customer has placed so far.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::{Description, Field, FieldKind},
    problem::{Place, Problems},
    text::{Text, Words, plural_ru},
    units::whole,
};

/// `at_least` orders so far, and fewer than `below`: the first order is `below: 1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Orders {
    #[serde(default, with = "whole::option", skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    #[serde(default, with = "whole::option", skip_serializing_if = "Option::is_none")]
    pub below: Option<i64>,
}

impl Described for Orders {
    const DESCRIPTION: Description = Description {
        kind: "orders",
        title: Text::new("Заказы покупателя", "Customer's orders"),
        summary: Text::new("Сколько заказов уже сделал покупатель", "How many orders the customer has placed so far"),
        fields: &[
            Field::optional("at_least", FieldKind::Whole { min: 0, max: super::MOST }, Text::new("Не меньше", "At least")),
            Field::optional("below", FieldKind::Whole { min: 1, max: super::MOST }, Text::new("Меньше", "Below"))
                .hint(Text::new("1 — первый заказ", "1 is the first order")),
        ],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let orders = |number: i64| {
            words.pick(
                format!("{number} {}", plural_ru(number, "заказа", "заказов", "заказов")),
                format!("{number} {}", if number == 1 { "order" } else { "orders" }),
            )
        };
        match (self.at_least, self.below) {
            (None | Some(0), Some(1)) => words.pick("это первый заказ".to_owned(), "it is the first order".to_owned()),
            (Some(from), None) => words.pick(
                format!("у покупателя уже от {}", orders(from)),
                format!("the customer has placed {} or more", orders(from)),
            ),
            (None, Some(below)) => words.pick(
                format!("у покупателя пока меньше {}", orders(below)),
                format!("the customer has placed fewer than {}", orders(below)),
            ),
            (Some(from), Some(below)) => words.pick(
                format!("у покупателя уже от {from}, но меньше {}", orders(below)),
                format!("the customer has placed {from} or more, but fewer than {}", orders(below)),
            ),
            (None, None) => words.pick("сколько угодно заказов".to_owned(), "any number of orders".to_owned()),
        }
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        super::check_range(self.at_least, self.below, place, problems);
    }
}

impl Tested for Orders {
    const NEEDS_FACTS: bool = true;
}
