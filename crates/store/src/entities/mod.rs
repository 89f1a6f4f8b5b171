//! The tables, one file each. Their models never leave this crate.

pub(crate) mod api_keys;
pub(crate) mod audit_log;
pub(crate) mod calls;
pub(crate) mod categories;
pub(crate) mod code_pools;
pub(crate) mod counters;
pub(crate) mod customer_usage;
pub(crate) mod customers;
pub(crate) mod jobs;
pub(crate) mod orders;
pub(crate) mod pool_codes;
pub(crate) mod product_categories;
pub(crate) mod products;
pub(crate) mod promotion_usage;
pub(crate) mod redemptions;
pub(crate) mod revisions;
pub(crate) mod rule_links;
pub(crate) mod ruleset_revisions;
pub(crate) mod rulesets;
pub(crate) mod secrets;
pub(crate) mod segment_members;
pub(crate) mod segments;
pub(crate) mod sessions;
pub(crate) mod users;
pub(crate) mod uses;
pub(crate) mod working_copies;
