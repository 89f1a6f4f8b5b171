//! Working copies and their publication: promotions, gift options, promo groups, personal offers, settings alike.

use contract::{
    Rule,
    inputs::{ListInput, PublishInput, SaveInput},
    views::{Page, RuleRow, RuleView, Saved},
};
use engine::text::Language;

use crate::{Edit, Error, Permit, Publish, Read, Service};

impl Service {
    pub async fn list_rules<T: Rule>(&self, _: &Permit<Read>, _: &ListInput, _: Language) -> Result<Page<RuleRow>, Error> {
        unimplemented!()
    }

    pub async fn rule<T: Rule>(&self, _: &Permit<Read>, _id: &str, _: Language) -> Result<RuleView<T>, Error> {
        unimplemented!()
    }

    /// Saves a working copy; changes no basket. A conflict where the version is not the one that was seen.
    pub async fn save_rule<T: Rule>(&self, _: &Permit<Edit>, _: &SaveInput) -> Result<Saved, Error> {
        unimplemented!()
    }

    /// Publishes the working copy: checks the whole ruleset, and in one transaction stores the revision, raises the
    /// ruleset's revision and writes the audit row.
    pub async fn publish_rule<T: Rule>(&self, _: &Permit<Publish>, _: &PublishInput) -> Result<Saved, Error> {
        unimplemented!()
    }

    /// Takes what is published out of baskets until it is published again.
    pub async fn pause_rule<T: Rule>(&self, _: &Permit<Publish>, _: &PublishInput) -> Result<Saved, Error> {
        unimplemented!()
    }

    /// Puts it away for good; a draft that was never published as well.
    pub async fn archive_rule<T: Rule>(&self, _: &Permit<Publish>, _: &PublishInput) -> Result<Saved, Error> {
        unimplemented!()
    }
}
