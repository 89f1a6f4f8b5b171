//! A customer who has signed in.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::Description,
    index::{Dimension, Guard},
    text::{Text, Words},
    trace::Evidence,
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
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        words.pick("покупатель известен магазину".to_owned(), "the shop knows the customer".to_owned())
    }
}

impl Tested for KnownCustomer {
    const NEEDS_FACTS: bool = true;

    fn holds(&self, view: &View<'_>) -> bool {
        view.customer_id().is_some()
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        view.customer_id().map_or(Evidence::Absent, |id| super::names(&[], Some(id)))
    }

    /// The request itself may say who it is.
    fn is_unknown(&self, view: &View<'_>) -> bool {
        view.facts_are_unknown() && view.customer_id().is_none()
    }

    fn guard(&self) -> Guard<'_> {
        Guard::any_of(Dimension::Known, [""])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basket, Facts, facts::Customer};

    #[test]
    fn by_id_or_by_the_owner_of_the_card() {
        let of = |named: Option<&str>, facts: Facts| {
            let basket = Basket { customer: named.map(str::to_owned), ..Basket::default() };
            let view = View { basket: &basket, facts: &facts, ..View::default() };
            (KnownCustomer {}.holds(&view), KnownCustomer {}.is_unknown(&view))
        };
        let owner = Facts::Customer(Customer { id: "anna".to_owned(), ..Customer::default() });
        assert_eq!(of(None, Facts::Nobody), (false, false));
        assert_eq!(of(Some(""), Facts::Nobody), (false, false));
        assert_eq!(of(Some("new"), Facts::Nobody), (true, false));
        assert_eq!(of(Some("new"), Facts::Unknown), (true, false));
        assert_eq!(of(None, owner), (true, false));
        assert_eq!(of(None, Facts::Unknown), (false, true));
    }
}
