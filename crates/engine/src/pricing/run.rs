//! One calculation: lane by lane, every rule at its turn (R4, R5).

use super::{
    counter::Counter,
    explain::Tracing,
    give::Offer,
    given::Given,
    outcome::{AtWork, Outcome},
};
use crate::{
    rules::LaneMode,
    trace::{CodeWanted, CustomerWanted, Outcome as Told},
    units::{Money, Quantity},
};

/// A calculation under way.
pub(super) struct Calculation<'t, 'a> {
    pub given: Given<'a>,
    /// The promo group that is chosen.
    pub chosen: Option<usize>,
    pub outcome: Outcome<'a>,
    /// None where nobody asks why.
    pub tracing: Option<&'t mut Tracing>,
}

/// What a lane left to those behind it.
#[derive(Debug, Clone, Copy, Default)]
struct Ended {
    /// The rule that ended the lane.
    lane: Option<u32>,
    /// The rule that ended all lanes.
    all: Option<u32>,
}

impl<'a> Given<'a> {
    /// The whole calculation of these rules, with a promo group chosen or none (R13).
    pub fn calculate(self, chosen: Option<usize>, rules: &[u32], tracing: Option<&mut Tracing>) -> Outcome<'a> {
        let lines = self.intake.entries.len();
        let outcome = Outcome {
            articles: self.intake.articles.clone(),
            gifts: vec![Quantity::ZERO; lines],
            added: Vec::new(),
            applied: Vec::new(),
            at_work: Vec::new(),
            notices: Vec::new(),
            line_notices: Vec::new(),
            suggestions: Vec::new(),
        };
        let mut calculation = Calculation { given: self, chosen, outcome, tracing };
        calculation.run(rules);
        calculation.outcome
    }
}

impl<'a> Calculation<'_, 'a> {
    fn run(&mut self, rules: &[u32]) {
        // Where nothing is bought, nothing is due: no order consists of gifts.
        if self.outcome.articles.is_empty() {
            rules.iter().for_each(|&rule| self.tell(rule, || Told::NothingBought));
            return;
        }
        if let Some(programme) = self.given.programme {
            self.outcome.articles.iter_mut().for_each(|article| article.rates = programme.rates());
        }
        let lane_of = |rule: &u32| self.given.rule(*rule).lane;
        let lanes: Vec<&[u32]> = rules.chunk_by(|left, right| lane_of(left) == lane_of(right)).collect();
        let mut stopped = None;
        for lane in lanes {
            match stopped {
                Some(by) => self.silence(lane, by),
                None => stopped = self.lane(lane),
            }
        }
    }

    /// One lane; the rule that ended all lanes, if any did.
    fn lane(&mut self, rules: &[u32]) -> Option<u32> {
        let lane = rules.first().map_or(0, |&rule| self.given.rule(rule).lane);
        let mode = self.given.engine.compiled.modes.get(lane).copied().unwrap_or_default();
        if mode == LaneMode::All {
            return self.in_turn(rules).all;
        }
        // A chosen promotion comes before the contest, and takes no part in it (R13).
        let (chosen, contest): (Vec<u32>, Vec<u32>) = rules.iter().partition(|&&rule| self.is_of_chosen_group(rule));
        let ended = self.in_turn(&chosen);
        if let Some(by) = ended.lane {
            self.silence(&contest, by);
            return ended.all;
        }
        let winner = if mode == LaneMode::First { self.first(&contest) } else { self.best(&contest) };
        winner.filter(|&winner| self.given.promotion(self.given.rule(winner)).stop)
    }

    fn is_of_chosen_group(&self, rule: u32) -> bool {
        self.given.rule(rule).group.is_some_and(|group| self.chosen == Some(group))
    }

    /// Every eligible rule, until one ends the lane.
    fn in_turn(&mut self, rules: &[u32]) -> Ended {
        let mut ended = Ended::default();
        for (at, &rule) in rules.iter().enumerate() {
            if !self.turn(rule) {
                continue;
            }
            let promotion = self.given.promotion(self.given.rule(rule));
            if promotion.exclusive || promotion.stop {
                ended = Ended { lane: Some(rule), all: Some(rule).filter(|_| promotion.stop) };
                self.silence(rules.get(at + 1..).unwrap_or_default(), rule);
                break;
            }
        }
        ended
    }

    /// The first that gives something.
    fn first(&mut self, rules: &[u32]) -> Option<u32> {
        let winner = rules.iter().position(|&rule| self.turn(rule))?;
        if self.tracing.is_some() {
            for &rule in rules.get(winner + 1..).unwrap_or_default() {
                let told =
                    self.eligible(rule).err().unwrap_or_else(|| Told::NotChosen { winner: self.id(rules[winner]), by: None });
                self.tell(rule, || told);
            }
        }
        rules.get(winner).copied()
    }

    /// The one that is worth most (R10).
    fn best(&mut self, rules: &[u32]) -> Option<u32> {
        let mut contest: Vec<(u32, Offer<'a>)> = Vec::new();
        for &rule in rules {
            if self.may_apply(rule) {
                let (offer, touched) = self.give(rule);
                for (index, before) in touched {
                    self.outcome.articles[index] = before;
                }
                contest.push((rule, offer));
            }
        }
        let worth = |offer: &Offer<'_>| offer.gives().then_some(offer.worth);
        let best = contest.iter().filter_map(|(_, offer)| worth(offer)).max();
        let winner = contest.iter().find(|(_, offer)| best.is_some() && worth(offer) == best).map(|&(rule, _)| rule);
        for (rule, offer) in contest {
            match winner {
                Some(winner) if offer.gives() && rule != winner => {
                    let by = Money(best.unwrap_or_default().0 - offer.worth.0);
                    let id = self.given.promotion(self.given.rule(winner)).id.as_str();
                    self.tell(rule, || Told::NotChosen { winner: id.to_owned(), by: Some(by) });
                }
                _ => {
                    let (offer, touched) = self.give(rule);
                    self.settle(rule, offer, &touched);
                }
            }
        }
        winner
    }

    /// A rule's turn; true where it gave something.
    fn turn(&mut self, rule: u32) -> bool {
        if !self.may_apply(rule) {
            return false;
        }
        let (offer, touched) = self.give(rule);
        let gives = offer.gives();
        self.settle(rule, offer, &touched);
        gives
    }

    /// True where the rule is eligible, now that its turn has come; where nothing but its code is missing, it is suggested.
    fn may_apply(&mut self, rule: u32) -> bool {
        match self.eligible(rule) {
            Ok(()) => true,
            Err(told) => {
                if told == (Told::NeedsCode { why: CodeWanted::NotTyped }) {
                    self.suggest(rule);
                }
                self.tell(rule, || told);
                false
            }
        }
    }

    /// What keeps a rule from its turn.
    fn eligible(&self, rule: u32) -> Result<(), Told> {
        let given = &self.given;
        let (rule, promotion) = (given.rule(rule), given.promotion(given.rule(rule)));
        if let Some(group) = rule.group.filter(|&group| self.chosen != Some(group)) {
            let group = given.engine.ruleset.promo_groups.get(group).map_or_else(String::new, |group| group.id.clone());
            return Err(Told::GroupNotChosen { group });
        }
        if !given.is_on(rule) {
            return Err(Told::OutsideTime { starts_at: promotion.starts_at, ends_at: promotion.ends_at, at: given.now.at });
        }
        if rule.coded {
            given.code_of(rule).map_err(|why| Told::NeedsCode { why })?;
        }
        self.but_for_the_code(rule)
    }

    fn but_for_the_code(&self, rule: &super::compiled::Rule) -> Result<(), Told> {
        let (given, promotion) = (&self.given, self.given.promotion(rule));
        if rule.limited {
            if let Some(limit) = given.used_up(promotion) {
                return Err(Told::UsedUp { limit });
            }
            if promotion.limits.uses_per_customer.is_some() && given.own_uses(promotion).is_none() {
                let unknown = given.view(&[]).facts_are_unknown();
                let why = if unknown { CustomerWanted::FactsUnknown } else { CustomerWanted::Nobody };
                return Err(Told::CustomerUnknown { why });
            }
        }
        let view = given.view(&self.outcome.articles);
        if rule.needs_facts && promotion.conditions.is_unknown(&view) {
            return Err(Told::CustomerUnknown { why: CustomerWanted::FactsUnknown });
        }
        if promotion.conditions.holds(&view) {
            return Ok(());
        }
        // Nobody reads it where nobody asks why.
        let failed = if self.tracing.is_some() { promotion.conditions.failed(&view) } else { Vec::new() };
        Err(Told::NotEligible { failed })
    }

    fn suggest(&mut self, rule: u32) {
        let rule = self.given.rule(rule);
        if let Some(suggestion) = Given::suggestion(self.given.promotion(rule))
            && self.but_for_the_code(rule).is_ok()
        {
            self.outcome.suggestions.push(suggestion);
        }
    }

    /// Puts what a rule gives into the outcome, and shows its notices.
    fn settle(&mut self, rule: u32, offer: Offer<'a>, touched: &[(usize, super::Article<'a>)]) {
        let promotion = self.given.promotion(self.given.rule(rule));
        if !offer.gives() {
            // A part of a point that comes to nothing at its turn is no more at the end (R4, R15).
            for &(index, before) in touched {
                self.outcome.articles[index].rates.earn = before.rates.earn;
            }
        }
        for &(index, before) in touched {
            let article = &self.outcome.articles[index];
            if article.discount > before.discount || article.earned {
                let lines = self.given.intake.lines(article).iter();
                self.outcome.applied.extend(lines.map(|&(line, _)| (line, promotion.id.as_str())));
            }
        }
        let told = self.show_notices(promotion);
        if let Some(tracing) = &mut self.tracing {
            tracing.record(rule, &offer, touched, &self.outcome.articles, told);
        }
        if offer.gives() {
            let chosen = self.chosen_options(rule, &offer.options);
            for &gift in offer.gifts.iter().chain(&chosen) {
                self.place(gift, promotion);
            }
            let Offer { money, gifts, options, .. } = offer;
            self.outcome.at_work.push(AtWork { rule, promotion, money, gifts, options });
        }
    }

    fn silence(&mut self, rules: &[u32], by: u32) {
        if self.tracing.is_some() {
            for &rule in rules {
                let told = match self.eligible(rule) {
                    Err(told @ Told::GroupNotChosen { .. }) => told,
                    _ => Told::Silenced { by: self.id(by) },
                };
                self.tell(rule, || told);
            }
        }
    }

    fn id(&self, rule: u32) -> String {
        self.given.promotion(self.given.rule(rule)).id.clone()
    }

    fn tell(&mut self, rule: u32, told: impl FnOnce() -> Told) {
        if let Some(tracing) = &mut self.tracing {
            tracing.tell(rule, told());
        }
    }

    /// The counter of a rule's effects.
    pub(super) fn counter<'c>(&'c mut self, passes_over: &'c [String]) -> Counter<'c, 'a> {
        let rounding = self.given.engine.ruleset.settings.rounding;
        Counter::new(&mut self.outcome.articles, passes_over, rounding).with_points(self.given.programme)
    }
}
