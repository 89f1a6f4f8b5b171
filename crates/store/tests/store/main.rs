#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
//! The store on a real database: SQLite, or Postgres where `PODAROK_TEST_DATABASE` says so.

mod bulk;
mod call_log;
mod catalogue;
mod code_pools;
mod customers;
mod jobs;
mod links;
mod migrations;
mod names;
mod publication;
mod search;
mod segments;
mod staff;
mod things;
mod transactions;
mod working_copies;
