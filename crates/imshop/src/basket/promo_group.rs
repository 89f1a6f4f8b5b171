use std::borrow::Cow;

use engine::Quantity;

use super::{MAX_LIST, list, quantity};
use crate::json::Reader;

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
pub(super) fn read<'a>(value: &mut Reader<'a>) -> Vec<ChosenPromotion<'a>> {
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
    /// An object, or the id alone.
    fn read(value: &mut Reader<'a>) -> Option<Self> {
        let (mut id, mut gifts) = (None, Vec::new());
        let is_object = value.fields(|name, value| match name {
            "id" => id = value.text(),
            "gifts" => gifts = list(value, ChosenGift::read),
            _ => {}
        });
        let id = if is_object { id } else { value.text() };
        Some(Self { id: id?, gifts })
    }
}

impl<'a> ChosenGift<'a> {
    /// An object, or the id alone.
    fn read(value: &mut Reader<'a>) -> Option<Self> {
        let (mut id, mut units) = (None, None);
        let is_object = value.fields(|name, value| match name {
            "id" => id = value.text(),
            "quantity" => units = quantity(value),
            _ => {}
        });
        let id = if is_object { id } else { value.text() };
        Some(Self { id: id?, quantity: units.unwrap_or(Quantity::ONE) })
    }
}
