//! Sessions of staff.

use engine::Moment;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};

use crate::{
    Result, Tx,
    access::{Access, Source},
    entities::sessions::{ActiveModel, Column, Entity, Model},
};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    pub id: String,
    /// JSON.
    pub data: String,
    pub expires_at: Moment,
}

impl<C: Source> Access<C> {
    /// A session that has not expired at `now`.
    pub async fn session(&self, id: &str, now: Moment) -> Result<Option<SessionRow>> {
        let query = Entity::find_by_id(id).filter(Column::ExpiresAt.gt(now.unix_secs()));
        Ok(query.one(self.db()).await?.map(SessionRow::from))
    }
}

impl Tx {
    /// A new session; [`crate::StoreError::Duplicate`] where the id is taken.
    pub async fn insert_session(&self, session: &SessionRow) -> Result<()> {
        Entity::insert(row(session)).exec_without_returning(self.db()).await?;
        Ok(())
    }

    /// Stores a session that is there. One that is not, or that another transaction is deleting, is not made again: one
    /// statement finds and writes it.
    pub async fn save_session(&self, session: &SessionRow) -> Result<()> {
        let SessionRow { id, data, expires_at } = session;
        let update = Entity::update_many()
            .col_expr(Column::Data, Expr::value(data.as_str()))
            .col_expr(Column::ExpiresAt, Expr::value(expires_at.unix_secs()))
            .filter(Column::Id.eq(id.as_str()));
        update.exec(self.db()).await?;
        Ok(())
    }

    pub async fn delete_session(&self, id: &str) -> Result<()> {
        Entity::delete_by_id(id).exec(self.db()).await?;
        Ok(())
    }

    /// Deletes what has expired at `now`; how many.
    pub async fn delete_expired_sessions(&self, now: Moment) -> Result<u64> {
        Ok(Entity::delete_many().filter(Column::ExpiresAt.lte(now.unix_secs())).exec(self.db()).await?.rows_affected)
    }
}

fn row(session: &SessionRow) -> ActiveModel {
    let SessionRow { id, data, expires_at } = session.clone();
    Model { id, data, expires_at: expires_at.unix_secs() }.into_active_model()
}

impl From<Model> for SessionRow {
    fn from(row: Model) -> Self {
        let Model { id, data, expires_at } = row;
        Self { id, data, expires_at: Moment(expires_at) }
    }
}
