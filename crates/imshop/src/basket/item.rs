use std::borrow::Cow;

use engine::{Money, Quantity};

use super::{list, price, quantity};
use crate::json::Reader;

/// A line of the basket.
///
/// `subtotal` and `discount` of a request are not read: they are computed anew.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item<'a> {
    /// The product card.
    pub id: Option<Cow<'a, str>>,
    /// The offer in the retailer's system.
    pub private_id: Option<Cow<'a, str>>,
    /// The offer in the product feed.
    pub configuration_id: Option<Cow<'a, str>>,
    pub name: Option<Cow<'a, str>>,
    /// Of one unit.
    pub price: Option<Money>,
    /// One unit where the request does not say.
    pub quantity: Quantity,
    /// Ids of promotions.
    pub applied_discounts: Vec<Cow<'a, str>>,
    /// False: set aside by the customer. None where the request does not say.
    pub selected: Option<bool>,
    pub passthrough: Passthrough<'a>,
}

/// Fields of a line that come back as they came, as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Passthrough<'a> {
    pub item_kit_id: Option<&'a str>,
    pub addons: Option<&'a str>,
    pub warehouse_id: Option<&'a str>,
    pub delivery_group: Option<&'a str>,
}

impl<'a> Item<'a> {
    /// None where it is no object, or has no id by which it could be answered.
    pub(super) fn read(value: &mut Reader<'a>) -> Option<Self> {
        let mut item = Self { quantity: Quantity::ONE, ..Self::default() };
        value.fields(|name, value| match name {
            "id" => item.id = value.text(),
            "privateId" => item.private_id = value.text(),
            "configurationId" => item.configuration_id = value.text(),
            "name" => item.name = value.text(),
            "price" => item.price = price(value),
            "quantity" => item.quantity = quantity(value).unwrap_or(Quantity::ONE),
            "appliedDiscounts" => item.applied_discounts = list(value, id),
            "selected" => item.selected = value.flag(),
            "itemKitId" => item.passthrough.item_kit_id = value.raw(),
            "addons" => item.passthrough.addons = value.raw(),
            "warehouseId" => item.passthrough.warehouse_id = value.raw(),
            "deliveryGroup" => item.passthrough.delivery_group = value.raw(),
            _ => {}
        });
        let has_id = item.id.is_some() || item.private_id.is_some() || item.configuration_id.is_some();
        has_id.then_some(item)
    }
}

/// An id by itself, or the `id` of an object.
fn id<'a>(value: &mut Reader<'a>) -> Option<Cow<'a, str>> {
    let mut id = None;
    let is_object = value.fields(|name, value| {
        if name == "id" {
            id = value.text();
        }
    });
    if is_object { id } else { value.text() }
}
