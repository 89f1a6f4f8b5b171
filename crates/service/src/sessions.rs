//! Sessions of staff, for the door that holds them: who has one is not yet known to be anybody.

pub use store::SessionRow;

use crate::{Error, Service, calendar};

impl Service {
    /// A session that has not expired.
    pub async fn session(&self, id: &str) -> Result<Option<SessionRow>, Error> {
        Ok(self.inner.store.session(id, calendar::now()).await?)
    }

    /// A new session.
    ///
    /// # Errors
    /// [`store::StoreError::Duplicate`] where the id is taken.
    pub async fn insert_session(&self, session: &SessionRow) -> Result<(), Error> {
        let tx = self.inner.store.begin().await?;
        tx.insert_session(session).await?;
        Ok(tx.commit().await?)
    }

    /// Stores a session that is there. One that was deleted meanwhile stays deleted: a request that is still running when
    /// somebody signs out does not sign them in again.
    pub async fn save_session(&self, session: &SessionRow) -> Result<(), Error> {
        let tx = self.inner.store.begin().await?;
        tx.save_session(session).await?;
        Ok(tx.commit().await?)
    }

    pub async fn delete_session(&self, id: &str) -> Result<(), Error> {
        let tx = self.inner.store.begin().await?;
        tx.delete_session(id).await?;
        Ok(tx.commit().await?)
    }

    /// Deletes what has expired; how many.
    pub async fn delete_expired_sessions(&self) -> Result<u64, Error> {
        let tx = self.inner.store.begin().await?;
        let deleted = tx.delete_expired_sessions(calendar::now()).await?;
        tx.commit().await?;
        Ok(deleted)
    }
}
