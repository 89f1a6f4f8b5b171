//! JSON, read as tolerantly as the protocol asks, and written without floats.
//!
//! A [`Reader`] goes through a body in one pass that checks the syntax of all of it, what nobody asks about too: errors of
//! syntax are the only ones, and serde_json words them. A reader has an answer for every question: a value of a wrong type
//! is an absent one. No value is built, so numbers have no limits and halves of surrogate pairs do no harm.

mod decimal;
mod malformed;
mod reader;
mod scan;
mod text;
mod writer;

pub(crate) use reader::{Reader, read_object};
pub(crate) use writer::{Object, write_list, write_text};
