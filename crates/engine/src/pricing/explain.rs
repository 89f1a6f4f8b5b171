//! Why: what became of every promotion, gathered while it is calculated (R19).

use super::{arithmetic::share, article::Article, give::Offer, given::Given, outcome::Outcome, points::points_of};
use crate::{
    Promotion, Quote,
    trace::{Explained, Gave, LineShare, Outcome as Told, Trace},
    units::Money,
};

/// What is written down while it is calculated.
#[derive(Debug, Default)]
pub(super) struct Tracing {
    /// By rule.
    told: Vec<Option<Told>>,
    /// What rules took off articles, in their order.
    cuts: Vec<(u32, usize, Money)>,
    /// What rules added to what articles earn: percentage and points, in their order.
    points: Vec<(u32, usize, i64, i64)>,
}

impl Tracing {
    pub fn new(rules: usize) -> Self {
        Self { told: vec![None; rules], ..Self::default() }
    }

    pub fn tell(&mut self, rule: u32, told: Told) {
        if let Some(entry) = self.told.get_mut(rule as usize) {
            *entry = Some(told);
        }
    }

    /// A rule had its turn. `told` is true where it showed a notice.
    pub fn record(
        &mut self,
        rule: u32,
        offer: &Offer<'_>,
        touched: &[(usize, Article<'_>)],
        articles: &[Article<'_>],
        told: bool,
    ) {
        if !offer.gives() {
            self.tell(rule, nothing(offer, told));
            return;
        }
        for (index, before) in touched {
            let Some(after) = articles.get(*index) else { continue };
            self.cuts.push((rule, *index, Money(after.discount.0 - before.discount.0)));
            let (rate, fixed) = (after.rates.earn - before.rates.earn, after.rates.fixed - before.rates.fixed);
            self.points.push((rule, *index, rate, fixed));
        }
        let gave = Gave {
            money: offer.money,
            gifts: offer.gifts.iter().map(|&gift| gift.clone()).collect(),
            options: offer.options.iter().map(|&gift| gift.clone()).collect(),
            spending: offer.seen.spending,
            cut_by: offer.cut_by.clone(),
            ..Gave::default()
        };
        self.tell(rule, Told::Applied(gave));
    }

    fn gave(&mut self, rule: u32) -> Option<&mut Gave> {
        match self.told.get_mut(rule as usize) {
            Some(Some(Told::Applied(gave))) => Some(gave),
            _ => None,
        }
    }
}

/// Why an eligible promotion gave nothing.
fn nothing(offer: &Offer<'_>, told: bool) -> Told {
    let seen = &offer.seen;
    if offer.cut_by.contains(&crate::trace::Cut::Gifts) {
        Told::Withheld
    } else if let Some((needed, present)) = seen.lacking {
        Told::NoUnits { needed, present }
    } else if let Some(evidence) = &seen.below_step {
        Told::BelowFirstStep { evidence: evidence.clone() }
    } else if seen.floor {
        Told::Floor
    } else if told {
        Told::Told
    } else if seen.goods && seen.about_points {
        Told::NoPoints
    } else if seen.goods {
        Told::NothingOff
    } else {
        Told::NoGoods
    }
}

impl Given<'_> {
    /// The trace of a calculation that led to this quote.
    pub(super) fn trace(&self, mut tracing: Tracing, outcome: &Outcome<'_>, quote: &Quote) -> Trace {
        self.share_among_lines(&mut tracing, outcome, quote);
        if !outcome.takes_no_points() {
            self.count_points(&mut tracing, outcome);
        }
        let explained = |(told, rule): (Option<Told>, &super::compiled::Rule)| {
            let Promotion { id, .. } = self.promotion(rule);
            Explained { id: id.clone(), outcome: told.unwrap_or(Told::NoGoods) }
        };
        Trace { promotions: tracing.told.into_iter().zip(&self.engine.compiled.rules).map(explained).collect() }
    }

    /// What each promotion took off each line. An article's lines get their shares of each discount by quantity, within
    /// what they got of all of them; so they sum to the promotion's money, and to the line's discount.
    fn share_among_lines(&self, tracing: &mut Tracing, outcome: &Outcome<'_>, quote: &Quote) {
        let mut line_of = vec![None; self.intake.entries.len()];
        for (line, of) in quote.lines.iter().enumerate() {
            if let Some(entry) = of.source.and_then(|source| line_of.get_mut(source)) {
                *entry = Some((line, of));
            }
        }
        let mut left: Vec<Money> = vec![Money::ZERO; self.intake.entries.len()];
        for (left, entry) in left.iter_mut().zip(&line_of) {
            if let Some((_, line)) = entry {
                let gift = super::arithmetic::gross(line.price, line.gift);
                *left = Money(line.discount.0.saturating_sub(gift.0));
            }
        }
        for (rule, index, cut) in std::mem::take(&mut tracing.cuts) {
            let Some(article) = outcome.articles.get(index) else { continue };
            let lines = self.intake.lines(article);
            let weights: Vec<Money> = lines.iter().map(|&(_, quantity)| Money(quantity.0)).collect();
            let caps: Vec<Money> = lines.iter().map(|&(line, _)| left[line]).collect();
            for (&(line, _), amount) in lines.iter().zip(share(cut, &weights, &caps)) {
                left[line].0 -= amount.0;
                if let (Some((line, _)), Some(gave), true) = (line_of[line], tracing.gave(rule), amount > Money::ZERO) {
                    gave.lines.push(LineShare { line, amount });
                }
            }
        }
        for gave in tracing.told.iter_mut().flatten() {
            if let Told::Applied(gave) = gave {
                gave.lines.sort_by_key(|share| share.line);
            }
        }
    }

    /// What each promotion added to the order's points, in their order, on what is left at the end.
    fn count_points(&self, tracing: &mut Tracing, outcome: &Outcome<'_>) {
        let Some(programme) = self.programme else { return };
        let mut rates = vec![programme.rates().earn; outcome.articles.len()];
        for (rule, index, rate, fixed) in std::mem::take(&mut tracing.points) {
            let Some(article) = outcome.articles.get(index) else { continue };
            let before = points_of(article.left(), rates[index]);
            rates[index] += rate;
            let points = points_of(article.left(), rates[index]) - before + fixed;
            if let Some(gave) = tracing.gave(rule) {
                gave.points += points;
            }
        }
    }
}
