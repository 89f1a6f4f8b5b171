//! Which rules a basket could concern, found without looking at the others.
//!
//! Every rule has a [`Guard`]: keys (an offer, a segment, a code …) without one of which it can neither give nor say
//! anything. [`Index`] finds the rules behind the keys that a basket has; whether they really apply is decided afterwards.

mod guard;
mod postings;

pub use guard::{Dimension, Guard, Least};
pub(crate) use postings::{Index, Presence};
