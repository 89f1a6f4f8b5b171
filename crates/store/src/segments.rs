//! Segments: IMSHOP's, as seen in requests, and our own lists.

use contract::document::Segment;
use engine::Moment;

use crate::{
    Filter, Result, Tx,
    access::{Access, Source},
};

/// A segment without its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSegment {
    pub id: String,
    pub name: String,
    /// When a request named it last; none for what was not yet seen, and for our own lists.
    pub last_seen_at: Option<Moment>,
    /// 1 when it is made; each save and import raises it.
    pub version: i64,
    /// Customers, of our own list and seen ones together, each once.
    pub customers: u64,
}

/// The segments in which IMSHOP says a customer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenSegments {
    pub customer: String,
    /// Id and name.
    pub segments: Vec<(String, String)>,
    pub at: Moment,
}

impl<C: Source> Access<C> {
    pub async fn segment(&self, id: &str) -> Result<Option<StoredSegment>> {
        unimplemented!()
    }

    /// The customers of our own list, in the order of their ids.
    pub async fn list_members(&self, id: &str) -> Result<Vec<String>> {
        unimplemented!()
    }

    /// A page in the order of the names, searched by name and id; and how many on all pages.
    pub async fn list_segments(&self, filter: &Filter<'_>) -> Result<(Vec<StoredSegment>, u64)> {
        unimplemented!()
    }

    /// Every segment with our own list, in the order of the ids, for export.
    pub async fn all_segments(&self) -> Result<Vec<Segment>> {
        unimplemented!()
    }

    /// The segments of a customer, of our own lists and seen ones together, in the order of their ids.
    pub async fn segments_of(&self, customer: &str) -> Result<Vec<String>> {
        unimplemented!()
    }

    /// Those of these ids that exist, in the order of the ids.
    pub async fn known_segments(&self, ids: &[&str]) -> Result<Vec<String>> {
        unimplemented!()
    }
}

impl Tx {
    /// A new segment; [`crate::StoreError::Duplicate`] where the id is taken.
    pub async fn insert_segment(&self, id: &str, name: &str) -> Result<()> {
        unimplemented!()
    }

    /// Renames the segment that has `seen_version`; its new version, or [`crate::StoreError::Conflict`].
    pub async fn update_segment(&self, id: &str, name: &str, seen_version: i64) -> Result<i64> {
        unimplemented!()
    }

    /// Inserts or renames segments (id, name). Members stay; an empty name leaves the name as it is.
    pub async fn upsert_segments(&self, segments: &[(&str, &str)]) -> Result<()> {
        unimplemented!()
    }

    /// Makes these customers our own list of the segment; those seen stay.
    pub async fn set_list_members(&self, id: &str, customers: &[String], at: Moment) -> Result<()> {
        unimplemented!()
    }

    /// Remembers in which segments customers were seen: replaces what was seen of them before. Unknown segments are made;
    /// a name is taken only where there is none. Of several rows of one customer the last counts.
    pub async fn remember_segments(&self, seen: &[SeenSegments]) -> Result<()> {
        unimplemented!()
    }

    /// Deletes all segments but these, with their members; how many.
    pub async fn delete_segments_not_in(&self, ids: &[&str]) -> Result<u64> {
        unimplemented!()
    }
}
