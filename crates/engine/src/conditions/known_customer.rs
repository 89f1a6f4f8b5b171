//! A customer who has signed in.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::Description,
    text::{Text, Words},
};

/// The request names a customer whom the shop knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownCustomer {}

impl Described for KnownCustomer {
    const DESCRIPTION: Description = Description {
        kind: "known_customer",
        title: Text::new("Известный покупатель", "Known customer"),
        summary: Text::new("Покупатель вошёл или назвал карту", "The customer has signed in or named a card"),
        fields: &[],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        words.pick("покупатель известен магазину".to_owned(), "the shop knows the customer".to_owned())
    }
}

impl Tested for KnownCustomer {
    const NEEDS_FACTS: bool = true;
}
