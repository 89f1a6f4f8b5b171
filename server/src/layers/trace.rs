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
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

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
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:08x}{:08x}", self.0, self.1)
    }
}

/// Gives the request its number, and logs how it ended: failures of ours as errors, refusals as infos, all else
/// (what is not there as well: the internet looks for many things) for `debug`.
pub async fn trace(request: Request, next: Next) -> Response {
    let id = RequestId::next().to_string();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let span = tracing::info_span!("request", id, method = %request.method(), route);
    let header = HeaderValue::from_str(&id);
    async move {
        let started = Instant::now();
        let mut response = next.run(request).await;
        let (status, micros) = (response.status().as_u16(), started.elapsed().as_micros());
        match status {
            500.. => tracing::error!(status, micros, "failed"),
            400.. if status != 404 => tracing::info!(status, micros, "refused"),
            _ => tracing::debug!(status, micros, "answered"),
        }
        if let Ok(id) = header {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        response
    }
    .instrument(span)
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ() {
        let (one, other) = (RequestId::next(), RequestId::next());
        assert_ne!(one, other);
        assert_eq!(one.to_string().len(), 16);
        assert_eq!(one.to_string()[..8], other.to_string()[..8]);
    }
}
