//! From a basket to a quote.

use std::sync::Arc;

use crate::{Basket, Catalogue, Facts, Now, Quote, rules::Ruleset};

/// A published ruleset, prepared once for many calculations.
#[derive(Debug)]
pub struct Engine {
    ruleset: Arc<Ruleset>,
}

impl Engine {
    pub fn new(ruleset: Arc<Ruleset>) -> Self {
        Self { ruleset }
    }

    pub fn ruleset(&self) -> &Arc<Ruleset> {
        &self.ruleset
    }

    /// True where the answer depends on facts of the customer that have to be looked up first.
    pub fn wants_facts(&self, basket: &Basket) -> bool {
        let _ = basket;
        true
    }

    /// What the basket costs at this time for this customer.
    pub fn quote(&self, catalogue: &Catalogue, basket: &Basket, facts: &Facts, now: Now) -> Quote {
        let _ = (catalogue, basket, facts, now);
        Quote::default()
    }
}
