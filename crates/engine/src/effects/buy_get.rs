//! Buy some, get some cheaper: 2+1, the second at half the price.

use serde::{Deserialize, Serialize};

use super::{Described, Priced, Visit};
use crate::{
    describe::{Choice, Description, Field, FieldKind},
    index::{Guard, Least},
    items::Items,
    pricing::{Counter, Sets},
    problem::Place,
    text::{Text, Words},
    units::{Percent, Quantity, whole},
};

/// For `buy.quantity` units bought, `get.quantity` units get `get.percent` off, as many times as units suffice (R9).
///
/// 2+1 is `buy` 2, `get` 1 at 100 %: of 3 units at 100, 100 and 70 the one at 70 is free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuyGet {
    pub buy: Buy,
    pub get: Get,
    #[serde(default, skip_serializing_if = "Pick::is_cheapest")]
    pub pick: Pick,
    #[serde(default, with = "whole::option", skip_serializing_if = "Option::is_none")]
    pub times: Option<i64>,
}

/// The triggers of one set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Buy {
    #[serde(default, skip_serializing_if = "Items::is_all")]
    pub items: Items,
    #[serde(default = "super::one", with = "whole")]
    pub quantity: i64,
}

/// The targets of one set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Get {
    /// As `buy`, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Items>,
    #[serde(default = "super::one", with = "whole")]
    pub quantity: i64,
    #[serde(default = "hundred")]
    pub percent: Percent,
}

/// Which of the matching units are the targets, by unit price before discounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    #[default]
    Cheapest,
    Dearest,
}

impl Pick {
    fn is_cheapest(&self) -> bool {
        *self == Self::Cheapest
    }
}

const fn hundred() -> Percent {
    Percent::HUNDRED
}

const QUANTITY: FieldKind = FieldKind::Whole { min: 1, max: super::MOST_UNITS };

const BUY: &[Field] = &[
    Field::optional("items", FieldKind::Items, Text::new("Какие товары", "Which goods")),
    Field::optional("quantity", QUANTITY, Text::new("Сколько штук", "How many units")),
];

const GET: &[Field] = &[
    Field::optional("items", FieldKind::Items, Text::new("Какие товары", "Which goods"))
        .hint(Text::new("если не выбраны — те же, что нужно купить", "where none is chosen, the same as are bought")),
    Field::optional("quantity", QUANTITY, Text::new("Сколько штук", "How many units")),
    Field::optional("percent", FieldKind::Percent { allow_zero: false }, Text::new("Скидка, %", "Discount, %"))
        .hint(Text::new("100 — бесплатно", "100 is for nothing")),
];

const PICKS: &[Choice] = &[
    Choice { value: "cheapest", label: Text::new("самые дешёвые", "the cheapest") },
    Choice { value: "dearest", label: Text::new("самые дорогие", "the dearest") },
];

impl Described for BuyGet {
    const DESCRIPTION: Description = Description {
        kind: "buy_get",
        title: Text::new("N + M", "Buy N, get M"),
        summary: Text::new(
            "Купи одни товары — получи другие дешевле или бесплатно",
            "Buy some goods and get others cheaper or for nothing",
        ),
        fields: &[
            Field::required("buy", FieldKind::Object(BUY), Text::new("Купить", "Buy")),
            Field::required("get", FieldKind::Object(GET), Text::new("Получить", "Get")),
            Field::optional("pick", FieldKind::Choice(PICKS), Text::new("Скидка на", "The discount is for")),
            Field::optional("times", QUANTITY, Text::new("Не больше раз", "At most this many times")),
        ],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let bought = super::units_of(self.buy.quantity, &self.buy.items, words);
        let got = match &self.get.items {
            Some(items) => super::units_of(self.get.quantity, items, words),
            None => {
                let pieces = words.pieces(Quantity::whole(self.get.quantity));
                words.pick(format!("ещё {pieces}"), format!("{pieces} more"))
            }
        };
        let terms = if self.get.percent == Percent::HUNDRED {
            words.pick("бесплатно".to_owned(), "for nothing".to_owned())
        } else {
            let percent = words.percent(self.get.percent);
            words.pick(format!("со скидкой {percent}"), format!("at {percent} off"))
        };
        let which = match self.pick {
            Pick::Cheapest => words.pick("самые дешёвые", "the cheapest"),
            Pick::Dearest => words.pick("самые дорогие", "the dearest"),
        };
        let sentence = words.pick(
            format!("за каждые {bought} — {got} {terms} ({which})"),
            format!("for every {bought}, {got} {terms} ({which})"),
        );
        sentence + &super::at_most_times(self.times, words)
    }

    fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        self.buy.items.references(&place.key("buy").key("items"), visit);
        if let Some(items) = &self.get.items {
            items.references(&place.key("get").key("items"), visit);
        }
    }
}

impl Priced for BuyGet {
    fn apply(&self, counter: &mut Counter<'_, '_>) {
        let sets = Sets {
            triggers: counter.matching(&self.buy.items),
            targets: counter.matching(self.get.items.as_ref().unwrap_or(&self.buy.items)),
            buy: self.buy.quantity,
            get: self.get.quantity,
            times: self.times,
            dearest: self.pick == Pick::Dearest,
        };
        counter.take_sets(&sets, self.get.percent);
    }

    fn guard(&self) -> Guard<'_> {
        let least = |units: i64| Least::quantity(Quantity(units.saturating_mul(Quantity::ONE.0)));
        match &self.get.items {
            Some(targets) => {
                let bought = self.buy.items.guard(least(self.buy.quantity));
                bought.or_cheaper(targets.guard(least(self.get.quantity)))
            }
            None => self.buy.items.guard(least(self.buy.quantity.saturating_add(self.get.quantity))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Money, pricing::Article};

    fn buy_get(buy: i64, get: i64) -> BuyGet {
        BuyGet {
            buy: Buy { items: Items::default(), quantity: buy },
            get: Get { items: None, quantity: get, percent: Percent::HUNDRED },
            pick: Pick::Cheapest,
            times: None,
        }
    }

    /// Articles by price and quantity in thousandths; what each gets off, in whole units of money.
    fn discounts(effect: &BuyGet, goods: &[(&'static str, i64, i64)]) -> Vec<i64> {
        let article = |&(id, price, quantity): &(&'static str, i64, i64)| Article::sample(id, price, Quantity(quantity));
        let mut articles: Vec<_> = goods.iter().map(article).collect();
        effect.apply(&mut Counter::new(&mut articles, &[], Money(1)));
        articles.iter().map(|article| article.discount.minor() / 100).collect()
    }

    #[test]
    fn below_at_and_above_a_full_set() {
        let of = |units| discounts(&buy_get(2, 1), &[("a", 100, units)])[0];
        assert_eq!((of(2_000), of(2_999), of(3_000), of(3_001), of(5_999), of(6_000)), (0, 0, 100, 100, 100, 200));
    }

    #[test]
    fn one_plus_one_on_four_gives_two() {
        assert_eq!(discounts(&buy_get(1, 1), &[("a", 100, 4_000)]), [200]);
    }

    #[test]
    fn the_cheapest_or_the_dearest_of_all_units() {
        let goods = [("a", 100, 2_000), ("b", 70, 1_000)];
        assert_eq!(discounts(&buy_get(2, 1), &goods), [0, 70]);
        assert_eq!(discounts(&BuyGet { pick: Pick::Dearest, ..buy_get(2, 1) }, &goods), [100, 0]);
    }

    #[test]
    fn times_limits_the_sets() {
        let of = |times| discounts(&BuyGet { times: Some(times), ..buy_get(1, 1) }, &[("a", 10, 4_000)])[0];
        assert_eq!((of(1), of(2), of(3)), (10, 20, 20));
    }

    #[test]
    fn a_unit_serves_once() {
        let mut articles = [Article::sample("a", 100, Quantity::whole(5))];
        buy_get(2, 1).apply(&mut Counter::new(&mut articles, &[], Money(1)));
        buy_get(1, 1).apply(&mut Counter::new(&mut articles, &[], Money(1)));
        // 2+1 took three units, 1+1 the other two: each gave one of them for nothing.
        assert_eq!(articles[0].discount, Money::whole(200));
        buy_get(1, 1).apply(&mut Counter::new(&mut articles, &[], Money(1)));
        assert_eq!(articles[0].discount, Money::whole(200));
    }

    #[test]
    fn as_many_sets_as_can_be_formed_where_triggers_and_targets_overlap() {
        let mut effect = buy_get(1, 1);
        effect.buy.items = Items::of_offers(["a"]);
        effect.get.items = Some(Items::of_offers(["a", "x"]));
        // Only `a` can be the trigger, so `x` is the target, although `a` is cheaper.
        assert_eq!(discounts(&effect, &[("a", 10, 1_000), ("x", 50, 1_000)]), [0, 50]);
        assert_eq!(discounts(&effect, &[("a", 10, 2_000), ("x", 50, 1_000)]), [10, 0]);
    }

    #[test]
    fn goods_without_discounts_trigger_and_are_no_target() {
        let mut barred = Article::sample("b", 10, Quantity::whole(2));
        (barred.no_discounts, barred.most) = (true, Money::ZERO);
        let mut articles = [Article::sample("a", 100, Quantity::ONE), barred];
        buy_get(2, 1).apply(&mut Counter::new(&mut articles, &[], Money(1)));
        assert_eq!((articles[0].discount, articles[1].discount), (Money::whole(100), Money::ZERO));
    }

    #[test]
    fn sentence() {
        let plain = |effect: &BuyGet, language| effect.sentence(&Words::plain(language)).replace('\u{a0}', " ");
        assert_eq!(plain(&buy_get(2, 1), Language::Ru), "за каждые 2 шт. товаров — ещё 1 шт. бесплатно (самые дешёвые)");
        let mut half = BuyGet { times: Some(3), ..buy_get(1, 1) };
        half.get.percent = Percent::whole(50);
        assert_eq!(plain(&half, Language::En), "for every 1 pcs of goods, 1 pcs more at 50% off (the cheapest), at most 3 times");
    }
}
