//! Who changed what.

use engine::Moment;
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::{
    Filter, Result, Tx,
    access::{Access, Source},
    entities::audit_log::{ActiveModel, Column, Entity, Model},
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
        let mut query = Entity::find();
        if let Some((kind, id)) = about {
            query = query.filter(Column::Kind.eq(kind)).filter(Column::ThingId.eq(id));
        }
        let (rows, total) = filter.page_of(query.order_by_desc(Column::Id), self.source()).await?;
        Ok((rows.into_iter().map(AuditRow::from).collect(), total))
    }
}

impl Tx {
    pub async fn audit(&self, row: &AuditRow) -> Result<()> {
        let AuditRow { at, actor, action, kind, id, before, after } = row.clone();
        let row = ActiveModel {
            id: NotSet,
            at: Set(at.unix_secs()),
            actor: Set(actor),
            action: Set(action),
            kind: Set(kind),
            thing_id: Set(id),
            before: Set(before),
            after: Set(after),
        };
        Entity::insert(row).exec_without_returning(self.db()).await?;
        Ok(())
    }
}

impl From<Model> for AuditRow {
    fn from(row: Model) -> Self {
        let Model { id: _, at, actor, action, kind, thing_id, before, after } = row;
        Self { at: Moment(at), actor, action, kind, id: thing_id, before, after }
    }
}
