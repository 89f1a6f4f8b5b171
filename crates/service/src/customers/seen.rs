//! The segments in which IMSHOP says customers are: known here at once, written behind the answers.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use store::{SeenSegments, Store, StoreError};
use tokio::sync::{mpsc, watch};

use super::recent::Recent;
use crate::{calendar, input};

/// Customers whose segments are written in one transaction at most.
const BATCH: usize = 500;
/// While the database is away, it is tried so often.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);
/// Segments of one customer that are remembered at most.
const SEGMENTS: usize = 1_000;

/// Characters of a segment's name that are remembered.
const NAME: usize = 200;

/// What was seen of one customer last.
#[derive(Debug, Clone)]
pub(super) struct LastSeen {
    pub at: Instant,
    /// Ids.
    pub segments: Vec<String>,
    pub fate: Fate,
}

/// What becomes of what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is on its way to the database.
    Waiting,
    Written,
    /// It is known here alone.
    Dropped,
}

/// One request's worth, on its way to the database.
#[derive(Debug)]
pub(crate) struct Waiting {
    row: SeenSegments,
    at: Instant,
}

type Memory = Arc<Mutex<Recent<String, LastSeen>>>;

/// What was seen lately, and the way to the writer.
#[derive(Debug)]
pub(crate) struct Seen {
    memory: Memory,
    /// Wakes those who wait until something is written.
    written: Arc<watch::Sender<()>>,
    /// None once the service stops.
    queue: Mutex<Option<mpsc::Sender<Waiting>>>,
    dropped: Arc<AtomicU64>,
}

/// The writer's end: for [`write_seen`].
#[derive(Debug)]
pub(crate) struct Unwritten {
    memory: Memory,
    written: Arc<watch::Sender<()>>,
    queue: mpsc::Receiver<Waiting>,
    dropped: Arc<AtomicU64>,
}

impl Seen {
    pub(crate) fn new(kept: usize, queue: usize) -> (Self, Unwritten) {
        let memory = Arc::new(Mutex::new(Recent::new(kept)));
        let (sender, receiver) = mpsc::channel(queue.max(1));
        let dropped = Arc::new(AtomicU64::new(0));
        let written = Arc::new(watch::Sender::new(()));
        let unwritten = Unwritten {
            memory: Arc::clone(&memory),
            written: Arc::clone(&written),
            queue: receiver,
            dropped: Arc::clone(&dropped),
        };
        (Self { memory, written, queue: Mutex::new(Some(sender)), dropped }, unwritten)
    }

    pub(super) fn of(&self, customer: &str) -> Option<LastSeen> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).get(&customer.to_owned())
    }

    /// What was seen of a customer and the database does not have yet: it still has what was seen before.
    pub(super) fn unwritten(&self, customer: &str) -> Option<LastSeen> {
        self.of(customer).filter(|seen| seen.fate != Fate::Written)
    }

    /// Waits until the database has what was seen of a customer; no longer than `within`.
    pub(crate) async fn settle(&self, customer: &str, within: Duration) {
        let mut written = self.written.subscribe();
        let waits = || self.of(customer).is_some_and(|seen| seen.fate == Fate::Waiting);
        let settled = async { while waits() && written.changed().await.is_ok() {} };
        // Whoever asked goes on with what there is.
        let _late = tokio::time::timeout(within, settled).await;
    }

    /// Replaces what was seen of this customer before. A full queue drops it (the next request brings it again), and
    /// what cannot be an id is left out.
    pub(crate) fn remember(&self, customer: &str, segments: &[(String, String)]) {
        if !input::is_outside_id(customer) {
            return;
        }
        let named = segments.iter().filter(|(id, _)| input::is_outside_id(id)).take(SEGMENTS);
        let named = named.map(|(id, name)| (id.clone(), name.chars().filter(|sign| *sign != '\0').take(NAME).collect()));
        let segments: Vec<(String, String)> = named.collect();
        let (at, ids) = (Instant::now(), segments.iter().map(|(id, _)| id.clone()).collect());
        let seen = LastSeen { at, segments: ids, fate: Fate::Waiting };
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).insert(customer.to_owned(), seen);
        let row = SeenSegments { customer: customer.to_owned(), segments, at: calendar::now() };
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.as_ref().is_none_or(|queue| queue.try_send(Waiting { row, at }).is_err()) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
            decide(&self.memory, customer, at, Fate::Dropped);
        }
    }

    /// Forgets what was seen of this customer.
    pub(super) fn forget(&self, customer: &str) {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).retain(|known, _| known != customer);
    }

    /// Requests whose segments were not written.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Nothing more is taken; the writer ends when it has written what waits.
    pub(crate) fn close(&self) {
        *self.queue.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Writes what waits, in batches, until the queue is closed and empty.
pub(crate) async fn write_seen(store: Store, mut unwritten: Unwritten, stopping: watch::Receiver<bool>) {
    let mut batch = Vec::new();
    let mut trouble = false;
    while unwritten.queue.recv_many(&mut batch, BATCH).await > 0 {
        let (rows, times): (Vec<_>, Vec<_>) = batch.drain(..).map(|Waiting { row, at }| (row, at)).unzip();
        loop {
            match write(&store, &rows).await {
                Ok(()) => {
                    unwritten.mark(&rows, &times, Fate::Written);
                    trouble = false;
                    break;
                }
                Err(error) => {
                    if !trouble {
                        tracing::error!(%error, "segments of customers cannot be written");
                        trouble = true;
                    }
                    let again = matches!(error, StoreError::Unavailable(_)) && !*stopping.borrow();
                    if !again {
                        let lost = u64::try_from(rows.len()).unwrap_or(u64::MAX);
                        unwritten.dropped.fetch_add(lost, Ordering::Relaxed);
                        unwritten.mark(&rows, &times, Fate::Dropped);
                        break;
                    }
                    tokio::time::sleep(TRY_AGAIN_AFTER).await;
                }
            }
        }
    }
}

async fn write(store: &Store, rows: &[SeenSegments]) -> Result<(), StoreError> {
    let tx = store.begin().await?;
    tx.remember_segments(rows).await?;
    tx.commit().await
}

impl Unwritten {
    fn mark(&self, rows: &[SeenSegments], times: &[Instant], fate: Fate) {
        for (row, at) in rows.iter().zip(times) {
            decide(&self.memory, &row.customer, *at, fate);
        }
        self.written.send_replace(());
    }
}

/// Unless something newer was seen meanwhile.
fn decide(memory: &Memory, customer: &str, at: Instant, fate: Fate) {
    let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
    let customer = customer.to_owned();
    if let Some(seen) = memory.get(&customer).filter(|seen| seen.at == at) {
        memory.insert(customer, LastSeen { fate, ..seen });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn segments(ids: &[&str]) -> Vec<(String, String)> {
        ids.iter().map(|id| ((*id).to_owned(), String::new())).collect()
    }

    fn fate(seen: &Seen, customer: &str) -> Option<Fate> {
        seen.of(customer).map(|seen| seen.fate)
    }

    #[tokio::test]
    async fn what_does_not_fit_into_the_queue_is_dropped_counted_and_still_known_here() {
        let (seen, mut unwritten) = Seen::new(100, 2);
        for customer in ["a", "b", "c"] {
            seen.remember(customer, &segments(&["VIP"]));
        }
        assert_eq!(seen.dropped(), 1);
        assert_eq!(fate(&seen, "b"), Some(Fate::Waiting));
        assert_eq!(fate(&seen, "c"), Some(Fate::Dropped));
        assert_eq!(seen.unwritten("c").unwrap().segments, ["VIP"]);
        let mut batch = Vec::new();
        assert_eq!(unwritten.queue.recv_many(&mut batch, BATCH).await, 2);
        seen.close();
        seen.remember("d", &segments(&["VIP"]));
        assert_eq!(seen.dropped(), 2);
        assert_eq!(unwritten.queue.recv_many(&mut batch, BATCH).await, 0);
    }

    #[tokio::test]
    async fn whoever_waits_is_woken_when_it_is_written_and_waits_for_nothing_else() {
        let (seen, mut unwritten) = Seen::new(100, 100);
        let long = Duration::from_secs(60);
        seen.settle("nobody", long).await;
        seen.remember("anna", &segments(&["VIP"]));
        let mut batch = Vec::new();
        unwritten.queue.recv_many(&mut batch, BATCH).await;
        let (rows, times): (Vec<_>, Vec<_>) = batch.drain(..).map(|Waiting { row, at }| (row, at)).unzip();
        seen.settle("anna", Duration::from_millis(1)).await;
        assert_eq!(fate(&seen, "anna"), Some(Fate::Waiting), "patience has an end");
        tokio::join!(seen.settle("anna", long), async { unwritten.mark(&rows, &times, Fate::Written) });
        assert_eq!(fate(&seen, "anna"), Some(Fate::Written));
        // What was written is older than what is seen now.
        seen.remember("anna", &segments(&["FLYER"]));
        unwritten.mark(&rows, &times, Fate::Written);
        assert_eq!(seen.unwritten("anna").unwrap().segments, ["FLYER"]);
    }

    #[test]
    fn what_cannot_be_an_id_is_not_remembered() {
        let (seen, _unwritten) = Seen::new(100, 100);
        let long = "x".repeat(129);
        seen.remember(&long, &segments(&["VIP"]));
        assert!(seen.of(&long).is_none());
        seen.remember("anna", &segments(&["", "a\0b", &long, "OK"]));
        assert_eq!(seen.of("anna").unwrap().segments, ["OK"]);
    }
}
