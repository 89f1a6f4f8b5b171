//! Customers: one by one, and a file of them. For keys whose role sees customers.
//!
//! ```text
//! GET    /api/v1/customers/1234567890
//! 200 {"id": "1234567890", "loyalty_card": "12345", "tier": "gold", "balance": 1990, "orders": 3, "segments": ["SALES"]}
//! PUT    /api/v1/customers/1234567890   {"balance": 2100, "tier": null}       what is absent stays, null clears
//! DELETE /api/v1/customers/1234567890                                         forgets them everywhere
//! POST   /api/v1/customers/import?dry_run=true   (text/csv)                   id, loyalty_card, tier, balance, orders
//! 200 {"rows": 1000000, "written": 0}
//! ```

use std::{fs::File, io};

use axum::{
    Json, Router,
    body::Body,
    extract::{
        Path, Query, State,
        rejection::{JsonRejection, QueryRejection},
    },
    http::StatusCode,
    routing::{get, post},
};
use contract::{
    ErrorCode,
    inputs::CustomerChange,
    views::{Forgotten, ImportedCustomers, KnownCustomer},
};
use serde::Deserialize;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

use super::{Caller, Failure};
use crate::{
    AppState,
    layers::body::{Unread, next_chunk},
};

/// A file of customers may be so large: several millions of them.
const MOST_BYTES: usize = 512 * 1024 * 1024;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/api/v1/customers/{id}", get(read).put(change).delete(forget))
        .route(crate::layers::deadline::IMPORT, post(import))
}

async fn read(State(state): State<AppState>, caller: Caller, Path(id): Path<String>) -> Result<Json<KnownCustomer>, Failure> {
    Ok(Json(state.service.customer(&caller.0.permit()?, &id).await?))
}

async fn change(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    body: Result<Json<CustomerChange>, JsonRejection>,
) -> Result<Json<KnownCustomer>, Failure> {
    let permit = caller.0.permit()?;
    let Json(change) = body.map_err(|error| {
        let en = format!("must be an object with any of loyalty_card, tier, balance, orders: {}", error.body_text());
        let ru = "нужен объект с любыми из полей loyalty_card, tier, balance, orders";
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", ru, &en)
    })?;
    Ok(Json(state.service.save_customer(&permit, &id, &change).await?))
}

async fn forget(State(state): State<AppState>, caller: Caller, Path(id): Path<String>) -> Result<Json<Forgotten>, Failure> {
    Ok(Json(state.service.forget_customer(&caller.0.permit()?, &id).await?))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct How {
    #[serde(default)]
    dry_run: bool,
}

async fn import(
    State(state): State<AppState>,
    caller: Caller,
    how: Result<Query<How>, QueryRejection>,
    body: Body,
) -> Result<Json<ImportedCustomers>, Failure> {
    let permit = caller.0.permit()?;
    let Query(How { dry_run }) = how.map_err(|error| {
        let en = format!("dry_run is true or false, and there is nothing else: {}", error.body_text());
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "dry_run — true или false, других параметров нет", &en)
    })?;
    let file = spool(body).await?;
    // A caller who goes away leaves it half written otherwise.
    let importing = tokio::spawn(async move { state.service.import_customers(&permit, file, dry_run).await });
    let imported = importing.await.map_err(|error| {
        tracing::error!(%error, "an import of customers failed");
        ErrorCode::Internal
    })?;
    Ok(Json(imported?))
}

/// The body as a file that is gone when it is closed: it is read twice.
async fn spool(mut body: Body) -> Result<File, Failure> {
    let kept = |error: io::Error| {
        tracing::error!(%error, "a file of customers cannot be kept while it is read");
        Failure::from(ErrorCode::Internal)
    };
    let mut file = tokio::fs::File::from_std(tempfile::tempfile().map_err(kept)?);
    let mut bytes = 0_usize;
    while let Some(chunk) = next_chunk(&mut body).await.map_err(broken_off)? {
        bytes = bytes.saturating_add(chunk.len());
        if bytes > MOST_BYTES {
            return Err(too_large());
        }
        file.write_all(&chunk).await.map_err(kept)?;
    }
    file.flush().await.map_err(kept)?;
    file.rewind().await.map_err(kept)?;
    Ok(file.into_std().await)
}

fn broken_off(_: Unread) -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, "invalid", "файл пришёл не целиком", "the file broke off before its end")
}

fn too_large() -> Failure {
    let most = MOST_BYTES / 1024 / 1024;
    let (ru, en) = (format!("файл больше {most} МБ: разделите его"), format!("the file has more than {most} MB: divide it"));
    Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "invalid", &ru, &en)
}
