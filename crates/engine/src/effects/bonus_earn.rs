//! More points for the order.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    pricing::{Counter, WHOLE},
    problem::{Place, Problems},
    text::{Text, Words, plural_ru},
    units::{Percent, Quantity, whole},
};

/// On top of what the goods earn anyway: `percent` of what they cost in points, or `points` once, or `multiply` times the
/// customer's own percentage (R15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BonusEarn {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    #[serde(default, with = "whole::option", skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
    /// `2` doubles them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiply: Option<Quantity>,
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
}

impl Described for BonusEarn {
    const DESCRIPTION: Description = Description {
        kind: "bonus_earn",
        title: Text::new("Начислить баллы", "Earn points"),
        summary: Text::new("Больше баллов за подходящие товары", "More points for the matching goods"),
        fields: &[
            Field::optional(
                "percent",
                FieldKind::Percent { allow_zero: false },
                Text::new("Процент стоимости", "Percent of the price"),
            )
            .hint(Text::new("сверх обычного начисления", "on top of what is earned anyway")),
            Field::optional("points", FieldKind::Whole { min: 1, max: super::MOST_UNITS }, Text::new("Баллов", "Points")),
            Field::optional("multiply", FieldKind::Quantity, Text::new("Во сколько раз больше", "Times as many"))
                .hint(Text::new("2 — вдвое больше, чем обычно", "2 is twice as many as usual")),
            Field::optional("items", FieldKind::Items, Text::new("За какие товары", "For which goods")),
        ],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let goods = super::on_goods(&self.items, words);
        if let Some(percent) = self.percent {
            let percent = words.percent(percent);
            return words.pick(format!("ещё {percent} баллами за {goods}"), format!("another {percent} in points for {goods}"));
        }
        if let Some(points) = self.points {
            return words.pick(
                format!("ещё {points} {} за {goods}", plural_ru(points, "балл", "балла", "баллов")),
                format!("{points} more {} for {goods}", if points == 1 { "point" } else { "points" }),
            );
        }
        let times = words.quantity(self.multiply.unwrap_or(Quantity::ONE));
        words.pick(format!("баллы ×{times} за {goods}"), format!("points ×{times} for {goods}"))
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        let given = [self.percent.is_some(), self.points.is_some(), self.multiply.is_some()];
        if given.into_iter().filter(|&given| given).count() != 1 {
            problems.add(
                &place.key("percent"),
                "назовите что-то одно: процент, баллы или множитель",
                "give one of percent, points and multiply",
            );
        }
        if self.multiply.is_some_and(|multiply| multiply <= Quantity::ONE) {
            problems.add(
                &place.key("multiply"),
                "должно быть больше 1: 2 — вдвое больше баллов",
                "must be more than 1: 2 doubles the points",
            );
        }
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Priced for BonusEarn {
    fn apply(&self, counter: &mut Counter<'_, '_>) {
        let matching = counter.matching(&self.items);
        if let Some(percent) = self.percent {
            matching.iter().for_each(|&index| counter.earn_rate(index, percent, WHOLE));
        }
        if let (Some(multiply), Some(own)) = (self.multiply, counter.own_rate()) {
            // ×2 adds once what is earned anyway.
            let more = (multiply.0 - Quantity::ONE.0).max(0);
            matching.iter().for_each(|&index| counter.earn_rate(index, own, more));
        }
        if let Some(points) = self.points {
            counter.earn_points(&matching, points);
        }
    }

    fn guard(&self) -> Guard<'_> {
        self.items.guard(Least::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn earn(percent: Option<i64>, points: Option<i64>, multiply: Option<i64>) -> BonusEarn {
        BonusEarn { percent: percent.map(Percent::whole), points, multiply: multiply.map(Quantity), items: Items::default() }
    }

    #[test]
    fn one_of_three() {
        let problems = |effect: &BonusEarn| {
            let mut problems = Problems::default();
            effect.check(&Place::root().key("effect"), &mut problems);
            problems.0.into_iter().map(|problem| problem.place).collect::<Vec<_>>()
        };
        assert!(problems(&earn(Some(5), None, None)).is_empty());
        assert_eq!(problems(&earn(None, None, None)), ["effect.percent"]);
        assert_eq!(problems(&earn(Some(5), Some(1), None)), ["effect.percent"]);
        assert_eq!(problems(&earn(None, None, Some(999))), ["effect.multiply"]);
        assert_eq!(problems(&earn(None, None, Some(1_000))), ["effect.multiply"]);
        assert!(problems(&earn(None, None, Some(1_001))).is_empty());
    }

    #[test]
    fn sentences() {
        let ru = |effect: &BonusEarn| effect.sentence(&Words::plain(Language::Ru)).replace('\u{a0}', " ");
        assert_eq!(ru(&earn(Some(5), None, None)), "ещё 5 % баллами за всю корзину");
        assert_eq!(ru(&earn(None, Some(2), None)), "ещё 2 балла за всю корзину");
        assert_eq!(ru(&earn(None, None, Some(1_500))), "баллы ×1,5 за всю корзину");
        let en = |effect: &BonusEarn| effect.sentence(&Words::plain(Language::En)).replace('\u{a0}', " ");
        assert_eq!(en(&earn(Some(5), None, None)), "another 5% in points for the whole basket");
        assert_eq!(en(&earn(None, Some(1), None)), "1 more point for the whole basket");
    }
}
