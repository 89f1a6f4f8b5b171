use std::borrow::Cow;

use engine::Moment;

use crate::{
    RequestError,
    basket::{BasketRequest, Fields},
    json::{self, Reader},
};

/// More orders in one call are refused: whoever sends so many can send them in parts.
pub const MAX_ORDERS: usize = 100;

/// What has become of an order, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrderState {
    /// Placed, and on its way: every state that is not one of the next.
    #[default]
    Placed,
    Done,
    Canceled,
}

/// When an order was placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreatedOn<'a> {
    At(Moment),
    /// A date and a time as text: with a zone, or in the shop's.
    Text(Cow<'a, str>),
}

/// An order as it was sent. Texts are borrowed from the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRequest<'a> {
    /// Its number; none where it has none, and can be neither recorded nor found again.
    pub uuid: Option<Cow<'a, str>>,
    /// Orders of one group are parts of one basket.
    pub group_id: Option<Cow<'a, str>>,
    pub state: OrderState,
    pub created_on: Option<CreatedOn<'a>>,
    /// Whole points that the customer paid with.
    pub authorized_bonuses: i64,
    /// What was ordered: read as a basket is. An error where there is more of it than is calculated.
    pub basket: Result<BasketRequest<'a>, RequestError>,
}

/// Reads the body of a call about orders: in `orders`, or a single order by itself.
///
/// # Errors
/// Where the body is no JSON, no object, or has more than [`MAX_ORDERS`] orders. Nothing else is an error.
///
/// Source: docs/protocol.md, "Tolerance" and "Orders".
pub fn read(body: &[u8]) -> Result<Vec<OrderRequest<'_>>, RequestError> {
    let mut single = Order::default();
    let mut orders: Option<Vec<OrderRequest<'_>>> = None;
    let mut count = 0;
    json::read_object(body, |name, value| {
        if name != "orders" {
            single.read(name, value);
            return;
        }
        let mut list = Vec::new();
        count = 0;
        value.elements(|element| {
            count += 1;
            let mut order = Order::default();
            if element.fields(|name, value| order.read(name, value)) {
                list.push(order.request());
            }
            count <= MAX_ORDERS
        });
        orders = Some(list);
    })?;
    if count > MAX_ORDERS {
        return Err(RequestError::too_many_orders(MAX_ORDERS));
    }
    Ok(orders.unwrap_or_else(|| if single.uuid.is_some() { vec![single.request()] } else { Vec::new() }))
}

#[derive(Default)]
struct Order<'a> {
    uuid: Option<Cow<'a, str>>,
    group_id: Option<Cow<'a, str>>,
    state: OrderState,
    created_on: Option<CreatedOn<'a>>,
    bonuses: i64,
    fields: Fields<'a>,
}

impl<'a> Order<'a> {
    fn read(&mut self, name: &str, value: &mut Reader<'a>) {
        match name {
            "uuid" => self.uuid = value.text(),
            "groupId" => self.group_id = value.text(),
            "status" => self.state = state(value.text().as_deref()),
            "createdOn" => self.created_on = value.text().map(created_on),
            "authorizedBonuses" => self.bonuses = value.decimal(0).unwrap_or(0).max(0),
            _ => _ = self.fields.read(name, value),
        }
    }

    fn request(self) -> OrderRequest<'a> {
        let Self { uuid, group_id, state, created_on, bonuses, fields } = self;
        OrderRequest { uuid, group_id, state, created_on, authorized_bonuses: bonuses, basket: fields.request() }
    }
}

fn state(word: Option<&str>) -> OrderState {
    match word.map(str::to_lowercase).as_deref() {
        Some("canceled" | "cancelled") => OrderState::Canceled,
        Some("done") => OrderState::Done,
        _ => OrderState::Placed,
    }
}

/// A number is Unix time: in milliseconds where it could be no time in seconds before the year 5138.
fn created_on(text: Cow<'_, str>) -> CreatedOn<'_> {
    const LARGEST_SECONDS: i64 = 100_000_000_000;
    match text.parse::<i64>() {
        Ok(seconds) if seconds.abs() < LARGEST_SECONDS => CreatedOn::At(Moment(seconds)),
        Ok(millis) => CreatedOn::At(Moment(millis.div_euclid(1_000))),
        Err(_) => CreatedOn::Text(text),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn one(order: &str) -> OrderRequest<'_> {
        let mut orders = read(order.as_bytes()).unwrap();
        assert_eq!(orders.len(), 1, "{order}");
        orders.pop().unwrap()
    }

    #[test]
    fn an_order_is_a_basket_with_a_number() {
        let order = one(
            r#"{"orders": [{"uuid": "a", "groupId": 7, "status": "done", "createdOn": 1700000000, "authorizedBonuses": "150",
            "promocode": "SALE", "items": [{"id": "x", "quantity": 2}]}]}"#,
        );
        assert_eq!((order.uuid.as_deref(), order.group_id.as_deref(), order.state), (Some("a"), Some("7"), OrderState::Done));
        assert_eq!((order.created_on, order.authorized_bonuses), (Some(CreatedOn::At(Moment(1_700_000_000))), 150));
        let basket = order.basket.unwrap();
        assert_eq!((basket.promocode.as_deref(), basket.items.len()), (Some("SALE"), 1));
    }

    #[test]
    fn a_single_order_may_come_by_itself() {
        assert_eq!(one(r#"{"uuid": 5, "items": []}"#).uuid.as_deref(), Some("5"));
        assert!(read(b"{}").unwrap().is_empty());
        assert!(read(br#"{"orders": 1}"#).unwrap().is_empty());
        assert!(read(br#"{"orders": [1, "a", null]}"#).unwrap().is_empty());
    }

    #[test]
    fn every_state_that_ends_nothing_is_placed() {
        for (word, expected) in [
            (r#""canceled""#, OrderState::Canceled),
            (r#""Cancelled""#, OrderState::Canceled),
            (r#""done""#, OrderState::Done),
            (r#""assembling""#, OrderState::Placed),
            ("null", OrderState::Placed),
            ("7", OrderState::Placed),
        ] {
            assert_eq!(one(&format!(r#"{{"uuid": "a", "status": {word}}}"#)).state, expected, "{word}");
        }
    }

    #[test]
    fn times_come_in_seconds_milliseconds_and_as_text() {
        for (value, expected) in [
            ("1700000000", Some(CreatedOn::At(Moment(1_700_000_000)))),
            ("1700000000999", Some(CreatedOn::At(Moment(1_700_000_000)))),
            (r#""2026-11-24T10:00:00+03:00""#, Some(CreatedOn::Text("2026-11-24T10:00:00+03:00".into()))),
            ("null", None),
        ] {
            assert_eq!(one(&format!(r#"{{"uuid": "a", "createdOn": {value}}}"#)).created_on, expected, "{value}");
        }
    }

    #[test]
    fn too_many_orders_are_refused_and_too_many_items_are_the_orders_own_fault() {
        let orders = |count: usize| format!(r#"{{"orders": [{}]}}"#, vec![r#"{"uuid": "a"}"#; count].join(","));
        assert_eq!(read(orders(MAX_ORDERS).as_bytes()).unwrap().len(), MAX_ORDERS);
        assert_eq!(read(orders(MAX_ORDERS + 1).as_bytes()).unwrap_err().code, crate::ErrorCode::TooManyItems);
        let order = format!(r#"{{"uuid": "a", "items": [{}]}}"#, vec![r#"{"id": "x"}"#; 1_001].join(","));
        assert!(one(&order).basket.is_err());
    }
}
