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

/// The address at which customers are imported: a million of them take minutes.
pub const IMPORT: &str = "/api/v1/customers/import";

/// For an import.
const LONG: Duration = Duration::from_secs(60 * 60);

pub async fn deadline(request: Request, next: Next) -> Response {
    let most = if request.uri().path() == IMPORT { LONG } else { DEADLINE };
    at_most(most, next.run(request)).await
}

/// What is answered at once costs no timer: the runtime is told of it when something has to be waited for.
pub async fn within(answer: impl Future<Output = Response>) -> Response {
    at_most(DEADLINE, answer).await
}

async fn at_most(most: Duration, answer: impl Future<Output = Response>) -> Response {
    match tokio::time::timeout(most, answer).await {
        Ok(response) => response,
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "too slow\n").into_response(),
    }
}
