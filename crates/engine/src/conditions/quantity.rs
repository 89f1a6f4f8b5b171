//! How many units of goods are in the basket.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    problem::{Place, Problems},
    text::{Text, Words},
    trace::Evidence,
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
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let goods = self.items.genitive(words);
        let pieces = |quantity| words.pieces(quantity);
        match (self.at_least, self.below) {
            (Some(units::Quantity::ONE), None) => {
                let goods = self.items.sentence(words);
                words.pick(format!("в корзине есть {goods}"), format!("the basket has {goods}"))
            }
            (Some(from), None) => {
                let from = pieces(from);
                words.pick(format!("в корзине от {from} {goods}"), format!("the basket has {from} or more of {goods}"))
            }
            (None, Some(below)) => {
                let below = pieces(below);
                words.pick(format!("в корзине меньше {below} {goods}"), format!("the basket has fewer than {below} of {goods}"))
            }
            (Some(from), Some(below)) => {
                let (from, below) = (pieces(from), pieces(below));
                words.pick(
                    format!("в корзине от {from}, но меньше {below} {goods}"),
                    format!("the basket has {from} or more, but fewer than {below} of {goods}"),
                )
            }
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

impl Quantity {
    fn present(&self, view: &View<'_>) -> units::Quantity {
        let matching = view.articles.iter().filter(|article| self.items.matches(&article.goods));
        units::Quantity(matching.map(|article| article.quantity.thousandths()).fold(0, i64::saturating_add))
    }
}

impl Tested for Quantity {
    fn holds(&self, view: &View<'_>) -> bool {
        super::is_within(self.present(view), self.at_least, self.below)
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        let minus = |from: units::Quantity, present: units::Quantity| units::Quantity(from.0 - present.0);
        Evidence::Quantity(super::range(self.at_least, self.below, self.present(view), minus))
    }

    fn guard(&self) -> Guard<'_> {
        match self.at_least {
            Some(least) if least > units::Quantity::ZERO => self.items.guard(Least::quantity(least)),
            _ => Guard::everything(Least::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, pricing::Article};

    fn holds(quantity: &Quantity, thousandths: i64) -> bool {
        let half = units::Quantity(500);
        let articles = [
            Article::sample("a", 10, units::Quantity(thousandths - 500)),
            Article::sample("a", 11, half),
            Article::sample("b", 10, half),
        ];
        quantity.holds(&View { articles: &articles, ..View::default() })
    }

    #[test]
    fn below_at_and_above_each_edge() {
        let range = Quantity {
            items: Items::of_offers(["a"]),
            at_least: Some(units::Quantity::whole(2)),
            below: Some(units::Quantity(3_500)),
        };
        assert!(!holds(&range, 1_999));
        assert!(holds(&range, 2_000));
        assert!(holds(&range, 2_001));
        assert!(holds(&range, 3_499));
        assert!(!holds(&range, 3_500));
        assert!(!holds(&range, 3_501));
    }

    #[test]
    fn sentence() {
        let one = Quantity { items: Items::of_offers(["a"]), at_least: Some(units::Quantity::ONE), below: None };
        assert_eq!(one.sentence(&Words::plain(Language::Ru)), "в корзине есть a");
        let some = Quantity { items: Items::default(), at_least: Some(units::Quantity(1_500)), below: None };
        assert_eq!(some.sentence(&Words::plain(Language::Ru)), "в корзине от 1,5\u{a0}шт. товаров");
        assert_eq!(some.sentence(&Words::plain(Language::En)), "the basket has 1.5\u{a0}pcs or more of goods");
    }
}
