//! A percentage off goods.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    conditions::Amount,
    describe::{Choice, Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    pricing::{Counter, percent_of, share},
    problem::Place,
    text::{Text, Words},
    units::{Money, Percent},
};

/// `percent` off every matching article, of what is left or of the initial price (R6), at most `at_most` in all (R7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PercentOff {
    pub percent: Percent,
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    #[serde(default = "Amount::current", skip_serializing_if = "Amount::is_current")]
    pub of: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Money>,
}

/// What is left is the default, and stands first.
const OF: &[Choice] = &[
    Choice { value: "current", label: Text::new("после предыдущих скидок", "after earlier discounts") },
    Choice { value: "initial", label: Text::new("до скидок", "before discounts") },
];

impl Described for PercentOff {
    const DESCRIPTION: Description = Description {
        kind: "percent_off",
        title: Text::new("Скидка в процентах", "Percent off"),
        summary: Text::new("Процент от цены подходящих товаров", "A percentage off the matching goods"),
        fields: &[
            Field::required("percent", FieldKind::Percent { allow_zero: false }, Text::new("Процент", "Percent")),
            Field::optional("items", FieldKind::Items, Text::new("На какие товары", "On which goods")),
            Field::optional("of", FieldKind::Choice(OF), Text::new("От какой цены", "Of which price")),
            Field::optional("at_most", FieldKind::Money { min: 0 }, Text::new("Не больше", "At most")),
        ],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let (percent, goods) = (words.percent(self.percent), super::on_goods(&self.items, words));
        let mut sentence = words.pick(format!("скидка {percent} на {goods}"), format!("{percent} off {goods}"));
        if self.of == Amount::Initial {
            sentence.push_str(words.pick(" от начальной цены", " of the initial price"));
        }
        if let Some(most) = self.at_most {
            let most = words.money(most);
            sentence.push_str(&words.pick(format!(", не больше {most}"), format!(", {most} at most")));
        }
        sentence
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Priced for PercentOff {
    fn apply(&self, counter: &mut Counter<'_, '_>) {
        let matching = counter.matching(&self.items);
        let rounding = counter.rounding();
        let cuts: Vec<Money> = matching
            .iter()
            .map(|&index| {
                let article = counter.article(index);
                let base = match self.of {
                    Amount::Initial => article.gross,
                    Amount::Current => article.left(),
                };
                let cut = percent_of(base, self.percent, rounding);
                counter.within_room(index, cut)
            })
            .collect();
        let cuts = match self.at_most {
            Some(most) if cuts.iter().map(|cut| cut.0).sum::<i64>() > most.0 => {
                counter.note_at_most();
                share(most, &cuts, &cuts)
            }
            _ => cuts,
        };
        for (index, cut) in matching.into_iter().zip(cuts) {
            counter.take(index, cut);
        }
    }

    fn guard(&self) -> Guard<'_> {
        self.items.guard(Least::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Quantity, pricing::Article};

    fn off(percent: i64) -> PercentOff {
        PercentOff { percent: Percent::whole(percent), items: Items::default(), of: Amount::Current, at_most: None }
    }

    fn discounts(effect: &PercentOff, articles: &mut [Article<'_>], rounding: Money) -> Vec<i64> {
        effect.apply(&mut Counter::new(articles, &[], rounding));
        articles.iter().map(|article| article.discount.minor()).collect()
    }

    /// An article worth so many kopecks.
    fn worth(id: &'static str, kopecks: i64) -> Article<'static> {
        let mut article = Article::sample(id, 0, Quantity::ONE);
        (article.gross, article.most) = (Money(kopecks), Money(kopecks));
        article
    }

    #[test]
    fn of_what_is_left_or_of_the_initial_price() {
        let mut articles = [worth("a", 10_000)];
        articles[0].discount = Money(2_000);
        assert_eq!(discounts(&off(10), &mut articles, Money(1)), [2_800]);
        articles[0].discount = Money(2_000);
        assert_eq!(discounts(&PercentOff { of: Amount::Initial, ..off(10) }, &mut articles, Money(1)), [3_000]);
    }

    #[test]
    fn each_article_is_rounded_half_up_to_the_unit_of_the_shop() {
        let of = |kopecks, rounding| discounts(&off(10), &mut [worth("a", kopecks)], Money(rounding))[0];
        assert_eq!((of(104, 1), of(105, 1), of(106, 1)), (10, 11, 11));
        assert_eq!((of(14_990, 100), of(15_000, 100), of(15_490, 100)), (1_500, 1_500, 1_500));
        assert_eq!((of(14_499, 100), of(14_500, 100)), (1_400, 1_500));
    }

    #[test]
    fn never_below_the_floor() {
        let mut articles = [worth("a", 10_000)];
        articles[0].most = Money(1_500);
        assert_eq!(discounts(&off(14), &mut articles, Money(1)), [1_400]);
        assert_eq!(discounts(&off(14), &mut articles, Money(1)), [1_500]);
    }

    #[test]
    fn a_cap_is_shared_by_the_discounts_that_it_cuts() {
        let capped = |most| {
            let mut articles = [worth("a", 10_000), worth("b", 20_000)];
            discounts(&PercentOff { at_most: Some(Money(most)), ..off(10) }, &mut articles, Money(1))
        };
        assert_eq!(capped(2_999), [1_000, 1_999]);
        assert_eq!(capped(3_000), [1_000, 2_000]);
        assert_eq!(capped(3_001), [1_000, 2_000]);
        assert_eq!(capped(0), [0, 0]);
    }

    #[test]
    fn sentence() {
        let effect = PercentOff { at_most: Some(Money::whole(500)), ..off(10) };
        let plain = |language| effect.sentence(&Words::plain(language)).replace('\u{a0}', " ");
        assert_eq!(plain(Language::Ru), "скидка 10 % на всю корзину, не больше 500 ₽");
        assert_eq!(plain(Language::En), "10% off the whole basket, 500 ₽ at most");
    }
}
