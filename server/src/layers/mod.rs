//! What every request passes through, from the outside in: [`trace`], [`headers`], [`panic`], [`deadline`], [`origin`];
//! and, for the admin, [`body`]. Pages have them as layers; webhooks, which are asked a thousand times as often, as plain
//! calls: a layer boxes what it passes on, copies the way there, and pays a part of a microsecond for it.

pub mod body;
pub mod deadline;
mod headers;
mod origin;
pub mod panic;
mod trace;

use std::pin::pin;

use axum::{
    Router,
    extract::Request,
    middleware::{from_fn, from_fn_with_state},
    response::Response,
};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{AppState, config::Config};

/// The layers of every request but webhooks'. The last one is the outermost.
pub fn around(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    router
        .layer(from_fn_with_state(state.clone(), origin::refuse_other_sites))
        .layer(from_fn(deadline::deadline))
        .layer(CatchPanicLayer::custom(panic::page))
        .layer(from_fn(headers::careful))
        .layer(from_fn(trace::trace))
}

/// The same around the answer to a webhook.
///
/// Each answer that is waited for is pinned where it is and handed on as a reference: a function takes a future by copying
/// all of it, and these have kilobytes.
pub async fn around_webhook<A>(route: &str, config: &Config, request: Request, answer: impl FnOnce(Request) -> A) -> Response
where
    A: Future<Output = Response>,
{
    let method = request.method().clone();
    let answer = pin!(async {
        let mut response = match origin::refusal(&request, config) {
            Some(refusal) => refusal,
            None => {
                let answer = pin!(answer(request));
                deadline::within(panic::caught(answer)).await
            }
        };
        headers::add_for_programs(response.headers_mut());
        response
    });
    trace::trace_webhook(route, method, answer).await
}
