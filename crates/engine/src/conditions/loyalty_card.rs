//! A loyalty card.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::Description,
    text::{Text, Words},
};

/// The request names a loyalty card, or the customer has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoyaltyCard {}

impl Described for LoyaltyCard {
    const DESCRIPTION: Description = Description {
        kind: "loyalty_card",
        title: Text::new("Карта лояльности", "Loyalty card"),
        summary: Text::new("У покупателя есть карта лояльности", "The customer has a loyalty card"),
        fields: &[],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        words.pick("у покупателя есть карта лояльности".to_owned(), "the customer has a loyalty card".to_owned())
    }
}

impl Tested for LoyaltyCard {
    const NEEDS_FACTS: bool = true;
}
