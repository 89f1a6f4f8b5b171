//! What was published: never changed, never deleted.

use contract::RuleKind;
use engine::{Moment, rules::Status};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::{
    Result, StoreError, Tx,
    access::{Access, Source},
    convert,
    entities::revisions::{Column, Entity, Model},
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
        let latest = Query::select()
            .columns([Column::Kind, Column::Id])
            .expr(Column::Revision.max())
            .from(Entity)
            .group_by_columns([Column::Kind, Column::Id])
            .to_owned();
        let of_row = Expr::tuple([Expr::col(Column::Kind), Expr::col(Column::Id), Expr::col(Column::Revision)]);
        let query = Entity::find().filter(of_row.in_subquery(latest));
        read_all(query.order_by_asc(Column::Kind).order_by_asc(Column::Id).all(self.db()).await?)
    }

    /// The revisions of one thing, newest first.
    pub async fn revisions_of(&self, kind: RuleKind, id: &str) -> Result<Vec<Revision>> {
        let query = Entity::find().filter(Column::Kind.eq(kind.as_str())).filter(Column::Id.eq(id));
        read_all(query.order_by_desc(Column::Revision).all(self.db()).await?)
    }
}

impl Tx {
    /// Stores a revision under the thing's next number, which is returned. [`Tx::lock_ruleset`] comes first.
    pub async fn add_revision(&self, new: &NewRevision<'_>) -> Result<i64> {
        let NewRevision { kind, id, version, status, format, body, at, by } = *new;
        let last: Option<Option<i64>> = Entity::find()
            .select_only()
            .column_as(Column::Revision.max(), "last")
            .filter(Column::Kind.eq(kind.as_str()))
            .filter(Column::Id.eq(id))
            .into_tuple()
            .one(self.db())
            .await?;
        let revision = last.flatten().unwrap_or(0) + 1;
        let row = Model {
            kind: kind.as_str().to_owned(),
            id: id.to_owned(),
            revision,
            version,
            status: status.map(|status| status.as_str().to_owned()),
            format: i64::from(format),
            body: body.to_owned(),
            published_at: at.unix_secs(),
            published_by: by.to_owned(),
        };
        Entity::insert(row.into_active_model()).exec_without_returning(self.db()).await?;
        Ok(revision)
    }
}

fn read_all(rows: Vec<Model>) -> Result<Vec<Revision>> {
    rows.into_iter().map(Revision::try_from).collect()
}

impl TryFrom<Model> for Revision {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self> {
        let Model { kind, id, revision, version, status, format, body, published_at, published_by } = row;
        Ok(Self {
            kind: convert::kind(&kind)?,
            id,
            revision,
            version,
            status: convert::status(status.as_deref())?,
            format: convert::format(format)?,
            body,
            at: Moment(published_at),
            by: published_by,
        })
    }
}
