#![expect(clippy::unimplemented, reason = "the signatures, until the implementation lands")]
//! Use cases: load, check permission, call the engine, save, write the audit row.
//!
//! Functions that need a permission take its proof, a [`Permit`]: nobody can forget to check.

pub mod access;
mod baskets;
mod documents;
mod error;
mod live;
mod products;
mod rules;
mod segments;
mod staff;

use std::sync::Arc;

pub use access::{Actor, Administer, Edit, Permit, Publish, Read};
pub use baskets::OfferAnswer;
pub use documents::Imported;
pub use error::Error;
pub use live::Live;
pub use staff::{KeyScope, NewKey, NewUser, SignedIn};

/// Everything that the doors (webhooks, server functions, the command line) can ask for. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    #[expect(dead_code, reason = "filled by the implementation")]
    inner: Arc<()>,
}
