//! The log, for those who may see customers.

use contract::{
    ErrorCode,
    inputs::CallsInput,
    views::{CallRow, CallView, CallsView},
};
use engine::text::Language;
use jiff::tz::TimeZone;
use store::{CallFilter, NewCall, StoredCall};

use super::{Calls, pretty::pretty, write::code_hash};
use crate::{Error, Permit, Publish, Service, calendar};

/// Calls of a page.
const ROWS: u64 = 50;

impl Service {
    /// The calls that match, newest first. A code is found by its hash.
    ///
    /// # Errors
    /// The log's database is away.
    pub async fn list_calls(&self, _: &Permit<Publish>, input: &CallsInput, language: Language) -> Result<CallsView, Error> {
        let Some(Calls { log, hash, queue: _, kept_days }) = self.inner.calls.get() else {
            return Ok(CallsView { rows: Vec::new(), next: None, kept_days: 0 });
        };
        let CallsInput { kind, result, customer, code, before } = input;
        let some = |text: &'_ str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let (customer, code_hash) = (some(customer), some(code).map(|code| code_hash(hash, &code)));
        let filter = CallFilter {
            kind: *kind,
            result: *result,
            customer: customer.as_deref(),
            code_hash: code_hash.as_deref(),
            before: *before,
        };
        let mut calls = log.list(&filter, ROWS + 1).await?;
        let has_more = calls.len() > usize::try_from(ROWS).unwrap_or(usize::MAX);
        if has_more {
            calls.pop();
        }
        let next = calls.last().filter(|_| has_more).map(|last| last.id);
        let zone = self.live().time_zone.clone();
        let rows = calls.into_iter().map(|call| view(call, &zone, language).row).collect();
        Ok(CallsView { rows, next, kept_days: *kept_days })
    }

    /// One call.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`], also where nothing is logged.
    pub async fn call(&self, _: &Permit<Publish>, id: i64, language: Language) -> Result<CallView, Error> {
        let calls = self.inner.calls.get().ok_or(ErrorCode::NotFound)?;
        let call = calls.log.call(id).await?.ok_or(ErrorCode::NotFound)?;
        let CallView { row, has_code, orders, ruleset_revision, request, answer } = view(call, &self.live().time_zone, language);
        let request = request.as_deref().map(pretty);
        Ok(CallView { row, has_code, orders, ruleset_revision, request, answer: pretty(&answer) })
    }
}

fn view(call: StoredCall, zone: &TimeZone, language: Language) -> CallView {
    let StoredCall { id, result, call } = call;
    let NewCall { at_ms, kind, status, duration_us, key_name, customer, code_hash, orders, ruleset_revision, request, answer } =
        call;
    let at = calendar::with_seconds(zone, language, at_ms);
    let row = CallRow { id, at, kind, result, status, micros: duration_us, customer, key: key_name };
    CallView { row, has_code: code_hash.is_some(), orders, ruleset_revision, request, answer }
}
