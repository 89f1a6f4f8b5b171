//! The basket calculation. It changes nothing: calculating is not redeeming.

use axum::body::Bytes;
use service::Service;

use super::Answer;

/// Source: docs/protocol.md, "Basket: request" and "Basket: answer".
pub async fn answer(service: Service, body: Bytes) -> Answer {
    let request = imshop::basket::read(&body)?;
    let live = service.live();
    let basket = request.to_basket(&live.engine.ruleset().settings);
    let quote = service.quote(&live, &basket, request.install_id.as_deref()).await;
    Ok(imshop::basket::write(&quote, &request))
}
