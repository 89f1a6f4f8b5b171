//! From the keys of a basket to the rules behind them.

use rustc_hash::FxHashMap;

use super::guard::{Dimension, Guard, Least};
use crate::units::{Money, Quantity};

/// A rule behind a key, and how much of the key's goods it needs.
#[derive(Debug, Clone, Copy)]
struct Posting {
    least: i64,
    rule: u32,
}

impl Posting {
    /// What is needed is a quantity or a value: true for a value.
    fn of(rule: u32, least: Least) -> (bool, Self) {
        match least.gross.0 {
            ..=0 => (false, Self { least: least.quantity.0, rule }),
            least => (true, Self { least, rule }),
        }
    }
}

/// Where the rules behind one key stand, those that need less first: by quantity up to `gross`, by value behind it.
#[derive(Debug, Clone, Copy, Default)]
struct Postings {
    start: u32,
    gross: u32,
    end: u32,
}

/// The rules of a ruleset by the keys of their guards.
#[derive(Debug, Default)]
pub(crate) struct Index {
    by_key: [FxHashMap<Box<str>, u32>; Dimension::COUNT],
    /// By number of the key; the first is that of [`Dimension::Everything`].
    keys: Vec<Postings>,
    postings: Vec<Posting>,
    /// The lengths of all KLADR prefixes that rules name.
    kladr_lengths: Vec<usize>,
}

impl Index {
    pub fn new<'a>(guards: impl IntoIterator<Item = (u32, Guard<'a>)>) -> Self {
        let mut index = Self { keys: vec![Postings::default()], ..Self::default() };
        let mut all: Vec<(u32, bool, Posting)> = Vec::new();
        for (rule, guard) in guards {
            for key in guard.0 {
                let (by_gross, posting) = Posting::of(rule, key.least);
                all.push((index.number(key.dimension, &key.id), by_gross, posting));
            }
        }
        all.sort_unstable_by_key(|&(key, by_gross, posting)| (key, by_gross, posting.least, posting.rule));
        index.postings.reserve_exact(all.len());
        for same in all.chunk_by(|left, right| left.0 == right.0) {
            let start = index.postings.len();
            index.postings.extend(same.iter().map(|&(.., posting)| posting));
            let by_quantity = same.iter().take_while(|(_, by_gross, _)| !by_gross).count();
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            if let Some(postings) = same.first().and_then(|&(key, ..)| index.keys.get_mut(key as usize)) {
                let (gross, end) = (place(start + by_quantity), place(start + same.len()));
                *postings = Postings { start: place(start), gross, end };
            }
        }
        index.keys.shrink_to_fit();
        index.kladr_lengths.sort_unstable();
        index.kladr_lengths.dedup();
        index
    }

    /// The number of a key, a new one where it has none yet.
    fn number(&mut self, dimension: Dimension, id: &str) -> u32 {
        if dimension == Dimension::Everything {
            return 0;
        }
        if dimension == Dimension::Kladr {
            self.kladr_lengths.push(id.len());
        }
        let numbers = &mut self.by_key[dimension as usize];
        if let Some(&number) = numbers.get(id) {
            return number;
        }
        let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        numbers.insert(id.into(), number);
        self.keys.push(Postings::default());
        number
    }

    /// The rules behind a key that so much is enough for.
    fn collect(&self, key: u32, quantity: i64, gross: i64, found: &mut Vec<u32>) {
        let Some(&Postings { start, gross: middle, end }) = self.keys.get(key as usize) else { return };
        for (from, to, present) in [(start, middle, quantity), (middle, end, gross)] {
            let list = self.postings.get(from as usize..to as usize).unwrap_or_default();
            found.extend(list.iter().take_while(|posting| posting.least <= present).map(|posting| posting.rule));
        }
    }

    /// True where some rule stands behind a key of this dimension.
    pub fn has(&self, dimension: Dimension) -> bool {
        !self.by_key[dimension as usize].is_empty()
    }

    /// Begins to look for the rules behind the keys of a basket.
    pub fn presence(&self) -> Presence<'_> {
        Presence { index: self, goods: Vec::new(), found: Vec::new() }
    }
}

/// The keys that a basket has.
#[derive(Debug)]
pub(crate) struct Presence<'i> {
    index: &'i Index,
    /// Which postings, and how much of their goods there is.
    goods: Vec<(u32, i64, i64)>,
    found: Vec<u32>,
}

impl Presence<'_> {
    /// So much of some goods has this key.
    pub fn goods(&mut self, dimension: Dimension, id: &str, quantity: Quantity, gross: Money) {
        if let Some(&number) = self.index.by_key[dimension as usize].get(id) {
            self.goods.push((number, quantity.0, gross.0));
        }
    }

    /// The basket has this key.
    pub fn key(&mut self, dimension: Dimension, id: &str) {
        if let Some(&number) = self.index.by_key[dimension as usize].get(id) {
            self.goods.push((number, i64::MAX, i64::MAX));
        }
    }

    /// The basket goes to a place of this KLADR code: every beginning of it is a key.
    pub fn kladr(&mut self, code: &str) {
        for &length in &self.index.kladr_lengths {
            if let Some(beginning) = code.get(..length) {
                self.key(Dimension::Kladr, beginning);
            }
        }
    }

    /// The rules behind the keys, each once, in their order. `quantity` and `gross` are those of the whole basket.
    pub fn rules(mut self, quantity: Quantity, gross: Money) -> Vec<u32> {
        self.index.collect(0, quantity.0, gross.0, &mut self.found);
        self.goods.sort_unstable_by_key(|&(number, ..)| number);
        for same in self.goods.chunk_by(|left, right| left.0 == right.0) {
            let sum = |of: fn(&(u32, i64, i64)) -> i64| same.iter().map(of).fold(0, i64::saturating_add);
            if let Some(&(number, ..)) = same.first() {
                self.index.collect(number, sum(|goods| goods.1), sum(|goods| goods.2), &mut self.found);
            }
        }
        self.found.sort_unstable();
        self.found.dedup();
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let fifty = Least::quantity(Quantity::whole(50));
        Index::new([
            (0, Guard::any_of(Dimension::Offer, ["a"]).with(fifty)),
            (1, Guard::any_of(Dimension::Offer, ["a", "b"])),
            (2, Guard::everything(Least::default())),
            (3, Guard::everything(Least::gross(Money(1_000)))),
            (4, Guard::any_of(Dimension::Kladr, ["77"])),
            (5, Guard(Vec::new())),
        ])
    }

    fn rules(quantity: i64, gross: i64) -> Vec<u32> {
        let index = index();
        let mut presence = index.presence();
        presence.goods(Dimension::Offer, "a", Quantity::whole(quantity), Money(gross));
        presence.goods(Dimension::Offer, "c", Quantity::ONE, Money(1));
        presence.rules(Quantity::whole(quantity), Money(gross))
    }

    #[test]
    fn below_at_and_above_what_is_needed() {
        assert_eq!(rules(49, 0), [1, 2]);
        assert_eq!(rules(50, 0), [0, 1, 2]);
        assert_eq!(rules(51, 0), [0, 1, 2]);
        assert_eq!(rules(1, 999), [1, 2]);
        assert_eq!(rules(1, 1_000), [1, 2, 3]);
        assert_eq!(rules(1, 1_001), [1, 2, 3]);
    }

    #[test]
    fn goods_of_one_key_add_up() {
        let index = index();
        let mut presence = index.presence();
        presence.goods(Dimension::Offer, "a", Quantity::whole(25), Money(0));
        presence.goods(Dimension::Offer, "a", Quantity::whole(25), Money(0));
        assert_eq!(presence.rules(Quantity::ZERO, Money::ZERO), [0, 1, 2]);
    }

    #[test]
    fn every_beginning_of_a_kladr_code_is_a_key() {
        let index = index();
        let with = |code: &str| {
            let mut presence = index.presence();
            presence.kladr(code);
            presence.rules(Quantity::ZERO, Money::ZERO)
        };
        assert_eq!(with("7700000000000"), [2, 4]);
        assert_eq!(with("78"), [2]);
        assert_eq!(with("7"), [2]);
        assert_eq!(with(""), [2]);
    }
}
