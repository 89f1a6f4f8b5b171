//! One calculation: every rule in its order (R5), its condition, its effects, its gifts.

use super::{
    article::{Article, Counter},
    intake::{Intake, Standing},
    rule::Rule,
};
use crate::{
    Basket, Catalogue, Engine, Facts, Now, Promotion,
    basket::Chosen,
    conditions::View,
    rules::Gift,
    units::{Money, Quantity},
};

/// Everything that a calculation is given.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    pub engine: &'a Engine,
    pub catalogue: &'a Catalogue,
    pub basket: &'a Basket,
    pub facts: &'a Facts,
    pub now: Now,
    pub intake: &'a Intake<'a>,
    /// The key of the code that the customer typed; none where nothing was typed.
    pub typed: Option<&'a str>,
}

/// What the calculation came to.
#[derive(Debug)]
pub(crate) struct Outcome<'a> {
    pub articles: Vec<Article<'a>>,
    /// Gift units on the request's lines.
    pub gifts: Vec<Quantity>,
    /// Gifts on lines of their own, in the order in which they were given.
    pub added: Vec<Added<'a>>,
    /// The promotions that gave each of the request's lines something.
    pub applied: Vec<Vec<&'a str>>,
    /// The promotions at work, in the order in which they were applied.
    pub at_work: Vec<AtWork<'a>>,
}

/// A gift on a line of its own.
#[derive(Debug)]
pub(crate) struct Added<'a> {
    pub offer: &'a str,
    pub quantity: Quantity,
    pub applied: Vec<&'a str>,
}

/// A promotion that gave something.
#[derive(Debug)]
pub(crate) struct AtWork<'a> {
    /// Its index among the rules.
    pub rule: usize,
    pub promotion: &'a Promotion,
    pub money: Money,
    /// Given without a choice.
    pub gifts: Vec<&'a Gift>,
    /// Offered to choose from.
    pub options: Vec<&'a Gift>,
}

impl<'a> Given<'a> {
    pub fn promotion(&self, rule: &Rule) -> &'a Promotion {
        &self.engine.ruleset.promotions[rule.promotion]
    }

    /// The whole calculation, with a promo group chosen or none (R13).
    pub fn calculate(self, chosen: Option<usize>) -> Outcome<'a> {
        let lines = self.intake.entries.len();
        let mut outcome = Outcome {
            articles: self.intake.articles.clone(),
            gifts: vec![Quantity::ZERO; lines],
            added: Vec::new(),
            applied: vec![Vec::new(); lines],
            at_work: Vec::new(),
        };
        // Where nothing is bought, nothing is due: no order consists of gifts.
        let rules: &'a [Rule] = if outcome.articles.is_empty() { &[] } else { &self.engine.compiled.rules };
        for (index, rule) in rules.iter().enumerate() {
            if rule.group.is_none_or(|group| chosen == Some(group)) && self.is_eligible(rule, &outcome.articles) {
                self.apply(index, rule, &mut outcome);
            }
        }
        outcome
    }

    fn is_eligible(&self, rule: &Rule, articles: &[Article<'_>]) -> bool {
        let promotion = self.promotion(rule);
        let on = promotion.is_on(self.now.at);
        let coded = rule.codes.is_empty() || self.code_of(rule).is_some();
        let known = !rule.needs_facts || *self.facts != Facts::Unknown;
        let view = View { articles, basket: self.basket, facts: self.facts, now: self.now };
        on && coded && known && promotion.conditions.holds(&view)
    }

    /// The rule's code that the customer typed, as the promotion spells it (R14).
    pub fn code_of<'r>(&self, rule: &'r Rule) -> Option<&'r str> {
        let typed = self.typed?;
        rule.codes.iter().find(|(key, _)| *key == typed).map(|(_, spelled)| spelled.as_str())
    }

    fn apply(&self, index: usize, rule: &'a Rule, outcome: &mut Outcome<'a>) {
        let promotion = self.promotion(rule);
        let money = self.take_money(rule, promotion, outcome);
        let given = |listed: &'a [Gift]| listed.iter().filter(|gift| self.can_be_given(gift)).collect::<Vec<_>>();
        let (gifts, options) = (given(&rule.listing.gifts), given(&rule.listing.options));
        if money == Money::ZERO && gifts.is_empty() && options.is_empty() {
            return;
        }
        let chosen = self.chosen(rule, promotion, &options);
        for &gift in gifts.iter().chain(&chosen) {
            self.place(gift, promotion, outcome);
        }
        outcome.at_work.push(AtWork { rule: index, promotion, money, gifts, options });
    }

    /// Its money effects; the lines that got something are told so.
    fn take_money(&self, rule: &Rule, promotion: &'a Promotion, outcome: &mut Outcome<'a>) -> Money {
        let before: Vec<Money> = outcome.articles.iter().map(|article| article.discount).collect();
        let mut counter = Counter::new(&mut outcome.articles, &rule.listing.offers, self.engine.ruleset.settings.rounding);
        for effect in &promotion.effects {
            effect.discount(&mut counter);
        }
        let mut sum = 0;
        for (article, before) in outcome.articles.iter().zip(before) {
            let taken = article.discount.0 - before.0;
            if taken > 0 {
                sum += taken;
                article.lines.iter().for_each(|&(line, _)| outcome.applied[line].push(&promotion.id));
            }
        }
        Money(sum)
    }

    /// An offer that is not available is neither given nor offered; one that the catalogue does not know may be.
    fn can_be_given(&self, gift: &Gift) -> bool {
        self.catalogue.product(&gift.offer_id).is_none_or(|product| product.available)
    }

    /// Those of the offered options that the customer chose, in the order of the options, as many as may be chosen. What
    /// the promo group's entry names counts; where it names nothing, the lines that came back.
    fn chosen(&self, rule: &Rule, promotion: &Promotion, options: &[&'a Gift]) -> Vec<&'a Gift> {
        let named = self.basket.chosen.iter().find(|chosen| rule.group.is_some() && chosen.promotion == promotion.id);
        let is_chosen = |gift: &Gift| match named {
            Some(Chosen { gifts, .. }) if !gifts.is_empty() => gifts.iter().any(|other| other.offer_id == gift.offer_id),
            _ => self.intake.claims.iter().any(|claim| {
                let active = self.intake.entries[claim.line].standing != Standing::SetAside;
                active && claim.promotion == promotion.id && claim.offer == gift.offer_id
            }),
        };
        let limit = usize::try_from(rule.listing.limit).unwrap_or(0);
        options.iter().copied().filter(|gift| is_chosen(gift)).take(limit).collect()
    }

    /// Puts a gift where it came back from, else on the first line that holds its offer, else on a line of its own.
    fn place(&self, gift: &'a Gift, promotion: &'a Promotion, outcome: &mut Outcome<'a>) {
        let entries = &self.intake.entries;
        let came_back = self.intake.claims.iter().find(|claim| {
            let active = entries[claim.line].standing != Standing::SetAside;
            active && claim.promotion == promotion.id && claim.offer == gift.offer_id
        });
        let holds_it = |line: &usize| {
            let entry = &entries[*line];
            let holds = entry.bought > Quantity::ZERO || outcome.gifts[*line] > Quantity::ZERO;
            entry.standing == Standing::Active && entry.offer == gift.offer_id && holds
        };
        let line = came_back.map(|claim| claim.line).or_else(|| (0..entries.len()).find(holds_it));
        if let Some(line) = line {
            outcome.gifts[line].0 = outcome.gifts[line].0.saturating_add(gift.quantity.0);
            outcome.applied[line].push(&promotion.id);
            return;
        }
        match outcome.added.iter_mut().find(|added| added.offer == gift.offer_id) {
            Some(added) => {
                added.quantity.0 = added.quantity.0.saturating_add(gift.quantity.0);
                added.applied.push(&promotion.id);
            }
            None => outcome.added.push(Added { offer: &gift.offer_id, quantity: gift.quantity, applied: vec![&promotion.id] }),
        }
    }
}

impl Outcome<'_> {
    /// Money off what is bought: gift units are left out of it.
    pub fn discount(&self) -> Money {
        Money(self.articles.iter().fold(0, |sum, article| sum.saturating_add(article.discount.0)))
    }
}
