//! Promo groups: the customer picks one, and all its promotions apply together (R13).

use super::{
    given::Given,
    outcome::{AtWork, Outcome},
};
use crate::quote::GroupEntry;

impl Given<'_> {
    /// The group that the request chose: of promotions of several groups, the first named counts.
    pub fn chosen_group(&self) -> Option<usize> {
        let group_of = &self.engine.compiled.group_of;
        self.basket.chosen.iter().find_map(|chosen| group_of.get(&chosen.promotion).copied())
    }

    /// Every group as it may be chosen, each priced by a calculation of its own; one that gives nothing is left out.
    pub fn groups(&self, chosen: Option<usize>, candidates: &[u32], with_chosen: &Outcome<'_>) -> Vec<Vec<GroupEntry>> {
        let mut could: Vec<usize> = candidates.iter().filter_map(|&rule| self.rule(rule).group).collect();
        could.sort_unstable();
        could.dedup();
        let entries = could.into_iter().filter_map(|group| {
            let rules = self.engine.compiled.groups.get(group)?;
            Some(match chosen == Some(group) {
                true => self.entries(rules, with_chosen),
                false => self.entries(rules, &self.calculate(Some(group), candidates, None)),
            })
        });
        entries.filter(|entries| !entries.is_empty()).collect()
    }

    /// The promotions of a group that gave something, in the group's order.
    fn entries(&self, rules: &[usize], outcome: &Outcome<'_>) -> Vec<GroupEntry> {
        let at_work = |&rule: &usize| outcome.at_work.iter().find(|at_work| at_work.rule as usize == rule);
        rules.iter().filter_map(at_work).map(|at_work| self.entry(at_work, outcome)).collect()
    }

    fn entry(&self, at_work: &AtWork<'_>, outcome: &Outcome<'_>) -> GroupEntry {
        let AtWork { rule, money, gifts, options, promotion } = at_work;
        let limit = self.rule(*rule).listing.as_ref().map_or(0, |listing| listing.limit);
        GroupEntry {
            id: promotion.id.clone(),
            name: promotion.name.clone(),
            sums_with_bonuses: promotion.sums_with_bonuses,
            gifts: gifts.iter().copied().cloned().collect(),
            options: options.iter().copied().cloned().collect(),
            options_limit: (!options.is_empty()).then_some(limit),
            discount: (money.0 > 0).then(|| outcome.discount()),
        }
    }
}
