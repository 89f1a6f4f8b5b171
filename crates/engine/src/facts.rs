//! What is known besides the basket: the time, the customer, what has been used up, a code of a pool.

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::units::{Moment, Money, Quantity};

/// Everything that a calculation is given besides the ruleset, the catalogue and the basket.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub now: Now,
    pub facts: &'a Facts,
    pub usage: &'a Usage,
    pub pool_code: &'a PoolCode,
}

impl Default for Context<'static> {
    /// At the beginning of time, for nobody, with nothing used up.
    fn default() -> Self {
        static USAGE: std::sync::LazyLock<Usage> = std::sync::LazyLock::new(Usage::default);
        Self { now: Now::default(), facts: &Facts::Nobody, usage: &USAGE, pool_code: &PoolCode::NotFound }
    }
}

/// The time of a calculation, with the shop's weekday and minute: the engine has no clock and knows no time zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Now {
    pub at: Moment,
    /// 0 is Monday.
    pub weekday: u8,
    /// Minutes since midnight.
    pub minute: u16,
}

/// What is known of the customer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Facts {
    /// The request names nobody, or nobody that we know.
    #[default]
    Nobody,
    /// It could not be looked up in time: what depends on it is not eligible.
    Unknown,
    Customer(Customer),
}

/// A customer, as at the time of the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Customer {
    pub id: String,
    pub loyalty_card: Option<String>,
    pub tier: Option<String>,
    /// Whole points.
    pub balance: i64,
    pub orders: i64,
    /// IMSHOP's, as last seen, and our own lists.
    pub segments: Vec<String>,
    /// In how many orders the customer has used promotions, by their ids; those that are not there were never used (R16).
    pub uses: HashMap<String, i64>,
}

/// What all customers together have used up of promotions, by their ids; those that are not there are unused (R16).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Usage {
    pub promotions: HashMap<String, Used>,
    /// The same of all others: shared by those who count, so that a change of one promotion copies no other.
    pub others: Arc<HashMap<String, Used>>,
}

/// What has been used up of one promotion, by orders that were not cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Used {
    /// Orders.
    pub uses: i64,
    /// Money off, and gifts at catalogue price.
    pub budget: Money,
    pub gift_units: Quantity,
}

impl Usage {
    pub fn of(&self, promotion: &str) -> Used {
        let of = |known: &HashMap<String, Used>| if known.is_empty() { None } else { known.get(promotion).copied() };
        of(&self.promotions).or_else(|| of(&self.others)).unwrap_or_default()
    }
}

/// What is known of the typed code as a code of a pool (R14).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PoolCode {
    /// It is in no pool, or nobody had to ask.
    #[default]
    NotFound,
    /// It could not be looked up in time.
    Unknown,
    Found {
        pool: String,
        /// As the pool spells it.
        code: String,
        /// An order has used it.
        redeemed: bool,
        /// The customer to whom a personal offer gave it: it works for nobody else.
        owner: Option<String>,
    },
}
