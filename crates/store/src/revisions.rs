//! What was published: never changed, never deleted.

use contract::RuleKind;
use engine::{Moment, rules::Status};

use crate::{
    Result, Tx,
    access::{Access, Source},
};

/// What a thing was when it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub kind: RuleKind,
    pub id: String,
    /// 1 is the thing's first.
    pub revision: i64,
    /// The version of the working copy that was published.
    pub version: i64,
    /// None for kinds without one.
    pub status: Option<Status>,
    /// The number of the format of `body`.
    pub format: u32,
    /// Its canonical JSON.
    pub body: String,
    pub at: Moment,
    /// Name of who published it.
    pub by: String,
}

/// A revision to be stored; its number is given to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRevision<'a> {
    pub kind: RuleKind,
    pub id: &'a str,
    pub version: i64,
    pub status: Option<Status>,
    pub format: u32,
    pub body: &'a str,
    pub at: Moment,
    pub by: &'a str,
}

impl<C: Source> Access<C> {
    /// The latest revision of everything that was ever published, in the order of kind and id.
    pub async fn latest_revisions(&self) -> Result<Vec<Revision>> {
        unimplemented!()
    }

    /// The revisions of one thing, newest first.
    pub async fn revisions_of(&self, kind: RuleKind, id: &str) -> Result<Vec<Revision>> {
        unimplemented!()
    }
}

impl Tx {
    /// Stores a revision under the thing's next number, which is returned. [`Tx::lock_ruleset`] comes first.
    pub async fn add_revision(&self, revision: &NewRevision<'_>) -> Result<i64> {
        unimplemented!()
    }
}
