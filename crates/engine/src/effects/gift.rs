//! Goods as a gift.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    problem::{Place, Problems},
    rules,
    text::{Text, Words},
    units::Quantity,
};

/// These goods are put into the basket for nothing (R12). The units are given by [`crate::pricing`], since what comes
/// back in the next request has to be told from what is bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gift {
    pub gifts: Vec<rules::Gift>,
}

impl Described for Gift {
    const DESCRIPTION: Description = Description {
        kind: "gift",
        title: Text::new("Подарок", "Gift"),
        summary: Text::new("Товары сами попадают в корзину бесплатно", "Goods are put into the basket for nothing"),
        fields: &[Field::required("gifts", FieldKind::Objects(rules::GIFT), Text::new("Подарки", "Gifts"))],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let one = |gift: &rules::Gift| {
            let name = words.name(Reference::Offer, &gift.offer_id);
            if gift.quantity == Quantity::ONE { name } else { format!("{} {name}", words.pieces(gift.quantity)) }
        };
        let list = self.gifts.iter().map(one).collect::<Vec<_>>().join(words.pick(" и ", " and "));
        words.pick(format!("{list} в подарок"), format!("{list} as a gift"))
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        rules::check_gifts(&self.gifts, &place.key("gifts"), problems);
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        for (index, gift) in self.gifts.iter().enumerate() {
            visit(Reference::Offer, &gift.offer_id, place.key("gifts").index(index).key("offer_id"));
        }
    }
}

impl Priced for Gift {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn gift(offers: &[(&str, i64)]) -> Gift {
        let gift = |&(id, units): &(&str, i64)| rules::Gift { offer_id: id.to_owned(), quantity: Quantity::whole(units) };
        Gift { gifts: offers.iter().map(gift).collect() }
    }

    #[test]
    fn sentence() {
        let effect = gift(&[("a", 1), ("b", 2)]);
        assert_eq!(effect.sentence(&Words::plain(Language::Ru)).replace('\u{a0}', " "), "a и 2 шт. b в подарок");
        assert_eq!(effect.sentence(&Words::plain(Language::En)).replace('\u{a0}', " "), "a and 2 pcs b as a gift");
    }

    #[test]
    fn an_offer_stands_once() {
        let mut problems = Problems::default();
        gift(&[("a", 1), ("b", 1), ("a", 2)]).check(&Place::root().key("effect"), &mut problems);
        assert_eq!(problems.0.len(), 1);
        assert_eq!(problems.0[0].place, "effect.gifts[2].offer_id");
    }
}
