//! Articles: what is bought, one offer at one price (R8).

use super::{
    arithmetic::{gross, half_up, percent_down},
    points::ArticleRates,
};
use crate::{
    catalogue::Offer,
    items::Goods,
    units::{Money, Percent, Quantity},
};

/// All bought units of one offer at one price, on whichever lines they stand. Everything is computed on articles, so
/// neither splitting a line nor merging two changes a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Article<'a> {
    pub goods: Goods<'a>,
    pub quantity: Quantity,
    /// Before any discount, rounded once.
    pub gross: Money,
    /// All discounts so far; never more than `most`.
    pub discount: Money,
    /// All discounts together are at most this (R11).
    pub most: Money,
    /// It counts towards thresholds and gets nothing (R11).
    pub no_discounts: bool,
    /// False: no points can be spent on it (R15).
    pub use_bonuses: bool,
    /// Whole units that served a `buy_get` or `bundle` (R9) …
    pub served: i64,
    /// … and what is left of them; the rest of what is left is that of the free units.
    pub served_left: Money,
    pub(super) rates: ArticleRates,
    /// Where its lines stand among [`super::intake::Intake::parts`].
    pub(super) lines: (usize, usize),
    /// The promotion that changed it last: see [`super::Counter`].
    pub(super) stamp: u32,
    /// That promotion gave it points.
    pub(super) earned: bool,
}

impl<'a> Article<'a> {
    /// So much of an offer; `known` is what the catalogue knows of it.
    pub fn new(goods: Goods<'a>, known: Option<&Offer<'_>>, quantity: Quantity) -> Self {
        let no_discounts = known.is_some_and(|offer| offer.no_discounts || offer.max_discount_percent.0 <= 0);
        let gross = gross(goods.price, quantity);
        let share = known.map_or(Percent::HUNDRED, |offer| offer.max_discount_percent.min(Percent::HUNDRED));
        Self {
            goods,
            quantity,
            gross,
            discount: Money::ZERO,
            most: if no_discounts { Money::ZERO } else { percent_down(gross, share) },
            no_discounts,
            use_bonuses: known.is_none_or(|offer| offer.use_bonuses),
            served: 0,
            served_left: Money::ZERO,
            rates: ArticleRates::default(),
            lines: (0, 0),
            stamp: 0,
            earned: false,
        }
    }

    /// What the discounts so far left of it.
    pub fn left(&self) -> Money {
        Money(self.gross.0 - self.discount.0)
    }

    /// How much more may be taken off (R11).
    pub fn room(&self) -> Money {
        Money(self.most.0 - self.discount.0)
    }

    /// Whole units that have served no `buy_get` or `bundle` yet (R9).
    pub fn free_units(&self) -> i64 {
        (self.quantity.0 / Quantity::ONE.0 - self.served).max(0)
    }

    /// What is left of the free units.
    pub fn free_left(&self) -> Money {
        Money(self.left().0 - self.served_left.0)
    }

    /// What is left of so many free units, times `percent`, rounded half-up to `unit` (R9).
    pub(super) fn left_of(&self, units: i64, percent: Percent, unit: Money) -> Money {
        let free = i128::from(self.quantity.0) - i128::from(self.served) * i128::from(Quantity::ONE.0);
        let part = i128::from(units) * i128::from(Quantity::ONE.0) * i128::from(percent.0);
        let numerator = i128::from(self.free_left().0).saturating_mul(part);
        Money(half_up(numerator, free.max(1) * i128::from(Percent::HUNDRED.0), unit.0).min(self.free_left().0))
    }

    /// Of an amount that goes off the whole article (or back to it), the part of the served units: shared with the free
    /// ones by what is left of each, by the largest remainder, ties to the free ones (R9).
    fn part_of_served(&self, amount: i64) -> i64 {
        let (served, all) = (i128::from(self.served_left.0), i128::from(self.left().0));
        if served <= 0 || all <= 0 {
            return 0;
        }
        let exact = i128::from(amount) * served;
        let (part, remainder) = (exact / all, exact % all);
        let up = remainder * 2 > all;
        i64::try_from(part).unwrap_or(0) + i64::from(up)
    }

    /// Takes a discount off the whole article. It must be within its room.
    pub(super) fn take(&mut self, cut: Money) {
        self.served_left.0 -= self.part_of_served(cut.0);
        self.discount.0 += cut.0;
    }

    /// Gives a part of its discounts back.
    pub(super) fn give_back(&mut self, amount: Money) {
        self.served_left.0 += self.part_of_served(amount.0);
        self.discount.0 -= amount.0;
    }

    /// So many free units serve a set: they leave the free ones with what is left of them, less the discount (R9).
    pub(super) fn serve(&mut self, units: i64, cut: Money) {
        let moved = self.left_of(units, Percent::HUNDRED, Money(1)).max(cut).min(self.free_left());
        self.served += units;
        self.served_left.0 += moved.0 - cut.0;
        self.discount.0 += cut.0;
    }
}

#[cfg(test)]
impl Article<'static> {
    /// So much of an offer at a price in whole currency units.
    pub fn sample(offer_id: &'static str, price: i64, quantity: Quantity) -> Self {
        Self::new(Goods { offer_id, price: Money::whole(price), ..Goods::default() }, None, quantity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_is_rounded_down() {
        let offer = Offer {
            offer_id: "a",
            product_id: None,
            name: "A",
            price: None,
            categories: &[],
            vendor: None,
            max_discount_percent: Percent::whole(15),
            no_discounts: false,
            use_bonuses: true,
            available: true,
        };
        let goods = Goods { offer_id: "a", price: Money(999), ..Goods::default() };
        assert_eq!(Article::new(goods, Some(&offer), Quantity::ONE).most, Money(149));
        let barred = Offer { no_discounts: true, ..offer };
        assert_eq!(Article::new(goods, Some(&barred), Quantity::ONE).most, Money::ZERO);
        assert_eq!(Article::new(goods, None, Quantity::ONE).most, Money(999));
    }

    #[test]
    fn a_unit_is_worth_what_is_left_of_it() {
        let mut article = Article::sample("a", 100, Quantity::whole(5));
        // 2+1: three units serve, one of them for nothing.
        article.serve(3, Money::whole(100));
        assert_eq!((article.free_units(), article.free_left(), article.served_left), (2, Money::whole(200), Money::whole(200)));
        assert_eq!(article.left_of(1, Percent::HUNDRED, Money(1)), Money::whole(100));
        // 10 % off all of it falls on both.
        article.take(Money::whole(40));
        assert_eq!((article.free_left(), article.served_left), (Money::whole(180), Money::whole(180)));
        article.give_back(Money::whole(40));
        assert_eq!((article.free_left(), article.served_left), (Money::whole(200), Money::whole(200)));
    }

    #[test]
    fn an_odd_kopeck_falls_on_the_free_units() {
        let mut article = Article::sample("a", 1, Quantity::whole(2));
        article.serve(1, Money::ZERO);
        article.take(Money(1));
        assert_eq!((article.free_left(), article.served_left), (Money(99), Money(100)));
    }
}
