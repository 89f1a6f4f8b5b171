//! Sets of whole units: so many triggers, so many targets (R9).

use std::cmp::Reverse;

use super::{
    arithmetic::half_up,
    article::{Article, Counter},
};
use crate::units::{Money, Percent, Quantity};

/// What a `buy_get` asks for: articles that may be triggers, those that may be targets, how many units of each make one
/// set, how many sets at most, and which targets come first.
#[derive(Debug, Clone)]
pub struct Sets {
    pub triggers: Vec<usize>,
    pub targets: Vec<usize>,
    pub buy: i64,
    pub get: i64,
    pub times: Option<i64>,
    pub dearest: bool,
}

/// Units taken from an article.
type Taken = Vec<(usize, i64)>;

impl Counter<'_, '_> {
    /// Forms as many sets as units allow and takes `percent` off their targets. Units that served stay taken, unless the
    /// sets gave nothing.
    ///
    /// A target gets `percent` of what is left of *it*. An article keeps one discount for all its units, so it also keeps
    /// their weight: a unit weighs 1, a target what its set left of it. Then what is left of a unit is the article's
    /// `left` by the unit's share of the weight: of five units at 100, 2+1 makes one free (left 400, weight 4) and 1+1
    /// on the other two takes 400 × 1/4 = 100.
    pub(crate) fn take_sets(&mut self, sets: &Sets, percent: Percent) {
        let (targets, triggers) = self.form(sets);
        let cuts: Vec<Money> = targets.iter().map(|&(index, units)| self.cut_of_units(index, units, percent)).collect();
        if cuts.iter().all(|cut| cut.0 <= 0) {
            return;
        }
        for (&(index, units), cut) in targets.iter().zip(cuts) {
            self.take(index, cut);
            let article = self.article_mut(index);
            article.served += units;
            article.weight -= weight_of(units, percent);
        }
        for (index, units) in triggers {
            self.article_mut(index).served += units;
        }
    }

    /// Which units become targets and triggers.
    fn form(&self, sets: &Sets) -> (Taken, Taken) {
        let free = |index: usize| self.article(index).free_units().max(0);
        let count = |indices: &mut dyn Iterator<Item = usize>| indices.map(|index| i128::from(free(index))).sum::<i128>();
        let mut targets = sets.targets.clone();
        // What may get no discount is a threshold only (R11).
        targets.retain(|&index| !self.article(index).no_discounts);
        let is_trigger = |index: usize| sets.triggers.contains(&index);

        let all_targets = count(&mut targets.iter().copied());
        let all_triggers = count(&mut sets.triggers.iter().copied());
        let both = count(&mut targets.iter().copied().filter(|&index| is_trigger(index)));
        let (buy, get) = (i128::from(sets.buy), i128::from(sets.get));
        if buy <= 0 || get <= 0 {
            return (Vec::new(), Vec::new());
        }
        let number = (all_targets / get)
            .min(all_triggers / buy)
            .min((all_targets + all_triggers - both) / (buy + get))
            .min(sets.times.map_or(i128::MAX, i128::from))
            .max(0);

        // Units that could be either must leave enough triggers.
        let spare = both - (number * buy - (all_triggers - both)).max(0);
        targets.sort_by_key(|&index| self.order(index, sets.dearest));
        let (mut wanted, mut spare) = (number * get, spare);
        let mut taken: Taken = Vec::new();
        for index in targets {
            let units = i128::from(free(index)).min(wanted);
            let units = if is_trigger(index) { units.min(spare) } else { units };
            if units > 0 {
                wanted -= units;
                spare -= if is_trigger(index) { units } else { 0 };
                taken.push((index, i64::try_from(units).unwrap_or(0)));
            }
        }

        let mut triggers = sets.triggers.clone();
        triggers.sort_by_key(|&index| self.order(index, true));
        let mut wanted = number * buy;
        let mut spent: Taken = Vec::new();
        for index in triggers {
            let gone = taken.iter().filter(|&&(target, _)| target == index).map(|&(_, units)| units).sum::<i64>();
            let units = i128::from(free(index) - gone).min(wanted);
            if units > 0 {
                wanted -= units;
                spent.push((index, i64::try_from(units).unwrap_or(0)));
            }
        }
        (taken, spent)
    }

    /// By unit price before discounts; ties by offer id, in whose order articles stand.
    fn order(&self, index: usize, dearest: bool) -> (Reverse<i64>, i64, usize) {
        let price = self.article(index).goods.price.0;
        if dearest { (Reverse(price), 0, index) } else { (Reverse(0), price, index) }
    }

    /// `percent` of what is left of so many units that served no set yet, rounded once (R8).
    fn cut_of_units(&self, index: usize, units: i64, percent: Percent) -> Money {
        let article: &Article<'_> = self.article(index);
        let numerator = i128::from(article.left().0).saturating_mul(weight_of(units, percent));
        let cut = half_up(numerator, article.weight.max(1), self.rounding().0);
        Money(cut.min(article.room().0))
    }
}

/// What so many units weigh, times the percentage: thousandths by basis points.
fn weight_of(units: i64, percent: Percent) -> i128 {
    let percent = percent.0.clamp(0, Percent::HUNDRED.0);
    i128::from(units) * i128::from(Quantity::ONE.0) * i128::from(percent)
}
