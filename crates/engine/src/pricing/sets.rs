//! Sets of whole units: so many triggers, so many targets (R9).

use std::cmp::Reverse;

use super::counter::Counter;
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
    pub(crate) fn take_sets(&mut self, sets: &Sets, percent: Percent) {
        let (targets, triggers) = self.form(sets);
        let rounding = self.rounding();
        let cuts: Vec<Money> = targets
            .iter()
            .map(|&(index, units)| {
                let cut = self.article(index).left_of(units, percent, rounding);
                self.within_room(index, cut)
            })
            .collect();
        if cuts.iter().all(|cut| cut.0 <= 0) {
            return;
        }
        let mut served: Vec<(usize, i64, Money)> =
            targets.iter().zip(cuts).map(|(&(index, units), cut)| (index, units, cut)).collect();
        for (index, units) in triggers {
            match served.iter_mut().find(|(other, ..)| *other == index) {
                Some((_, all, _)) => *all += units,
                None => served.push((index, units, Money::ZERO)),
            }
        }
        for (index, units, cut) in served {
            self.touch(index).serve(units, cut);
        }
    }

    /// Which units become targets and triggers.
    fn form(&mut self, sets: &Sets) -> (Taken, Taken) {
        let free = |index: usize| self.article(index).free_units();
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
        if number == 0 {
            let units = |number: i128| Quantity(i64::try_from(number * 1_000).unwrap_or(i64::MAX));
            self.seen.lacking = Some((units(buy + get), units(all_targets + all_triggers - both)));
            return (Vec::new(), Vec::new());
        }

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
    pub(super) fn order(&self, index: usize, dearest: bool) -> (Reverse<i64>, i64, usize) {
        let price = self.article(index).goods.price.0;
        if dearest { (Reverse(price), 0, index) } else { (Reverse(0), price, index) }
    }
}
