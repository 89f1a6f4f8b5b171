//! What a calculation came to.

use super::article::Article;
use crate::{
    Promotion,
    quote::Suggestion,
    rules::Gift,
    units::{Money, Quantity},
};

/// What the calculation came to.
#[derive(Debug)]
pub(crate) struct Outcome<'a> {
    pub articles: Vec<Article<'a>>,
    /// Gift units on the request's lines.
    pub gifts: Vec<Quantity>,
    /// Gifts on lines of their own, in the order in which they were given.
    pub added: Vec<Added<'a>>,
    /// The request's lines and the promotions that gave them something, in the order in which they did.
    pub applied: Vec<(usize, &'a str)>,
    /// The promotions at work, in the order in which they were applied.
    pub at_work: Vec<AtWork<'a>>,
    /// Texts for the whole basket, and for lines of the request.
    pub notices: Vec<&'a str>,
    pub line_notices: Vec<(usize, &'a str)>,
    pub suggestions: Vec<Suggestion>,
}

/// A gift on a line of its own.
#[derive(Debug)]
pub(crate) struct Added<'a> {
    pub offer: &'a str,
    pub quantity: Quantity,
    pub applied: Vec<&'a str>,
}

/// A promotion that gave something.
#[derive(Debug)]
pub(crate) struct AtWork<'a> {
    /// Its index among the rules.
    pub rule: u32,
    pub promotion: &'a Promotion,
    pub money: Money,
    /// Given without a choice.
    pub gifts: Vec<&'a Gift>,
    /// Offered to choose from.
    pub options: Vec<&'a Gift>,
}

impl Outcome<'_> {
    /// Money off what is bought: gift units are left out of it.
    pub fn discount(&self) -> Money {
        Money(self.articles.iter().fold(0, |sum, article| sum.saturating_add(article.discount.0)))
    }

    /// Σ what is left of the articles.
    pub fn total(&self) -> Money {
        Money(self.articles.iter().fold(0, |sum, article| sum.saturating_add(article.left().0)))
    }

    /// True where a promotion gave something that does not combine with points (R13).
    pub fn takes_no_points(&self) -> bool {
        self.at_work.iter().any(|at_work| !at_work.promotion.sums_with_bonuses)
    }
}
