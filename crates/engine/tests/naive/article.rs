//! R8, R9, R11: articles, and how a discount is taken off one.

use engine::Product;

use super::{
    ratio::{Ratio, gross, percent},
    sharing::split,
};

/// All bought units of one offer at one unit price.
#[derive(Debug, Clone)]
pub struct Article<'a> {
    pub offer: &'a str,
    pub product: Option<&'a Product>,
    /// Of one unit, before discounts.
    pub price: i64,
    /// In thousandths.
    pub quantity: i64,
    pub gross: i64,
    /// What is left of the units that have served no set (R9).
    pub free_money: i64,
    /// What is left of those that have.
    pub served_money: i64,
    /// Whole units that have served a set.
    pub served: i64,
    /// R15: percentages that promotions added, in basis points.
    pub earn_percent: i64,
    /// R15: how many times the customer's own percentage promotions added, in thousandths.
    pub earn_times: i64,
    /// R15: whole points that promotions added.
    pub earn_points: i64,
    /// R15: the share that points may pay, where a promotion put one in the place of the customer's own.
    pub spend_percent: Option<i64>,
}

impl<'a> Article<'a> {
    pub fn new(offer: &'a str, product: Option<&'a Product>, price: i64, quantity: i64) -> Self {
        let gross = gross(price, quantity);
        Self {
            offer,
            product,
            price,
            quantity,
            gross,
            free_money: gross,
            served_money: 0,
            served: 0,
            earn_percent: 0,
            earn_times: 0,
            earn_points: 0,
            spend_percent: None,
        }
    }

    /// What the discounts so far left of it.
    pub fn left(&self) -> i64 {
        self.free_money + self.served_money
    }

    pub fn discount(&self) -> i64 {
        self.gross - self.left()
    }

    /// R11, R9: goods that get no discount at all.
    pub fn gets_no_discount(&self) -> bool {
        self.product.is_some_and(|product| product.no_discounts || product.max_discount_percent.0 == 0)
    }

    /// R11: how much more may be taken off: all discounts are at most the gross, and at most `max_discount_percent` of it,
    /// rounded down to the kopeck.
    pub fn room(&self) -> i64 {
        if self.gets_no_discount() {
            return 0;
        }
        let share = self.product.map_or(10_000, |product| product.max_discount_percent.0);
        Ratio::from(self.gross).times(percent(share)).floor().min(self.gross) - self.discount()
    }

    /// R9: whole units that have served no set.
    pub fn free_units(&self) -> i64 {
        self.quantity / 1_000 - self.served
    }

    /// R9: what is left of so many of the free units: their money by so much of their quantity.
    pub fn left_of_free(&self, units: i64) -> Ratio {
        Ratio::from(self.free_money).times(Ratio::new(units * 1_000, self.quantity - self.served * 1_000))
    }

    /// Takes a discount off, as far as there is room; shared between free and served units by what is left of each (R9).
    pub fn take(&mut self, cut: i64) {
        let parts = split(cut.min(self.room()), &[self.free_money, self.served_money]);
        self.free_money -= parts[0];
        self.served_money -= parts[1];
    }

    /// R16: what a budget cut off comes back as a discount was taken off.
    pub fn give_back(&mut self, money: i64) {
        let parts = match self.left() {
            0 => vec![money, 0],
            _ => split(money, &[self.free_money, self.served_money]),
        };
        self.free_money += parts[0];
        self.served_money += parts[1];
    }

    /// R9: so many units leave the free ones with what is left of them, rounded half-up to the kopeck, less their discount.
    pub fn serve(&mut self, units: i64, cut: i64) {
        // Rounded to whole roubles, a discount can be more than its units are worth: the rest of it is the other units'.
        let leaving = self.left_of_free(units).half_up(1).max(cut);
        self.free_money -= leaving;
        self.served_money += leaving - cut;
        self.served += units;
    }
}
