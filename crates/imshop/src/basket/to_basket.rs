use std::borrow::Cow;

use engine::{
    Basket, Settings,
    basket::{Chosen, Delivery, Line},
    rules::{Gift, OfferIdField},
};

use super::{BasketRequest, ChosenGift, ChosenPromotion, Item};

impl BasketRequest<'_> {
    /// The basket that the engine calculates: line for line that of the request.
    ///
    /// ```
    /// use engine::{Settings, rules::OfferIdField};
    ///
    /// let request = imshop::basket::read(br#"{"items": [{"id": 7, "privateId": "7-250", "configurationId": "250"}]}"#)?;
    /// let settings = Settings { offer_id_field: OfferIdField::ConfigurationId, ..Settings::default() };
    /// let line = &request.to_basket(&settings).lines[0];
    /// assert_eq!((line.offer_id.as_str(), line.other_id.as_deref()), ("250", Some("7-250")));
    /// # Ok::<(), imshop::RequestError>(())
    /// ```
    ///
    /// Source: docs/protocol.md, "Ids of an item" and "Basket: request".
    pub fn to_basket(&self, settings: &Settings) -> Basket {
        Basket {
            lines: self.items.iter().map(|item| item.to_line(settings.offer_id_field)).collect(),
            customer: owned(&self.external_user_id),
            loyalty_card: owned(&self.loyalty_card),
            code: owned(&self.promocode),
            chosen: self.promo_group.iter().map(ChosenPromotion::to_chosen).collect(),
            delivery: self.to_delivery(),
        }
    }

    fn to_delivery(&self) -> Delivery {
        let mut fias: Vec<String> = Vec::new();
        for code in self.fias_code.iter().chain(&self.address.fias) {
            if !fias.iter().any(|known| known == code) {
                fias.push(code.as_ref().to_owned());
            }
        }
        // The favourite shop stands for the chosen one only until a delivery is chosen: then it may be a courier.
        let preferred = if self.delivery_id.is_none() { self.preferred_pickup_id.as_ref() } else { None };
        Delivery {
            city: first(&self.city, &self.address.city),
            kladr: first(&self.city_kladr, &self.address.kladr),
            fias,
            delivery: owned(&self.delivery_id),
            payment: owned(&self.payment_id),
            pickup: self.delivery_pickup_id.as_ref().or(preferred).map(|id| id.as_ref().to_owned()),
            outlet: owned(&self.outlet_id),
            in_shop: self.outlet_id.is_some() || self.staff_id.is_some(),
        }
    }
}

impl Item<'_> {
    fn to_line(&self, field: OfferIdField) -> Line {
        let (named, other) = match field {
            OfferIdField::PrivateId => (&self.private_id, &self.configuration_id),
            OfferIdField::ConfigurationId => (&self.configuration_id, &self.private_id),
        };
        let offer_id = named.as_deref().or(other.as_deref()).or(self.id.as_deref()).unwrap_or_default();
        Line {
            offer_id: offer_id.to_owned(),
            other_id: other.as_deref().filter(|&other| other != offer_id).map(str::to_owned),
            name: self.name.as_deref().unwrap_or_default().to_owned(),
            price: self.price,
            quantity: self.quantity,
            applied: self.applied_discounts.iter().map(|id| id.as_ref().to_owned()).collect(),
            set_aside: self.selected == Some(false),
        }
    }
}

impl ChosenPromotion<'_> {
    fn to_chosen(&self) -> Chosen {
        Chosen { promotion: self.id.as_ref().to_owned(), gifts: self.gifts.iter().map(ChosenGift::to_gift).collect() }
    }
}

impl ChosenGift<'_> {
    fn to_gift(&self) -> Gift {
        Gift { offer_id: self.id.as_ref().to_owned(), quantity: self.quantity }
    }
}

fn owned(text: &Option<Cow<'_, str>>) -> Option<String> {
    text.as_deref().map(str::to_owned)
}

fn first(text: &Option<Cow<'_, str>>, otherwise: &Option<Cow<'_, str>>) -> Option<String> {
    text.as_deref().or(otherwise.as_deref()).map(str::to_owned)
}
