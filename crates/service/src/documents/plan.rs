//! What an import comes to, looked at in full before anything is written.

use std::collections::{HashMap, HashSet};

use contract::{
    Document, RuleKind,
    document::{CodePool, check_categories, check_time_zone},
};
use engine::{Category, Place, Problem, Problems, Settings, Status, describe::Reference};
use store::Tx;

use super::{data, rules::Rules, sections::Replace};
use crate::{Error, calendar, references};

/// An import to be.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub document: &'a Document,
    pub replace: Replace,
    pub rules: Rules,
}

impl<'a> Plan<'a> {
    /// The plan, and everything that stands in its way.
    pub(super) async fn of(tx: &Tx, document: &'a Document, replace: &[String]) -> Result<(Self, Problems), Error> {
        let mut problems = Problems::default();
        let replace = Replace::read(replace, document, &mut problems);
        let rules = Rules::of(tx, document, &replace).await?;
        let plan = Self { document, replace, rules };
        plan.check(tx, &mut problems).await?;
        Ok((plan, problems))
    }

    async fn check(&self, tx: &Tx, problems: &mut Problems) -> Result<(), Error> {
        let document = self.document;
        if let Some(settings) = &document.settings {
            let known = |name: &str| calendar::time_zone(name).is_some();
            check_time_zone(settings, &Place::root().key("settings"), &known, problems);
        }
        let gone = self.gone(tx).await?;
        if let Some(categories) = &document.categories {
            add_new(problems, self.check_tree(tx, categories).await?.0);
        }
        let lanes: Vec<_> = self.settings().lanes.into_iter().map(|lane| lane.id).collect();
        add_new(problems, references::missing(tx, document, &lanes, &gone).await?.0);
        add_new(problems, self.still_used(tx, &gone).await?.0);
        add_new(problems, self.rules.problems());
        data::check_codes(tx, document, &self.replace, problems).await?;
        data::check_cards(tx, document, &self.replace, problems).await
    }

    /// The settings that will be in force.
    fn settings(&self) -> Settings {
        self.rules.after.ruleset().settings
    }

    /// What the file takes away because it is not in it.
    async fn gone(&self, tx: &Tx) -> Result<HashSet<(Reference, String)>, Error> {
        let mut gone = HashSet::new();
        for copy in &self.rules.away {
            match copy.kind {
                RuleKind::GiftOptions => gone.insert((Reference::GiftOptions, copy.id.clone())),
                RuleKind::Promotion => gone.insert((Reference::Promotion, copy.id.clone())),
                RuleKind::Settings | RuleKind::PromoGroup | RuleKind::PersonalOffer => continue,
            };
        }
        if let Some(categories) = self.document.categories.as_ref().filter(|_| self.replace.has::<Category>()) {
            let stay: HashSet<_> = categories.iter().map(|category| category.id.as_str()).collect();
            let all = tx.all_categories().await?.into_iter().map(|category| category.id);
            gone.extend(all.filter(|id| !stay.contains(id.as_str())).map(|id| (Reference::Category, id)));
        }
        if let Some(pools) = self.document.code_pools.as_ref().filter(|_| self.replace.has::<CodePool>()) {
            let stay: HashSet<_> = pools.iter().map(|pool| pool.id.as_str()).collect();
            let all = tx.code_pool_ids().await?.into_iter();
            gone.extend(all.filter(|id| !stay.contains(id.as_str())).map(|id| (Reference::CodePool, id)));
        }
        Ok(gone)
    }

    /// Categories lie within each other as trees, with those that are there already.
    async fn check_tree(&self, tx: &Tx, categories: &[Category]) -> Result<Problems, Error> {
        let mut parents = HashMap::new();
        if !self.replace.has::<Category>() {
            parents.extend(tx.all_categories().await?.into_iter().map(|category| (category.id, category.parent_id)));
        }
        Ok(check_categories(categories, &|id| parents.get(id).cloned().flatten()))
    }

    /// What goes must not be named by what stays.
    async fn still_used(&self, tx: &Tx, gone: &HashSet<(Reference, String)>) -> Result<Problems, Error> {
        let mut problems = Problems::default();
        for reference in [Reference::Category, Reference::CodePool] {
            let ids: Vec<_> = gone.iter().filter(|(of, _)| *of == reference).map(|(_, id)| id.as_str()).collect();
            if ids.is_empty() {
                continue;
            }
            for user in tx.users_of(references::key(reference), &ids).await? {
                if user.status != Some(Status::Archived) && !self.rules.touches(user.kind, &user.id) {
                    let (name, target) = (user.name, user.target);
                    problems.add(
                        &Place::root().key(if reference == Reference::Category { "categories" } else { "code_pools" }),
                        format!("«{target}» нет в файле, а она нужна: «{name}»"),
                        format!("“{target}” is not in the file, and “{name}” needs it"),
                    );
                }
            }
        }
        data::check_categories_of_goods(tx, self.document, gone, &mut problems).await?;
        Ok(problems)
    }
}

/// Adds problems at places that have none yet: one reason for each is enough.
fn add_new(problems: &mut Problems, more: impl IntoIterator<Item = Problem>) {
    let known: HashSet<String> = problems.0.iter().map(|problem| problem.place.clone()).collect();
    problems.0.extend(more.into_iter().filter(|problem| problem.place.is_empty() || !known.contains(&problem.place)));
}
