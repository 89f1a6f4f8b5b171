//! R4, R5, R10: lanes run one after another.

use engine::{
    Promotion,
    quote::Suggestion,
    rules::{LaneMode, Status},
};

use super::{
    article::Article,
    asked::Asked,
    codes,
    conditions::{Seen, asks_for_the_unknown, holds},
    give::{Given, give, notices},
    intake::Entry,
    limits,
};

/// Where a calculation has got to.
#[derive(Debug, Clone)]
pub struct State<'a> {
    pub articles: Vec<Article<'a>>,
    /// The promotions that gave something, in the order in which they were applied.
    pub given: Vec<Given<'a>>,
    /// Texts of promotions, for the whole basket or an article, in the order of their turns.
    pub notices: Vec<(Option<usize>, String)>,
    /// Codes that might be typed, in the order of their promotions' turns.
    pub suggestions: Vec<Suggestion>,
}

/// What a promotion that has given something ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Nothing,
    ItsLane,
    AllLanes,
}

/// A calculation, with a promo group chosen or none (R13).
pub struct Run<'r, 'a> {
    pub asked: &'r Asked<'a>,
    pub entries: &'r [Entry<'a>],
    pub group: Option<&'a str>,
    order: Vec<&'a Promotion>,
}

impl<'r, 'a> Run<'r, 'a> {
    pub fn new(asked: &'r Asked<'a>, entries: &'r [Entry<'a>], group: Option<&'a str>) -> Self {
        Self { asked, entries, group, order: asked.in_order() }
    }

    pub fn calculate(&self, articles: Vec<Article<'a>>) -> State<'a> {
        let mut state = State { articles, given: Vec::new(), notices: Vec::new(), suggestions: Vec::new() };
        // R3: where nothing is bought, no promotion applies.
        if state.articles.is_empty() {
            return state;
        }
        for lane in &self.asked.ruleset.settings.lanes {
            let of_lane = (0..self.order.len()).filter(|&at| self.order[at].lane == lane.id).collect::<Vec<_>>();
            let is_chosen = |&at: &usize| self.asked.group_of(&self.order[at].id).is_some();
            let ends = match lane.mode {
                LaneMode::All => self.all(&of_lane, &mut state),
                LaneMode::First | LaneMode::Best => {
                    // R13: a promotion of the chosen group works before the contest, without taking part in it.
                    let (chosen, others): (Vec<usize>, Vec<usize>) = of_lane.into_iter().partition(is_chosen);
                    match self.all(&chosen, &mut state) {
                        Ends::Nothing if lane.mode == LaneMode::First => self.first(&others, &mut state),
                        Ends::Nothing => self.best(&others, &mut state),
                        ends => ends,
                    }
                }
            };
            if ends == Ends::AllLanes {
                break;
            }
        }
        state
    }

    /// Every eligible promotion applies, in its order.
    fn all(&self, lane: &[usize], state: &mut State<'a>) -> Ends {
        for &at in lane {
            if self.is_eligible(at, state) {
                let ends = self.apply(at, state);
                if ends != Ends::Nothing {
                    return ends;
                }
            }
        }
        Ends::Nothing
    }

    /// They are tried in order until one gives something.
    fn first(&self, lane: &[usize], state: &mut State<'a>) -> Ends {
        for &at in lane {
            if self.is_eligible(at, state) {
                let before = state.given.len();
                let ends = self.apply(at, state);
                if state.given.len() > before {
                    return ends;
                }
            }
        }
        Ends::Nothing
    }

    /// All conditions are tested where the contest begins; the one that is worth most applies, of equals the first in order.
    /// What gives nothing takes no part, and does what it does beside giving: its notices, a lower share that points may pay.
    fn best(&self, lane: &[usize], state: &mut State<'a>) -> Ends {
        let eligible: Vec<usize> = lane.iter().copied().filter(|&at| self.is_eligible(at, state)).collect();
        let offers: Vec<(usize, Given<'a>)> =
            eligible.iter().map(|&at| (at, give(self.asked, self.entries, self.order[at], &state.articles).1)).collect();
        let contest = || offers.iter().filter(|(_, given)| given.is_something());
        let most = contest().map(|(_, given)| given.worth).max();
        let winner = contest().find(|(_, given)| Some(given.worth) == most).map(|(at, _)| *at);
        let mut ends = Ends::Nothing;
        for (at, given) in &offers {
            if winner == Some(*at) {
                ends = self.apply(*at, state);
            } else if !given.is_something() {
                self.apply(*at, state);
            }
        }
        ends
    }

    /// Applies a promotion, and says what it ends. What gave nothing stops nothing.
    fn apply(&self, at: usize, state: &mut State<'a>) -> Ends {
        let promotion = self.order[at];
        let (articles, given) = give(self.asked, self.entries, promotion, &state.articles);
        state.articles = articles;
        self.tell(at, state);
        if !given.is_something() {
            return Ends::Nothing;
        }
        state.given.push(given);
        match (promotion.exclusive, promotion.stop) {
            (_, true) => Ends::AllLanes,
            (true, false) => Ends::ItsLane,
            (false, false) => Ends::Nothing,
        }
    }

    fn tell(&self, at: usize, state: &mut State<'a>) {
        let told = notices(self.asked, self.order[at], &state.articles);
        state.notices.extend(told);
    }

    /// A promotion is eligible at its turn where its time, limits, conditions, group and code are there. R14: where the code
    /// alone is missing, it may be suggested.
    fn is_eligible(&self, at: usize, state: &mut State<'a>) -> bool {
        let (asked, promotion) = (self.asked, self.order[at]);
        let is_live = promotion.status == Status::Live;
        // R17: half-open.
        let has_begun = promotion.starts_at.is_none_or(|begin| asked.now.at >= begin);
        let has_ended = promotion.ends_at.is_some_and(|end| asked.now.at >= end);
        let in_group = asked.group_of(&promotion.id);
        let is_chosen = in_group.is_none() || in_group == self.group;
        let is_barred = limits::is_used_up(asked, promotion) || limits::needs_a_customer(asked, promotion);
        let seen = Seen { asked, articles: &state.articles };
        let condition = &promotion.conditions;
        if !is_live || !has_begun || has_ended || !is_chosen || is_barred {
            return false;
        }
        if asks_for_the_unknown(condition, asked) || !holds(condition, seen) {
            return false;
        }
        if codes::needs_no_code(promotion) || codes::working_code(asked, promotion).is_some() {
            return true;
        }
        if let (Some(code), Some(suggest)) = (codes::suggested_code(asked, promotion), &promotion.suggest) {
            let suggestion = Suggestion {
                code: code.to_owned(),
                title: suggest.title.clone(),
                description: suggest.description.clone(),
                long_description: suggest.long_description.clone(),
                until: promotion.ends_at,
            };
            state.suggestions.push(suggestion);
        }
        false
    }
}
