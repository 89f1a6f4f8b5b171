//! IMSHOP's webhooks on the wire: reading what they send, writing what they expect.
//!
//! The only crate that knows the protocol; `docs/protocol.md` says in words what it does, and each module names its
//! section there. Pure: no I/O, no async, no clock.
//!
//! * [`basket`]: the basket calculation. [`basket::read`], [`basket::BasketRequest::to_basket`], the engine,
//!   [`basket::write`].
//! * [`orders`]: orders that were placed, or canceled.
//! * [`personal_offers`]: the personal offers of a customer.
//! * [`key_in_body`]: the key, where it comes as a field of the body.
//! * [`logged`]: what a log may keep of a call.
//! * [`RequestError`]: what is wrong with a request, and the body that says so.

pub mod basket;
mod error;
mod json;
mod key;
pub mod logged;
pub mod orders;
pub mod personal_offers;

pub use error::{ErrorCode, RequestError};
pub use key::key_in_body;
