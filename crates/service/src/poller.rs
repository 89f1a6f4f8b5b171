//! Keeps memory in step with the database: what other instances and the command line changed is here within a second.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use tokio::{sync::watch, time::MissedTickBehavior};

use crate::{Error, Inner, keys::Keys};

/// Longer, and the database is away.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

impl Inner {
    /// Brings memory up to what the database has now. One at a time: an older state never replaces a newer one.
    pub(crate) async fn refresh(&self) -> Result<(), Error> {
        let mut loaded = self.loaded.lock().await;
        // Read before what they count: what changes while it is loaded is loaded again next time.
        let counters = match tokio::time::timeout(ANSWERS_WITHIN, self.store.counters()).await {
            Ok(counters) => counters?,
            Err(late) => return Err(Error::internal("asking the database what changed", late)),
        };
        self.counted.refresh(&self.store).await?;
        let live = self.live.borrow().clone();
        if let Some(live) = live.reload(&self.store, &counters).await? {
            self.live.send_replace(Arc::new(live));
        }
        if counters.keys != loaded.keys {
            self.keys.send_replace(Arc::new(Keys::load(&self.store).await?));
        }
        if counters.segments != loaded.segments {
            self.customers.expire();
        }
        *loaded = counters;
        Ok(())
    }

    /// The same where it may fail: what was saved is saved, and the poller will see it.
    pub(crate) async fn refresh_soon(&self) {
        if let Err(error) = self.refresh().await {
            tracing::warn!(%error, "saved, but not yet in memory");
        }
    }
}

/// Runs until the service stops or is dropped.
pub(crate) async fn poll(service: Weak<Inner>, every: Duration, mut stopping: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut trouble: Option<String> = None;
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            // An error is the sender's end: the service is gone.
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
        let Some(service) = service.upgrade() else { return };
        report(&mut trouble, service.refresh().await.err().map(|error| error.to_string()));
    }
}

/// Says once that something changed, not each second that it still is so.
fn report(trouble: &mut Option<String>, now: Option<String>) {
    match (&*trouble, &now) {
        (None, Some(error)) => tracing::error!(%error, "cannot see changes; answering from memory"),
        (Some(before), Some(error)) if before != error => tracing::error!(%error, "still cannot see changes"),
        (Some(_), None) => tracing::info!("seeing changes again"),
        _ => {}
    }
    *trouble = now;
}
