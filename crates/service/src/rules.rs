//! Working copies and their publication: promotions, gift options, promo groups, personal offers, settings alike.
//!
//! Saving touches the working copy only. Publishing, pausing and archiving store a revision of it and make a new ruleset
//! of the latest revisions. The column `status` of a working copy tells of every kind what became of it: kinds without a
//! status of their own are drafts until they are published, then live, in the end perhaps archived.

mod any_rule;
mod list;
mod names;
mod new_id;
mod publish;
mod published;
mod save;
mod sentence;

pub(crate) use any_rule::AnyRule;
pub(crate) use names::KnownNames;
pub(crate) use publish::{Publication, of_another};
pub(crate) use published::{Published, Whose};
pub(crate) use save::Draft;
pub(crate) use sentence::sentence;

use contract::{
    ErrorCode, Permission, Rule, RuleKind,
    inputs::{ListInput, PublishInput, SaveInput},
    views::{Page, RuleRow, RuleView, Saved},
};
use engine::text::Language;

use crate::{Actor, Edit, Error, Permit, Publish, Read, Service};
use publish::Change;

impl Service {
    /// A page of a list; archived ones are on it only where they are asked for.
    pub async fn list_rules<T: Rule>(
        &self,
        _: &Permit<Read>,
        input: &ListInput,
        language: Language,
    ) -> Result<Page<RuleRow>, Error> {
        self.list(T::KIND, input, language).await
    }

    /// A working copy for its page. There are always settings: those in force, until they are saved first (version 0).
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn rule<T: Rule>(&self, _: &Permit<Read>, id: &str, language: Language) -> Result<RuleView<T>, Error> {
        self.view::<T>(id, language).await
    }

    /// Saves a working copy; changes no basket. A thing without an id is given one. Its status is ignored: publishing,
    /// pausing and archiving change it.
    ///
    /// # Errors
    /// Problems with their places; a conflict where the version is not the one that was seen.
    pub async fn save_rule<T: Rule>(&self, permit: &Permit<Edit>, input: &SaveInput) -> Result<Saved, Error> {
        may_change(T::KIND, permit.actor())?;
        let item = self.read_item::<T>(input)?;
        self.save(permit.actor(), AnyRule::of(&item)?, input.version).await
    }

    /// Publishes the working copy, an archived one too: checks the whole ruleset, and in one transaction stores the
    /// revision, raises the ruleset's revision and writes the audit row. What is published already stays as it is.
    ///
    /// # Errors
    /// Everything that stands in the way, with its place: what it names and was never published, what the calculation
    /// does not know yet. A conflict where the version is not the one that was seen.
    pub async fn publish_rule<T: Rule>(&self, permit: &Permit<Publish>, input: &PublishInput) -> Result<Saved, Error> {
        may_change(T::KIND, permit.actor())?;
        self.change(T::KIND, permit.actor(), input, Change::Publish).await
    }

    /// Takes what is published out of baskets until it is published again. Edits that are not published stay so.
    ///
    /// # Errors
    /// A problem where it is not live, or is of a kind that has no status. A conflict as above.
    pub async fn pause_rule<T: Rule>(&self, permit: &Permit<Publish>, input: &PublishInput) -> Result<Saved, Error> {
        may_change(T::KIND, permit.actor())?;
        self.change(T::KIND, permit.actor(), input, Change::Pause).await
    }

    /// Puts it away; a draft that was never published as well. Gift options and promo groups leave the ruleset, promotions
    /// and personal offers stay in it to be recognised. Edits that are not published stay so.
    ///
    /// # Errors
    /// Problems where something live would miss it. A conflict as above.
    pub async fn archive_rule<T: Rule>(&self, permit: &Permit<Publish>, input: &PublishInput) -> Result<Saved, Error> {
        may_change(T::KIND, permit.actor())?;
        self.change(T::KIND, permit.actor(), input, Change::Archive).await
    }
}

/// Settings are for those who administer.
fn may_change(kind: RuleKind, actor: &Actor) -> Result<(), Error> {
    if kind == RuleKind::Settings && !actor.role.allows(Permission::Administer) {
        return Err(ErrorCode::Forbidden.into());
    }
    Ok(())
}
