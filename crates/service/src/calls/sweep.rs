use std::time::Duration;

use store::CallLog;
use tokio::sync::watch;

use crate::calendar;

const EVERY: Duration = Duration::from_secs(60 * 60);
/// Calls that are deleted at once: those who write wait no longer than that takes.
const AT_ONCE: u64 = 1_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// Deletes what is too old, now and every hour, until the service stops.
pub(super) async fn sweep(log: CallLog, kept_days: u32, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = delete_old(&log, kept_days, &stopping).await {
            tracing::warn!(%error, "old calls cannot be deleted");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            // Also where the service is gone.
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

async fn delete_old(log: &CallLog, kept_days: u32, stopping: &watch::Receiver<bool>) -> Result<(), store::StoreError> {
    let before = calendar::now_ms().saturating_sub(i64::from(kept_days).saturating_mul(DAY_MS));
    while !*stopping.borrow() && log.delete_older_than(before, AT_ONCE).await? == AT_ONCE {
        tokio::task::yield_now().await;
    }
    Ok(())
}
