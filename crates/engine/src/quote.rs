//! What a basket costs, and why.

use serde::{Deserialize, Serialize};

use crate::{
    rules::Gift,
    units::{Moment, Money, Quantity},
};

/// The answer to a basket. Everything is in the order in which it is told to the app (docs/protocol.md).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Quote {
    /// Σ subtotal of the lines that are not set aside.
    pub total: Money,
    /// Σ discount of those lines, less the value of gift units.
    pub discount: Money,
    /// Only where a code was sent.
    pub code: Option<CodeOutcome>,
    /// The request's lines in their order, then added gifts in the order in which promotions gave them.
    pub lines: Vec<QuoteLine>,
    /// The promotions at work, in the order in which they were applied.
    pub promotions: Vec<Applied>,
    /// The choice between promo groups; empty where there is none.
    pub groups: Vec<Vec<GroupEntry>>,
    /// Codes that the customer might type, in the order of their promotions (R14).
    #[serde(default)]
    pub suggestions: Vec<Suggestion>,
    /// None where the shop has no points programme.
    pub bonuses: Option<Points>,
    /// Texts for the whole basket, in the shop's language.
    pub notices: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteLine {
    /// The request's line; none for an added gift.
    pub source: Option<usize>,
    pub offer_id: String,
    pub name: String,
    /// Of one unit, before discounts.
    pub price: Money,
    pub quantity: Quantity,
    /// Of the whole line, gift units included.
    pub discount: Money,
    pub subtotal: Money,
    /// How many units of the line are a gift.
    pub gift: Quantity,
    /// Promotions that gave this line something, in the order in which they were applied.
    pub applied: Vec<String>,
    /// None where the shop has no points programme.
    pub bonuses: Option<Points>,
    pub notice: Option<String>,
    /// It blocks the order.
    pub error: Option<String>,
    pub set_aside: bool,
    pub available: bool,
}

/// Whole points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Points {
    pub can_spend: i64,
    pub will_earn: i64,
}

/// What became of the code that the customer typed (R14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeOutcome {
    pub status: CodeStatus,
    /// The code as the promotion spells it, where it was applied.
    pub applied: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeStatus {
    Success,
    NotFound,
    AlreadyRedeemed,
    NotRedeemable,
}

/// A promotion at work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    pub id: String,
    pub name: String,
    /// Of a chosen promo group: its gifts are told in the group.
    pub in_group: bool,
    pub gifts: Vec<Gift>,
    pub options: Vec<Gift>,
}

/// A promotion of a promo group, as the customer may choose it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupEntry {
    pub id: String,
    pub name: String,
    pub sums_with_bonuses: bool,
    pub gifts: Vec<Gift>,
    pub options: Vec<Gift>,
    /// Only where there are options.
    pub options_limit: Option<i64>,
    /// The order's discount with this group chosen; only where this promotion gives money.
    pub discount: Option<Money>,
}

/// A code for which everything but the code is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub code: String,
    pub title: String,
    /// Empty where there is none, as is the next.
    pub description: String,
    pub long_description: String,
    /// The end of its promotion.
    pub until: Option<Moment>,
}
