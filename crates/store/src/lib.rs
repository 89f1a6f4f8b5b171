//! What is kept: entities and queries, the same for SQLite and Postgres.
//!
//! Reads are methods of [`Access`], so they work on the [`Store`] (each on a connection of its own) and inside a write
//! transaction ([`Tx`]) alike; whatever writes is a method of [`Tx`] alone. No entity leaves this crate.

mod access;
mod api_keys;
mod audit;
mod backend;
mod bulk;
mod call_log;
mod categories;
mod code_pools;
mod convert;
mod counters;
mod customers;
mod entities;
mod error;
mod forget;
mod jobs;
mod links;
mod list;
mod members;
mod names;
mod options;
mod orders;
mod products;
mod redemptions;
mod revisions;
mod ruleset;
mod secrets;
mod segments;
mod sessions;
#[cfg(feature = "testing")]
pub mod testing;
mod users;
mod working_copies;

pub use access::{Access, Claim, Store, Tx};
pub use api_keys::{ApiKey, NewApiKey};
pub use audit::AuditRow;
pub use call_log::{CallFilter, CallLog, NewCall, StoredCall};
pub use code_pools::{CodeState, CodesWanted, PoolCodeRow, PoolNumbers};
pub use counters::{Counter, Counters};
pub use customers::CustomerFields;
pub use error::StoreError;
pub use forget::{AuditText, OrderTexts};
pub use jobs::{JobRow, JobState};
pub use links::LinkUser;
pub use list::{Filter, search_key};
pub use members::SeenSegments;
pub use names::Name;
pub use options::Options;
pub use orders::{CustomerImports, OrderStatus, StoredOrder};
pub use products::StoredProduct;
pub use redemptions::Redemption;
pub use revisions::{NewRevision, Revision};
pub use ruleset::StoredRuleset;
pub use segments::StoredSegment;
pub use sessions::SessionRow;
pub use users::{NewUser, User};
pub use working_copies::WorkingCopy;

/// What every function of the store returns.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
