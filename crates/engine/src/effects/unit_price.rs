//! A special price of every unit.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    pricing::{Article, Counter, half_up},
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

impl Priced for UnitPrice {
    fn apply(&self, counter: &mut Counter<'_, '_>) {
        let matching = counter.matching(&self.items);
        let rounding = counter.rounding();
        for (index, quantity) in counter.dearest(matching, self.max_units) {
            let cut = self.above(counter.article(index), quantity, rounding);
            counter.take(index, cut);
        }
    }

    fn guard(&self) -> Guard<'_> {
        self.items.guard(Least::default())
    }
}

impl UnitPrice {
    /// What so many units of an article cost above the price: what is left of the article is spread evenly over its units.
    fn above(&self, article: &Article<'_>, quantity: Quantity, rounding: Money) -> Money {
        let all = i128::from(article.quantity.0.max(1));
        let above = i128::from(article.left().0) * 1_000 - i128::from(self.price.0) * all;
        Money(half_up(above.max(0).saturating_mul(i128::from(quantity.0)), all * 1_000, rounding.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn discounts(price: i64, max_units: Option<i64>, articles: &mut [Article<'_>]) -> Vec<i64> {
        let effect = UnitPrice { price: Money::whole(price), items: Items::default(), max_units: max_units.map(Quantity::whole) };
        effect.apply(&mut Counter::new(articles, &[], Money(1)));
        articles.iter().map(|article| article.discount.minor() / 100).collect()
    }

    #[test]
    fn it_never_raises_a_price() {
        let of = |price| discounts(price, None, &mut [Article::sample("a", 100, Quantity::whole(3))])[0];
        assert_eq!((of(0), of(99), of(100), of(101)), (300, 3, 0, 0));
    }

    #[test]
    fn the_dearest_units_first() {
        let of = |units| {
            discounts(
                40,
                Some(units),
                &mut [Article::sample("a", 50, Quantity::whole(2)), Article::sample("b", 90, Quantity::whole(2))],
            )
        };
        assert_eq!((of(1), of(2), of(3), of(4), of(5)), (vec![0, 50], vec![0, 100], vec![10, 100], vec![20, 100], vec![20, 100]));
    }

    #[test]
    fn what_earlier_discounts_left_counts() {
        let mut articles = [Article::sample("a", 100, Quantity::whole(2))];
        articles[0].discount = Money::whole(60);
        assert_eq!(discounts(50, None, &mut articles), [100]);
        articles[0].discount = Money::whole(60);
        assert_eq!(discounts(70, None, &mut articles), [60]);
    }

    #[test]
    fn sentence() {
        let effect = UnitPrice { price: Money::whole(99), items: Items::of_offers(["a"]), max_units: None };
        let plain = |language| effect.sentence(&Words::plain(language)).replace('\u{a0}', " ");
        assert_eq!(plain(Language::Ru), "a по 99 ₽ за штуку");
        assert_eq!(plain(Language::En), "a at 99 ₽ each");
    }
}
