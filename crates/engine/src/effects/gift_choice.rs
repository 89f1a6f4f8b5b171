//! A gift that the customer chooses.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    problem::Place,
    text::{Text, Words, plural_ru},
    units::whole,
};

/// The customer may choose `limit` of the gift options for nothing (R12); see [`super::Gift`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GiftChoice {
    pub gift_options: String,
    #[serde(default = "super::one", with = "whole")]
    pub limit: i64,
}

impl Described for GiftChoice {
    const DESCRIPTION: Description = Description {
        kind: "gift_choice",
        title: Text::new("Подарок на выбор", "Gift of choice"),
        summary: Text::new("Покупатель выбирает подарок из набора", "The customer chooses a gift from a set"),
        fields: &[
            Field::required("gift_options", FieldKind::Id(Reference::GiftOptions), Text::new("Набор подарков", "Gift options")),
            Field::optional(
                "limit",
                FieldKind::Whole { min: 1, max: 1_000 },
                Text::new("Сколько можно выбрать", "How many may be chosen"),
            )
            .hint(Text::new("обычно один", "one, as a rule")),
        ],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let (options, limit) = (words.name(Reference::GiftOptions, &self.gift_options), self.limit);
        if limit == 1 {
            return words.pick(
                format!("подарок на выбор из набора {options}"),
                format!("a gift of the customer's choice from {options}"),
            );
        }
        words.pick(
            format!("{limit} {} на выбор из набора {options}", plural_ru(limit, "подарок", "подарка", "подарков")),
            format!("{limit} gifts of the customer's choice from {options}"),
        )
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        visit(Reference::GiftOptions, &self.gift_options, place.key("gift_options"));
    }
}

impl Priced for GiftChoice {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn sentence() {
        let choice = |limit| GiftChoice { gift_options: "cases".to_owned(), limit };
        let ru = Words::plain(Language::Ru);
        assert_eq!(choice(1).sentence(&ru), "подарок на выбор из набора cases");
        assert_eq!(choice(2).sentence(&ru), "2 подарка на выбор из набора cases");
        assert_eq!(choice(2).sentence(&Words::plain(Language::En)), "2 gifts of the customer's choice from cases");
    }
}
