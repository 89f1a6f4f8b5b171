//! A request that is not answered in time is given up: a body that never ends, a lock that is never free.

use std::time::Duration;

use axum::{
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Until the answer begins; what is streamed after that may take longer.
const DEADLINE: Duration = Duration::from_secs(60);

pub async fn deadline(request: Request, next: Next) -> Response {
    within(next.run(request)).await
}

/// What is answered at once costs no timer: the runtime is told of it when something has to be waited for.
pub async fn within(answer: impl Future<Output = Response>) -> Response {
    match tokio::time::timeout(DEADLINE, answer).await {
        Ok(response) => response,
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "too slow\n").into_response(),
    }
}
