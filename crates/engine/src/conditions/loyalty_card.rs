//! A loyalty card.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::Description,
    index::{Dimension, Guard},
    text::{Text, Words},
    trace::Evidence,
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
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        words.pick("у покупателя есть карта лояльности".to_owned(), "the customer has a loyalty card".to_owned())
    }
}

impl LoyaltyCard {
    fn card<'a>(view: &View<'a>) -> Option<&'a str> {
        view.basket.named_card().or_else(|| view.customer().and_then(|customer| customer.loyalty_card.as_deref()))
    }
}

impl Tested for LoyaltyCard {
    const NEEDS_FACTS: bool = true;

    fn holds(&self, view: &View<'_>) -> bool {
        Self::card(view).is_some()
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        Self::card(view).map_or(Evidence::Absent, |card| super::names(&[], Some(card)))
    }

    /// The request itself may have it.
    fn is_unknown(&self, view: &View<'_>) -> bool {
        view.facts_are_unknown() && Self::card(view).is_none()
    }

    fn guard(&self) -> Guard<'_> {
        Guard::any_of(Dimension::Card, [""])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basket, Facts, facts::Customer};

    #[test]
    fn in_the_request_or_on_record() {
        let of = |card: Option<&str>, facts: Facts| {
            let basket = Basket { customer: Some("anna".to_owned()), loyalty_card: card.map(str::to_owned), ..Basket::default() };
            let view = View { basket: &basket, facts: &facts, ..View::default() };
            (LoyaltyCard {}.holds(&view), LoyaltyCard {}.is_unknown(&view))
        };
        let customer =
            |card: Option<&str>| Facts::Customer(Customer { loyalty_card: card.map(str::to_owned), ..Customer::default() });
        assert_eq!(of(Some("77"), Facts::Nobody), (true, false));
        assert_eq!(of(Some(""), Facts::Nobody), (false, false));
        assert_eq!(of(None, customer(Some("77"))), (true, false));
        assert_eq!(of(None, customer(None)), (false, false));
        assert_eq!(of(Some("77"), Facts::Unknown), (true, false));
        assert_eq!(of(None, Facts::Unknown), (false, true));
    }
}
