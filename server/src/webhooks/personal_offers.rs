//! The personal offers of a customer. The segments that the request names are remembered: baskets come without them.

use axum::body::Bytes;
use imshop::personal_offers::{self, ShownOffer};
use service::Service;

use super::Answer;

/// Source: docs/protocol.md, "Personal offers".
pub async fn answer(service: Service, body: Bytes) -> Answer {
    let request = personal_offers::read(&body)?;
    let segments: Vec<_> = request
        .segments
        .iter()
        .map(|segment| (segment.id.clone().into_owned(), segment.name.as_deref().unwrap_or_default().to_owned()))
        .collect();
    let offers = service.personal_offers(request.user_id.as_deref(), &segments).await;
    let shown: Vec<_> = offers
        .iter()
        .map(|answer| ShownOffer { offer: &answer.offer, promocode: answer.code.as_deref(), used: answer.used })
        .collect();
    Ok(personal_offers::write(&shown))
}
