//! What an import comes to, looked at in full before anything is written.

use std::collections::{HashMap, HashSet};

use contract::{
    Document, RuleKind,
    document::{CodePool, Reading, check_categories, check_time_zone},
};
use engine::{Category, Place, Problem, Problems, Settings, Status, describe::Reference};
use store::Tx;

use super::{data, rules::Rules, sections::Replace};
use crate::{Error, calendar, references};

/// An import to be.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    reading: &'a Reading,
    pub replace: Replace,
    pub rules: Rules,
}

impl<'a> Plan<'a> {
    /// The plan, and everything that stands in its way, what could not be read first. The ruleset as a whole is judged
    /// only where all of it could be read.
    pub(super) async fn of(tx: &Tx, reading: &'a Reading, replace: &[String]) -> Result<(Self, Problems), Error> {
        let mut found = Problems::default();
        let replace = Replace::read(replace, reading, &mut found);
        let rules = Rules::of(tx, &reading.document, &replace).await?;
        let plan = Self { reading, replace, rules };
        plan.check(tx, &mut found).await?;
        let mut problems = reading.problems.clone();
        add_new(&mut problems, reading.at_their_places(found).0);
        Ok((plan, problems))
    }

    pub(super) const fn document(&self) -> &'a Document {
        &self.reading.document
    }

    async fn check(&self, tx: &Tx, problems: &mut Problems) -> Result<(), Error> {
        let document = self.document();
        if let Some(settings) = &document.settings {
            let known = |name: &str| calendar::time_zone(name).is_some();
            check_time_zone(settings, &Place::root().key("settings"), &known, problems);
        }
        let gone = self.gone(tx).await?;
        if let Some(categories) = &document.categories {
            add_new(problems, self.check_tree(tx, categories).await?.0);
        }
        add_new(problems, self.missing(tx, &gone).await?);
        add_new(problems, self.still_used(tx, &gone).await?.0);
        if self.reading.problems.is_empty() {
            add_new(problems, self.rules.problems());
        }
        data::check_codes(tx, document, &self.replace, problems).await?;
        data::check_cards(tx, self.reading, &self.replace, problems).await
    }

    /// What is named and is nowhere. What is in the file and could not be read has been told of already.
    async fn missing(&self, tx: &Tx, gone: &HashSet<(Reference, String)>) -> Result<Vec<Problem>, Error> {
        let document = self.document();
        let lanes: Vec<_> = self.settings().lanes.into_iter().map(|lane| lane.id).collect();
        let Problems(mut missing) = references::missing(tx, document, &lanes, gone).await?;
        let to_unread = document.references().into_iter().filter(|link| self.reading.is_unread(link.reference, link.id));
        let to_unread: HashSet<_> = to_unread.map(|link| link.place.to_string()).collect();
        missing.retain(|problem| !to_unread.contains(&problem.place));
        Ok(missing)
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
        if let Some(categories) = self.document().categories.as_ref().filter(|_| self.replace.has::<Category>()) {
            let stay: HashSet<_> = categories.iter().map(|category| category.id.as_str()).collect();
            let all = tx.all_categories().await?.into_iter().map(|category| category.id);
            gone.extend(all.filter(|id| !stay.contains(id.as_str())).map(|id| (Reference::Category, id)));
        }
        if let Some(pools) = self.document().code_pools.as_ref().filter(|_| self.replace.has::<CodePool>()) {
            let stay: HashSet<_> = pools.iter().map(|pool| pool.id.as_str()).collect();
            let all = tx.code_pool_ids().await?.into_iter();
            gone.extend(all.filter(|id| !stay.contains(id.as_str())).map(|id| (Reference::CodePool, id)));
        }
        gone.retain(|(reference, id)| !self.reading.is_unread(*reference, id));
        Ok(gone)
    }

    /// Categories lie within each other as trees, with those that are there already.
    async fn check_tree(&self, tx: &Tx, categories: &[Category]) -> Result<Problems, Error> {
        let mut parents = HashMap::new();
        if !self.replace.has::<Category>() {
            let stay = tx.all_categories().await?.into_iter();
            let stay = stay.filter(|category| !self.reading.is_unread(Reference::Category, &category.id));
            parents.extend(stay.map(|category| (category.id, category.parent_id)));
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
                if user.status != Some(Status::Archived) && !self.touches(user.kind, &user.id) {
                    let (name, target) = (user.name, user.target);
                    problems.add(
                        &Place::root().key(if reference == Reference::Category { "categories" } else { "code_pools" }),
                        format!("«{target}» нет в файле, а она нужна: «{name}»"),
                        format!("“{target}” is not in the file, and “{name}” needs it"),
                    );
                }
            }
        }
        data::check_categories_of_goods(tx, self.reading, gone, &mut problems).await?;
        Ok(problems)
    }

    /// True for rules of which nobody can say that they will name what they name now: the file has them, be it in a shape
    /// that cannot be read, or puts them away.
    fn touches(&self, kind: RuleKind, id: &str) -> bool {
        // As what the sections' descriptions have their ids.
        let reference = match kind {
            RuleKind::Settings => Reference::Lane,
            RuleKind::GiftOptions => Reference::GiftOptions,
            RuleKind::Promotion | RuleKind::PromoGroup | RuleKind::PersonalOffer => Reference::Promotion,
        };
        self.rules.touches(kind, id) || self.reading.is_unread(reference, id)
    }
}

/// Adds problems at places that have none yet: one reason for each is enough.
fn add_new(problems: &mut Problems, more: impl IntoIterator<Item = Problem>) {
    let known: HashSet<String> = problems.0.iter().map(|problem| problem.place.clone()).collect();
    problems.0.extend(more.into_iter().filter(|problem| problem.place.is_empty() || !known.contains(&problem.place)));
}
