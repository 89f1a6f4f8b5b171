//! Pure pricing: the rules of a promotion, a basket, and what the rules make of it.
//!
//! No I/O, no async, no clock, no randomness, no float: the same ruleset, basket, clock and facts give the same
//! quote, byte for byte (R18). Sources named `R…` are rules of `docs/rules.md`.

pub mod basket;
pub mod catalogue;
pub mod code;
pub mod conditions;
pub mod describe;
pub mod effects;
pub mod facts;
mod index;
pub mod items;
pub mod pricing;
pub mod problem;
pub mod quote;
pub mod rules;
pub mod text;
pub mod trace;
pub mod units;

pub use basket::Basket;
pub use catalogue::{Catalogue, Category, Product};
pub use conditions::Condition;
pub use effects::Effect;
pub use facts::{Context, Facts, Now, PoolCode, Usage};
pub use items::Items;
pub use pricing::{Engine, Prepared};
pub use problem::{Place, Problem, Problems};
pub use quote::Quote;
pub use rules::{GiftOptions, PersonalOffer, PromoGroup, Promotion, Ruleset, Settings, Status};
pub use text::{Language, Text};
pub use trace::Trace;
pub use units::{Moment, Money, Percent, Quantity};

/// Raised whenever the same ruleset, basket, clock and facts would cost something else than before. An order keeps it: what
/// was priced by other rules cannot be priced again to the same.
pub const RULES_VERSION: i64 = 1;
