//! A discount that grows with the basket.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Choice, Description, Field, FieldKind},
    items::Items,
    problem::{Place, Problems},
    text::{Text, Words},
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
        built: false,
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

impl Priced for Tiers {}
