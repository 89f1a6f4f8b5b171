use std::borrow::Cow;

use super::{Address, ChosenPromotion, Item, MAX_ITEMS, promo_group};
use crate::{RequestError, json};

/// A basket to be calculated, as it was sent. Texts are borrowed from the body.
///
/// Blank texts, and values that are not what the field is for, are absent ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BasketRequest<'a> {
    /// Those that have an id, in their order: the lines of the basket that is made of them.
    pub items: Vec<Item<'a>>,
    /// The customer in the retailer's system.
    pub external_user_id: Option<Cow<'a, str>>,
    pub loyalty_card: Option<Cow<'a, str>>,
    /// As the customer typed it.
    pub promocode: Option<Cow<'a, str>>,
    /// In their order, of all groups.
    pub promo_group: Vec<ChosenPromotion<'a>>,
    pub city: Option<Cow<'a, str>>,
    pub city_kladr: Option<Cow<'a, str>>,
    pub fias_code: Option<Cow<'a, str>>,
    pub address: Address<'a>,
    pub delivery_id: Option<Cow<'a, str>>,
    pub payment_id: Option<Cow<'a, str>>,
    /// The chosen pick-up point.
    pub delivery_pickup_id: Option<Cow<'a, str>>,
    /// The customer's favourite one.
    pub preferred_pickup_id: Option<Cow<'a, str>>,
    pub outlet_id: Option<Cow<'a, str>>,
    pub staff_id: Option<Cow<'a, str>>,
    /// The app on one device: whoever guesses codes is told by it, where no customer is named.
    pub install_id: Option<Cow<'a, str>>,
}

/// Reads the body of a basket calculation.
///
/// # Errors
/// Where the body is no JSON (with line, column and what was expected), is no object, or has more than [`MAX_ITEMS`]
/// items. Nothing else is an error.
///
/// Source: docs/protocol.md, "Tolerance" and "Basket: request".
pub fn read(body: &[u8]) -> Result<BasketRequest<'_>, RequestError> {
    let mut fields = Fields::default();
    json::read_object(body, |name, value| _ = fields.read(name, value))?;
    fields.request()
}

/// A request of which the fields are read one by one.
#[derive(Debug, Default)]
pub(crate) struct Fields<'a> {
    request: BasketRequest<'a>,
    loyalty_cart: Option<Cow<'a, str>>,
    too_many: Option<RequestError>,
}

impl<'a> Fields<'a> {
    /// Reads a field, where it is one of a basket; false where it is not.
    pub(crate) fn read(&mut self, name: &str, value: &mut json::Reader<'a>) -> bool {
        let request = &mut self.request;
        match name {
            "items" => match read_items(value) {
                Ok(items) => (request.items, self.too_many) = (items, None),
                Err(error) => self.too_many = Some(error),
            },
            "externalUserId" => request.external_user_id = value.text(),
            "loyaltyCard" => request.loyalty_card = value.text(),
            "loyaltyCart" => self.loyalty_cart = value.text(),
            "promocode" => request.promocode = value.text(),
            "promoGroup" => request.promo_group = promo_group::read(value),
            "city" => request.city = value.text(),
            "cityKladr" => request.city_kladr = value.text(),
            "fiasCode" => request.fias_code = value.text(),
            "addressData" => request.address = Address::read(value),
            "deliveryId" => request.delivery_id = value.text(),
            "paymentId" => request.payment_id = value.text(),
            "deliveryPickupId" => request.delivery_pickup_id = value.text(),
            "preferredPickupId" => request.preferred_pickup_id = value.text(),
            "outletId" => request.outlet_id = value.text(),
            "staffId" => request.staff_id = value.text(),
            "installId" => request.install_id = value.text(),
            _ => return false,
        }
        true
    }

    pub(crate) fn request(self) -> Result<BasketRequest<'a>, RequestError> {
        let Self { mut request, loyalty_cart, too_many } = self;
        request.loyalty_card = request.loyalty_card.or(loyalty_cart);
        too_many.map_or(Ok(request), Err)
    }
}

fn read_items<'a>(value: &mut json::Reader<'a>) -> Result<Vec<Item<'a>>, RequestError> {
    let (mut items, mut count) = (Vec::new(), 0);
    value.elements(|element| {
        count += 1;
        if count <= MAX_ITEMS {
            items.extend(Item::read(element));
        }
        count <= MAX_ITEMS
    });
    if count > MAX_ITEMS { Err(RequestError::too_many_items(MAX_ITEMS)) } else { Ok(items) }
}
