//! What every instance looks at each second to see that something changed.

use crate::{
    Result, Tx,
    access::{Access, Source},
};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counter {
    /// Publications; raised by [`Tx::raise_ruleset`].
    Ruleset,
    /// Products and categories.
    Catalogue,
    /// Keys of programs.
    Keys,
    /// Segments and who is in our own lists.
    Segments,
}

/// All counters at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    pub ruleset: i64,
    pub catalogue: i64,
    pub keys: i64,
    pub segments: i64,
}

impl<C: Source> Access<C> {
    pub async fn counters(&self) -> Result<Counters> {
        unimplemented!()
    }
}

impl Tx {
    /// Raises a counter by one and returns it.
    pub async fn raise_counter(&self, counter: Counter) -> Result<i64> {
        unimplemented!()
    }
}
