//! The value of the goods in the basket.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Choice, Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    problem::{Place, Problems},
    text::{Text, Words},
    trace::Evidence,
    units::Money,
};

/// Goods worth `at_least` and less than `below` (R3). Set-aside lines and gift units count for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subtotal {
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Money>,
    #[serde(default, skip_serializing_if = "Amount::is_initial")]
    pub of: Amount,
}

/// Which amount a rule sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Before any discount.
    #[default]
    Initial,
    /// What the promotions before this one left.
    Current,
}

impl Amount {
    pub(crate) fn is_initial(&self) -> bool {
        *self == Self::Initial
    }

    pub(crate) fn current() -> Self {
        Self::Current
    }

    pub(crate) fn is_current(&self) -> bool {
        *self == Self::Current
    }
}

/// The initial amount is the default.
const AMOUNTS: &[Choice] = &[
    Choice { value: "initial", label: Text::new("до скидок", "before discounts") },
    Choice { value: "current", label: Text::new("после предыдущих скидок", "after earlier discounts") },
];

impl Described for Subtotal {
    const DESCRIPTION: Description = Description {
        kind: "subtotal",
        title: Text::new("Сумма товаров", "Value of goods"),
        summary: Text::new("Товаров в корзине на сумму от и до", "Goods in the basket worth between two amounts"),
        fields: &[
            Field::optional("items", FieldKind::Items, Text::new("Каких товаров", "Of which goods")),
            Field::optional("at_least", FieldKind::Money { min: 0 }, Text::new("Не меньше", "At least")),
            Field::optional("below", FieldKind::Money { min: 0 }, Text::new("Меньше", "Below")),
            Field::optional("of", FieldKind::Choice(AMOUNTS), Text::new("Считать сумму", "Count the amount")),
        ],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let goods = self.items.genitive(words);
        let money = |money| words.money(money);
        let mut sentence = match (self.at_least, self.below) {
            (Some(from), None) => {
                let from = money(from);
                words
                    .pick(format!("в корзине {goods} на {from} и больше"), format!("the basket has {goods} worth {from} or more"))
            }
            (None, Some(below)) => {
                let below = money(below);
                words.pick(
                    format!("в корзине {goods} меньше чем на {below}"),
                    format!("the basket has {goods} worth less than {below}"),
                )
            }
            (Some(from), Some(below)) => {
                let (from, below) = (money(from), money(below));
                words.pick(
                    format!("в корзине {goods} на {from} и больше, но меньше чем на {below}"),
                    format!("the basket has {goods} worth {from} or more, but less than {below}"),
                )
            }
            (None, None) => words.pick("в корзине что угодно".to_owned(), "the basket has anything".to_owned()),
        };
        if self.of == Amount::Current {
            sentence.push_str(words.pick(" после предыдущих скидок", " after earlier discounts"));
        }
        sentence
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        super::check_range(self.at_least, self.below, place, problems);
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Subtotal {
    fn present(&self, view: &View<'_>) -> Money {
        let amounts = view.articles.iter().filter(|article| self.items.matches(&article.goods)).map(|article| match self.of {
            Amount::Initial => article.gross,
            Amount::Current => article.left(),
        });
        Money(amounts.fold(0, |sum, amount| sum.saturating_add(amount.minor())))
    }
}

impl Tested for Subtotal {
    fn holds(&self, view: &View<'_>) -> bool {
        super::is_within(self.present(view), self.at_least, self.below)
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        Evidence::Money(super::range(self.at_least, self.below, self.present(view), |from, present| Money(from.0 - present.0)))
    }

    fn guard(&self) -> Guard<'_> {
        match self.at_least {
            Some(least) if least > Money::ZERO => self.items.guard(Least::gross(least)),
            _ => Guard::everything(Least::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Quantity, pricing::Article};

    fn holds(subtotal: &Subtotal, gross: i64, discount: i64) -> bool {
        let mut articles = [Article::sample("a", gross, Quantity::ONE), Article::sample("b", 700, Quantity::ONE)];
        articles[0].discount = Money::whole(discount);
        subtotal.holds(&View { articles: &articles, ..View::default() })
    }

    fn of(of: Amount) -> Subtotal {
        Subtotal { items: Items::of_offers(["a"]), at_least: Some(Money::whole(3_000)), below: Some(Money::whole(5_000)), of }
    }

    #[test]
    fn below_at_and_above_each_edge() {
        let subtotal = of(Amount::Initial);
        assert!(!holds(&subtotal, 2_999, 0));
        assert!(holds(&subtotal, 3_000, 0));
        assert!(holds(&subtotal, 3_001, 0));
        assert!(holds(&subtotal, 4_999, 0));
        assert!(!holds(&subtotal, 5_000, 0));
        assert!(!holds(&subtotal, 5_001, 0));
    }

    #[test]
    fn current_is_what_earlier_promotions_left() {
        assert!(holds(&of(Amount::Initial), 3_000, 1));
        assert!(!holds(&of(Amount::Current), 3_000, 1));
        assert!(holds(&of(Amount::Current), 3_001, 1));
    }

    #[test]
    fn sentence() {
        let ru = of(Amount::Current).sentence(&Words::plain(Language::Ru)).replace('\u{a0}', " ");
        assert_eq!(ru, "в корзине a на 3 000 ₽ и больше, но меньше чем на 5 000 ₽ после предыдущих скидок");
        let all = Subtotal { items: Items::default(), at_least: None, below: Some(Money(99_950)), of: Amount::Initial };
        assert_eq!(all.sentence(&Words::plain(Language::Ru)).replace('\u{a0}', " "), "в корзине товаров меньше чем на 999,50 ₽");
        assert_eq!(
            all.sentence(&Words::plain(Language::En)).replace('\u{a0}', " "),
            "the basket has goods worth less than 999.50 ₽"
        );
    }
}
