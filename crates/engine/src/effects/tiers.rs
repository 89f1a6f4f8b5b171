//! A discount that grows with the basket.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Choice, Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    pricing::{Article, Counter, percent_of},
    problem::{Place, Problems},
    text::{Text, Words},
    trace::{Evidence, Range},
    units::{Money, Percent, Quantity},
};

/// The highest step that the matching goods reach, by their value or their number, gives its percentage or amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tiers {
    #[serde(default)]
    pub by: By,
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    pub steps: Vec<Step>,
}

/// What the steps measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    #[default]
    Subtotal,
    Quantity,
}

/// From so much on, a percentage or an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// In thousandths of a currency unit or of a unit of goods; see [`Step::from_money`].
    pub from: Quantity,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}

impl Step {
    /// The step's beginning where steps measure value.
    pub const fn from_money(&self) -> Money {
        Money(self.from.thousandths() / 10)
    }
}

const BY: &[Choice] = &[
    Choice { value: "subtotal", label: Text::new("по сумме", "by value") },
    Choice { value: "quantity", label: Text::new("по количеству", "by number") },
];

const STEP: &[Field] = &[
    Field::required("from", FieldKind::Quantity, Text::new("От", "From"))
        .hint(Text::new("рублей или штук", "currency units or units of goods")),
    Field::optional("percent", FieldKind::Percent { allow_zero: false }, Text::new("Процент", "Percent")),
    Field::optional("amount", FieldKind::Money { min: 0 }, Text::new("Сумма", "Amount")),
];

impl Described for Tiers {
    const DESCRIPTION: Description = Description {
        kind: "tiers",
        title: Text::new("Скидка ступенями", "Stepped discount"),
        summary: Text::new("Чем больше товаров, тем больше скидка", "The more goods, the greater the discount"),
        fields: &[
            Field::optional("by", FieldKind::Choice(BY), Text::new("Ступени", "Steps")),
            Field::optional("items", FieldKind::Items, Text::new("На какие товары", "On which goods")),
            Field::required("steps", FieldKind::Objects(STEP), Text::new("Ступени скидки", "Steps")),
        ],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let step = |step: &Step| {
            let from = match self.by {
                By::Subtotal => words.money(step.from_money()),
                By::Quantity => words.pieces(step.from),
            };
            let gives = match (step.percent, step.amount) {
                (Some(percent), _) => words.percent(percent),
                (None, Some(amount)) => words.money(amount),
                (None, None) => "—".to_owned(),
            };
            words.pick(format!("от {from} — {gives}"), format!("from {from}, {gives}"))
        };
        let steps: Vec<_> = self.steps.iter().map(step).collect();
        let goods = super::on_goods(&self.items, words);
        words.pick(
            format!("скидка ступенями на {goods}: {}", steps.join(", ")),
            format!("a stepped discount off {goods}: {}", steps.join("; ")),
        )
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        for (index, step) in self.steps.iter().enumerate() {
            let place = place.key("steps").index(index);
            if step.percent.is_some() == step.amount.is_some() {
                problems.add(&place.key("percent"), "назовите процент или сумму", "give percent or amount, and not both");
            }
            if self.by == By::Subtotal && step.from.thousandths() % 10 != 0 {
                problems.add(&place.key("from"), "не больше 2 знаков после запятой", "must have at most 2 decimals");
            }
            if self.steps[..index].last().is_some_and(|before| before.from >= step.from) {
                problems.add(
                    &place.key("from"),
                    "должно быть больше, чем у ступени выше",
                    "must be more than in the step before",
                );
            }
        }
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Priced for Tiers {
    fn apply(&self, counter: &mut Counter<'_, '_>) {
        let matching = counter.matching(&self.items);
        let sum =
            |of: fn(&Article<'_>) -> i64| matching.iter().map(|&index| of(counter.article(index))).fold(0, i64::saturating_add);
        let (gross, quantity) = (Money(sum(|article| article.gross.0)), Quantity(sum(|article| article.quantity.0)));
        let reached = |step: &&Step| match self.by {
            By::Subtotal => gross >= step.from_money(),
            By::Quantity => quantity >= step.from,
        };
        match self.steps.iter().rev().find(reached) {
            None => self.explain(gross, quantity, counter),
            Some(Step { percent: Some(percent), .. }) => {
                let rounding = counter.rounding();
                for index in matching {
                    let cut = percent_of(counter.article(index).left(), *percent, rounding);
                    counter.take(index, cut);
                }
            }
            Some(Step { amount, .. }) => counter.take_shared(&matching, amount.unwrap_or_default()),
        }
    }

    fn guard(&self) -> Guard<'_> {
        let Some(first) = self.steps.first() else { return Guard(Vec::new()) };
        self.items.guard(match self.by {
            By::Subtotal => Least::gross(first.from_money()),
            By::Quantity => Least::quantity(first.from),
        })
    }
}

impl Tiers {
    /// Tells that no step is reached.
    fn explain(&self, gross: Money, quantity: Quantity, counter: &mut Counter<'_, '_>) {
        let Some(first) = self.steps.first() else { return };
        let from = first.from_money();
        counter.note_below_step(match self.by {
            By::Subtotal => {
                let missing = Some(Money(from.0 - gross.0));
                Evidence::Money(Range { at_least: Some(from), below: None, present: gross, missing })
            }
            By::Quantity => {
                let missing = Some(Quantity(first.from.0 - quantity.0));
                Evidence::Quantity(Range { at_least: Some(first.from), below: None, present: quantity, missing })
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn step(from: i64, percent: Option<i64>, amount: Option<i64>) -> Step {
        Step { from: Quantity::whole(from), percent: percent.map(Percent::whole), amount: amount.map(Money::whole) }
    }

    fn discount(by: By, steps: &[Step], price: i64, units: i64) -> i64 {
        let mut articles = [Article::sample("a", price, Quantity::whole(units))];
        let effect = Tiers { by, items: Items::default(), steps: steps.to_vec() };
        effect.apply(&mut Counter::new(&mut articles, &[], Money(1)));
        articles[0].discount.minor() / 100
    }

    #[test]
    fn below_at_and_above_each_step_by_value() {
        let steps = [step(1_000, Some(5), None), step(2_000, Some(10), None)];
        let of = |price| discount(By::Subtotal, &steps, price, 1);
        assert_eq!((of(999), of(1_000), of(1_020)), (0, 50, 51));
        assert_eq!((of(1_999), of(2_000), of(2_010)), (99, 200, 201));
    }

    #[test]
    fn below_at_and_above_each_step_by_number() {
        let steps = [step(2, None, Some(30)), step(4, Some(50), None)];
        let of = |units| discount(By::Quantity, &steps, 100, units);
        assert_eq!((of(1), of(2), of(3)), (0, 30, 30));
        assert_eq!((of(4), of(5)), (200, 250));
    }

    #[test]
    fn steps_look_at_the_price_before_discounts_and_percent_at_what_is_left() {
        let mut articles = [Article::sample("a", 1_000, Quantity::ONE)];
        articles[0].discount = Money::whole(500);
        let effect = Tiers { by: By::Subtotal, items: Items::default(), steps: vec![step(1_000, Some(10), None)] };
        effect.apply(&mut Counter::new(&mut articles, &[], Money(1)));
        assert_eq!(articles[0].discount, Money::whole(550));
    }

    #[test]
    fn sentence() {
        let effect =
            Tiers { by: By::Quantity, items: Items::default(), steps: vec![step(2, None, Some(30)), step(4, Some(50), None)] };
        let plain = |language| effect.sentence(&Words::plain(language)).replace('\u{a0}', " ");
        assert_eq!(plain(Language::Ru), "скидка ступенями на всю корзину: от 2 шт. — 30 ₽, от 4 шт. — 50 %");
        assert_eq!(plain(Language::En), "a stepped discount off the whole basket: from 2 pcs, 30 ₽; from 4 pcs, 50%");
    }
}
