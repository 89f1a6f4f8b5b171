//! A panic ends its request, not the process, and tells the caller nothing.

use std::{
    any::Any,
    backtrace::Backtrace,
    future::poll_fn,
    panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind},
    pin::pin,
    task::Poll,
};

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// Logs where a panic happened. What it says may quote what was being worked on (a text that was cut in the wrong place),
/// so its words, and the way there, appear with `log = "debug"` only.
pub fn log(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, "panicked");
    if tracing::enabled!(tracing::Level::DEBUG) {
        let payload = info.payload();
        let words = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        tracing::debug!(place, words, "panicked\n{}", Backtrace::force_capture());
    }
}

/// For people.
pub fn page(_: Box<dyn Any + Send>) -> Response {
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "Ошибка на сервере. Мы записали её в журнал.\nAn error of the server. It was written to the log.\n",
    )
        .into_response()
}

/// For IMSHOP: what `tower_http`'s layer does, without a box around the answer.
pub async fn caught(answer: impl Future<Output = Response>) -> Response {
    let mut answer = pin!(answer);
    // What a panic leaves behind is dropped with the request.
    let poll = poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context))) {
        Ok(poll) => poll,
        Err(_) => Poll::Ready(webhook()),
    });
    poll.await
}

fn webhook() -> Response {
    let body = imshop::RequestError::internal().to_body();
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_answered_in_the_protocols_words() {
        let panics = [false, true].map(|later| async move {
            if later {
                tokio::task::yield_now().await;
            }
            panic!("by a test")
        });
        for answer in panics {
            let response = caught(answer).await;
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let body = axum::body::to_bytes(response.into_body(), 1024).await.unwrap_or_default();
            assert_eq!(body, imshop::RequestError::internal().to_body());
        }
        assert_eq!(caught(async { StatusCode::OK.into_response() }).await.status(), StatusCode::OK);
    }
}
