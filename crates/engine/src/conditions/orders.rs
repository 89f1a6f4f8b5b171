//! How many orders the customer has placed so far.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Description, Field, FieldKind},
    index::{Dimension, Guard},
    problem::{Place, Problems},
    text::{Text, Words, plural_ru},
    trace::Evidence,
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

    fn holds(&self, view: &View<'_>) -> bool {
        orders(view).is_some_and(|orders| super::is_within(orders, self.at_least, self.below))
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        match orders(view) {
            Some(orders) => Evidence::Count(super::range(self.at_least, self.below, orders, |from, present| from - present)),
            None => Evidence::Absent,
        }
    }

    fn guard(&self) -> Guard<'_> {
        Guard::any_of(Dimension::Known, [""])
    }
}

/// Whoever is named and not on record has placed none; a guest has no number at all, or signing out would make a first
/// order of every order.
fn orders(view: &View<'_>) -> Option<i64> {
    match view.customer() {
        Some(customer) => Some(customer.orders),
        None => view.customer_id().map(|_| 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basket, Facts, Language, facts::Customer};

    fn holds(test: &Orders, orders: i64) -> bool {
        let facts = Facts::Customer(Customer { orders, ..Customer::default() });
        test.holds(&View { facts: &facts, ..View::default() })
    }

    #[test]
    fn below_at_and_above_each_edge() {
        let test = Orders { at_least: Some(2), below: Some(5) };
        assert_eq!([1, 2, 3].map(|orders| holds(&test, orders)), [false, true, true]);
        assert_eq!([4, 5, 6].map(|orders| holds(&test, orders)), [true, false, false]);
    }

    #[test]
    fn the_first_order_is_of_somebody() {
        let first = Orders { at_least: None, below: Some(1) };
        assert_eq!([0, 1].map(|orders| holds(&first, orders)), [true, false]);
        let basket = Basket { customer: Some("new".to_owned()), ..Basket::default() };
        assert!(first.holds(&View { basket: &basket, ..View::default() }), "named and not on record");
        assert!(!first.holds(&View::default()), "a guest");
    }

    #[test]
    fn sentence() {
        let first = Orders { at_least: None, below: Some(1) };
        assert_eq!(first.sentence(&Words::plain(Language::Ru)), "это первый заказ");
        let some = Orders { at_least: Some(2), below: None };
        assert_eq!(some.sentence(&Words::plain(Language::Ru)), "у покупателя уже от 2 заказов");
        assert_eq!(some.sentence(&Words::plain(Language::En)), "the customer has placed 2 orders or more");
    }
}
