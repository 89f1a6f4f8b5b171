use engine::{Money, Quantity, quote::CodeOutcome};

use crate::{basket::write_code, json::Object};

/// What is answered about one order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnsweredOrder {
    /// False: it is not recorded, and `message` says why.
    pub success: bool,
    pub uuid: Option<String>,
    /// None where it is not recorded.
    pub price: Option<Money>,
    pub code: Option<CodeOutcome>,
    pub items: Vec<AnsweredItem>,
    /// What a reader should know; empty where there is nothing.
    pub message: String,
}

/// A line of a recorded order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredItem {
    pub id: String,
    pub price: Money,
    pub quantity: Quantity,
    pub discount: Money,
    pub subtotal: Money,
}

/// The JSON answer, in the order of the request.
///
/// Source: docs/protocol.md, "Orders".
pub fn write(orders: &[AnsweredOrder]) -> Vec<u8> {
    let mut out = Vec::with_capacity(512 * (orders.len() + 1));
    Object::write(&mut out, |answer| {
        answer.list("orders", orders, |out, order| Object::write(out, |object| write_order(object, order)));
    });
    out
}

fn write_order(object: &mut Object<'_>, order: &AnsweredOrder) {
    let AnsweredOrder { success, uuid, price, code, items, message } = order;
    object.flag("success", *success);
    match uuid {
        Some(uuid) => object.text("uuid", uuid),
        None => object.null("uuid"),
    }
    if let Some(price) = price {
        object.money("price", *price);
        write_code(object, code.as_ref());
        object.list("items", items, |out, item| Object::write(out, |object| write_item(object, item)));
    }
    object.optional_text("message", Some(message));
}

fn write_item(object: &mut Object<'_>, item: &AnsweredItem) {
    let AnsweredItem { id, price, quantity, discount, subtotal } = item;
    object.text("id", id);
    object.money("price", *price);
    object.quantity("quantity", *quantity);
    object.money("discount", *discount);
    object.money("subtotal", *subtotal);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use engine::quote::CodeStatus;

    use super::*;

    #[test]
    fn an_order_with_its_code_and_one_that_was_not_recorded() {
        let recorded = AnsweredOrder {
            success: true,
            uuid: Some("a".to_owned()),
            price: Some(Money(89_950)),
            code: Some(CodeOutcome { status: CodeStatus::Success, applied: Some("SALE".to_owned()) }),
            items: vec![AnsweredItem {
                id: "tea".to_owned(),
                price: Money(100_000),
                quantity: Quantity::ONE,
                discount: Money(10_050),
                subtotal: Money(89_950),
            }],
            message: String::new(),
        };
        let refused = AnsweredOrder { message: "нет номера".to_owned(), ..AnsweredOrder::default() };
        assert_eq!(
            String::from_utf8(write(&[recorded, refused])).unwrap(),
            r#"{"orders":[{"success":true,"uuid":"a","price":899.5,"appliedPromocode":"SALE","promocodeStatus":"success","items":[{"id":"tea","price":1000,"quantity":1,"discount":100.5,"subtotal":899.5}]},{"success":false,"uuid":null,"message":"нет номера"}]}"#
        );
    }
}
