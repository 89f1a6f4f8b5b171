//! The webhooks' questions, and "Try a basket".

use std::sync::Arc;

use contract::{inputs::TryInput, views::TryView};
use engine::{Basket, Quote, rules::PersonalOffer, text::Language};

use crate::{Error, Live, Permit, Read, Service};

/// A personal offer for this customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferAnswer {
    pub offer: PersonalOffer,
    /// The code to show: the offer's own, or the customer's of its pool.
    pub code: Option<String>,
    pub used: Option<bool>,
}

impl Service {
    /// What baskets are answered from now; swapped whole when something is published.
    pub fn live(&self) -> Arc<Live> {
        unimplemented!()
    }

    /// What a basket costs, from what is published, by facts of this customer that are looked up under a deadline.
    /// `live` is what the request was read with, so that one answer comes from one ruleset.
    pub async fn quote(&self, _live: &Live, _basket: &Basket) -> Quote {
        unimplemented!()
    }

    /// The offers for a customer who is in these segments (id, name), as IMSHOP says; the segments are remembered.
    pub async fn personal_offers(&self, _customer: Option<&str>, _segments: &[(String, String)]) -> Vec<OfferAnswer> {
        unimplemented!()
    }

    /// "Try a basket": the same calculation for a basket put together by hand; nothing is stored.
    pub async fn try_basket(&self, _permit: &Permit<Read>, _input: &TryInput, _language: Language) -> Result<TryView, Error> {
        unimplemented!()
    }
}
