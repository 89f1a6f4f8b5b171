//! Another share that points may pay.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    pricing::Counter,
    problem::Place,
    text::{Text, Words},
    units::Percent,
};

/// Points may pay `percent` of what the goods cost (R15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BonusSpend {
    pub percent: Percent,
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
}

impl Described for BonusSpend {
    const DESCRIPTION: Description = Description {
        kind: "bonus_spend",
        title: Text::new("Оплата баллами", "Pay with points"),
        summary: Text::new("Какую долю товаров можно оплатить баллами", "What share of the goods points may pay"),
        fields: &[
            Field::required("percent", FieldKind::Percent { allow_zero: true }, Text::new("Процент", "Percent")),
            Field::optional("items", FieldKind::Items, Text::new("Какие товары", "Which goods")),
        ],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let (percent, goods) = (words.percent(self.percent), super::on_goods(&self.items, words));
        words.pick(format!("баллами можно оплатить до {percent}: {goods}"), format!("points may pay up to {percent} of {goods}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Priced for BonusSpend {
    fn apply(&self, counter: &mut Counter<'_, '_>) {
        for index in counter.matching(&self.items) {
            counter.spend_share(index, self.percent);
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

    #[test]
    fn sentence() {
        let effect = BonusSpend { percent: Percent::whole(50), items: Items::of_offers(["a"]) };
        assert_eq!(effect.sentence(&Words::plain(Language::Ru)).replace('\u{a0}', " "), "баллами можно оплатить до 50 %: a");
        assert_eq!(effect.sentence(&Words::plain(Language::En)), "points may pay up to 50% of a");
    }
}
