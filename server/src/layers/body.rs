//! Bodies are read up to a limit, and whole, before anybody works on them.

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::AppState;

/// The body has more bytes than the limit allows, or ended before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    TooLarge,
    /// Nobody is there any more to read an answer.
    BrokenOff,
}

/// A caller that goes on sending would not see our answer: so much more, in limits, is read and dropped for its sake.
const PATIENCE: usize = 8;

/// The whole body, if it has `limit` bytes at most.
pub async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Unread> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > limit && headers.contains_key(header::EXPECT) {
        // It waits for a word before it sends: no need to read anything.
        return Err(Unread::TooLarge);
    }
    let mut body = body;
    // Nearly all bodies come in one piece: it is taken as it is.
    let first = match next_chunk(&mut body).await? {
        Some(whole) if body.is_end_stream() && whole.len() <= limit => return Ok(whole),
        first => first.unwrap_or_default(),
    };
    let mut read = Vec::with_capacity(announced.min(limit));
    let mut bytes = first.len();
    if bytes <= limit {
        read.extend_from_slice(&first);
    }
    while let Some(chunk) = next_chunk(&mut body).await? {
        bytes = bytes.saturating_add(chunk.len());
        if bytes <= limit {
            read.extend_from_slice(&chunk);
        } else if bytes > limit.saturating_mul(PATIENCE) {
            break;
        }
    }
    if bytes > limit { Err(Unread::TooLarge) } else { Ok(Bytes::from(read)) }
}

/// The next piece of a body; none at its end.
pub async fn next_chunk(body: &mut Body) -> Result<Option<Bytes>, Unread> {
    loop {
        let frame = std::future::poll_fn(|context| std::pin::Pin::new(&mut *body).poll_frame(context)).await;
        match frame {
            None => return Ok(None),
            Some(Err(error)) => {
                tracing::debug!(%error, "a body that broke off");
                return Err(Unread::BrokenOff);
            }
            Some(Ok(frame)) => {
                // Trailers are of no use to us.
                if let Ok(chunk) = frame.into_data() {
                    return Ok(Some(chunk));
                }
            }
        }
    }
}

/// For the admin; the webhooks read their bodies themselves, since they answer in their own words.
pub async fn limited(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let limit = state.config.body_limit_bytes.get();
    let (parts, body) = request.into_parts();
    match read(&parts.headers, body, limit).await {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Err(Unread::TooLarge) => {
            let text = format!("Тело запроса больше {limit} байт.\nThe body has more than {limit} bytes.\n");
            (StatusCode::PAYLOAD_TOO_LARGE, text).into_response()
        }
        Err(Unread::BrokenOff) => StatusCode::BAD_REQUEST.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_limit_is_the_last_size_that_is_read() {
        for (bytes, fits) in [(0, true), (9, true), (10, true), (11, false), (500, false)] {
            let body = Body::from(vec![b'x'; bytes]);
            let read = read(&HeaderMap::new(), body, 10).await;
            assert_eq!(read.map(|body| body.len()), if fits { Ok(bytes) } else { Err(Unread::TooLarge) }, "{bytes}");
        }
    }
}
