//! A fixed amount off every unit.

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

impl Priced for UnitAmountOff {
    fn apply(&self, counter: &mut Counter<'_, '_>) {
        let matching = counter.matching(&self.items);
        let rounding = counter.rounding();
        for (index, quantity) in counter.dearest(matching, self.max_units) {
            let cut = self.off(counter.article(index), quantity, rounding);
            counter.take(index, cut);
        }
    }

    fn guard(&self) -> Guard<'_> {
        self.items.guard(Least::default())
    }
}

impl UnitAmountOff {
    /// Off so many units of an article: never more than what is left of them, which is spread evenly over all its units.
    fn off(&self, article: &Article<'_>, quantity: Quantity, rounding: Money) -> Money {
        let (left, all) = (i128::from(article.left().0), i128::from(article.quantity.0.max(1)));
        let (amount, quantity) = (i128::from(self.amount.0), i128::from(quantity.0));
        let (numerator, denominator) = if amount * all > left * 1_000 { (left, all) } else { (amount, 1_000) };
        Money(half_up(numerator.saturating_mul(quantity), denominator, rounding.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn discounts(amount: Money, max_units: Option<i64>, rounding: Money, articles: &mut [Article<'_>]) -> Vec<i64> {
        let effect = UnitAmountOff { amount, items: Items::default(), max_units: max_units.map(Quantity) };
        effect.apply(&mut Counter::new(articles, &[], rounding));
        articles.iter().map(|article| article.discount.minor()).collect()
    }

    #[test]
    fn off_every_unit_and_never_more_than_it_costs() {
        let of = |amount| discounts(Money::whole(amount), None, Money(1), &mut [Article::sample("a", 100, Quantity(2_500))])[0];
        assert_eq!((of(30), of(99), of(100), of(101)), (7_500, 24_750, 25_000, 25_000));
    }

    #[test]
    fn the_dearest_units_first() {
        let of = |units| {
            let mut articles = [
                Article::sample("a", 50, Quantity::whole(2)),
                Article::sample("b", 90, Quantity::ONE),
                Article::sample("c", 50, Quantity::ONE),
            ];
            discounts(Money::whole(10), Some(units), Money(1), &mut articles)
        };
        assert_eq!(of(999), [0, 999, 0]);
        assert_eq!(of(1_000), [0, 1_000, 0]);
        assert_eq!(of(2_000), [1_000, 1_000, 0]);
        assert_eq!(of(3_500), [2_000, 1_000, 500]);
    }

    #[test]
    fn a_unit_loses_no_more_than_it_costs() {
        let of = |amount| {
            discounts(Money::whole(amount), Some(1_000), Money(1), &mut [Article::sample("a", 100, Quantity::whole(2))])[0]
        };
        assert_eq!((of(99), of(100), of(200)), (9_900, 10_000, 10_000));
    }

    #[test]
    fn goods_off_which_nothing_can_be_taken_use_up_no_units() {
        let mut articles = [Article::sample("a", 50, Quantity::ONE), Article::sample("b", 90, Quantity::ONE)];
        articles[1].discount = articles[1].gross;
        assert_eq!(discounts(Money::whole(10), Some(1_000), Money(1), &mut articles), [1_000, 9_000]);
    }

    #[test]
    fn rounded_once_to_the_unit_of_the_shop() {
        let of =
            |thousandths| discounts(Money(150), None, Money(100), &mut [Article::sample("a", 100, Quantity(thousandths))])[0];
        assert_eq!((of(999), of(1_000), of(1_001)), (100, 200, 200));
    }

    #[test]
    fn sentence() {
        let effect =
            UnitAmountOff { amount: Money::whole(10), items: Items::of_offers(["a"]), max_units: Some(Quantity::whole(2)) };
        let plain = |language| effect.sentence(&Words::plain(language)).replace('\u{a0}', " ");
        assert_eq!(plain(Language::Ru), "скидка 10 ₽ с каждой штуки на a, не больше чем на 2 шт.");
        assert_eq!(plain(Language::En), "10 ₽ off each unit of a, for at most 2 pcs");
    }
}
