//! A panic ends its request, not the process, and tells the caller nothing.

use std::{any::Any, backtrace::Backtrace, panic::PanicHookInfo};

use axum::{
    body::Body,
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

/// For IMSHOP.
pub fn webhook(_: Box<dyn Any + Send>) -> Response<Body> {
    let body = imshop::RequestError::internal().to_body();
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
