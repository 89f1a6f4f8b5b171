use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};

use tokio::sync::mpsc;

use super::Call;

/// What a waiting call takes beside its bodies.
const OVERHEAD: usize = 256;

/// A call on its way to the database.
#[derive(Debug)]
pub(super) struct Waiting {
    /// When it arrived, in Unix milliseconds.
    pub at_ms: i64,
    pub duration_us: i64,
    pub ruleset_revision: i64,
    pub call: Call,
}

impl Waiting {
    fn bytes(&self) -> usize {
        OVERHEAD + self.call.request.as_ref().map_or(0, bytes::Bytes::len) + self.call.answer.len()
    }
}

/// The way to the writer: it has an end, in calls and in bytes.
#[derive(Debug)]
pub(super) struct Queue {
    sender: mpsc::Sender<Waiting>,
    counts: Arc<Counts>,
    most_bytes: usize,
}

#[derive(Debug, Default)]
struct Counts {
    waiting_bytes: AtomicUsize,
    dropped: AtomicU64,
}

/// The writer's end.
#[derive(Debug)]
pub(super) struct Unwritten {
    receiver: mpsc::Receiver<Waiting>,
    counts: Arc<Counts>,
}

impl Queue {
    pub(super) fn new(calls: usize, most_bytes: usize) -> (Self, Unwritten) {
        let (sender, receiver) = mpsc::channel(calls.max(1));
        let counts = Arc::new(Counts::default());
        (Self { sender, counts: Arc::clone(&counts), most_bytes }, Unwritten { receiver, counts })
    }

    /// What does not fit is counted.
    pub(super) fn offer(&self, waiting: Waiting) {
        let bytes = waiting.bytes();
        let before = self.counts.waiting_bytes.fetch_add(bytes, Ordering::Relaxed);
        if before.saturating_add(bytes) > self.most_bytes || self.sender.try_send(waiting).is_err() {
            self.counts.waiting_bytes.fetch_sub(bytes, Ordering::Relaxed);
            self.counts.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(super) fn dropped(&self) -> u64 {
        self.counts.dropped.load(Ordering::Relaxed)
    }
}

impl Unwritten {
    /// Waits for calls: up to `most` are in the batch then. False where none will come any more.
    pub(super) async fn take(&mut self, batch: &mut Vec<Waiting>, most: usize) -> bool {
        let room = most.saturating_sub(batch.len());
        let start = batch.len();
        let taken = self.receiver.recv_many(batch, room).await;
        let bytes = batch.iter().skip(start).map(Waiting::bytes).sum();
        self.counts.waiting_bytes.fetch_sub(bytes, Ordering::Relaxed);
        taken > 0
    }

    /// Nothing more is taken; what waits can still be.
    pub(super) fn close(&mut self) {
        self.receiver.close();
    }

    pub(super) fn is_closed(&self) -> bool {
        self.receiver.is_closed()
    }

    /// They were not written.
    pub(super) fn drop_calls(&self, calls: usize) {
        self.counts.dropped.fetch_add(u64::try_from(calls).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use bytes::Bytes;
    use contract::views::CallKind;

    use super::*;

    fn waiting(bytes: usize) -> Waiting {
        let call = Call {
            kind: CallKind::Basket,
            arrived: Instant::now(),
            status: 200,
            key_name: None,
            request: Some(Bytes::from(vec![0; bytes])),
            answer: Bytes::new(),
        };
        Waiting { at_ms: 0, duration_us: 0, ruleset_revision: 0, call }
    }

    #[tokio::test]
    async fn what_is_too_many_is_counted() {
        let (queue, mut unwritten) = Queue::new(2, usize::MAX);
        (0..5).for_each(|_| queue.offer(waiting(1)));
        assert_eq!(queue.dropped(), 3);
        let mut batch = Vec::new();
        assert!(unwritten.take(&mut batch, 10).await);
        assert_eq!(batch.len(), 2);
        queue.offer(waiting(1));
        unwritten.close();
        queue.offer(waiting(1));
        assert_eq!(queue.dropped(), 4);
        assert!(unwritten.take(&mut batch, 10).await, "what waits is still there");
        assert!(!unwritten.take(&mut batch, 10).await);
    }

    #[tokio::test]
    async fn what_is_too_large_is_counted() {
        let (queue, mut unwritten) = Queue::new(100, 2_000);
        (0..3).for_each(|_| queue.offer(waiting(700)));
        assert_eq!(queue.dropped(), 1);
        let mut batch = Vec::new();
        assert!(unwritten.take(&mut batch, 1).await);
        queue.offer(waiting(700));
        assert_eq!(queue.dropped(), 1, "there is room again");
    }
}
