//! Staff.

use contract::Role;
use engine::Moment;

use crate::{
    Result, Tx,
    access::{Access, Source},
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
        unimplemented!()
    }

    /// By name, in any case.
    pub async fn user_by_name(&self, name: &str) -> Result<Option<User>> {
        unimplemented!()
    }

    /// Everybody, in the order of their names.
    pub async fn users(&self) -> Result<Vec<User>> {
        unimplemented!()
    }
}

impl Tx {
    /// The new user's id; [`crate::StoreError::Duplicate`] where the name is taken.
    pub async fn insert_user(&self, user: &NewUser<'_>) -> Result<i64> {
        unimplemented!()
    }

    /// Stores a user's name, password hash, role, activity and credential version; [`crate::StoreError::Conflict`] where
    /// there is no such user.
    pub async fn update_user(&self, user: &User) -> Result<()> {
        unimplemented!()
    }

    /// Remembers when a user signed in.
    pub async fn user_signed_in(&self, id: i64, at: Moment) -> Result<()> {
        unimplemented!()
    }
}
