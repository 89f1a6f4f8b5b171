//! How many different offers are in the basket.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    problem::{Place, Problems},
    text::{Text, Words},
    trace::Evidence,
    units::whole,
};

/// `at_least` different offers among the goods, and fewer than `below` (R3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distinct {
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    #[serde(default, with = "whole::option", skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    #[serde(default, with = "whole::option", skip_serializing_if = "Option::is_none")]
    pub below: Option<i64>,
}

impl Described for Distinct {
    const DESCRIPTION: Description = Description {
        kind: "distinct",
        title: Text::new("Разные товары", "Different goods"),
        summary: Text::new("Сколько разных товаров в корзине", "How many different goods are in the basket"),
        fields: &[
            Field::optional("items", FieldKind::Items, Text::new("Каких товаров", "Of which goods")),
            Field::optional("at_least", FieldKind::Whole { min: 1, max: super::MOST }, Text::new("Не меньше", "At least"))
                .hint(Text::new("две штуки одного товара — один товар", "two pieces of one offer count once")),
            Field::optional("below", FieldKind::Whole { min: 1, max: super::MOST }, Text::new("Меньше", "Below")),
        ],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let goods = self.items.sentence(words);
        match (self.at_least, self.below) {
            (Some(from), None) => words.pick(
                format!("в корзине от {from} разных наименований ({goods})"),
                format!("the basket has {from} or more different items ({goods})"),
            ),
            (None, Some(below)) => words.pick(
                format!("в корзине меньше {below} разных наименований ({goods})"),
                format!("the basket has fewer than {below} different items ({goods})"),
            ),
            (Some(from), Some(below)) => words.pick(
                format!("в корзине от {from}, но меньше {below} разных наименований ({goods})"),
                format!("the basket has {from} or more, but fewer than {below} different items ({goods})"),
            ),
            (None, None) => words.pick("в корзине что угодно".to_owned(), "the basket has anything".to_owned()),
        }
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        super::check_range(self.at_least, self.below, place, problems);
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        self.items.references(&place.key("items"), visit);
    }
}

impl Distinct {
    fn present(&self, view: &View<'_>) -> i64 {
        // Articles stand in the order of their offers: those of one offer are neighbours.
        let mut offers: Vec<&str> = view.matching(&self.items).map(|article| article.goods.offer_id).collect();
        offers.dedup();
        i64::try_from(offers.len()).unwrap_or(i64::MAX)
    }
}

impl Tested for Distinct {
    fn holds(&self, view: &View<'_>) -> bool {
        super::is_within(self.present(view), self.at_least, self.below)
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        Evidence::Count(super::range(self.at_least, self.below, self.present(view), |from, present| from - present))
    }

    fn guard(&self) -> Guard<'_> {
        match self.at_least {
            Some(1..) => self.items.guard(Least::default()),
            _ => Guard::everything(Least::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, pricing::Article, units::Quantity};

    fn holds(distinct: &Distinct, offers: &[&'static str]) -> bool {
        let articles: Vec<_> =
            offers.iter().zip(1..).map(|(&offer, price)| Article::sample(offer, price, Quantity::whole(5))).collect();
        distinct.holds(&View { articles: &articles, ..View::default() })
    }

    #[test]
    fn below_at_and_above_each_edge() {
        let distinct = Distinct { items: Items::default(), at_least: Some(2), below: Some(4) };
        assert!(!holds(&distinct, &["a"]));
        assert!(holds(&distinct, &["a", "b"]));
        assert!(holds(&distinct, &["a", "b", "c"]));
        assert!(!holds(&distinct, &["a", "b", "c", "d"]));
        assert!(!holds(&distinct, &["a", "b", "c", "d", "e"]));
    }

    #[test]
    fn one_offer_at_two_prices_is_one_and_other_goods_do_not_count() {
        let distinct = Distinct { items: Items::of_offers(["a", "b"]), at_least: Some(2), below: None };
        assert!(!holds(&distinct, &["a", "a", "c"]));
        assert!(holds(&distinct, &["a", "a", "b"]));
    }

    #[test]
    fn sentence() {
        let distinct = Distinct { items: Items::default(), at_least: Some(3), below: None };
        assert_eq!(distinct.sentence(&Words::plain(Language::Ru)), "в корзине от 3 разных наименований (товары)");
        assert_eq!(distinct.sentence(&Words::plain(Language::En)), "the basket has 3 or more different items (goods)");
    }
}
