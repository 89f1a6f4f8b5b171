//! Keys of programs. Only their hashes are kept.

use contract::Role;
use engine::Moment;

use crate::{
    Result, Tx,
    access::{Access, Source},
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
        unimplemented!()
    }
}

impl Tx {
    /// The new key's id; [`crate::StoreError::Duplicate`] where the hash exists.
    pub async fn insert_api_key(&self, key: &NewApiKey<'_>) -> Result<i64> {
        unimplemented!()
    }

    /// Switches a key on or off; [`crate::StoreError::Conflict`] where there is no such key.
    pub async fn set_api_key_active(&self, id: i64, active: bool) -> Result<()> {
        unimplemented!()
    }

    /// Remembers when a key was used last.
    pub async fn api_key_used(&self, id: i64, at: Moment) -> Result<()> {
        unimplemented!()
    }
}
