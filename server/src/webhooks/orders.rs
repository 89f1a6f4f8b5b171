//! Placed, done and canceled orders, as the order system passes them on: the one place where codes and limits are used up.

use axum::body::Bytes;
use engine::text::Language;
use imshop::{
    RequestError,
    orders::{self, AnsweredItem, AnsweredOrder, OrderRequest},
};
use service::{
    Service,
    orders::{CreatedOn, NewOrder, OrderState, RecordedLine, RecordedOrder, Unrecordable},
};

use super::Answer;

/// Source: docs/protocol.md, "Orders".
pub async fn answer(service: Service, body: Bytes) -> Answer {
    let requests = orders::read(&body)?;
    let mut answers = Vec::with_capacity(requests.len());
    for request in requests {
        // One after the other: of two orders with one code, the first one gets it.
        answers.push(record(&service, request).await?);
    }
    Ok(orders::write(&answers))
}

async fn record(service: &Service, request: OrderRequest<'_>) -> Result<AnsweredOrder, RequestError> {
    let live = service.live();
    let settings = &live.ruleset().settings;
    let language = settings.language;
    let uuid = request.uuid.as_deref().map(str::to_owned);
    let refused = |message: &str| AnsweredOrder { uuid: uuid.clone(), message: message.to_owned(), ..AnsweredOrder::default() };
    let basket = match request.basket {
        Ok(basket) => basket.to_basket(settings),
        Err(error) => return Ok(refused(language.pick(&error.ru, &error.en))),
    };
    let order = NewOrder {
        uuid: uuid.clone().unwrap_or_default(),
        group: request.group_id.map(|group| group.into_owned()),
        state: match request.state {
            orders::OrderState::Placed => OrderState::Placed,
            orders::OrderState::Done => OrderState::Done,
            orders::OrderState::Canceled => OrderState::Canceled,
        },
        created_on: request.created_on.map(|created_on| match created_on {
            orders::CreatedOn::At(moment) => CreatedOn::At(moment),
            orders::CreatedOn::Text(text) => CreatedOn::Text(text.into_owned()),
        }),
        points: request.authorized_bonuses,
        basket,
    };
    if let Err(unrecordable) = order.check() {
        return Ok(refused(why(language, unrecordable)));
    }
    match service.record_order(&order).await {
        Ok(recorded) => Ok(answered(uuid, recorded)),
        Err(error) => Err(match error.told().code {
            contract::ErrorCode::Unavailable | contract::ErrorCode::Conflict => RequestError::unavailable(),
            _ => RequestError::internal(),
        }),
    }
}

fn why(language: Language, unrecordable: Unrecordable) -> &'static str {
    match unrecordable {
        Unrecordable::NoNumber => {
            language.pick("У заказа нет uuid: записать его нельзя.", "The order has no uuid: it cannot be recorded.")
        }
        Unrecordable::TooLong => {
            language.pick("uuid и groupId: не больше 128 символов.", "uuid and groupId must have at most 128 characters.")
        }
    }
}

fn answered(uuid: Option<String>, recorded: RecordedOrder) -> AnsweredOrder {
    let RecordedOrder { total, code, lines, message } = recorded;
    let item = |line: RecordedLine| {
        let RecordedLine { offer_id, price, quantity, discount, subtotal } = line;
        AnsweredItem { id: offer_id, price, quantity, discount, subtotal }
    };
    let items = lines.into_iter().map(item).collect();
    AnsweredOrder { success: true, uuid, price: Some(total), code, items, message }
}
