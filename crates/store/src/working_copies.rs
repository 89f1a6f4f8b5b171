//! What staff edit: one row for each promotion, gift options, promo group, personal offer, and for the settings.

use contract::RuleKind;
use engine::{Moment, rules::Status};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Select,
};

use crate::{
    Filter, Result, StoreError, Tx,
    access::{Access, Source},
    convert,
    entities::working_copies::{Column, Entity, Model},
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
        Entity::find_by_id((kind.as_str().to_owned(), id.to_owned())).one(self.db()).await?.map(WorkingCopy::try_from).transpose()
    }

    /// A page in the order of the search keys, and how many there are on all pages.
    pub async fn list_working_copies(&self, kind: RuleKind, filter: &Filter<'_>) -> Result<(Vec<WorkingCopy>, u64)> {
        let mut query = filter.search_in(of_kind(kind), Column::SearchKey);
        if !filter.statuses.is_empty() {
            query = query.filter(Column::Status.is_in(filter.statuses.iter().map(|status| status.as_str())));
        }
        let query = query.order_by_asc(Column::SearchKey).order_by_asc(Column::Id);
        let (rows, total) = filter.page_of(query, self.source()).await?;
        Ok((read_all(rows)?, total))
    }

    /// All of a kind in the order of their ids, for export.
    pub async fn all_working_copies(&self, kind: RuleKind) -> Result<Vec<WorkingCopy>> {
        read_all(of_kind(kind).order_by_asc(Column::Id).all(self.db()).await?)
    }
}

impl Tx {
    /// A new one. [`crate::StoreError::Duplicate`] where the id was ever used for this kind: archived ones stay.
    pub async fn insert_working_copy(&self, copy: &WorkingCopy) -> Result<()> {
        Entity::insert(Model::from(copy).into_active_model()).exec_without_returning(self.db()).await?;
        Ok(())
    }

    /// Replaces the one that has `seen_version`; [`crate::StoreError::Conflict`] where it has another by now.
    /// `copy.version` is the new one; `created_at` is left as it was.
    pub async fn update_working_copy(&self, copy: &WorkingCopy, seen_version: i64) -> Result<()> {
        let mut change = Model::from(copy).into_active_model().reset_all();
        change.kind = NotSet;
        change.id = NotSet;
        change.created_at = NotSet;
        let update = Entity::update_many()
            .set(change)
            .filter(Column::Kind.eq(copy.kind.as_str()))
            .filter(Column::Id.eq(copy.id.as_str()))
            .filter(Column::Version.eq(seen_version));
        match update.exec(self.db()).await?.rows_affected {
            0 => Err(StoreError::Conflict),
            _ => Ok(()),
        }
    }
}

fn of_kind(kind: RuleKind) -> Select<Entity> {
    Entity::find().filter(Column::Kind.eq(kind.as_str()))
}

fn read_all(rows: Vec<Model>) -> Result<Vec<WorkingCopy>> {
    rows.into_iter().map(WorkingCopy::try_from).collect()
}

impl From<&WorkingCopy> for Model {
    fn from(copy: &WorkingCopy) -> Self {
        let WorkingCopy {
            kind,
            id,
            name,
            search_key,
            status,
            lane,
            priority,
            starts_at,
            ends_at,
            format,
            body,
            version,
            published_version,
            published_revision,
            changed_at,
            changed_by,
            created_at,
        } = copy.clone();
        Self {
            kind: kind.as_str().to_owned(),
            id,
            name,
            search_key,
            status: status.map(|status| status.as_str().to_owned()),
            lane,
            priority,
            starts_at: starts_at.map(Moment::unix_secs),
            ends_at: ends_at.map(Moment::unix_secs),
            format: i64::from(format),
            body,
            version,
            published_version,
            published_revision,
            changed_at: changed_at.unix_secs(),
            changed_by,
            created_at: created_at.unix_secs(),
        }
    }
}

impl TryFrom<Model> for WorkingCopy {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self> {
        let Model {
            kind,
            id,
            name,
            search_key,
            status,
            lane,
            priority,
            starts_at,
            ends_at,
            format,
            body,
            version,
            published_version,
            published_revision,
            changed_at,
            changed_by,
            created_at,
        } = row;
        Ok(Self {
            kind: convert::kind(&kind)?,
            id,
            name,
            search_key,
            status: convert::status(status.as_deref())?,
            lane,
            priority,
            starts_at: starts_at.map(Moment),
            ends_at: ends_at.map(Moment),
            format: convert::format(format)?,
            body,
            version,
            published_version,
            published_revision,
            changed_at: Moment(changed_at),
            changed_by,
            created_at: Moment(created_at),
        })
    }
}
