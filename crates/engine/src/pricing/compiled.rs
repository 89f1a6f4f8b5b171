//! A ruleset, prepared: what many calculations need of it, found once.

use std::{cmp::Reverse, sync::Arc};

use rustc_hash::FxHashMap;

use super::listing::Listing;
use crate::{
    Moment, Promotion, Ruleset, Settings, code,
    effects::Effect,
    index::{Dimension, Guard, Index, Least},
    rules::{LaneMode, Status},
};

/// A live promotion.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Its index in the ruleset.
    pub promotion: usize,
    /// Its lane's index.
    pub lane: usize,
    pub starts_at: Moment,
    pub ends_at: Moment,
    /// It needs one of its codes, or a code of its pool.
    pub coded: bool,
    /// A condition or a limit asks for facts of the customer.
    pub needs_facts: bool,
    pub limited: bool,
    /// Its gifts; none where it gives and offers none.
    pub listing: Option<Arc<Listing>>,
    /// It works only where this promo group is chosen (R13).
    pub group: Option<usize>,
}

/// A promotion behind a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Coded {
    pub promotion: usize,
    /// Which of its codes.
    pub spelling: usize,
}

/// A ruleset, prepared.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// In the order in which they are applied (R5): lane, priority from high to low, id bytewise.
    pub rules: Vec<Rule>,
    pub index: Index,
    pub modes: Vec<LaneMode>,
    /// What any promotion lists, live or not, by its id: what comes back in a basket is told by it.
    pub listings: FxHashMap<String, Arc<Listing>>,
    /// The live promotions behind the keys of their codes.
    pub codes: FxHashMap<String, Vec<Coded>>,
    /// The live promotions behind each pool of codes.
    pub pools: FxHashMap<String, Vec<usize>>,
    /// The rules of each promo group, in the group's own order; the groups in the ruleset's.
    pub groups: Vec<Vec<usize>>,
    /// The group that a promotion is in.
    pub group_of: FxHashMap<String, usize>,
}

impl Compiled {
    pub fn new(ruleset: &Ruleset) -> Self {
        let mut group_of = FxHashMap::default();
        for (index, group) in ruleset.promo_groups.iter().enumerate() {
            for promotion in &group.promotions {
                group_of.entry(promotion.clone()).or_insert(index);
            }
        }
        let listings = Listing::all(ruleset);
        let rules = rules(ruleset, &listings, &group_of);
        let guards = rules.iter().zip(0_u32..).map(|(rule, number)| (number, guard(&ruleset.promotions[rule.promotion], rule)));
        let index = Index::new(guards);

        let (mut codes, mut pools): (FxHashMap<String, Vec<Coded>>, FxHashMap<String, Vec<usize>>) = Default::default();
        for (promotion, live) in ruleset.promotions.iter().enumerate().filter(|(_, promotion)| promotion.status == Status::Live) {
            for (spelling, text) in live.codes.iter().enumerate() {
                codes.entry(code::key(text)).or_default().push(Coded { promotion, spelling });
            }
            if let Some(pool) = &live.code_pool {
                pools.entry(pool.clone()).or_default().push(promotion);
            }
        }

        let rule_of: FxHashMap<&str, usize> =
            rules.iter().enumerate().map(|(rule, of)| (ruleset.promotions[of.promotion].id.as_str(), rule)).collect();
        let members = |(index, group): (usize, &crate::PromoGroup)| {
            let rules = group.promotions.iter().filter(|&id| group_of.get(id) == Some(&index));
            rules.filter_map(|id| rule_of.get(id.as_str()).copied()).collect()
        };
        let groups = ruleset.promo_groups.iter().enumerate().map(members).collect();
        let modes = ruleset.settings.lanes.iter().map(|lane| lane.mode).collect();
        Self { rules, index, modes, listings, codes, pools, groups, group_of }
    }
}

/// The live promotions, in the order in which they are applied (R5).
fn rules(ruleset: &Ruleset, listings: &FxHashMap<String, Arc<Listing>>, group_of: &FxHashMap<String, usize>) -> Vec<Rule> {
    let live = ruleset.promotions.iter().enumerate().filter(|(_, promotion)| promotion.status == Status::Live);
    let mut rules: Vec<Rule> = live
        .filter_map(|(index, promotion)| {
            Some(Rule {
                promotion: index,
                lane: lane_of(promotion, &ruleset.settings)?,
                starts_at: promotion.starts_at.unwrap_or(Moment(i64::MIN)),
                ends_at: promotion.ends_at.unwrap_or(Moment(i64::MAX)),
                coded: !promotion.codes.is_empty() || promotion.code_pool.is_some(),
                needs_facts: promotion.conditions.needs_facts() || promotion.limits.uses_per_customer.is_some(),
                limited: !promotion.limits.is_none(),
                listing: listings.get(&promotion.id).cloned(),
                group: group_of.get(&promotion.id).copied(),
            })
        })
        .collect();
    rules.sort_by_cached_key(|rule| {
        let promotion = &ruleset.promotions[rule.promotion];
        (rule.lane, Reverse(promotion.priority), promotion.id.clone())
    });
    rules
}

fn lane_of(promotion: &Promotion, settings: &Settings) -> Option<usize> {
    settings.lanes.iter().position(|lane| lane.id == promotion.lane)
}

/// What a basket must have for the promotion to give, say or suggest anything.
fn guard<'a>(promotion: &'a Promotion, rule: &Rule) -> Guard<'a> {
    let conditions = promotion.conditions.guard();
    if rule.coded && promotion.suggest.is_some() {
        return conditions;
    }
    let effects = Guard::union(promotion.effects.iter().map(Effect::guard));
    let guard = conditions.or_cheaper(effects);
    if !rule.coded {
        return guard;
    }
    let pool = promotion.code_pool.iter().map(|pool| Guard::any_of(Dimension::Pool, [pool.as_str()]));
    let codes = Guard::any_of(Dimension::Code, promotion.codes.iter().map(|text| code::key(text)));
    guard.or_cheaper(Guard::union(pool.chain([codes])).with(Least::default()))
}
