//! Articles: what is bought, one offer at one price (R8), and the counter at which discounts are taken off them.

use super::arithmetic::{gross, percent_down};
use crate::{
    catalogue::Product,
    items::{Goods, Items},
    units::{Money, Percent, Quantity},
};

/// All bought units of one offer at one price, on whichever lines they stand. Everything is computed on articles, so
/// neither splitting a line nor merging two changes a total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article<'a> {
    pub goods: Goods<'a>,
    /// Bought units, on the lines that are named with it: the line's index in the request, and its units.
    pub lines: Vec<(usize, Quantity)>,
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
    /// Whole units that served a `buy_get` or `bundle` (R9).
    pub served: i64,
    /// How what is left is spread over its units: see [`super::Sets`].
    pub weight: i128,
}

impl<'a> Article<'a> {
    /// One line's units of an offer; [`Article::add`] adds those of other lines.
    pub fn new(goods: Goods<'a>, product: Option<&Product>, line: usize, quantity: Quantity) -> Self {
        let no_discounts = product.is_some_and(|product| product.no_discounts || product.max_discount_percent.0 <= 0);
        let mut article = Self {
            goods,
            lines: Vec::new(),
            quantity: Quantity::ZERO,
            gross: Money::ZERO,
            discount: Money::ZERO,
            most: Money::ZERO,
            no_discounts,
            use_bonuses: product.is_none_or(|product| product.use_bonuses),
            served: 0,
            weight: 0,
        };
        let share = product.map_or(Percent::HUNDRED, |product| product.max_discount_percent);
        article.add(line, quantity, share);
        article
    }

    /// Adds the units of a line.
    pub fn add(&mut self, line: usize, quantity: Quantity, max_discount: Percent) {
        self.lines.push((line, quantity));
        self.quantity = Quantity(self.quantity.0.saturating_add(quantity.0));
        self.gross = gross(self.goods.price, self.quantity);
        self.most = match self.no_discounts {
            true => Money::ZERO,
            false => percent_down(self.gross, max_discount.min(Percent::HUNDRED)),
        };
        self.weight = i128::from(self.quantity.0) * i128::from(Percent::HUNDRED.0);
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
        self.quantity.0 / Quantity::ONE.0 - self.served
    }
}

#[cfg(test)]
impl Article<'static> {
    /// So much of an offer at a price in whole currency units.
    pub fn sample(offer_id: &'static str, price: i64, quantity: Quantity) -> Self {
        let goods = Goods { offer_id, price: Money::whole(price), ..Goods::default() };
        Self::new(goods, None, 0, quantity)
    }
}

/// Where one promotion's money effects take their discounts.
#[derive(Debug)]
pub struct Counter<'c, 'a> {
    articles: &'c mut [Article<'a>],
    passes_over: &'c [String],
    rounding: Money,
}

impl<'c, 'a> Counter<'c, 'a> {
    /// Over these articles, ordered by offer id and price; offers that the promotion gives or offers as gifts are passed
    /// over (R12). `rounding` is the shop's unit (R8).
    pub fn new(articles: &'c mut [Article<'a>], passes_over: &'c [String], rounding: Money) -> Self {
        Self { articles, passes_over, rounding }
    }

    pub fn rounding(&self) -> Money {
        self.rounding
    }

    /// The articles that a filter selects, in their order.
    pub fn matching(&self, items: &Items) -> Vec<usize> {
        let matches = |article: &Article<'_>| {
            items.matches(&article.goods) && !self.passes_over.iter().any(|offer| offer == article.goods.offer_id)
        };
        (0..self.articles.len()).filter(|&index| matches(&self.articles[index])).collect()
    }

    pub fn article(&self, index: usize) -> &Article<'a> {
        &self.articles[index]
    }

    pub(super) fn article_mut(&mut self, index: usize) -> &mut Article<'a> {
        &mut self.articles[index]
    }

    /// Takes a discount off an article, as far as there is room.
    pub fn take(&mut self, index: usize, cut: Money) {
        let article = &mut self.articles[index];
        article.discount.0 += cut.0.clamp(0, article.room().0.max(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_is_rounded_down() {
        let product = Product { max_discount_percent: Percent::whole(15), ..product() };
        let goods = Goods { offer_id: "a", price: Money(999), ..Goods::default() };
        let mut article = Article::new(goods, Some(&product), 0, Quantity::ONE);
        assert_eq!(article.most, Money(149));
        let mut counter = Counter::new(std::slice::from_mut(&mut article), &[], Money(1));
        counter.take(0, Money(148));
        counter.take(0, Money(148));
        assert_eq!((article.discount, article.room(), article.left()), (Money(149), Money(0), Money(850)));
    }

    #[test]
    fn lines_of_one_article_are_rounded_together() {
        let goods = Goods { offer_id: "a", price: Money(101), ..Goods::default() };
        let mut article = Article::new(goods, None, 0, Quantity(500));
        assert_eq!(article.gross, Money(51));
        article.add(1, Quantity(500), Percent::HUNDRED);
        assert_eq!(article.gross, Money(101));
    }

    #[test]
    fn gifts_of_the_promotion_are_passed_over() {
        let mut articles = [Article::sample("a", 1, Quantity::ONE), Article::sample("b", 1, Quantity::ONE)];
        let counter = Counter::new(&mut articles, &[], Money(1));
        assert_eq!(counter.matching(&Items::default()), [0, 1]);
        let gifts = ["a".to_owned()];
        assert_eq!(Counter::new(&mut articles, &gifts, Money(1)).matching(&Items::default()), [1]);
    }

    fn product() -> Product {
        Product {
            offer_id: "a".to_owned(),
            product_id: None,
            name: "A".to_owned(),
            price: None,
            category_ids: Vec::new(),
            vendor: None,
            max_discount_percent: Percent::HUNDRED,
            no_discounts: false,
            use_bonuses: true,
            available: true,
        }
    }
}
