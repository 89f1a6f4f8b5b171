//! What a promotion gives. One file is one effect, as in [`crate::conditions`].

mod amount_off;
mod bonus_earn;
mod bonus_spend;
mod bundle;
mod buy_get;
mod gift;
mod gift_choice;
mod notice;
mod percent_off;
mod tiers;
mod unit_amount_off;
mod unit_price;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    describe::{Description, check_object, kind_of},
    index::{Guard, Least},
    items::Items,
    pricing::Counter,
    problem::{Place, Problems},
    text::{Words, plural_ru},
    units::Quantity,
};

pub use crate::conditions::{Described, Visit};
pub use amount_off::AmountOff;
pub use bonus_earn::BonusEarn;
pub use bonus_spend::BonusSpend;
pub use bundle::{Bundle, Part};
pub use buy_get::{Buy, BuyGet, Get, Pick};
pub use gift::Gift;
pub use gift_choice::GiftChoice;
pub use notice::Notice;
pub use percent_off::PercentOff;
pub use tiers::{By, Step, Tiers};
pub use unit_amount_off::UnitAmountOff;
pub use unit_price::UnitPrice;

/// What an effect does to the goods.
pub trait Priced {
    /// Takes the effect's discounts off the articles, or adds its points. Gifts are given, and notices shown, by
    /// [`crate::pricing`].
    fn apply(&self, _counter: &mut Counter<'_, '_>) {}

    /// What a basket must have for it to do anything.
    fn guard(&self) -> Guard<'_> {
        Guard::everything(Least::default())
    }
}

macro_rules! registry {
    ($($name:ident),* $(,)?) => {
        /// What a promotion gives.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        pub enum Effect { $($name($name)),* }

        /// All effects that the document knows.
        pub const DESCRIPTIONS: &[Description] = &[$($name::DESCRIPTION),*];

        impl Effect {
            pub fn description(&self) -> &'static Description {
                match self { $(Self::$name(_) => &$name::DESCRIPTION),* }
            }

            pub fn sentence(&self, words: &Words<'_>) -> String {
                match self { $(Self::$name(effect) => effect.sentence(words)),* }
            }

            /// Checks what no single field can express.
            pub fn check(&self, place: &Place, problems: &mut Problems) {
                match self { $(Self::$name(effect) => effect.check(place, problems)),* }
            }

            /// Everything outside of the effect that it names.
            pub fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
                match self { $(Self::$name(effect) => effect.references(place, visit)),* }
            }

            /// Takes its discounts off the articles, or adds its points.
            pub(crate) fn apply(&self, counter: &mut Counter<'_, '_>) {
                match self { $(Self::$name(effect) => effect.apply(counter)),* }
            }

            pub(crate) fn guard(&self) -> Guard<'_> {
                match self { $(Self::$name(effect) => effect.guard()),* }
            }
        }
    };
}

registry!(
    PercentOff,
    AmountOff,
    UnitAmountOff,
    UnitPrice,
    BuyGet,
    Bundle,
    Tiers,
    Gift,
    GiftChoice,
    BonusEarn,
    BonusSpend,
    Notice,
);

/// The most units of goods, or times, that an effect may speak of.
const MOST_UNITS: i64 = 1_000_000;

const fn one() -> i64 {
    1
}

/// The goods as what a discount is on: «всю корзину», «товары из «Чехлы»».
fn on_goods(items: &Items, words: &Words<'_>) -> String {
    if items.is_all() { words.pick("всю корзину", "the whole basket").to_owned() } else { items.sentence(words) }
}

/// «2 шт. товаров из «Чехлы»».
fn units_of(units: i64, items: &Items, words: &Words<'_>) -> String {
    let (pieces, goods) = (words.pieces(Quantity(units.saturating_mul(1_000))), items.genitive(words));
    words.pick(format!("{pieces} {goods}"), format!("{pieces} of {goods}"))
}

/// «, не больше 3 раз», or nothing.
fn at_most_times(times: Option<i64>, words: &Words<'_>) -> String {
    let Some(times) = times else { return String::new() };
    let (ru, en) = (plural_ru(times, "раза", "раз", "раз"), if times == 1 { "time" } else { "times" });
    words.pick(format!(", не больше {times} {ru}"), format!(", at most {times} {en}"))
}

/// «, не больше чем на 3 шт.», or nothing.
fn at_most_units(units: Option<Quantity>, words: &Words<'_>) -> String {
    let Some(units) = units else { return String::new() };
    let pieces = words.pieces(units);
    words.pick(format!(", не больше чем на {pieces}"), format!(", for at most {pieces}"))
}

/// Checks a JSON value as an effect by the descriptions.
pub(crate) fn check_value(value: &Value, place: &Place, problems: &mut Problems) {
    if let Some(description) = kind_of(DESCRIPTIONS, value, place, problems) {
        check_object(description.fields, value, place, &["kind"], problems);
    }
}
