//! From a basket to a quote.
//!
//! The way of a basket: [`intake`] tells what is bought from gifts that came back and makes articles of it; [`given`] finds
//! the rules that could concern it; [`run`] goes through the lanes and gives every rule its turn, which takes money off the
//! articles at a [`Counter`] ([`give`], within [`limits`]) and places gifts; [`groups`] does so again for each promo group;
//! [`points`] come last; [`answer`] shares the articles' results among the lines, and [`explain`] tells why.

mod answer;
mod arithmetic;
mod article;
mod bundles;
mod codes;
mod compiled;
mod counter;
mod explain;
mod give;
mod given;
mod groups;
mod intake;
mod limits;
mod listing;
mod notices;
mod outcome;
mod points;
mod run;
mod sets;
mod used;

use std::sync::Arc;

use crate::{
    Basket, Catalogue, Context, Facts, PoolCode, Quote, Trace, Usage, code, index::Dimension, quote::Applied, rules::Ruleset,
};

pub use arithmetic::{percent_of, share};
pub use article::Article;
pub use bundles::BundlePart;
pub use counter::Counter;
pub use sets::Sets;
pub use used::used_up;

pub(crate) use arithmetic::half_up;
pub(crate) use points::WHOLE;

use compiled::Compiled;
use explain::Tracing;
use given::Given;
use intake::Intake;
use outcome::{AtWork, Outcome};
use points::Programme;

/// A published ruleset, prepared once for many calculations.
#[derive(Debug)]
pub struct Engine {
    ruleset: Arc<Ruleset>,
    compiled: Compiled,
}

/// A basket, understood, before anything is asked about its customer.
#[derive(Debug)]
pub struct Prepared<'a> {
    engine: &'a Engine,
    catalogue: &'a Catalogue,
    basket: &'a Basket,
    intake: Intake<'a>,
    /// The key of the code that the customer typed; none where nothing was typed.
    typed: Option<String>,
}

impl Engine {
    pub fn new(ruleset: Arc<Ruleset>) -> Self {
        Self { compiled: Compiled::new(&ruleset), ruleset }
    }

    pub fn ruleset(&self) -> &Arc<Ruleset> {
        &self.ruleset
    }

    /// A promotion of the ruleset.
    pub fn promotion(&self, id: &str) -> Option<&crate::Promotion> {
        self.ruleset.promotions.iter().find(|promotion| promotion.id == id)
    }

    /// Tells what is bought. From here on it can be asked what has to be looked up for this basket, and what it costs.
    pub fn prepare<'a>(&'a self, catalogue: &'a Catalogue, basket: &'a Basket) -> Prepared<'a> {
        let intake = Intake::new(&self.compiled, &self.ruleset.settings, catalogue, basket);
        let typed = basket.code.as_deref().map(code::key).filter(|key| !key.is_empty());
        Prepared { engine: self, catalogue, basket, intake, typed }
    }

    /// What the basket costs in this context. It depends on nothing else (R18), and never fails: what cannot be calculated
    /// is answered with an error on its line.
    pub fn quote(&self, catalogue: &Catalogue, basket: &Basket, context: &Context<'_>) -> Quote {
        self.prepare(catalogue, basket).quote(context)
    }

    /// The same, and why: what became of every live promotion (R19).
    pub fn explain(&self, catalogue: &Catalogue, basket: &Basket, context: &Context<'_>) -> (Quote, Trace) {
        self.prepare(catalogue, basket).explain(context)
    }
}

impl Prepared<'_> {
    /// True where the answer depends on facts of the customer that have to be looked up first: the request names
    /// somebody, and the points programme or a promotion that could apply asks about them.
    pub fn wants_facts(&self, now: crate::Now) -> bool {
        if self.basket.named_customer().is_none() && self.basket.named_card().is_none() {
            return false;
        }
        let Engine { ruleset, compiled } = self.engine;
        let asked_first = Dimension::FACTS.into_iter().any(|dimension| compiled.index.has(dimension));
        if ruleset.settings.bonuses.is_some() || asked_first {
            return true;
        }
        let coded = self.coded();
        let given = self.given(&Context { now, ..Context::default() }, coded);
        given.candidates().into_iter().any(|rule| given.rule(rule).needs_facts)
    }

    /// True where the typed code might be one of a pool that a live promotion needs.
    pub fn wants_pool_code(&self) -> bool {
        self.typed.is_some() && !self.engine.compiled.pools.is_empty()
    }

    /// True where the typed code is one that a live promotion shares among all customers.
    pub fn has_shared_code(&self) -> bool {
        !self.coded().is_empty()
    }

    pub fn quote(&self, context: &Context<'_>) -> Quote {
        let given = self.given(context, self.coded());
        let candidates = given.candidates();
        let chosen = given.chosen_group();
        let outcome = given.calculate(chosen, &candidates, None);
        given.quote(outcome, chosen, &candidates).0
    }

    /// The quote, and what became of every live promotion: so all of them have their turn, not only those that could
    /// concern the basket.
    pub fn explain(&self, context: &Context<'_>) -> (Quote, Trace) {
        let given = self.given(context, self.coded());
        let all: Vec<u32> = (0..).take(self.engine.compiled.rules.len()).collect();
        let chosen = given.chosen_group();
        let mut tracing = Tracing::new(all.len());
        let outcome = given.calculate(chosen, &all, Some(&mut tracing));
        let (quote, outcome) = given.quote(outcome, chosen, &all);
        let trace = given.trace(tracing, &outcome, &quote);
        (quote, trace)
    }

    fn coded(&self) -> &[compiled::Coded] {
        let typed = self.typed.as_deref();
        typed.and_then(|typed| self.engine.compiled.codes.get(typed)).map_or(&[], Vec::as_slice)
    }

    fn given<'g>(&'g self, context: &Context<'g>, coded: &'g [compiled::Coded]) -> Given<'g> {
        let &Context { now, facts, usage, pool_code } = context;
        let (facts, usage, pool_code): (&Facts, &Usage, &PoolCode) = (facts, usage, pool_code);
        Given {
            engine: self.engine,
            catalogue: self.catalogue,
            basket: self.basket,
            facts,
            usage,
            pool_code,
            now,
            intake: &self.intake,
            typed: self.typed.as_deref(),
            coded,
            programme: Programme::of(&self.engine.ruleset.settings, facts),
        }
    }
}

impl Given<'_> {
    /// The quote that a calculation comes to, which is handed back.
    fn quote<'o>(&self, mut outcome: Outcome<'o>, chosen: Option<usize>, candidates: &[u32]) -> (Quote, Outcome<'o>) {
        let points = self.points(&outcome);
        let quote = Quote {
            total: outcome.total(),
            discount: outcome.discount(),
            code: self.code_outcome(&outcome),
            lines: self.lines(&outcome, points.as_deref()),
            promotions: outcome.at_work.iter().map(|at_work| self.applied(at_work)).collect(),
            groups: self.groups(chosen, candidates, &outcome),
            suggestions: std::mem::take(&mut outcome.suggestions),
            bonuses: points.map(|points| self.order_points(&points)),
            notices: self.notices(&outcome),
        };
        (quote, outcome)
    }

    /// A promotion at work as the answer names it.
    fn applied(&self, at_work: &AtWork<'_>) -> Applied {
        Applied {
            id: at_work.promotion.id.clone(),
            name: at_work.promotion.name.clone(),
            in_group: self.rule(at_work.rule).group.is_some(),
            gifts: at_work.gifts.iter().copied().cloned().collect(),
            options: at_work.options.iter().copied().cloned().collect(),
        }
    }
}
