//! Codes at the till: `POST /api/v1/codes/{code}/redemptions`, and giving one back.
//!
//! ```text
//! POST /api/v1/codes/DUHI1000/redemptions   {"uuid": "till-7-000123", "customer": "1234567890"}
//! 200 {"uuid": "till-7-000123", "code": "duhi1000", "customer": "1234567890", "promotions": [], "personal_offers": ["PROMO-1"],
//!      "at": "2026-11-24T10:00:00Z", "canceled": false}
//! DELETE /api/v1/codes/DUHI1000/redemptions/till-7-000123
//! ```

use axum::{
    Json, Router,
    extract::{Path, State, rejection::JsonRejection},
    http::StatusCode,
    routing::{delete, post},
};
use contract::Role;
use serde::Deserialize;
use service::orders::{TillAnswer, TillRefusal};

use super::{Caller, Failure, at_least};
use crate::AppState;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/api/v1/codes/{code}/redemptions", post(redeem))
        .route("/api/v1/codes/{code}/redemptions/{uuid}", delete(cancel))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Redeem {
    /// The till's own number of the redemption: the same again is the same redemption.
    uuid: String,
    #[serde(default)]
    customer: Option<String>,
}

async fn redeem(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    body: Result<Json<Redeem>, JsonRejection>,
) -> Result<Json<TillAnswer>, Failure> {
    at_least(&caller, Role::Editor)?;
    let Json(Redeem { uuid, customer }) = body.map_err(|error| {
        let en = format!("must be {{\"uuid\": …, \"customer\": …}}: {}", error.body_text());
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "нужен объект с полями uuid и customer", &en)
    })?;
    state.service.redeem_at_till(&code, &uuid, customer.as_deref()).await?.map(Json).map_err(refusal)
}

async fn cancel(
    State(state): State<AppState>,
    caller: Caller,
    Path((_code, uuid)): Path<(String, String)>,
) -> Result<Json<TillAnswer>, Failure> {
    at_least(&caller, Role::Editor)?;
    let canceled = state.service.cancel_at_till(&uuid).await?;
    canceled.map(Json).ok_or_else(|| contract::ErrorCode::NotFound.into())
}

fn refusal(refusal: TillRefusal) -> Failure {
    match refusal {
        TillRefusal::NotFound => Failure::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "за этим промокодом не стоит ни одной акции и ни одного личного предложения",
            "no promotion and no personal offer stands behind this code",
        ),
        TillRefusal::AlreadyRedeemed => Failure::new(
            StatusCode::CONFLICT,
            "already_redeemed",
            "промокод или его лимит уже использован",
            "the code, or its limit, is used up",
        ),
        TillRefusal::NotRedeemable => Failure::new(
            StatusCode::CONFLICT,
            "not_redeemable",
            "промокод сейчас не действует на кассе или выдан другому покупателю",
            "the code does not work at the till now, or was given to another customer",
        ),
        TillRefusal::OtherContents => Failure::new(
            StatusCode::CONFLICT,
            "other_contents",
            "под этим номером записано погашение другого промокода или другого покупателя",
            "under this number another code, or another customer, is recorded",
        ),
    }
}
