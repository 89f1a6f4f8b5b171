use std::{sync::Arc, time::Duration};

use engine::code;
use store::{CallLog, NewCall, StoreError};
use tokio::sync::watch;

use super::{
    Call, Keep, Kept,
    queue::{Unwritten, Waiting},
};
use crate::{input, secrets::KeyedHash};

/// Calls that are written in one transaction at most.
const BATCH: usize = 500;
/// For so long more calls are waited for.
const LINGERS: Duration = Duration::from_millis(200);
/// While the database is away, it is tried so often.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Writes what waits, in batches; once the service stops, what is left.
pub(super) async fn write_calls(
    log: CallLog,
    keep: Keep,
    hash: KeyedHash,
    mut unwritten: Unwritten,
    mut stopping: watch::Receiver<bool>,
) {
    let hash = Arc::new(hash);
    let mut trouble = false;
    loop {
        let mut batch = Vec::new();
        tokio::select! {
            came = unwritten.take(&mut batch, BATCH) => if !came { return },
            _ = stopping.wait_for(|stopping| *stopping), if !unwritten.is_closed() => {
                unwritten.close();
                continue;
            }
        }
        let more = async { while batch.len() < BATCH && unwritten.take(&mut batch, BATCH).await {} };
        // What came within that time is enough.
        let _enough = tokio::time::timeout(LINGERS, more).await;
        let (calls, hash) = (batch.len(), Arc::clone(&hash));
        // Large bodies take their time, and others have to be answered meanwhile.
        let rows =
            tokio::task::spawn_blocking(move || batch.into_iter().map(|waiting| row(waiting, keep, &hash)).collect::<Vec<_>>());
        let written = match rows.await {
            Ok(rows) => write(&log, &rows, &stopping, &mut trouble).await,
            Err(error) => {
                tracing::error!(%error, "calls cannot be masked");
                false
            }
        };
        if !written {
            unwritten.drop_calls(calls);
        }
    }
}

/// True once they are written; while the database is away they wait, unless the service stops.
async fn write(log: &CallLog, rows: &[NewCall], stopping: &watch::Receiver<bool>, trouble: &mut bool) -> bool {
    loop {
        match log.insert(rows).await {
            Ok(()) => {
                *trouble = false;
                return true;
            }
            Err(error) => {
                if !std::mem::replace(trouble, true) {
                    tracing::error!(%error, "calls cannot be logged");
                }
                if !matches!(error, StoreError::Unavailable(_)) || *stopping.borrow() {
                    return false;
                }
                tokio::time::sleep(TRY_AGAIN_AFTER).await;
            }
        }
    }
}

fn row(waiting: Waiting, keep: Keep, hash: &KeyedHash) -> NewCall {
    let Waiting { at_ms, duration_us, ruleset_revision, call } = waiting;
    let Call { kind, arrived: _, status, key_name, request, answer } = call;
    let Kept { request, answer, customer, code, orders } = keep(request.as_deref(), &answer);
    NewCall {
        at_ms,
        kind,
        status,
        duration_us,
        key_name: key_name.map(|name| (*name).to_owned()),
        customer: customer.filter(|customer| input::is_outside_id(customer)),
        code_hash: code.map(|code| code_hash(hash, &code)),
        orders: orders.into_iter().filter(|order| input::is_outside_id(order) && !order.contains('\n')).collect(),
        ruleset_revision,
        request,
        answer,
    }
}

/// Codes that count as the same have the same hash (R14).
pub(super) fn code_hash(hash: &KeyedHash, code: &str) -> String {
    hash.hex(&code::key(code))
}
