//! What people and programs ask for. Every input that changes something names the version that it saw.

use engine::rules::Status;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::views::{CallKind, CallResult};

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListInput {
    /// Any part of the name, id or code; in any case.
    pub search: String,
    /// One of the four, or absent for all but archived ones.
    pub status: Option<Status>,
    /// Also those that a status would leave out.
    pub all: bool,
    /// From 1; 0 is 1.
    pub page: u64,
}

/// A working copy to save: the thing as its document JSON (numbers may be texts, as they were typed).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveInput {
    pub item: Value,
    /// The version that was edited; none for a new thing, whose id must be free.
    pub version: Option<i64>,
}

/// Publishing, pausing, archiving: of exactly the version that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishInput {
    pub id: String,
    pub version: i64,
}

/// A basket put together by hand: see docs/architecture.md, "Try a basket".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct TryInput {
    pub lines: Vec<TryLine>,
    pub customer: String,
    pub code: String,
    /// RFC 3339; empty is now.
    pub at: String,
    /// Where and how, as far as rules may ask about it: each empty where it is not known yet.
    pub city: String,
    pub kladr: String,
    pub delivery: String,
    pub payment: String,
    pub pickup: String,
    /// Of the shop in which an assistant puts the basket together.
    pub outlet: String,
    /// Promotions of the chosen promo group.
    pub chosen: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct TryLine {
    pub offer_id: String,
    /// As typed: units, at most three decimals.
    pub quantity: String,
}

/// A page of the call log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct CallsInput {
    pub kind: Option<CallKind>,
    pub result: Option<CallResult>,
    /// The whole id; empty for all.
    pub customer: String,
    /// As a customer types it; empty for all.
    pub code: String,
    /// Calls that were written before this one; none for the newest.
    pub before: Option<i64>,
}

/// What changes of a customer. A field that is absent stays; `null` clears.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CustomerChange {
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub loyalty_card: Option<Option<String>>,
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub tier: Option<Option<String>>,
    /// Whole points.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub balance: Option<Option<i64>>,
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub orders: Option<Option<i64>>,
}

/// `null` is something else than nothing.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
