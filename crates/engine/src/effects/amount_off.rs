//! A fixed amount off goods, once.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    pricing::Counter,
    problem::Place,
    text::{Text, Words},
    units::Money,
};

/// `amount` off the matching articles together, shared among them (R7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountOff {
    pub amount: Money,
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
}

impl Described for AmountOff {
    const DESCRIPTION: Description = Description {
        kind: "amount_off",
        title: Text::new("Скидка суммой", "Amount off"),
        summary: Text::new("Сумма, разделённая между подходящими товарами", "An amount, shared among the matching goods"),
        fields: &[
            Field::required("amount", FieldKind::Money { min: 0 }, Text::new("Сумма", "Amount")),
            Field::optional("items", FieldKind::Items, Text::new("На какие товары", "On which goods")),
        ],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let (amount, goods) = (words.money(self.amount), super::on_goods(&self.items, words));
        words.pick(format!("скидка {amount} на {goods}"), format!("{amount} off {goods}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Priced for AmountOff {
    fn apply(&self, counter: &mut Counter<'_, '_>) {
        let matching = counter.matching(&self.items);
        counter.take_shared(&matching, self.amount);
    }

    fn guard(&self) -> Guard<'_> {
        self.items.guard(Least::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Quantity, pricing::Article};

    fn discounts(amount: i64, most: [i64; 2]) -> Vec<i64> {
        let mut articles = [Article::sample("a", 100, Quantity::ONE), Article::sample("b", 300, Quantity::ONE)];
        for (article, most) in articles.iter_mut().zip(most) {
            article.most = Money::whole(most);
        }
        let effect = AmountOff { amount: Money::whole(amount), items: Items::default() };
        effect.apply(&mut Counter::new(&mut articles, &[], Money::whole(1)));
        articles.iter().map(|article| article.discount.minor() / 100).collect()
    }

    #[test]
    fn by_what_is_left_and_never_more_than_the_goods() {
        assert_eq!(discounts(40, [100, 300]), [10, 30]);
        assert_eq!(discounts(399, [100, 300]), [99, 299]);
        assert_eq!(discounts(400, [100, 300]), [100, 300]);
        assert_eq!(discounts(401, [100, 300]), [100, 300]);
    }

    #[test]
    fn what_a_floor_cuts_off_is_shared_again() {
        assert_eq!(discounts(40, [10, 300]), [10, 30]);
        assert_eq!(discounts(40, [9, 300]), [9, 31]);
        assert_eq!(discounts(40, [0, 300]), [0, 40]);
        assert_eq!(discounts(40, [9, 20]), [9, 20]);
    }

    #[test]
    fn sentence() {
        let effect = AmountOff { amount: Money::whole(1_000), items: Items::of_offers(["22345"]) };
        assert_eq!(effect.sentence(&Words::plain(Language::Ru)).replace('\u{a0}', " "), "скидка 1 000 ₽ на 22345");
        assert_eq!(effect.sentence(&Words::plain(Language::En)).replace('\u{a0}', " "), "1,000 ₽ off 22345");
    }
}
