//! What every request passes through, from the outside in: [`trace`], [`headers`], [`panic`], [`deadline`], [`origin`];
//! and, for the admin, [`body`].

pub mod body;
mod deadline;
mod headers;
mod origin;
pub mod panic;
mod trace;

use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
};
use tower_http::catch_panic::CatchPanicLayer;

use crate::AppState;

/// The layers of every request. The last one is the outermost.
pub fn around(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    router
        .layer(from_fn_with_state(state.clone(), origin::refuse_other_sites))
        .layer(from_fn(deadline::deadline))
        .layer(CatchPanicLayer::custom(panic::page))
        .layer(from_fn(headers::careful))
        .layer(from_fn(trace::trace))
}
