//! Keys of programs. Only their hashes are kept.

use contract::Role;
use engine::Moment;
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set, sea_query::Expr};

use crate::{
    Result, StoreError, Tx,
    access::{Access, Source},
    convert,
    entities::api_keys::{ActiveModel, Column, Entity, Model},
};

/// A key of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    pub id: i64,
    pub name: String,
    /// The beginning of the key, by which people tell keys apart.
    pub prefix: String,
    /// SHA-256 of the key, in hexadecimal.
    pub hash: String,
    /// What it opens: `webhook`, `orders`, `api`.
    pub scope: String,
    /// Of `api` keys.
    pub role: Option<Role>,
    pub active: bool,
    pub created_at: Moment,
    pub last_used_at: Option<Moment>,
}

/// A key to be; active.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApiKey<'a> {
    pub name: &'a str,
    pub prefix: &'a str,
    pub hash: &'a str,
    pub scope: &'a str,
    pub role: Option<Role>,
    pub at: Moment,
}

impl<C: Source> Access<C> {
    /// Every key, in the order in which they were made.
    pub async fn api_keys(&self) -> Result<Vec<ApiKey>> {
        Entity::find().order_by_asc(Column::Id).all(self.db()).await?.into_iter().map(ApiKey::try_from).collect()
    }
}

impl Tx {
    /// The new key's id; [`crate::StoreError::Duplicate`] where the hash exists.
    pub async fn insert_api_key(&self, key: &NewApiKey<'_>) -> Result<i64> {
        let NewApiKey { name, prefix, hash, scope, role, at } = *key;
        let row = ActiveModel {
            id: NotSet,
            name: Set(name.to_owned()),
            prefix: Set(prefix.to_owned()),
            hash: Set(hash.to_owned()),
            scope: Set(scope.to_owned()),
            role: Set(role.map(|role| role.as_str().to_owned())),
            active: Set(true),
            created_at: Set(at.unix_secs()),
            last_used_at: Set(None),
        };
        Ok(Entity::insert(row).exec(self.db()).await?.last_insert_id)
    }

    /// Switches a key on or off; [`crate::StoreError::Conflict`] where there is no such key.
    pub async fn set_api_key_active(&self, id: i64, active: bool) -> Result<()> {
        let update = Entity::update_many().col_expr(Column::Active, Expr::value(active));
        match update.filter(Column::Id.eq(id)).exec(self.db()).await?.rows_affected {
            0 => Err(StoreError::Conflict),
            _ => Ok(()),
        }
    }

    /// Remembers when a key was used last.
    pub async fn api_key_used(&self, id: i64, at: Moment) -> Result<()> {
        let update = Entity::update_many().col_expr(Column::LastUsedAt, Expr::value(at.unix_secs()));
        update.filter(Column::Id.eq(id)).exec(self.db()).await?;
        Ok(())
    }
}

impl TryFrom<Model> for ApiKey {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self> {
        let Model { id, name, prefix, hash, scope, role, active, created_at, last_used_at } = row;
        Ok(Self {
            id,
            name,
            prefix,
            hash,
            scope,
            role: role.as_deref().map(convert::role).transpose()?,
            active,
            created_at: Moment(created_at),
            last_used_at: last_used_at.map(Moment),
        })
    }
}
