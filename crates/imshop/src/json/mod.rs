//! JSON, read as tolerantly as the protocol asks, and written without floats.
//!
//! The syntax of a whole body is checked once, by serde_json, and errors of syntax are the only ones. What is inside is
//! handed on as slices of the body ([`Value`]) which are looked at only where a field is known, and which have an answer
//! for every question: a value of a wrong type is an absent one.

mod decimal;
mod malformed;
mod text;
mod value;
mod writer;

pub(crate) use value::{Value, read_object};
pub(crate) use writer::{Object, write_list, write_text};
