//! A number for each request, in its log lines and in the answer's `x-request-id`.
//!
//! Logged is the route (`/promotions/{id}`), never the address: ids, searches and codes stay out of the log.

use std::{
    fmt,
    hash::{BuildHasher, Hasher, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Instant,
};

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use tracing::{Instrument, Level, Span};

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Unique among the requests of all processes, as far as logs are concerned: eight digits are the process, eight count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RequestId(u32, u32);

impl RequestId {
    fn next() -> Self {
        // The standard library's only random number: the key of a hash map.
        static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
        static COUNT: AtomicU32 = AtomicU32::new(0);
        Self((*PROCESS >> 32) as u32, COUNT.fetch_add(1, Ordering::Relaxed))
    }

    /// Hexadecimal. Formatting by the standard library takes several times as long, and every answer bears its number.
    fn digits(self) -> [u8; 16] {
        let number = u64::from(self.0) << 32 | u64::from(self.1);
        std::array::from_fn(|place| DIGITS[usize::from((number >> (60 - 4 * place)) as u8 & 0xf)])
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(str::from_utf8(&self.digits()).unwrap_or_default())
    }
}

/// What log lines say of a request.
struct About {
    id: RequestId,
    method: Method,
    started: Instant,
}

impl About {
    fn new(method: Method) -> Self {
        Self { id: RequestId::next(), method, started: Instant::now() }
    }

    fn span(&self, route: &str) -> Span {
        tracing::info_span!("request", id = %self.id, method = %self.method, route)
    }

    /// Gives the answer the request's number, and logs how it ended: failures of ours as errors, refusals as infos, all
    /// else (what is not there as well: the internet looks for many things) for `debug`.
    fn end(&self, response: &mut Response) {
        let (status, micros) = (response.status().as_u16(), self.started.elapsed().as_micros());
        match status {
            500.. => tracing::error!(status, micros, "failed"),
            400.. if status != 404 => tracing::info!(status, micros, "refused"),
            _ => tracing::debug!(status, micros, "answered"),
        }
        if let Ok(id) = HeaderValue::from_bytes(&self.id.digits()) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
    }
}

/// Every log line of the request names it.
pub async fn trace(request: Request, next: Next) -> Response {
    let about = About::new(request.method().clone());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let span = about.span(route);
    async move {
        let mut response = next.run(request).await;
        about.end(&mut response);
        response
    }
    .instrument(span)
    .await
}

/// The same for a webhook. A span costs as much as a small basket, and at `info` nothing is logged of one that is answered:
/// the span is made when there is something to say, at `debug` from the beginning.
pub async fn trace_webhook(route: &str, method: Method, answer: impl Future<Output = Response>) -> Response {
    let about = About::new(method);
    if tracing::enabled!(Level::DEBUG) {
        let span = about.span(route);
        let mut response = answer.instrument(span.clone()).await;
        span.in_scope(|| about.end(&mut response));
        return response;
    }
    let mut response = answer.await;
    let is_told = response.status().is_client_error() || response.status().is_server_error();
    let span = if is_told { about.span(route) } else { Span::none() };
    span.in_scope(|| about.end(&mut response));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ() {
        let (one, other) = (RequestId::next(), RequestId::next());
        assert_ne!(one, other);
        assert_eq!(one.to_string().len(), 16);
        assert_eq!(RequestId(0x0123_4567, 0x89ab_cdef).to_string(), "0123456789abcdef");
        assert_eq!(one.to_string()[..8], other.to_string()[..8]);
    }
}
