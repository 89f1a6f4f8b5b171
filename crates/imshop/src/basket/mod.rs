//! The basket calculation: what IMSHOP sends, as a basket of the engine, and the engine's quote, as IMSHOP expects it.
//!
//! ```
//! use engine::{Quote, Settings};
//!
//! let body = r#"{"items": [{"privateId": "tea-100", "price": "320", "quantity": 2}], "promocode": ""}"#;
//! let request = imshop::basket::read(body.as_bytes())?;
//! let basket = request.to_basket(&Settings::default());
//! assert_eq!(basket.lines[0].offer_id, "tea-100");
//! assert_eq!(basket.code, None);
//!
//! let quote = Quote::default(); // … which the engine makes of the basket.
//! let answer = imshop::basket::write(&quote, &request);
//! assert_eq!(answer, br#"{"totalPrice":0,"appliedPromocode":null,"discount":0,"items":[],"dynamicDiscounts":[]}"#);
//! # Ok::<(), imshop::RequestError>(())
//! ```
//!
//! Source: docs/protocol.md, "Basket: request" and "Basket: answer".

mod address;
mod answer;
mod item;
mod promo_group;
mod request;
mod to_basket;

pub use address::Address;
pub use answer::write;
pub(crate) use answer::write_code;
pub use item::{Item, Passthrough};
pub use promo_group::{ChosenGift, ChosenPromotion};
pub(crate) use request::Fields;
pub use request::{BasketRequest, read};

use engine::{Money, Quantity};

use crate::json::Reader;

/// More lines are refused.
pub const MAX_ITEMS: usize = 1_000;
/// Of any other list, what follows is passed over.
pub const MAX_LIST: usize = 1_000;
/// The largest integer that JSON numbers carry exactly everywhere: 2^53.
const LARGEST: i64 = 9_007_199_254_740_992;
/// A higher price is read as none.
pub const MAX_PRICE: Money = Money(LARGEST);
/// A larger quantity is read as this one. It is more than can be calculated, so the line is answered with an error; and
/// [`MAX_ITEMS`] of it add up within 64 bits.
pub const MAX_QUANTITY: Quantity = Quantity(LARGEST);

/// A price of one unit in currency units, rounded half-up to kopecks; none where it is negative or above [`MAX_PRICE`].
fn price(value: &mut Reader<'_>) -> Option<Money> {
    let price = Money(value.decimal(2)?);
    (Money::ZERO..=MAX_PRICE).contains(&price).then_some(price)
}

/// A quantity in units, rounded half-up to thousandths, between nothing and [`MAX_QUANTITY`].
fn quantity(value: &mut Reader<'_>) -> Option<Quantity> {
    Some(Quantity(value.decimal(3)?).clamp(Quantity::ZERO, MAX_QUANTITY))
}

/// Up to [`MAX_LIST`] elements that `read` understands.
fn list<'a, T>(value: &mut Reader<'a>, mut read: impl FnMut(&mut Reader<'a>) -> Option<T>) -> Vec<T> {
    let mut elements = Vec::new();
    value.elements(|element| {
        elements.extend(read(element));
        elements.len() < MAX_LIST
    });
    elements
}

#[cfg(test)]
mod tests {
    use super::{MAX_ITEMS, MAX_QUANTITY};

    #[test]
    fn the_quantities_of_a_basket_add_up_within_64_bits() {
        let items = i64::try_from(MAX_ITEMS).unwrap_or(i64::MAX);
        assert!(MAX_QUANTITY.thousandths().checked_mul(items).is_some());
    }
}
