//! More points for the order.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind},
    items::Items,
    problem::{Place, Problems},
    text::{Text, Words, plural_ru},
    units::{Percent, Quantity, whole},
};

/// The goods earn `percent` of what they cost in points, or `points` once, or `multiply` times what they earn (R15).
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
            ),
            Field::optional("points", FieldKind::Whole { min: 1, max: super::MOST_UNITS }, Text::new("Баллов", "Points")),
            Field::optional("multiply", FieldKind::Quantity, Text::new("Во сколько раз больше", "Times as many")),
            Field::optional("items", FieldKind::Items, Text::new("За какие товары", "For which goods")),
        ],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let goods = super::on_goods(&self.items, words);
        if let Some(percent) = self.percent {
            let percent = words.percent(percent);
            return words.pick(format!("{percent} баллами за {goods}"), format!("{percent} in points for {goods}"));
        }
        if let Some(points) = self.points {
            return words.pick(
                format!("{points} {} за {goods}", plural_ru(points, "балл", "балла", "баллов")),
                format!("{points} {} for {goods}", if points == 1 { "point" } else { "points" }),
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
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Priced for BonusEarn {}
