//! One code: where it is used, and what happened to it.

use contract::views::{CodeEvent, CodeEventKind, CodeUse, CodeView};
use engine::code;
use store::{Filter, LinkUser};

use super::code_view;
use crate::{Error, Permit, Publish, Service, secrets};

/// Events that are shown, of each kind.
const MOST: u64 = 100;

/// How the audit log names a code: by a hash, for the log is read by more people than may use it.
pub(super) fn log_id(key: &str) -> String {
    secrets::sha256_hex(key)
}

impl Service {
    /// Where a code is used and what happened to it, of pools and shared ones alike; a code that stands for nothing is told
    /// so by being empty.
    pub async fn code(&self, _: &Permit<Publish>, typed: &str) -> Result<CodeView, Error> {
        let (store, key) = (&self.inner.store, code::key(typed));
        if key.is_empty() || key.contains('\0') {
            return Ok(CodeView { key, of_pool: None, stands_for: Vec::new(), history: Vec::new() });
        }
        let row = store.pool_code(&key).await?;
        let mut users = store.users_of_codes(&[&key]).await?;
        if let Some(row) = &row {
            users.extend(store.users_of("code_pool", &[&row.pool]).await?);
        }
        let newest = Filter { per_page: MOST, ..Filter::default() };
        let mut history = Vec::new();
        if let Some(row) = &row {
            history.push(event(CodeEventKind::Made, row.made_at, "", "", ""));
            if let (Some(owner), Some(at)) = (&row.owner, row.given_at) {
                history.push(event(CodeEventKind::Given, at, owner, "", ""));
            }
        }
        for redemption in store.redemptions_by_code(&key, &newest).await?.0.into_iter().rev() {
            let customer = redemption.customer.as_deref().unwrap_or_default();
            let by = format!("{}/{}", redemption.door, redemption.uuid);
            history.push(event(CodeEventKind::Redeemed, redemption.at, customer, &by, &redemption.thing));
            if let Some(at) = redemption.canceled_at {
                history.push(event(CodeEventKind::GivenBack, at, customer, &by, &redemption.thing));
            }
        }
        for logged in store.audit_log(Some(("code", &log_id(&key))), &newest).await?.0.into_iter().rev() {
            let what = if logged.action == "switch_on" { CodeEventKind::SwitchedOn } else { CodeEventKind::SwitchedOff };
            history.push(event(what, logged.at, &logged.actor, "", ""));
        }
        // Of one second: in the order in which it is told here.
        history.sort_by_key(|event| event.at);
        history.reverse();
        history.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
        let stands_for =
            users.into_iter().map(|LinkUser { target: _, kind, id, name, status }| CodeUse { kind, id, name, status });
        Ok(CodeView { key, stands_for: stands_for.collect(), of_pool: row.map(code_view), history })
    }
}

fn event(what: CodeEventKind, at: engine::Moment, who: &str, by: &str, thing: &str) -> CodeEvent {
    CodeEvent { at, what, who: who.to_owned(), by: by.to_owned(), thing: thing.to_owned() }
}
