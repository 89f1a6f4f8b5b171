//! Sessions of staff.

use engine::Moment;

use crate::{
    Result, Tx,
    access::{Access, Source},
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
        unimplemented!()
    }
}

impl Tx {
    /// A new session; [`crate::StoreError::Duplicate`] where the id is taken.
    pub async fn insert_session(&self, session: &SessionRow) -> Result<()> {
        unimplemented!()
    }

    /// Stores a session, new or not.
    pub async fn save_session(&self, session: &SessionRow) -> Result<()> {
        unimplemented!()
    }

    pub async fn delete_session(&self, id: &str) -> Result<()> {
        unimplemented!()
    }

    /// Deletes what has expired at `now`; how many.
    pub async fn delete_expired_sessions(&self, now: Moment) -> Result<u64> {
        unimplemented!()
    }
}
