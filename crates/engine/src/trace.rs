//! Why a basket costs what it costs: what became of every live promotion (R19), as data.

mod sentence;

use serde::{Deserialize, Serialize};

use crate::{
    rules::Gift,
    units::{Moment, Money, Quantity},
};

/// Every live promotion once, in the order in which they are applied (R5).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Trace {
    pub promotions: Vec<Explained>,
}

/// One promotion and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    pub id: String,
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What became of a promotion. Each variant is a row of the table of R19.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    Applied(Gave),
    NotEligible {
        failed: Vec<Unmet>,
    },
    /// Another promotion of its lane won; `by` is how much more it is worth, where worth decides (mode `best`).
    NotChosen {
        winner: String,
        by: Option<Money>,
    },
    Silenced {
        by: String,
    },
    /// `at` is before the one or after the other.
    OutsideTime {
        starts_at: Option<Moment>,
        ends_at: Option<Moment>,
        at: Moment,
    },
    UsedUp {
        limit: Limit,
    },
    NeedsCode {
        why: CodeWanted,
    },
    /// Sets of whole units need more of them, or are not worth forming.
    NoUnits {
        needed: Quantity,
        present: Quantity,
    },
    /// The goods do not reach the first of the steps.
    BelowFirstStep {
        evidence: Evidence,
    },
    Floor,
    NoGoods,
    Withheld,
    NoPoints,
    /// Its goods are there, and what it would take off comes to nothing.
    NothingOff,
    Told,
    GroupNotChosen {
        group: String,
    },
    CustomerUnknown {
        why: CustomerWanted,
    },
    NothingBought,
}

/// What a promotion gave.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Gave {
    pub money: Money,
    /// Money off by line of the quote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineShare>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gifts: Vec<Gift>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Gift>,
    /// Whole points that it added to what the order earns.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub points: i64,
    /// Points may pay a higher share of the goods.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spending: bool,
    /// What made it less than it says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut_by: Vec<Cut>,
}

fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// A part of a discount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineShare {
    /// Its index in the quote's lines.
    pub line: usize,
    pub amount: Money,
}

/// What made a promotion give less than it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// A product's largest discount, or its price (R11).
    Floor,
    /// Its own `at_most` (R7).
    AtMost,
    /// What is left of its budget (R16).
    Budget,
    /// Gifts that are not available, or overshoot a limit (R12, R16).
    Gifts,
}

/// A condition that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmet {
    /// Its place in the promotion: `conditions.all[0]`.
    pub place: String,
    /// True where it stands under a `not`, and held.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// What a condition needs and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "measure", rename_all = "snake_case")]
pub enum Evidence {
    Money(Range<Money>),
    Quantity(Range<Quantity>),
    Count(Range<i64>),
    /// One of these was wanted; these are there.
    Names {
        any: Vec<String>,
        present: Vec<String>,
    },
    /// Nobody was named, or nothing was there.
    Absent,
    /// The shop's weekday (0 is Monday) and minute of the day.
    Time {
        weekday: u8,
        minute: u16,
    },
}

/// A number within bounds, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range<T> {
    #[serde(skip_serializing_if = "Option::is_none", default = "none")]
    pub at_least: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none", default = "none")]
    pub below: Option<T>,
    pub present: T,
    /// How much is missing to `at_least`.
    #[serde(skip_serializing_if = "Option::is_none", default = "none")]
    pub missing: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

/// A limit that has been reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "limit", rename_all = "snake_case")]
pub enum Limit {
    Uses { most: i64, used: i64 },
    UsesPerCustomer { most: i64, used: i64 },
    Budget { most: Money, used: Money },
    GiftUnits { most: Quantity, used: Quantity },
}

/// What is the matter with the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeWanted {
    /// None of its codes was typed.
    NotTyped,
    /// The pool's code has been redeemed.
    Redeemed,
    /// The pool's code was given to another customer.
    NotTheirs,
    /// The pool's code could not be looked up.
    Unknown,
}

/// Why the customer matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerWanted {
    /// Facts of the customer could not be looked up in time.
    FactsUnknown,
    /// It counts uses by customer, and nobody is named.
    Nobody,
}
