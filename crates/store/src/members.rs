//! Who is in which segment: by our own lists, and as IMSHOP's requests said.

use std::collections::{BTreeMap, BTreeSet};

use engine::Moment;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};

use crate::{
    Result, Tx,
    access::{Access, Source},
    bulk,
    entities::{
        segment_members::{Column, Entity, Model},
        segments,
    },
    segments::row as segment_row,
};

/// The source of members of our own list.
pub(crate) const LIST: &str = "list";

/// The source of members that were seen in requests.
const SEEN: &str = "seen";

/// The segments in which IMSHOP says a customer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenSegments {
    pub customer: String,
    /// Id and name.
    pub segments: Vec<(String, String)>,
    pub at: Moment,
}

impl<C: Source> Access<C> {
    /// The customers of our own list, in the order of their ids.
    pub async fn list_members(&self, id: &str) -> Result<Vec<String>> {
        let query = Entity::find()
            .select_only()
            .column(Column::CustomerId)
            .filter(Column::SegmentId.eq(id))
            .filter(Column::Source.eq(LIST))
            .order_by_asc(Column::CustomerId);
        Ok(query.into_tuple().all(self.db()).await?)
    }

    /// The segments of a customer by our own lists alone, in the order of their ids.
    pub async fn own_lists_of(&self, customer: &str) -> Result<Vec<String>> {
        let query = Entity::find()
            .select_only()
            .column(Column::SegmentId)
            .filter(Column::CustomerId.eq(customer))
            .filter(Column::Source.eq(LIST))
            .order_by_asc(Column::SegmentId);
        Ok(query.into_tuple().all(self.db()).await?)
    }

    /// The segments of a customer, of our own lists and seen ones together, in the order of their ids.
    pub async fn segments_of(&self, customer: &str) -> Result<Vec<String>> {
        let query = Entity::find()
            .select_only()
            .column(Column::SegmentId)
            .distinct()
            .filter(Column::CustomerId.eq(customer))
            .order_by_asc(Column::SegmentId);
        Ok(query.into_tuple().all(self.db()).await?)
    }
}

impl Tx {
    /// Makes these customers our own list of the segment; those seen stay.
    pub async fn set_list_members(&self, id: &str, customers: &[String], at: Moment) -> Result<()> {
        Entity::delete_many().filter(Column::SegmentId.eq(id)).filter(Column::Source.eq(LIST)).exec(self.db()).await?;
        let customers: BTreeSet<&String> = customers.iter().collect();
        let rows = customers.into_iter().map(|customer| Model {
            segment_id: id.to_owned(),
            customer_id: customer.clone(),
            source: LIST.to_owned(),
            seen_at: at.unix_secs(),
        });
        bulk::insert::<Entity>(self.db(), rows.collect(), None).await
    }

    /// Remembers in which segments customers were seen: replaces what was seen of them before. Unknown segments are made;
    /// a name is taken only where there is none. Of several rows of one customer the last counts.
    ///
    /// What no database can keep (a NUL in an id from outside) is passed over, so that it cannot hold up the rest.
    pub async fn remember_segments(&self, seen: &[SeenSegments]) -> Result<()> {
        let seen = bulk::last_of_each(seen, |seen| seen.customer.as_str());
        let mut segments: BTreeMap<&str, segments::Model> = BTreeMap::new();
        let mut members: BTreeMap<(&str, &str), i64> = BTreeMap::new();
        for (customer, seen) in &seen {
            for (id, name) in &seen.segments {
                if [customer, id.as_str(), name.as_str()].iter().any(|text| text.contains('\0')) {
                    continue;
                }
                members.insert((customer, id), seen.at.unix_secs());
                let segment = segments.entry(id).or_insert_with(|| segment_row(id, name, Some(seen.at)));
                segment.last_seen_at = segment.last_seen_at.max(Some(seen.at.unix_secs()));
            }
        }
        let customers: Vec<&str> = seen.keys().copied().filter(|customer| !customer.contains('\0')).collect();
        self.see_segments(segments.into_values().collect()).await?;

        bulk::delete::<Entity>(self.db(), Column::CustomerId, &customers, &Condition::all().add(Column::Source.eq(SEEN))).await?;
        let rows = members.into_iter().map(|((customer, segment), at)| Model {
            segment_id: segment.to_owned(),
            customer_id: customer.to_owned(),
            source: SEEN.to_owned(),
            seen_at: at,
        });
        // Another instance may have seen the same customer at the same moment.
        let once = OnConflict::columns([Column::SegmentId, Column::CustomerId, Column::Source]).do_nothing().to_owned();
        bulk::insert::<Entity>(self.db(), rows.collect(), Some(&once)).await
    }
}
