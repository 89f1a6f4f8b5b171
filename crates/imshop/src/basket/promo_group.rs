use std::borrow::Cow;

use engine::Quantity;

use super::{MAX_LIST, item::id, list, quantity};
use crate::json::Value;

/// A promotion of the promo group that the customer chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenPromotion<'a> {
    pub id: Cow<'a, str>,
    /// The gifts chosen in it.
    pub gifts: Vec<ChosenGift<'a>>,
}

/// A gift that the customer chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenGift<'a> {
    pub id: Cow<'a, str>,
    /// One unit where the request does not say.
    pub quantity: Quantity,
}

/// The chosen promotions in their order: of a flat list, or of a list of groups.
pub(super) fn read(value: Value<'_>) -> Vec<ChosenPromotion<'_>> {
    let mut chosen = Vec::new();
    value.elements(|element| {
        element.elements(|promotion| {
            chosen.extend(ChosenPromotion::read(promotion));
            chosen.len() < MAX_LIST
        });
        chosen.len() < MAX_LIST
    });
    chosen
}

impl<'a> ChosenPromotion<'a> {
    fn read(value: Value<'a>) -> Option<Self> {
        let mut gifts = Vec::new();
        value.fields(|name, value| {
            if name == "gifts" {
                gifts = list(value, ChosenGift::read);
            }
        });
        Some(Self { id: id(value)?, gifts })
    }
}

impl<'a> ChosenGift<'a> {
    fn read(value: Value<'a>) -> Option<Self> {
        let mut units = Quantity::ONE;
        value.fields(|name, value| {
            if name == "quantity" {
                units = quantity(value).unwrap_or(Quantity::ONE);
            }
        });
        Some(Self { id: id(value)?, quantity: units })
    }
}
