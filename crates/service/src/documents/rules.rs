//! The rules of a document: what each is to become, and what becomes of those that it does not have.

use std::collections::{HashMap, HashSet};

use contract::{Document, RuleKind};
use engine::{Place, Problem, Status};
use store::{Tx, WorkingCopy};

use super::sections::{Replace, section_of};
use crate::{
    Error,
    rules::{AnyRule, Published, Whose, of_another},
};

/// A rule of the file.
#[derive(Debug)]
pub(super) struct Incoming {
    pub rule: AnyRule,
    /// A draft is saved; everything else is published in its status.
    pub status: Status,
    pub place: Place,
}

impl Incoming {
    /// In the order of the document.
    pub(super) fn all(document: &Document) -> Vec<Self> {
        let Document { settings, gift_options, promotions, promo_groups, personal_offers, .. } = document;
        let mut all = Vec::new();
        let mut add = |rule: AnyRule, status: Status, index: Option<usize>| {
            let section = Place::root().key(section_of(rule.kind()));
            let place = index.map_or_else(|| section.clone(), |index| section.index(index));
            all.push(Self { rule, status, place });
        };
        if let Some(settings) = settings {
            add(AnyRule::Settings(settings.clone()), Status::Live, None);
        }
        for (index, options) in gift_options.iter().flatten().enumerate() {
            add(AnyRule::GiftOptions(options.clone()), Status::Live, Some(index));
        }
        for (index, promotion) in promotions.iter().flatten().enumerate() {
            add(AnyRule::Promotion(Box::new(promotion.clone())), promotion.status, Some(index));
        }
        for (index, group) in promo_groups.iter().flatten().enumerate() {
            add(AnyRule::PromoGroup(group.clone()), Status::Live, Some(index));
        }
        for (index, offer) in personal_offers.iter().flatten().enumerate() {
            add(AnyRule::PersonalOffer(Box::new(offer.clone())), offer.status, Some(index));
        }
        all
    }

    fn key(&self) -> (RuleKind, String) {
        (self.rule.kind(), self.rule.id().to_owned())
    }
}

/// What is to become of all rules.
#[derive(Debug)]
pub(super) struct Rules {
    pub incoming: Vec<Incoming>,
    /// Those that are there and not in the file, in sections that are replaced.
    pub away: Vec<WorkingCopy>,
    /// The working copies of the kinds that the file has.
    pub copies: HashMap<(RuleKind, String), WorkingCopy>,
    /// Drafts of the file, in sections that are replaced, of what is live here.
    pub paused: HashSet<(RuleKind, String)>,
    pub before: Published,
    pub after: Published,
}

impl Rules {
    pub(super) async fn of(tx: &Tx, document: &Document, replace: &Replace) -> Result<Self, Error> {
        let incoming = Incoming::all(document);
        let in_file: HashSet<_> = incoming.iter().map(Incoming::key).collect();
        let (mut copies, mut away) = (HashMap::new(), Vec::new());
        for kind in RuleKind::ALL {
            let is_replaced = replace.has_rules(kind);
            if !is_replaced && !in_file.iter().any(|(of, _)| *of == kind) {
                continue;
            }
            for copy in tx.all_working_copies(kind).await? {
                let key = (kind, copy.id.clone());
                if in_file.contains(&key) {
                    copies.insert(key, copy);
                } else if is_replaced && copy.status != Some(Status::Archived) {
                    away.push(copy);
                }
            }
        }
        let before = Published::load(tx).await?;
        let mut rules = Self { after: before.clone(), before, incoming, away, copies, paused: HashSet::new() };
        rules.foresee(replace);
        Ok(rules)
    }

    /// What will have been published.
    fn foresee(&mut self, replace: &Replace) {
        for incoming in &self.incoming {
            let key = incoming.key();
            if incoming.status != Status::Draft {
                self.after.set(incoming.rule.clone(), incoming.status);
            } else if let Some(thing) = self.before.get(key.0, &key.1)
                && thing.status == Status::Live
                && replace.has_rules(key.0)
            {
                self.after.set(thing.rule.clone(), Status::Paused);
                self.paused.insert(key);
            }
        }
        for copy in &self.away {
            if let Some(thing) = self.before.get(copy.kind, &copy.id) {
                self.after.set(thing.rule.clone(), Status::Archived);
            }
        }
    }

    /// What stands in the way of the new ruleset, at places of the file where they are in it.
    pub(super) fn problems(&self) -> impl Iterator<Item = Problem> {
        let places: HashMap<_, _> = self.incoming.iter().map(|incoming| (incoming.key(), &incoming.place)).collect();
        self.after.problems().into_iter().map(move |Whose { thing, problem }| {
            match thing.as_ref().and_then(|thing| places.get(thing)) {
                Some(place) if problem.place.is_empty() => Problem { place: place.to_string(), ..problem },
                Some(place) => Problem { place: format!("{place}.{}", problem.place), ..problem },
                None => of_another(&self.after, thing, problem),
            }
        })
    }

    /// True for rules that the file replaces or puts away: what they name now, they will not name any longer.
    pub(super) fn touches(&self, kind: RuleKind, id: &str) -> bool {
        self.incoming.iter().any(|incoming| incoming.rule.kind() == kind && incoming.rule.id() == id)
            || self.away.iter().any(|copy| copy.kind == kind && copy.id == id)
    }
}
