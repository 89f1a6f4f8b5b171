//! Everything published, as one: named by the hash of its canonical JSON, stored once.

use engine::Moment;

use crate::{
    Result, Tx,
    access::{Access, Source},
};

/// A ruleset under one of its revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRuleset {
    pub revision: i64,
    pub hash: String,
    /// Its canonical JSON.
    pub body: String,
    pub at: Moment,
    /// Name of who published.
    pub by: String,
}

impl<C: Source> Access<C> {
    /// What is published now; none where nothing ever was.
    pub async fn ruleset(&self) -> Result<Option<StoredRuleset>> {
        unimplemented!()
    }

    /// The body of a ruleset by its hash.
    pub async fn ruleset_body(&self, hash: &str) -> Result<Option<String>> {
        unimplemented!()
    }
}

impl Tx {
    /// The first statement of every publication: one after the other, on both databases, until this transaction ends.
    pub async fn lock_ruleset(&self) -> Result<()> {
        unimplemented!()
    }

    /// Makes this the ruleset in force; the new revision, which the counter then shows. [`Tx::lock_ruleset`] comes first.
    pub async fn raise_ruleset(&self, hash: &str, body: &str, at: Moment, by: &str) -> Result<i64> {
        unimplemented!()
    }
}
