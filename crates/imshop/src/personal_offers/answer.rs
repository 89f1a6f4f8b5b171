use engine::PersonalOffer;

use crate::json::Object;

/// An offer as it is shown to one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownOffer<'a> {
    pub offer: &'a PersonalOffer,
    /// The offer's code, or the customer's own of its pool.
    pub promocode: Option<&'a str>,
    /// Whether the customer has used it; none where it is not known.
    pub used: Option<bool>,
}

impl<'a> ShownOffer<'a> {
    /// An offer with its own code.
    pub fn new(offer: &'a PersonalOffer) -> Self {
        Self { offer, promocode: offer.promocode.as_deref(), used: None }
    }
}

/// The JSON answer: the offers in this order.
///
/// `expirationTimestamp` is in Unix seconds, or `null` where the offer has no end; else what is absent or empty is left
/// out. An offer with a value or an image has them in a `promoList` of one entry.
///
/// Source: docs/protocol.md, "Personal offers".
pub fn write(offers: &[ShownOffer<'_>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(256 * (offers.len() + 1));
    Object::write(&mut out, |answer| {
        answer.list("offers", offers, |out, offer| Object::write(out, |object| write_offer(object, offer)));
    });
    out
}

fn write_offer(object: &mut Object<'_>, shown: &ShownOffer<'_>) {
    let ShownOffer { offer, promocode, used } = *shown;
    let PersonalOffer {
        id,
        name,
        description,
        status: _,
        promocode: _,
        code_pool: _,
        value: _,
        image: _,
        barcode_type,
        online,
        offline,
        starts_at: _,
        expires_at,
        audience: _,
    } = offer;
    object.text("id", id);
    object.text("name", name);
    object.optional_text("description", Some(description));
    object.optional_text("promocode", promocode);
    object.optional_text("barcodeType", Some(barcode_type));
    object.flag("online", *online);
    object.flag("offline", *offline);
    if let Some(used) = used {
        object.flag("used", used);
    }
    match expires_at {
        Some(at) => object.integer("expirationTimestamp", at.unix_secs()),
        None => object.null("expirationTimestamp"),
    }
    if offer.value.is_some() || offer.image.is_some() {
        object.list("promoList", &[offer], |out, offer| Object::write(out, |entry| write_promo(entry, offer, promocode)));
    }
}

fn write_promo(entry: &mut Object<'_>, offer: &PersonalOffer, promocode: Option<&str>) {
    entry.optional_text("promocode", promocode);
    if let Some(value) = offer.value {
        entry.money("value", value);
    }
    entry.optional_text("image", offer.image.as_deref());
    if let Some(at) = offer.expires_at {
        entry.integer("expirationTimestamp", at.unix_secs());
    }
}
