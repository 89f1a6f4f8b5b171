//! What a test sees.

use crate::{Basket, Facts, Now, facts::Customer, items::Items, pricing::Article};

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

    /// Who buys: `externalUserId`, else the owner of the card. None for a guest.
    pub fn customer_id(&self) -> Option<&'a str> {
        self.basket.named_customer().or_else(|| self.customer().map(|customer| customer.id.as_str()))
    }

    /// What is known of the customer.
    pub fn customer(&self) -> Option<&'a Customer> {
        match self.facts {
            Facts::Customer(customer) => Some(customer),
            Facts::Nobody | Facts::Unknown => None,
        }
    }

    /// True where facts of the customer could not be looked up.
    pub fn facts_are_unknown(&self) -> bool {
        *self.facts == Facts::Unknown
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
