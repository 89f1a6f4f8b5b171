//! What a test sees.

use crate::{Basket, Facts, Now, items::Items, pricing::Article};

/// Everything that the tests of a promotion's condition may look at, at the time when the promotion's turn comes (R3).
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// What is bought: gift units and set-aside lines are not among it.
    pub articles: &'a [Article<'a>],
    pub basket: &'a Basket,
    pub facts: &'a Facts,
    pub now: Now,
}

impl<'a> View<'a> {
    /// The articles that a filter selects.
    pub fn matching(&self, items: &'a Items) -> impl Iterator<Item = &'a Article<'a>> {
        self.articles.iter().filter(|article| items.matches(&article.goods))
    }
}

#[cfg(test)]
impl Default for View<'static> {
    /// Nobody buys nothing.
    fn default() -> Self {
        use std::sync::LazyLock;
        static BASKET: LazyLock<Basket> = LazyLock::new(Basket::default);
        Self { articles: &[], basket: &BASKET, facts: &Facts::Nobody, now: Now::default() }
    }
}
