//! Who changed what.

use engine::Moment;

use crate::{
    Filter, Result, Tx,
    access::{Access, Source},
};

/// One thing that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    pub at: Moment,
    /// Name of who did it.
    pub actor: String,
    /// A verb: `save`, `publish`, `import` …
    pub action: String,
    /// Of what: a rule's kind, `product`, `user` …
    pub kind: String,
    pub id: String,
    /// JSON before and after, where there is one.
    pub before: Option<String>,
    pub after: Option<String>,
}

impl<C: Source> Access<C> {
    /// A page of the log, newest first, and how many rows there are on all pages; of one thing (kind, id), or of all.
    /// Only the page of the filter counts.
    pub async fn audit_log(&self, about: Option<(&str, &str)>, filter: &Filter<'_>) -> Result<(Vec<AuditRow>, u64)> {
        unimplemented!()
    }
}

impl Tx {
    pub async fn audit(&self, row: &AuditRow) -> Result<()> {
        unimplemented!()
    }
}
