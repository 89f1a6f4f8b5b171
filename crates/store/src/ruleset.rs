//! Everything published, as one: named by the hash of its canonical JSON, stored once.

use engine::Moment;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Select, sea_query::OnConflict};

use crate::{
    Counter, Result, Tx,
    access::{Access, Source},
    entities::{
        ruleset_revisions,
        rulesets::{Column, Entity, Model},
    },
    error::unreadable,
};

/// A ruleset under one of its revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRuleset {
    pub revision: i64,
    pub hash: String,
    /// Its canonical JSON.
    pub body: String,
    pub at: Moment,
    /// Name of who published.
    pub by: String,
}

impl<C: Source> Access<C> {
    /// What is published now; none where nothing ever was.
    pub async fn ruleset(&self) -> Result<Option<StoredRuleset>> {
        self.latest(ruleset_revisions::Entity::find()).await
    }

    /// What was published at a time; none where nothing was yet. What was published in that second counts.
    pub async fn ruleset_at(&self, at: Moment) -> Result<Option<StoredRuleset>> {
        self.latest(ruleset_revisions::Entity::find().filter(ruleset_revisions::Column::PublishedAt.lte(at.unix_secs()))).await
    }

    async fn latest(&self, revisions: Select<ruleset_revisions::Entity>) -> Result<Option<StoredRuleset>> {
        let latest = revisions.order_by_desc(ruleset_revisions::Column::Revision);
        let Some(row) = latest.one(self.db()).await? else {
            return Ok(None);
        };
        let ruleset_revisions::Model { revision, hash, published_at, published_by } = row;
        // A hash's body never changes, so two statements cannot disagree.
        let body = self.ruleset_body(&hash).await?.ok_or_else(|| unreadable("hash", &hash))?;
        Ok(Some(StoredRuleset { revision, hash, body, at: Moment(published_at), by: published_by }))
    }

    /// The body of a ruleset by its hash.
    pub async fn ruleset_body(&self, hash: &str) -> Result<Option<String>> {
        Ok(Entity::find_by_id(hash).one(self.db()).await?.map(|row| row.body))
    }
}

impl Tx {
    /// The first statement of every publication: one after the other, on both databases, until this transaction ends.
    pub async fn lock_ruleset(&self) -> Result<()> {
        self.add_to_counter(Counter::Ruleset, 0).await?;
        Ok(())
    }

    /// Makes this the ruleset in force; the new revision, which the counter then shows. [`Tx::lock_ruleset`] comes first.
    pub async fn raise_ruleset(&self, hash: &str, body: &str, at: Moment, by: &str) -> Result<i64> {
        let revision = self.raise_counter(Counter::Ruleset).await?;
        let ruleset = Model { hash: hash.to_owned(), body: body.to_owned() };
        Entity::insert(ruleset.into_active_model())
            .on_conflict(OnConflict::column(Column::Hash).do_nothing().to_owned())
            .exec_without_returning(self.db())
            .await?;
        let row = ruleset_revisions::Model {
            revision,
            hash: hash.to_owned(),
            published_at: at.unix_secs(),
            published_by: by.to_owned(),
        };
        ruleset_revisions::Entity::insert(row.into_active_model()).exec_without_returning(self.db()).await?;
        Ok(revision)
    }
}
