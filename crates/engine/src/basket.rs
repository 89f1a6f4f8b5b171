//! What a customer has in the basket, whoever sent it.

use serde::{Deserialize, Serialize};

use crate::{
    rules::Gift,
    units::{Money, Quantity},
};

/// A basket to be calculated.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Basket {
    pub lines: Vec<Line>,
    /// The customer in the retailer's system.
    pub customer: Option<String>,
    pub loyalty_card: Option<String>,
    /// The one code that the customer typed, as typed.
    pub code: Option<String>,
    /// The promotions of the group that the customer chose, in the order in which they were sent (R13).
    pub chosen: Vec<Chosen>,
    pub delivery: Delivery,
}

impl Basket {
    /// The customer whom the request names; none where it is empty.
    pub fn named_customer(&self) -> Option<&str> {
        self.customer.as_deref().filter(|id| !id.is_empty())
    }

    /// The loyalty card that the request names; none where it is empty.
    pub fn named_card(&self) -> Option<&str> {
        self.loyalty_card.as_deref().filter(|card| !card.is_empty())
    }
}

/// One line of the basket as it was sent: nothing that it claims is believed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Line {
    /// The offer by the field that the settings name; the answer repeats it.
    pub offer_id: String,
    /// The offer by the other field: under which it is looked up where the catalogue does not know the first.
    pub other_id: Option<String>,
    pub name: String,
    /// Of one unit, for reference only (R2).
    pub price: Option<Money>,
    pub quantity: Quantity,
    /// Promotions of our last answer, or the one to which a chosen gift belongs.
    pub applied: Vec<String>,
    /// Set aside by the customer: answered, counts for nothing.
    pub set_aside: bool,
}

/// A promotion of the chosen promo group, with the gifts chosen in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    pub promotion: String,
    pub gifts: Vec<Gift>,
}

/// Where and how the order is to be delivered and paid, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Delivery {
    pub city: Option<String>,
    pub kladr: Option<String>,
    /// Every FIAS code of the address.
    pub fias: Vec<String>,
    pub delivery: Option<String>,
    pub payment: Option<String>,
    pub pickup: Option<String>,
    pub outlet: Option<String>,
    /// In the shop, by the shop-assistant app.
    pub in_shop: bool,
}
