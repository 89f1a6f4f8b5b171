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

/// What was seen of one customer last.
#[derive(Debug, Clone)]
pub(super) struct LastSeen {
    pub at: Instant,
    /// Ids.
    pub segments: Vec<String>,
    /// True when the database has it.
    pub written: bool,
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
    /// None once the service stops.
    queue: Mutex<Option<mpsc::Sender<Waiting>>>,
    dropped: Arc<AtomicU64>,
}

/// The writer's end: for [`write_seen`].
#[derive(Debug)]
pub(crate) struct Unwritten {
    memory: Memory,
    queue: mpsc::Receiver<Waiting>,
    dropped: Arc<AtomicU64>,
}

impl Seen {
    pub(crate) fn new(kept: usize, queue: usize) -> (Self, Unwritten) {
        let memory = Arc::new(Mutex::new(Recent::new(kept)));
        let (sender, receiver) = mpsc::channel(queue.max(1));
        let dropped = Arc::new(AtomicU64::new(0));
        let unwritten = Unwritten { memory: Arc::clone(&memory), queue: receiver, dropped: Arc::clone(&dropped) };
        (Self { memory, queue: Mutex::new(Some(sender)), dropped }, unwritten)
    }

    pub(super) fn of(&self, customer: &str) -> Option<LastSeen> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).get(&customer.to_owned())
    }

    /// Replaces what was seen of this customer before. A full queue drops it (the next request brings it again), and
    /// what cannot be an id is left out.
    pub(crate) fn remember(&self, customer: &str, segments: &[(String, String)]) {
        if !input::is_outside_id(customer) {
            return;
        }
        let segments: Vec<_> = segments.iter().filter(|(id, _)| input::is_outside_id(id)).take(SEGMENTS).cloned().collect();
        let (at, ids) = (Instant::now(), segments.iter().map(|(id, _)| id.clone()).collect());
        let seen = LastSeen { at, segments: ids, written: false };
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).insert(customer.to_owned(), seen);
        let row = SeenSegments { customer: customer.to_owned(), segments, at: calendar::now() };
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.as_ref().is_none_or(|queue| queue.try_send(Waiting { row, at }).is_err()) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
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
                    unwritten.mark(&rows, &times);
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
    fn mark(&self, rows: &[SeenSegments], times: &[Instant]) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        for (row, at) in rows.iter().zip(times) {
            if let Some(seen) = memory.get(&row.customer).filter(|seen| seen.at == *at) {
                memory.insert(row.customer.clone(), LastSeen { written: true, ..seen });
            }
        }
    }
}
