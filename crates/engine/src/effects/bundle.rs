//! Goods that cost less together.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    pricing::{BundlePart, Counter},
    problem::{Place, Problems},
    text::{Text, Words},
    units::{Money, Quantity, whole},
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

impl Priced for Bundle {
    fn apply(&self, counter: &mut Counter<'_, '_>) {
        let parts = self.parts.iter().map(|part| BundlePart { articles: counter.matching(&part.items), quantity: part.quantity });
        let parts = parts.collect();
        counter.take_bundles(parts, self.price, self.times);
    }

    /// Every part must be there.
    fn guard(&self) -> Guard<'_> {
        let least = |units: i64| Least::quantity(Quantity(units.saturating_mul(Quantity::ONE.0)));
        let parts = self.parts.iter().map(|part| part.items.guard(least(part.quantity)));
        parts.fold(Guard::everything(Least::default()), Guard::or_cheaper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, pricing::Article};

    fn bundle(parts: &[(&[&str], i64)], price: i64, times: Option<i64>) -> Bundle {
        let part = |&(offers, quantity): &(&[&str], i64)| Part { items: Items::of_offers(offers.iter().copied()), quantity };
        Bundle { parts: parts.iter().map(part).collect(), price: Money::whole(price), times }
    }

    /// Articles by price and units; what each gets off, in whole units of money.
    fn discounts(effect: &Bundle, goods: &[(&'static str, i64, i64)]) -> Vec<i64> {
        let article = |&(id, price, units): &(&'static str, i64, i64)| Article::sample(id, price, Quantity::whole(units));
        let mut articles: Vec<_> = goods.iter().map(article).collect();
        effect.apply(&mut Counter::new(&mut articles, &[], Money(1)));
        articles.iter().map(|article| article.discount.minor() / 100).collect()
    }

    #[test]
    fn below_at_and_above_a_full_set() {
        let phone_and_case = bundle(&[(&["phone"], 1), (&["case"], 1)], 900, None);
        let of = |phones, cases| discounts(&phone_and_case, &[("case", 200, cases), ("phone", 800, phones)]);
        assert_eq!(of(1, 0), [0, 0]);
        assert_eq!(of(1, 1), [20, 80]);
        assert_eq!(of(2, 1), [20, 80]);
        assert_eq!(of(2, 2), [40, 160]);
    }

    #[test]
    fn only_sets_that_cost_less_than_their_units_do() {
        let of = |price| discounts(&bundle(&[(&[], 2)], price, None), &[("a", 100, 2)]);
        assert_eq!((of(199), of(200), of(201)), (vec![1], vec![0], vec![0]));
    }

    #[test]
    fn the_dearest_units_first_and_cheap_sets_are_left() {
        let any_two = bundle(&[(&[], 2)], 150, None);
        // 100 + 90 for 150, then 60 + 50 for 110: dearer than they are.
        assert_eq!(discounts(&any_two, &[("a", 60, 1), ("b", 100, 1), ("c", 50, 1), ("d", 90, 1)]), [0, 21, 0, 18]);
    }

    #[test]
    fn times_limits_the_sets() {
        let of = |times| discounts(&bundle(&[(&["a"], 2)], 150, Some(times)), &[("a", 100, 6)])[0];
        assert_eq!((of(1), of(2), of(3), of(4)), (50, 100, 150, 150));
    }

    #[test]
    fn the_part_with_fewer_goods_chooses_first() {
        let any_and_phone = bundle(&[(&[], 1), (&["phone"], 1)], 900, None);
        assert_eq!(discounts(&any_and_phone, &[("case", 200, 1), ("phone", 800, 1)]), [20, 80]);
    }

    #[test]
    fn a_unit_serves_once_and_barred_goods_never() {
        let mut articles = [Article::sample("a", 100, Quantity::whole(2))];
        for _ in 0..2 {
            bundle(&[(&["a"], 2)], 150, None).apply(&mut Counter::new(&mut articles, &[], Money(1)));
        }
        assert_eq!(articles[0].discount, Money::whole(50));
        let mut barred = [Article::sample("a", 100, Quantity::whole(2))];
        (barred[0].no_discounts, barred[0].most) = (true, Money::ZERO);
        bundle(&[(&["a"], 2)], 150, None).apply(&mut Counter::new(&mut barred, &[], Money(1)));
        assert_eq!((barred[0].discount, barred[0].served), (Money::ZERO, 0));
    }

    #[test]
    fn sentence() {
        let effect = bundle(&[(&["phone"], 1), (&["case"], 2)], 900, Some(3));
        let plain = |language| effect.sentence(&Words::plain(language)).replace('\u{a0}', " ");
        assert_eq!(plain(Language::Ru), "комплект за 900 ₽: 1 шт. phone + 2 шт. case, не больше 3 раз");
        assert_eq!(plain(Language::En), "a set for 900 ₽: 1 pcs of phone + 2 pcs of case, at most 3 times");
    }
}
