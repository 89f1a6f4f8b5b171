//! JSON, read as tolerantly as the protocol asks, and written without floats.
//!
//! The syntax of a whole body is checked once, by serde_json, and errors of syntax are the only ones. Then a [`Reader`]
//! goes through it in one pass; it has an answer for every question: a value of a wrong type is an absent one. No value is
//! built, so numbers have no limits and halves of surrogate pairs do no harm.

mod decimal;
mod malformed;
mod reader;
mod text;
mod writer;

pub(crate) use reader::{Reader, read_object};
pub(crate) use writer::{Object, write_list, write_text};
