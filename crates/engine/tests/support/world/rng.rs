//! A small generator of random choices, the same on every machine: worlds follow from their seed alone.

/// SplitMix64.
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `end`, without `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from + 1) as usize) as i64
    }

    /// True so many times of a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    pub fn maybe<T>(&mut self, percent: u64, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(percent).then(|| make(self))
    }

    /// A list of so many.
    pub fn list<T>(&mut self, from: i64, to: i64, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.between(from, to)).map(|_| make(self)).collect()
    }

    /// Some of a list, each once, in any order.
    pub fn some_of<T: Copy>(&mut self, list: &[T], from: i64, to: i64) -> Vec<T> {
        let mut rest = list.to_vec();
        let number = (self.between(from, to) as usize).min(rest.len());
        (0..number).map(|_| rest.swap_remove(self.below(rest.len()))).collect()
    }

    /// Some ids of a list, as any list of ids.
    pub fn ids<T: From<Vec<String>>>(&mut self, list: &[&str], from: i64, to: i64) -> T {
        self.some_of(list, from, to).into_iter().map(str::to_owned).collect::<Vec<_>>().into()
    }
}
