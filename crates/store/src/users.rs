//! Staff.

use contract::Role;
use engine::Moment;
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set, sea_query::Expr};

use crate::{
    Result, StoreError, Tx,
    access::{Access, Source},
    convert,
    entities::users::{ActiveModel, Column, Entity, Model},
};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub id: i64,
    /// Unique, compared by [`engine::code::key`].
    pub name: String,
    pub password_hash: String,
    pub role: Role,
    pub active: bool,
    /// Raised when the password changes: it ends their sessions.
    pub credential_version: i64,
    pub created_at: Moment,
    pub last_signed_in_at: Option<Moment>,
}

/// A member of staff to be; active, with credential version 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser<'a> {
    pub name: &'a str,
    pub password_hash: &'a str,
    pub role: Role,
    pub at: Moment,
}

impl<C: Source> Access<C> {
    pub async fn user(&self, id: i64) -> Result<Option<User>> {
        Entity::find_by_id(id).one(self.db()).await?.map(User::try_from).transpose()
    }

    /// By name, in any case.
    pub async fn user_by_name(&self, name: &str) -> Result<Option<User>> {
        let key = engine::code::key(name);
        if key.contains('\0') {
            // Postgres keeps no NUL, so nobody is called so.
            return Ok(None);
        }
        Entity::find().filter(Column::NameKey.eq(key)).one(self.db()).await?.map(User::try_from).transpose()
    }

    /// Everybody, in the order of their names.
    pub async fn users(&self) -> Result<Vec<User>> {
        Entity::find().order_by_asc(Column::NameKey).all(self.db()).await?.into_iter().map(User::try_from).collect()
    }
}

impl Tx {
    /// The new user's id; [`crate::StoreError::Duplicate`] where the name is taken.
    pub async fn insert_user(&self, user: &NewUser<'_>) -> Result<i64> {
        let NewUser { name, password_hash, role, at } = *user;
        let row = ActiveModel {
            id: NotSet,
            name: Set(name.to_owned()),
            name_key: Set(engine::code::key(name)),
            password_hash: Set(password_hash.to_owned()),
            role: Set(role.as_str().to_owned()),
            active: Set(true),
            credential_version: Set(1),
            created_at: Set(at.unix_secs()),
            last_signed_in_at: Set(None),
        };
        Ok(Entity::insert(row).exec(self.db()).await?.last_insert_id)
    }

    /// Stores a user's name, password hash, role, activity and credential version; [`crate::StoreError::Conflict`] where
    /// there is no such user.
    pub async fn update_user(&self, user: &User) -> Result<()> {
        let User { id, name, password_hash, role, active, credential_version, created_at: _, last_signed_in_at: _ } =
            user.clone();
        let change = ActiveModel {
            id: NotSet,
            name_key: Set(engine::code::key(&name)),
            name: Set(name),
            password_hash: Set(password_hash),
            role: Set(role.as_str().to_owned()),
            active: Set(active),
            credential_version: Set(credential_version),
            created_at: NotSet,
            last_signed_in_at: NotSet,
        };
        match Entity::update_many().set(change).filter(Column::Id.eq(id)).exec(self.db()).await?.rows_affected {
            0 => Err(StoreError::Conflict),
            _ => Ok(()),
        }
    }

    /// Remembers when a user signed in.
    pub async fn user_signed_in(&self, id: i64, at: Moment) -> Result<()> {
        let update = Entity::update_many().col_expr(Column::LastSignedInAt, Expr::value(at.unix_secs()));
        update.filter(Column::Id.eq(id)).exec(self.db()).await?;
        Ok(())
    }
}

impl TryFrom<Model> for User {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self> {
        let Model { id, name, name_key: _, password_hash, role, active, credential_version, created_at, last_signed_in_at } = row;
        Ok(Self {
            id,
            name,
            password_hash,
            role: convert::role(&role)?,
            active,
            credential_version,
            created_at: Moment(created_at),
            last_signed_in_at: last_signed_in_at.map(Moment),
        })
    }
}
