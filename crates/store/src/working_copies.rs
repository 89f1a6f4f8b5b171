//! What staff edit: one row for each promotion, gift options, promo group, personal offer, and for the settings.

use contract::RuleKind;
use engine::{Moment, rules::Status};

use crate::{
    Filter, Result, Tx,
    access::{Access, Source},
};

/// A thing as it is edited. Saving it changes no basket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingCopy {
    pub kind: RuleKind,
    pub id: String,
    pub name: String,
    /// What it is found and sorted by: see [`crate::search_key`].
    pub search_key: String,
    /// None for kinds without one.
    pub status: Option<Status>,
    /// Of promotions (R4).
    pub lane: Option<String>,
    /// Of promotions (R5); 0 for other kinds.
    pub priority: i64,
    pub starts_at: Option<Moment>,
    pub ends_at: Option<Moment>,
    /// The number of the format of `body`.
    pub format: u32,
    /// Its canonical JSON.
    pub body: String,
    /// 1 when it is made; each save raises it.
    pub version: i64,
    /// The version that was published last.
    pub published_version: Option<i64>,
    /// The revision that it became.
    pub published_revision: Option<i64>,
    pub changed_at: Moment,
    /// Name of who changed it last.
    pub changed_by: String,
    pub created_at: Moment,
}

impl<C: Source> Access<C> {
    pub async fn working_copy(&self, kind: RuleKind, id: &str) -> Result<Option<WorkingCopy>> {
        unimplemented!()
    }

    /// A page in the order of the search keys, and how many there are on all pages.
    pub async fn list_working_copies(&self, kind: RuleKind, filter: &Filter<'_>) -> Result<(Vec<WorkingCopy>, u64)> {
        unimplemented!()
    }

    /// All of a kind in the order of their ids, for export.
    pub async fn all_working_copies(&self, kind: RuleKind) -> Result<Vec<WorkingCopy>> {
        unimplemented!()
    }
}

impl Tx {
    /// A new one. [`crate::StoreError::Duplicate`] where the id was ever used for this kind: archived ones stay.
    pub async fn insert_working_copy(&self, copy: &WorkingCopy) -> Result<()> {
        unimplemented!()
    }

    /// Replaces the one that has `seen_version`; [`crate::StoreError::Conflict`] where it has another by now.
    /// `copy.version` is the new one; `created_at` is left as it was.
    pub async fn update_working_copy(&self, copy: &WorkingCopy, seen_version: i64) -> Result<()> {
        unimplemented!()
    }
}
