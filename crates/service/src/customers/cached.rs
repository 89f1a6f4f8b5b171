//! Answers of the database, believed for seconds, waited for under a deadline, and better old than none.

use std::{
    hash::Hash,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use store::StoreError;

use super::recent::Recent;

/// What became of a question.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer<V> {
    Fresh(V),
    /// The database did not answer in time; this it said to a question asked then.
    Old(V, Instant),
    /// Nor is an earlier answer remembered.
    Missed,
}

#[derive(Debug)]
pub(crate) struct Cached<K, V> {
    answers: Mutex<Recent<K, (Instant, V)>>,
    /// Answers to older questions are not believed.
    expired_at: Mutex<Option<Instant>>,
    believed_for: Duration,
    deadline: Duration,
    missed: AtomicU64,
}

impl<K: Eq + Hash + Clone, V: Clone> Cached<K, V> {
    pub(super) fn new(kept: usize, believed_for: Duration, deadline: Duration) -> Self {
        Self {
            answers: Mutex::new(Recent::new(kept)),
            expired_at: Mutex::new(None),
            believed_for,
            deadline,
            missed: AtomicU64::new(0),
        }
    }

    /// What is remembered, where it is recent and was asked after `since`; else what `ask` says.
    pub(super) async fn get(
        &self,
        key: K,
        since: Option<Instant>,
        ask: impl Future<Output = Result<V, StoreError>>,
    ) -> Answer<V> {
        let now = Instant::now();
        let remembered = self.answers.lock().unwrap_or_else(PoisonError::into_inner).get(&key);
        if let Some((at, value)) = &remembered
            && now.saturating_duration_since(*at) < self.believed_for
            && since.max(*self.expired_at.lock().unwrap_or_else(PoisonError::into_inner)).is_none_or(|since| since < *at)
        {
            return Answer::Fresh(value.clone());
        }
        self.ask_anew(key, now, remembered, ask).await
    }

    /// What is remembered and recent.
    pub(super) fn remembered(&self, key: &K) -> Option<V> {
        let (at, value) = self.answers.lock().unwrap_or_else(PoisonError::into_inner).get(key)?;
        let expired = self.expired_at.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|expired| expired >= at);
        (!expired && at.elapsed() < self.believed_for).then_some(value)
    }

    /// What `ask` says now, whatever is remembered.
    pub(super) async fn ask(&self, key: K, ask: impl Future<Output = Result<V, StoreError>>) -> Answer<V> {
        let remembered = self.answers.lock().unwrap_or_else(PoisonError::into_inner).get(&key);
        self.ask_anew(key, Instant::now(), remembered, ask).await
    }

    /// What is remembered of this key is not believed any longer; it is kept for when the database is away.
    pub(super) fn forget(&self, key: &K) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, value)) = answers.get(key) {
            let long_ago = at.checked_sub(self.believed_for).unwrap_or(at);
            answers.insert(key.clone(), (long_ago, value));
        }
    }

    /// Forgets what is remembered of these, even for when the database is away.
    pub(super) fn erase(&self, is_meant: impl Fn(&K, &V) -> bool) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.retain(|key, (_, value)| !is_meant(key, value));
    }

    async fn ask_anew(
        &self,
        key: K,
        now: Instant,
        remembered: Option<(Instant, V)>,
        ask: impl Future<Output = Result<V, StoreError>>,
    ) -> Answer<V> {
        match tokio::time::timeout(self.deadline, ask).await {
            Ok(Ok(value)) => {
                let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
                answers.insert(key, (now, value.clone()));
                Answer::Fresh(value)
            }
            // The poller tells the log that the database is away, once; here it would be told with every basket.
            Ok(Err(_)) | Err(_) => match remembered {
                Some((at, value)) => Answer::Old(value, at),
                None => {
                    self.missed.fetch_add(1, Ordering::Relaxed);
                    Answer::Missed
                }
            },
        }
    }

    /// Answers to questions up to now are not believed any longer; they are kept for when the database is away.
    pub(super) fn expire(&self) {
        *self.expired_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    pub(super) fn missed(&self) -> u64 {
        self.missed.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    fn cached() -> Cached<&'static str, u32> {
        Cached::new(10, Duration::from_secs(5), Duration::from_millis(10))
    }

    async fn away(cached: &Cached<&'static str, u32>) -> Answer<u32> {
        cached.get("anna", None, pending()).await
    }

    #[tokio::test]
    async fn an_answer_is_believed_until_it_expires() {
        let cached = cached();
        assert_eq!(cached.get("anna", None, ready(Ok(1))).await, Answer::Fresh(1));
        assert_eq!(cached.get("anna", None, ready(Ok(2))).await, Answer::Fresh(1));
        assert_eq!(cached.get("boris", None, ready(Ok(3))).await, Answer::Fresh(3));
        cached.expire();
        assert_eq!(cached.get("anna", None, ready(Ok(4))).await, Answer::Fresh(4));
        assert_eq!(cached.get("anna", Some(Instant::now()), ready(Ok(5))).await, Answer::Fresh(5));
    }

    #[tokio::test]
    async fn an_answer_is_not_believed_for_longer_than_it_may_be() {
        let cached = Cached::new(10, Duration::ZERO, Duration::from_millis(10));
        assert_eq!(cached.get("anna", None, ready(Ok(1))).await, Answer::Fresh(1));
        assert_eq!(cached.get("anna", None, ready(Ok(2))).await, Answer::Fresh(2));
    }

    #[tokio::test]
    async fn nobody_waits_beyond_the_deadline_and_an_old_answer_is_better_than_none() {
        let cached = cached();
        let start = Instant::now();
        assert_eq!(away(&cached).await, Answer::Missed);
        assert!(start.elapsed() < Duration::from_secs(1));
        assert_eq!(cached.missed(), 1);
        assert_eq!(cached.get("anna", None, ready(Ok(1))).await, Answer::Fresh(1));
        cached.expire();
        assert!(matches!(away(&cached).await, Answer::Old(1, _)));
        assert!(matches!(cached.get("anna", None, ready(Err(StoreError::Conflict))).await, Answer::Old(1, _)));
        assert_eq!(cached.missed(), 1);
    }
}
