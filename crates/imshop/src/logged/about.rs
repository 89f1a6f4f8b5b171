use std::borrow::Cow;

use crate::json::{self, Reader};

/// Orders of a call that are named at most.
const MAX_ORDERS: usize = 100;

/// Whom and what a call was about; of a call with several orders the customer and the code of the first that has one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About<'a> {
    pub customer: Option<Cow<'a, str>>,
    /// As the customer typed it.
    pub code: Option<Cow<'a, str>>,
    /// Numbers of orders.
    pub orders: Vec<Cow<'a, str>>,
}

/// Reads whom a request is about; of a body that is no JSON, nobody.
///
/// ```
/// let about = imshop::logged::about(br#"{"externalUserId": 42, "promocode": "SALE"}"#);
/// assert_eq!((about.customer.as_deref(), about.code.as_deref()), (Some("42"), Some("SALE")));
/// ```
pub fn about(body: &[u8]) -> About<'_> {
    let mut about = About::default();
    let read = json::read_object(body, |name, value| match name {
        "orders" => value.elements(|order| {
            let mut one = About::default();
            order.fields(|name, value| one.read(name, value));
            about.customer = about.customer.take().or(one.customer);
            about.code = about.code.take().or(one.code);
            about.orders.extend(one.orders);
            about.orders.len() < MAX_ORDERS
        }),
        name => about.read(name, value),
    });
    read.map_or_else(|_| About::default(), |()| about)
}

impl<'a> About<'a> {
    fn read(&mut self, name: &str, value: &mut Reader<'a>) {
        match name {
            "externalUserId" | "userId" => self.customer = value.text(),
            "promocode" => self.code = value.text(),
            "uuid" => self.orders.extend(value.text()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> (Option<String>, Option<String>, Vec<String>) {
        let About { customer, code, orders } = about(body.as_bytes());
        (customer.map(Cow::into_owned), code.map(Cow::into_owned), orders.into_iter().map(Cow::into_owned).collect())
    }

    #[test]
    fn every_webhook_names_the_customer_in_its_own_way() {
        assert_eq!(of(r#"{"userId": "7"}"#).0.as_deref(), Some("7"));
        assert_eq!(of(r#"{"externalUserId": "7", "promocode": " "}"#), (Some("7".to_owned()), None, Vec::new()));
        let orders = r#"{"orders": [{"uuid": "a"}, {"uuid": "b", "externalUserId": "7", "promocode": "X"}, 5]}"#;
        assert_eq!(of(orders), (Some("7".to_owned()), Some("X".to_owned()), vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn nobody_is_told_of_where_nothing_can_be_read() {
        for body in ["", "[]", r#"{"externalUserId": "7""#, r#"{"externalUserId": {}}"#] {
            assert_eq!(of(body), (None, None, Vec::new()), "{body}");
        }
    }
}
