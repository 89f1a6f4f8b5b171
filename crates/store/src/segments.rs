//! Segments: IMSHOP's, as seen in requests, and our own lists.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use contract::document::Segment;
use engine::Moment;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{
    Filter, Result, StoreError, Tx,
    access::{Access, Source},
    bulk::{self, MOST_KEYS},
    entities::{
        segment_members,
        segments::{Column, Entity, Model},
    },
    members::LIST,
    search_key,
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

impl<C: Source> Access<C> {
    pub async fn segment(&self, id: &str) -> Result<Option<StoredSegment>> {
        let Some(row) = Entity::find_by_id(id).one(self.db()).await? else {
            return Ok(None);
        };
        Ok(self.with_counts(vec![row]).await?.pop())
    }

    /// A page in the order of the names, searched by name and id; and how many on all pages.
    pub async fn list_segments(&self, filter: &Filter<'_>) -> Result<(Vec<StoredSegment>, u64)> {
        let query = filter.search_in(Entity::find(), Column::SearchKey);
        let query = query.order_by_asc(Column::SearchKey).order_by_asc(Column::Id);
        let (rows, total) = filter.page_of(query, self.source()).await?;
        Ok((self.with_counts(rows).await?, total))
    }

    /// Every segment with our own list, in the order of the ids, for export.
    pub async fn all_segments(&self) -> Result<Vec<Segment>> {
        use segment_members::{Column as Member, Entity as Members};

        let rows = Entity::find().order_by_asc(Column::Id).all(self.db()).await?;
        let members = Members::find().filter(Member::Source.eq(LIST)).order_by_asc(Member::CustomerId).all(self.db()).await?;
        let mut lists: HashMap<String, Vec<String>> = HashMap::new();
        for member in members {
            lists.entry(member.segment_id).or_default().push(member.customer_id);
        }
        let segment = |row: Model| {
            let Model { id, name, search_key: _, last_seen_at: _, version: _ } = row;
            Segment { customers: lists.remove(&id).unwrap_or_default(), id, name }
        };
        Ok(rows.into_iter().map(segment).collect())
    }

    /// Those of these ids that exist, in the order of the ids.
    pub async fn known_segments(&self, ids: &[&str]) -> Result<Vec<String>> {
        let ids: Vec<&str> = ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let mut known = Vec::new();
        for ids in ids.chunks(MOST_KEYS) {
            let query = Entity::find().select_only().column(Column::Id).filter(Column::Id.is_in(ids.iter().copied()));
            known.extend(query.order_by_asc(Column::Id).into_tuple::<String>().all(self.db()).await?);
        }
        Ok(known)
    }

    async fn with_counts(&self, rows: Vec<Model>) -> Result<Vec<StoredSegment>> {
        use segment_members::{Column, Entity};

        let mut counts: HashMap<String, i64> = HashMap::new();
        for rows in rows.chunks(MOST_KEYS) {
            let query = Entity::find()
                .select_only()
                .column(Column::SegmentId)
                .expr(Expr::col(Column::CustomerId).count_distinct())
                .filter(Column::SegmentId.is_in(rows.iter().map(|row| row.id.as_str())))
                .group_by(Column::SegmentId);
            counts.extend(query.into_tuple::<(String, i64)>().all(self.db()).await?);
        }
        Ok(rows
            .into_iter()
            .map(|row| {
                let Model { id, name, search_key: _, last_seen_at, version } = row;
                let customers = counts.get(&id).map_or(0, |count| count.unsigned_abs());
                StoredSegment { id, name, last_seen_at: last_seen_at.map(Moment), version, customers }
            })
            .collect())
    }
}

impl Tx {
    /// A new segment; [`crate::StoreError::Duplicate`] where the id is taken.
    pub async fn insert_segment(&self, id: &str, name: &str) -> Result<()> {
        Entity::insert(row(id, name, None).into_active_model()).exec_without_returning(self.db()).await?;
        Ok(())
    }

    /// Renames the segment that has `seen_version`; its new version, or [`crate::StoreError::Conflict`].
    pub async fn update_segment(&self, id: &str, name: &str, seen_version: i64) -> Result<i64> {
        let version = seen_version + 1;
        let update = Entity::update_many()
            .col_expr(Column::Name, Expr::value(name))
            .col_expr(Column::SearchKey, Expr::value(search_key([name, id])))
            .col_expr(Column::Version, Expr::value(version))
            .filter(Column::Id.eq(id))
            .filter(Column::Version.eq(seen_version));
        match update.exec(self.db()).await?.rows_affected {
            0 => Err(StoreError::Conflict),
            _ => Ok(version),
        }
    }

    /// Inserts or renames segments (id, name). Members stay; an empty name leaves the name as it is.
    pub async fn upsert_segments(&self, segments: &[(&str, &str)]) -> Result<()> {
        let names: BTreeMap<&str, &str> = segments.iter().copied().collect();
        let rows = names.into_iter().map(|(id, name)| row(id, name, None)).collect();
        let mut rename = OnConflict::column(Column::Id);
        rename
            .value(Column::Name, if_named(new(Column::Name), old(Column::Name)))
            .value(Column::SearchKey, if_named(new(Column::SearchKey), old(Column::SearchKey)))
            .value(Column::Version, old(Column::Version).add(1));
        bulk::insert::<Entity>(self.db(), rows, Some(&rename)).await
    }

    /// Makes segments that were seen; of those that exist the time of seeing, and the name where there is none.
    pub(crate) async fn see_segments(&self, rows: Vec<Model>) -> Result<()> {
        let mut see = OnConflict::column(Column::Id);
        see.update_column(Column::LastSeenAt)
            .value(Column::Name, if_nameless(new(Column::Name), old(Column::Name)))
            .value(Column::SearchKey, if_nameless(new(Column::SearchKey), old(Column::SearchKey)));
        bulk::insert::<Entity>(self.db(), rows, Some(&see)).await
    }

    /// Deletes all segments but these, with their members; how many.
    pub async fn delete_segments_not_in(&self, ids: &[&str]) -> Result<u64> {
        bulk::delete_others::<Entity>(self.db(), Column::Id, ids, &Condition::all()).await
    }
}

/// In an upsert: the column of the row that is there, and of the one that was to be inserted.
fn old(column: Column) -> Expr {
    Expr::col((Entity, column))
}

fn new(column: Column) -> Expr {
    Expr::col(("excluded", column))
}

/// In an upsert: `yes` where the new row has a name, else `no`.
fn if_named(yes: Expr, no: Expr) -> Expr {
    Expr::case(new(Column::Name).ne(""), yes).finally(no).into()
}

/// In an upsert: `yes` where the row that is there has no name, else `no`.
fn if_nameless(yes: Expr, no: Expr) -> Expr {
    Expr::case(old(Column::Name).eq(""), yes).finally(no).into()
}

pub(crate) fn row(id: &str, name: &str, last_seen_at: Option<Moment>) -> Model {
    Model {
        id: id.to_owned(),
        name: name.to_owned(),
        search_key: search_key([name, id]),
        last_seen_at: last_seen_at.map(Moment::unix_secs),
        version: 1,
    }
}
