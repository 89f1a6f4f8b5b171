//! From a basket to a quote.
//!
//! The way of a basket: [`intake`] tells what is bought from gifts that came back and makes articles of it; [`run`]
//! applies every rule in its order, taking money off the articles at a [`Counter`] and placing gifts; [`groups`] does so
//! again for each promo group; [`points`] come last; [`answer`] shares the articles' results among the lines.

mod answer;
mod arithmetic;
mod article;
mod codes;
mod groups;
mod intake;
mod notices;
mod points;
mod rule;
mod run;
mod sets;

use std::sync::Arc;

use crate::{Basket, Catalogue, Context, Quote, code, quote::Applied, rules::Ruleset, units::Money};

pub use arithmetic::{percent_of, share};
pub use article::{Article, Counter};
pub use sets::Sets;

use intake::Intake;
use rule::Compiled;
use run::{Given, Outcome};

/// A published ruleset, prepared once for many calculations.
#[derive(Debug)]
pub struct Engine {
    ruleset: Arc<Ruleset>,
    compiled: Compiled,
}

impl Engine {
    pub fn new(ruleset: Arc<Ruleset>) -> Self {
        Self { compiled: Compiled::new(&ruleset), ruleset }
    }

    pub fn ruleset(&self) -> &Arc<Ruleset> {
        &self.ruleset
    }

    /// True where the answer depends on facts of the customer that have to be looked up first: the request names
    /// somebody, and the points programme or a condition of a promotion that could apply asks about them.
    pub fn wants_facts(&self, basket: &Basket) -> bool {
        let named = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
        if !named(&basket.customer) && !named(&basket.loyalty_card) {
            return false;
        }
        let typed = basket.code.as_deref().map(code::key);
        let coded = |rule: &rule::Rule| rule.codes.is_empty() || rule.codes.iter().any(|(key, _)| Some(key) == typed.as_ref());
        self.ruleset.settings.bonuses.is_some() || self.compiled.rules.iter().any(|rule| rule.needs_facts && coded(rule))
    }

    /// What the basket costs at this time for this customer. It depends on nothing else (R18), and never fails: what
    /// cannot be calculated is answered with an error on its line.
    pub fn quote(&self, catalogue: &Catalogue, basket: &Basket, context: &Context<'_>) -> Quote {
        let &Context { now, facts, usage: _, pool_code: _ } = context;
        let intake = Intake::new(&self.compiled, &self.ruleset.settings, catalogue, basket);
        let typed = basket.code.as_deref().map(code::key).filter(|key| !key.is_empty());
        let given = Given { engine: self, catalogue, basket, facts, now, intake: &intake, typed: typed.as_deref() };
        let chosen = given.chosen_group();
        let outcome = given.calculate(chosen);
        let points = given.points(&outcome);
        let total = outcome.articles.iter().fold(0, |sum: i64, article| sum.saturating_add(article.left().0));
        Quote {
            total: Money(total),
            discount: outcome.discount(),
            code: given.code_outcome(&outcome),
            lines: given.lines(&outcome, points.as_deref()),
            promotions: self.applied(&outcome),
            groups: given.groups(chosen, &outcome),
            suggestions: Vec::new(),
            bonuses: points.map(|points| given.order_points(&points)),
            notices: given.notices(&outcome),
        }
    }

    /// The promotions at work as the answer names them.
    fn applied(&self, outcome: &Outcome<'_>) -> Vec<Applied> {
        let applied = |at_work: &run::AtWork<'_>| Applied {
            id: at_work.promotion.id.clone(),
            name: at_work.promotion.name.clone(),
            in_group: self.compiled.rules[at_work.rule].group.is_some(),
            gifts: at_work.gifts.iter().copied().cloned().collect(),
            options: at_work.options.iter().copied().cloned().collect(),
        };
        outcome.at_work.iter().map(applied).collect()
    }
}
