//! What the call log keeps of a webhook's calls.

use imshop::logged::{About, about, masked};
use service::{
    CallLog, Error, Service,
    calls::{CallLogOptions, Kept},
};

/// Logs the calls of all webhooks from now on, and keeps them for so many days. The log's schema must be there.
///
/// # Errors
/// The database is away.
pub async fn log_calls(service: &Service, log: CallLog, kept_days: u32) -> Result<(), Error> {
    service.start_call_log(log, CallLogOptions { kept_days, ..CallLogOptions::default() }, keep).await
}

fn keep(request: Option<&[u8]>, answer: &[u8]) -> Kept {
    let About { customer, code, orders } = request.map(about).unwrap_or_default();
    Kept {
        request: request.map(masked),
        // There is none where nobody waited for it any more.
        answer: if answer.is_empty() { String::new() } else { masked(answer) },
        customer: customer.map(String::from),
        code: code.map(String::from),
        orders: orders.into_iter().map(String::from).collect(),
    }
}
