//! Everything that was ever published, as its latest revisions have it, and the ruleset that follows.

use std::collections::{BTreeMap, HashSet};

use contract::{Rule, RuleKind, document::Entry};
use engine::{
    GiftOptions, PersonalOffer, Problem, Problems, PromoGroup, Promotion, Ruleset, Settings, Status, rules::check_ruleset,
};
use store::{Revision, Tx};

use super::AnyRule;
use crate::{Error, secrets};

/// What was published last of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Thing {
    pub rule: AnyRule,
    pub status: Status,
}

/// The latest revisions, in the order of kind and id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Published {
    things: BTreeMap<(RuleKind, String), Thing>,
}

/// A problem of a ruleset, and whose it is: the place is the thing's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whose {
    /// None for the ruleset as a whole.
    pub thing: Option<(RuleKind, String)>,
    pub problem: Problem,
}

impl Published {
    pub(crate) async fn load(tx: &Tx) -> Result<Self, Error> {
        let mut things = BTreeMap::new();
        for revision in tx.latest_revisions().await? {
            let Revision { kind, id, status, body, revision: _, version: _, format: _, at: _, by: _ } = revision;
            let (rule, status) = (AnyRule::read(kind, &body)?, status.unwrap_or(Status::Live));
            things.insert((kind, id), Thing { rule, status });
        }
        Ok(Self { things })
    }

    pub(crate) fn get(&self, kind: RuleKind, id: &str) -> Option<&Thing> {
        self.things.get(&(kind, id.to_owned()))
    }

    /// This becomes the latest of its thing.
    pub(crate) fn set(&mut self, mut rule: AnyRule, status: Status) {
        rule.set_status(status);
        self.things.insert((rule.kind(), rule.id().to_owned()), Thing { rule, status });
    }

    /// What baskets are calculated with. Archived gift options and promo groups are not in it; a group's promotions are
    /// those that are published: a group comes first, or its promotions would work for everybody until it came.
    pub(crate) fn ruleset(&self) -> Ruleset {
        let mut ruleset = Ruleset::default();
        for Thing { rule, status } in self.things.values() {
            match rule.clone() {
                AnyRule::Settings(settings) => ruleset.settings = settings,
                AnyRule::Promotion(promotion) => ruleset.promotions.push(*promotion),
                AnyRule::PersonalOffer(offer) => ruleset.personal_offers.push(*offer),
                AnyRule::GiftOptions(options) if *status != Status::Archived => ruleset.gift_options.push(options),
                AnyRule::PromoGroup(group) if *status != Status::Archived => ruleset.promo_groups.push(group),
                AnyRule::GiftOptions(_) | AnyRule::PromoGroup(_) => {}
            }
        }
        let published: HashSet<&str> = ruleset.promotions.iter().map(|promotion| promotion.id.as_str()).collect();
        for group in &mut ruleset.promo_groups {
            group.promotions.retain(|promotion| published.contains(promotion.as_str()));
        }
        ruleset
    }

    /// Everything that stands in the way of this ruleset, each problem with the thing that has it.
    pub(crate) fn problems(&self) -> Vec<Whose> {
        let ruleset = self.ruleset();
        let Problems(problems) = check_ruleset(&ruleset);
        problems.into_iter().map(|problem| self.whose(&ruleset, problem)).collect()
    }

    fn whose(&self, ruleset: &Ruleset, problem: Problem) -> Whose {
        let Some((kind, id, place)) = located(ruleset, &problem.place) else { return Whose { thing: None, problem } };
        let place = match self.get(kind, &id).map(|thing| &thing.rule) {
            Some(AnyRule::PromoGroup(group)) => among_all(group, ruleset, &place),
            _ => place,
        };
        Whose { thing: Some((kind, id)), problem: Problem { place, ..problem } }
    }

    /// The name of a thing, for a problem that another thing's publication has with it.
    pub(crate) fn name(&self, kind: RuleKind, id: &str) -> String {
        self.get(kind, id).map_or_else(|| id.to_owned(), |thing| thing.rule.name().to_owned())
    }
}

/// A ruleset's canonical JSON and the hash that names it.
pub(crate) fn canonical(ruleset: &Ruleset) -> Result<(String, String), Error> {
    let body = serde_json::to_string(ruleset).map_err(|error| Error::internal("writing a ruleset", error))?;
    Ok((secrets::sha256_hex(&body), body))
}

/// `promotions[3].effects[0]` is of the promotion with this id, at `effects[0]`.
fn located(ruleset: &Ruleset, place: &str) -> Option<(RuleKind, String, String)> {
    let Ruleset { settings, gift_options, promotions, promo_groups, personal_offers } = ruleset;
    let (section, rest) = place.split_at(place.find(['[', '.']).unwrap_or(place.len()));
    if section == Settings::SECTION {
        return Some((RuleKind::Settings, settings.id().to_owned(), rest.trim_start_matches('.').to_owned()));
    }
    let (index, rest) = rest.strip_prefix('[')?.split_once(']')?;
    let index: usize = index.parse().ok()?;
    let (kind, id) = match section {
        GiftOptions::SECTION => (RuleKind::GiftOptions, gift_options.get(index)?.id()),
        Promotion::SECTION => (RuleKind::Promotion, promotions.get(index)?.id()),
        PromoGroup::SECTION => (RuleKind::PromoGroup, promo_groups.get(index)?.id()),
        PersonalOffer::SECTION => (RuleKind::PersonalOffer, personal_offers.get(index)?.id()),
        _ => return None,
    };
    Some((kind, id.to_owned(), rest.trim_start_matches('.').to_owned()))
}

/// The ruleset's group has only what is published: `promotions[1]` of it may be `promotions[2]` of the thing.
fn among_all(group: &PromoGroup, ruleset: &Ruleset, place: &str) -> String {
    let find = || {
        let index: usize = place.strip_prefix("promotions[")?.strip_suffix(']')?.parse().ok()?;
        let published = ruleset.promo_groups.iter().find(|published| published.id == group.id)?;
        let id = published.promotions.get(index)?;
        group.promotions.iter().position(|promotion| promotion == id)
    };
    find().map_or_else(|| place.to_owned(), |index| format!("promotions[{index}]"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn published(rules: &[(RuleKind, Status, &str)]) -> Published {
        let mut published = Published::default();
        for (kind, status, json) in rules {
            published.set(AnyRule::read(*kind, json).unwrap(), *status);
        }
        published
    }

    const TEA: &str = r#"{"id":"tea","name":"Tea","effects":[{"kind":"percent_off","percent":5}]}"#;
    const MINT: &str = r#"{"id":"mint","name":"Mint","effects":[{"kind":"percent_off","percent":5}]}"#;

    #[test]
    fn a_ruleset_is_in_the_order_of_the_ids_with_the_status_of_each() {
        let ruleset = published(&[
            (RuleKind::Promotion, Status::Live, TEA),
            (RuleKind::Promotion, Status::Paused, MINT),
            (RuleKind::GiftOptions, Status::Archived, r#"{"id":"old","name":"Old"}"#),
        ])
        .ruleset();
        let promotions: Vec<_> = ruleset.promotions.iter().map(|promotion| (promotion.id.as_str(), promotion.status)).collect();
        assert_eq!(promotions, [("mint", Status::Paused), ("tea", Status::Live)]);
        assert!(ruleset.gift_options.is_empty());
    }

    #[test]
    fn a_group_may_come_before_its_promotions() {
        let group = r#"{"id":"g","name":"G","promotions":["later","tea"]}"#;
        let published = published(&[(RuleKind::Promotion, Status::Live, TEA), (RuleKind::PromoGroup, Status::Live, group)]);
        assert_eq!(published.ruleset().promo_groups[0].promotions, ["tea"]);
        assert_eq!(published.problems(), []);
    }

    #[test]
    fn a_problem_is_told_of_the_thing_that_has_it_at_its_own_place() {
        let published = published(&[
            (RuleKind::Promotion, Status::Live, TEA),
            (RuleKind::Promotion, Status::Live, r#"{"id":"empty","name":"Empty"}"#),
            (RuleKind::PromoGroup, Status::Live, r#"{"id":"a","name":"A","promotions":["tea"]}"#),
            (RuleKind::PromoGroup, Status::Live, r#"{"id":"b","name":"B","promotions":["later","tea"]}"#),
            (RuleKind::Settings, Status::Live, r#"{"rounding":7}"#),
        ]);
        let mut whose: Vec<_> =
            published.problems().into_iter().map(|whose| (whose.thing.unwrap(), whose.problem.place)).collect();
        whose.sort();
        let at = |kind, id: &str, place: &str| ((kind, id.to_owned()), place.to_owned());
        assert_eq!(
            whose,
            [
                at(RuleKind::Settings, "settings", "rounding"),
                at(RuleKind::Promotion, "empty", "effects"),
                at(RuleKind::PromoGroup, "b", "promotions[1]"),
            ]
        );
    }

    #[test]
    fn equal_rulesets_have_one_name_however_they_came_about() {
        let one = published(&[(RuleKind::Promotion, Status::Live, TEA), (RuleKind::Promotion, Status::Live, MINT)]);
        let mut other = published(&[(RuleKind::Promotion, Status::Live, MINT), (RuleKind::Promotion, Status::Paused, TEA)]);
        assert_ne!(canonical(&one.ruleset()).unwrap(), canonical(&other.ruleset()).unwrap());
        other.set(AnyRule::read(RuleKind::Promotion, TEA).unwrap(), Status::Live);
        let (hash, body) = canonical(&one.ruleset()).unwrap();
        assert_eq!(canonical(&other.ruleset()).unwrap().0, hash);
        assert_eq!(serde_json::from_str::<Ruleset>(&body).unwrap(), one.ruleset());
    }
}
