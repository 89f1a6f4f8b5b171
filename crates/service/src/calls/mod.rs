//! The call log: every call of a webhook, without what is personal or secret.
//!
//! Whoever answers hands the call over and goes on. A writer behind it masks what waits, hashes the code and writes, in
//! batches; where more waits than the queue takes, calls are counted and not kept.

mod list;
mod pretty;
mod queue;
mod sweep;
mod write;

use std::{
    sync::{Arc, PoisonError},
    time::Instant,
};

use bytes::Bytes;
use contract::views::CallKind;
use store::CallLog;

use crate::{Error, Service, calendar, secrets::KeyedHash};
use queue::{Queue, Waiting};

/// How calls are logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallLogOptions {
    /// Older calls are deleted.
    pub kept_days: u32,
    /// Calls that wait to be written at most, and their bytes.
    pub queue: usize,
    pub queue_bytes: usize,
}

impl Default for CallLogOptions {
    fn default() -> Self {
        Self { kept_days: 14, queue: 10_000, queue_bytes: 64 * 1024 * 1024 }
    }
}

/// A call that was answered.
#[derive(Debug, Clone)]
pub struct Call {
    pub kind: CallKind,
    pub arrived: Instant,
    pub status: u16,
    /// Of the caller's key; none where it had none.
    pub key_name: Option<Arc<str>>,
    /// As it came; none where it is not to be kept.
    pub request: Option<Bytes>,
    pub answer: Bytes,
}

/// What may be kept of a call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    pub request: Option<String>,
    pub answer: String,
    pub customer: Option<String>,
    /// As it was typed: what is kept is its hash.
    pub code: Option<String>,
    /// Their numbers.
    pub orders: Vec<String>,
}

/// Says what may be kept of a request and its answer: for those who know the protocol.
pub type Keep = fn(request: Option<&[u8]>, answer: &[u8]) -> Kept;

/// A log that is being written.
#[derive(Debug)]
pub(crate) struct Calls {
    log: CallLog,
    hash: KeyedHash,
    queue: Queue,
    kept_days: u32,
}

impl Calls {
    /// Deletes the calls about a customer who is forgotten; how many.
    pub(crate) async fn forget_customer(&self, id: &str) -> Result<u64, Error> {
        Ok(self.log.delete_of_customer(id).await?)
    }

    /// Calls that were not written.
    pub(crate) fn dropped(&self) -> u64 {
        self.queue.dropped()
    }
}

impl Service {
    /// Calls are logged from now on. The log's schema must be there; a second log is none.
    ///
    /// # Errors
    /// The database is away.
    pub async fn start_call_log(&self, log: CallLog, options: CallLogOptions, keep: Keep) -> Result<(), Error> {
        let hash = self.hasher().await?;
        let (queue, unwritten) = Queue::new(options.queue, options.queue_bytes);
        let calls = Calls { log: log.clone(), hash: hash.clone(), queue, kept_days: options.kept_days };
        if self.inner.calls.set(calls).is_err() {
            return Ok(());
        }
        let stops = self.inner.stopping.subscribe();
        let writer = tokio::spawn(write::write_calls(log.clone(), keep, hash, unwritten, stops.clone()));
        let sweeper = tokio::spawn(sweep::sweep(log, options.kept_days, stops));
        self.inner.tasks.lock().unwrap_or_else(PoisonError::into_inner).extend([writer, sweeper]);
        Ok(())
    }

    /// Hands a call to the log, where there is one. Never waits.
    pub fn log_call(&self, call: Call) {
        let Some(calls) = self.inner.calls.get() else { return };
        let took = call.arrived.elapsed();
        let took_ms = i64::try_from(took.as_millis()).unwrap_or(i64::MAX);
        calls.queue.offer(Waiting {
            at_ms: calendar::now_ms().saturating_sub(took_ms),
            duration_us: i64::try_from(took.as_micros()).unwrap_or(i64::MAX),
            ruleset_revision: self.inner.live.borrow().ruleset_revision,
            call,
        });
    }
}
