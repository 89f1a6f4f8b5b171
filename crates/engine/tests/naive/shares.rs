//! What happens in random worlds, counted: a comparison of two engines is worth as much as the worlds are.

use std::collections::BTreeMap;

use engine::{
    Condition, Effect, Promotion, conditions, effects,
    quote::CodeStatus,
    rules::{LaneMode, Status},
};

use super::{Answer, asked::Asked, limits::is_used_up};
use crate::world::World;

/// How often each thing happened, and in how many worlds at all.
#[derive(Debug, Default)]
pub struct Shares {
    pub worlds: u64,
    counts: BTreeMap<String, u64>,
}

/// The least that must happen, in hundredths of a percent of all worlds.
const LEAST: &[(&str, u64)] = &[
    ("a promotion at work", 5_000),
    ("two promotions at work", 1_500),
    ("three promotions at work", 300),
    ("sets beside other money", 200),
    ("money off", 3_500),
    ("all free", 100),
    ("gifts", 1_000),
    ("options", 700),
    ("bought and given", 500),
    ("a group to choose", 700),
    ("two groups to choose from", 150),
    ("in a group", 200),
    ("lane first", 600),
    ("lane best", 1_200),
    ("exclusive", 300),
    ("stop", 200),
    ("code Success", 250),
    ("code NotFound", 500),
    ("code AlreadyRedeemed", 40),
    ("code NotRedeemable", 500),
    ("pool", 40),
    ("suggestions", 500),
    ("budget", 300),
    ("gift_units", 200),
    ("uses_per_customer", 100),
    ("used up", 700),
    ("points", 1_500),
    ("points to spend", 500),
    ("notices", 1_000),
    ("notices of lines", 100),
    ("errors", 500),
    ("set aside", 500),
    ("condition not", 100),
];

/// The least of every kind of effect (alone in its promotion) and of condition.
const LEAST_OF_A_KIND: u64 = 20;

impl Shares {
    /// What happened too seldom. A kind of effect or condition that is added is missed here until worlds have it, too.
    pub fn too_few(&self) -> Vec<String> {
        let effects = effects::DESCRIPTIONS.iter().map(|description| format!("effect {}", description.kind));
        let conditions = conditions::DESCRIPTIONS.iter().map(|description| format!("condition {}", description.kind));
        // A notice alone gives nothing, so it is never at work.
        let kinds = effects.chain(conditions).filter(|what| what != "effect notice").map(|what| (what, LEAST_OF_A_KIND));
        let least = LEAST.iter().map(|&(what, least)| (what.to_owned(), least)).chain(kinds);
        least.filter(|(what, least)| self.of(what) < *least).map(|(what, _)| what).collect()
    }

    /// Counts what happened in a world, each thing once.
    pub fn count(&mut self, world: &World, asked: &Asked<'_>, answer: &Answer) {
        self.worlds += 1;
        let mut seen: Vec<String> = Vec::new();
        let mut saw = |what: &str, happened: bool| {
            if happened {
                seen.push(what.to_owned());
            }
        };
        of_answer(answer, &mut saw);
        let at_work = |promotion: &&Promotion| answer.promotions.iter().any(|at_work| at_work.id == promotion.id);
        let forms_sets = |promotion: &Promotion| {
            promotion.effects.iter().any(|effect| matches!(effect, Effect::BuyGet(_) | Effect::Bundle(_)))
        };
        let with_sets = world.ruleset.promotions.iter().filter(at_work).filter(|promotion| forms_sets(promotion)).count();
        saw("sets beside other money", with_sets > 0 && answer.discount > 0 && answer.promotions.len() > 1);
        let lane = |promotion: &Promotion| world.ruleset.settings.lanes.iter().find(|lane| lane.id == promotion.lane).unwrap();
        for promotion in world.ruleset.promotions.iter().filter(|promotion| promotion.status == Status::Live) {
            saw("used up", is_used_up(asked, promotion));
            if !at_work(&promotion) {
                continue;
            }
            // Of an effect that stands alone it is known that it gave something.
            if let [effect] = &promotion.effects[..] {
                saw(&format!("effect {}", effect.description().kind), true);
            }
            kinds(&promotion.conditions, &mut |kind| saw(&format!("condition {kind}"), true));
            saw("exclusive", promotion.exclusive);
            saw("stop", promotion.stop);
            saw("pool", promotion.code_pool.is_some());
            saw("budget", promotion.limits.budget.is_some());
            saw("gift_units", promotion.limits.gift_units.is_some());
            saw("uses_per_customer", promotion.limits.uses_per_customer.is_some());
            saw("lane first", lane(promotion).mode == LaneMode::First);
            saw("lane best", lane(promotion).mode == LaneMode::Best);
            saw("in a group", asked.group_of(&promotion.id).is_some());
        }
        seen.sort_unstable();
        seen.dedup();
        for what in seen {
            *self.counts.entry(what).or_default() += 1;
        }
    }

    /// In how many of ten thousand worlds it happened.
    pub fn of(&self, what: &str) -> u64 {
        self.counts.get(what).map_or(0, |count| count * 10_000 / self.worlds)
    }

    /// One line each, with a percentage.
    pub fn table(&self) -> String {
        let line = |what: &String| format!("{:>8} %  {what}", engine::Percent(self.of(what) as i64).to_string());
        self.counts.keys().map(line).collect::<Vec<_>>().join("\n")
    }
}

fn of_answer(answer: &Answer, saw: &mut impl FnMut(&str, bool)) {
    saw("a promotion at work", !answer.promotions.is_empty());
    saw("two promotions at work", answer.promotions.len() >= 2);
    saw("three promotions at work", answer.promotions.len() >= 3);
    saw("money off", answer.discount > 0);
    saw("gifts", answer.promotions.iter().any(|promotion| !promotion.gifts.is_empty()));
    saw("options", answer.promotions.iter().any(|promotion| !promotion.options.is_empty()));
    saw("two groups to choose from", answer.groups.len() >= 2);
    saw("a group to choose", !answer.groups.is_empty());
    saw("suggestions", !answer.suggestions.is_empty());
    saw("points", answer.points.is_some_and(|points| points.1 > 0));
    saw("points to spend", answer.points.is_some_and(|points| points.0 > 0));
    saw("notices", !answer.notices.is_empty());
    saw("notices of lines", answer.lines.iter().any(|line| line.notice.is_some()));
    saw("errors", answer.lines.iter().any(|line| line.error.is_some()));
    saw("set aside", answer.lines.iter().any(|line| line.set_aside));
    saw("bought and given", answer.lines.iter().any(|line| line.gift > 0 && line.gift < line.quantity));
    saw("all free", answer.total == 0 && answer.discount > 0);
    for status in [CodeStatus::Success, CodeStatus::NotFound, CodeStatus::AlreadyRedeemed, CodeStatus::NotRedeemable] {
        saw(&format!("code {status:?}"), answer.code.as_ref().is_some_and(|code| code.0 == status));
    }
}

/// The kinds of a condition's tests.
fn kinds(condition: &Condition, visit: &mut impl FnMut(&str)) {
    match condition {
        Condition::All(list) | Condition::Any(list) => list.iter().for_each(|condition| kinds(condition, visit)),
        Condition::Not(not) => {
            visit("not");
            kinds(not, visit);
        }
        Condition::Test(test) => visit(test.description().kind),
    }
}
