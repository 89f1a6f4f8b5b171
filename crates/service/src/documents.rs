//! Import and export of the document.
//!
//! An import looks at everything first and lists every problem with its place in the file, what is wrong with a thing by
//! itself and what it names in vain alike; only where there is none it writes, all in one transaction. It deletes nothing: rules and products are replaced by their id, to our own lists of
//! segments and to pools their members and codes are added. A section that is named to be replaced becomes exactly the
//! file's: rules that are not in it are archived, for nothing that staff made is ever deleted.

mod data;
mod export;
mod plan;
mod rules;
mod sections;
mod write;

use contract::{Document, document::Reading};
use engine::Problems;

use crate::{Administer, Error, Permit, Service, calendar};
use plan::Plan;

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// How many things were created, changed or put away.
    pub things: usize,
    /// The ruleset that answers baskets now.
    pub ruleset_revision: i64,
}

impl Service {
    /// All or nothing. What is live, paused or archived in the document is published in that status, and so are gift
    /// options, promo groups and settings; a draft touches the working copy alone. `replace` names sections that become
    /// exactly the file's; there a draft pauses what is live here. One revision of the ruleset at most.
    ///
    /// # Errors
    /// Every problem of the document with its place.
    pub async fn import(&self, permit: &Permit<Administer>, text: &str, replace: &[String]) -> Result<Imported, Error> {
        let reading = Reading::of(text);
        let tx = self.inner.store.begin().await?;
        tx.lock_ruleset().await?;
        let (plan, problems) = Plan::of(&tx, &reading, replace).await?;
        problems.or(())?;
        let imported = write::write(&tx, permit.actor(), &plan, calendar::now()).await?;
        tx.commit().await?;
        self.inner.customers.expire();
        self.inner.refresh_soon().await;
        Ok(imported)
    }

    /// What an import would find wrong, without importing.
    pub async fn check(&self, _: &Permit<Administer>, text: &str) -> Result<Problems, Error> {
        let reading = Reading::of(text);
        // Dropped without a commit.
        let tx = self.inner.store.begin().await?;
        tx.lock_ruleset().await?;
        Ok(Plan::of(&tx, &reading, &[]).await?.1)
    }

    /// Everything that staff manage, in the order of the ids. Of rules it is what is published, in its status; of
    /// promotions and personal offers that never were, the draft. Edits that are not published stay behind, and so do
    /// promo groups and settings that never were published: an import would put them into force. It is no backup.
    pub async fn export(&self, _: &Permit<Administer>) -> Result<Document, Error> {
        // A transaction, so that the parts fit together.
        let tx = self.inner.store.begin().await?;
        tx.lock_ruleset().await?;
        export::export(&tx).await
    }

    /// True where nothing was ever saved: the demo shop may move in.
    pub async fn is_empty(&self) -> Result<bool, Error> {
        Ok(self.inner.store.is_empty().await?)
    }
}
