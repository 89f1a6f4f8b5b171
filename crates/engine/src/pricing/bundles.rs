//! Goods that cost less together: sets of whole units, one after another, of the dearest (R9).

use super::{arithmetic::share, counter::Counter};
use crate::units::{Money, Percent, Quantity};

/// So many units of some articles.
#[derive(Debug, Clone)]
pub struct BundlePart {
    pub articles: Vec<usize>,
    pub quantity: i64,
}

/// The units of one set: which article, and how many.
type Units = Vec<(usize, i64)>;

impl Counter<'_, '_> {
    /// Forms sets of these parts, at most `times`, each for `price`, as long as they cost less than their units do.
    pub(crate) fn take_bundles(&mut self, mut parts: Vec<BundlePart>, price: Money, times: Option<i64>) {
        for part in &mut parts {
            // What may get no discount would eat that of others (R11).
            part.articles.retain(|&index| !self.article(index).no_discounts);
            part.articles.sort_by_key(|&index| self.order(index, true));
        }
        // Those that fewer goods match choose first; the sort keeps the order of equals.
        parts.sort_by_key(|part| part.articles.len());
        let mut left = times.unwrap_or(i64::MAX);
        while left > 0 {
            let Some(set) = self.next_set(&parts) else {
                self.note_lacking(&parts);
                return;
            };
            let alike = set.iter().map(|&(index, units)| self.article(index).free_units() / units).min().unwrap_or(0);
            let number = alike.min(left);
            if !self.take_alike(&set, number, price) {
                return;
            }
            left -= number;
        }
    }

    /// The dearest free units that make a set; none where a part finds too few.
    fn next_set(&self, parts: &[BundlePart]) -> Option<Units> {
        let mut set: Units = Vec::new();
        for part in parts {
            let mut wanted = part.quantity;
            for &index in &part.articles {
                let gone = set.iter().find(|(other, _)| *other == index).map_or(0, |&(_, units)| units);
                let units = (self.article(index).free_units() - gone).min(wanted);
                if units > 0 {
                    wanted -= units;
                    match set.iter_mut().find(|(other, _)| *other == index) {
                        Some((_, all)) => *all += units,
                        None => set.push((index, units)),
                    }
                }
            }
            if wanted > 0 {
                return None;
            }
        }
        (!set.is_empty()).then_some(set)
    }

    /// So many sets of the same units, at so much each; false where they would cost no less than they do.
    fn take_alike(&mut self, set: &Units, number: i64, price: Money) -> bool {
        let mut units: Units = set.iter().map(|&(index, units)| (index, units * number)).collect();
        units.sort_unstable();
        let values: Vec<Money> =
            units.iter().map(|&(index, units)| self.article(index).left_of(units, Percent::HUNDRED, Money(1))).collect();
        let value: i128 = values.iter().map(|value| i128::from(value.0)).sum();
        let over = value - i128::from(price.0) * i128::from(number);
        let Some(over) = i64::try_from(over).ok().filter(|&over| over > 0) else { return false };
        let caps: Vec<Money> =
            units.iter().zip(&values).map(|(&(index, _), &value)| value.min(self.article(index).room())).collect();
        let cuts = share(Money(over), &values, &caps);
        self.seen.floor |= cuts.iter().map(|cut| cut.0).sum::<i64>() < over;
        if cuts.iter().all(|cut| cut.0 <= 0) {
            return false;
        }
        for (&(index, units), cut) in units.iter().zip(cuts) {
            self.touch(index).serve(units, cut);
        }
        true
    }

    /// A set needs so many units, and there are so many of its goods.
    fn note_lacking(&mut self, parts: &[BundlePart]) {
        let needed: i64 = parts.iter().map(|part| part.quantity).fold(0, i64::saturating_add);
        let mut articles: Vec<usize> = parts.iter().flat_map(|part| part.articles.iter().copied()).collect();
        articles.sort_unstable();
        articles.dedup();
        let present = articles.iter().map(|&index| self.article(index).free_units()).fold(0, i64::saturating_add);
        self.seen.lacking = Some((Quantity(needed.saturating_mul(1_000)), Quantity(present.saturating_mul(1_000))));
    }
}
