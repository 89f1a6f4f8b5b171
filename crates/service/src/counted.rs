//! What has been used up, in memory: what baskets are told. Orders ask the database.

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicI64, Ordering},
};

use engine::{Usage, facts::Used};
use store::Store;

use crate::{Error, calendar};

/// What is read again with every look at the database: clocks of instances differ, and transactions take their time.
const OVERLAP_MS: i64 = 60_000;
/// Changes that lie on top before they are put into one.
const MOST_ON_TOP: usize = 200;

/// The totals of all promotions.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    usage: RwLock<Usage>,
    seen_ms: AtomicI64,
}

impl Counted {
    pub(crate) async fn load(store: &Store) -> Result<Self, Error> {
        let counted = Self::default();
        counted.refresh(store).await?;
        Ok(counted)
    }

    /// Reads what changed since it was read last.
    pub(crate) async fn refresh(&self, store: &Store) -> Result<(), Error> {
        let now = calendar::now_ms();
        let changed = store.usage_since(self.seen_ms.load(Ordering::Relaxed) - OVERLAP_MS).await?;
        self.set(changed);
        self.seen_ms.store(now, Ordering::Relaxed);
        Ok(())
    }

    /// These are the totals now.
    pub(crate) fn set(&self, totals: Vec<(String, Used)>) {
        let differs = |usage: &Usage| totals.iter().any(|(id, used)| usage.of(id) != *used);
        if !differs(&self.usage.read().unwrap_or_else(PoisonError::into_inner)) {
            return;
        }
        let mut usage = self.usage.write().unwrap_or_else(PoisonError::into_inner);
        let Usage { promotions, others } = &mut *usage;
        promotions.extend(totals);
        if promotions.len() > MOST_ON_TOP {
            Arc::make_mut(others).extend(promotions.drain());
        }
    }

    /// Reads the totals; nobody can change them meanwhile.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&Usage) -> T) -> T {
        read(&self.usage.read().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(uses: i64) -> Used {
        Used { uses, ..Used::default() }
    }

    #[test]
    fn the_last_total_of_a_promotion_counts() {
        let counted = Counted::default();
        counted.set(vec![("a".to_owned(), used(1)), ("b".to_owned(), used(7))]);
        counted.set(vec![("a".to_owned(), used(2))]);
        counted.with(|usage| assert_eq!((usage.of("a"), usage.of("b"), usage.of("c")), (used(2), used(7), used(0))));
        for round in 3..10 {
            counted
                .set((0..300).map(|number| (format!("p{number}"), used(round))).chain([("a".to_owned(), used(round))]).collect());
            counted.with(|usage| {
                assert_eq!((usage.of("a"), usage.of("p299"), usage.of("b")), (used(round), used(round), used(7)));
            });
        }
    }
}
