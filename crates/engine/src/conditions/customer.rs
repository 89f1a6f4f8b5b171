//! Named customers.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    index::{Dimension, Guard},
    items::Ids,
    problem::Place,
    text::{Text, Words},
    trace::Evidence,
};

/// The customer is one of these (`externalUserId`, else the owner of the card).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    pub any: Ids,
}

impl Described for Customer {
    const DESCRIPTION: Description = Description {
        kind: "customer",
        title: Text::new("Покупатели", "Customers"),
        summary: Text::new("Только эти покупатели", "Only these customers"),
        fields: &[Field::required("any", FieldKind::Ids(Reference::Customer), Text::new("Покупатели", "Customers"))],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let list = words.list(Reference::Customer, &self.any, words.or());
        words.pick(format!("покупатель — {list}"), format!("the customer is {list}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        crate::items::visit_ids(Reference::Customer, &self.any, &place.key("any"), visit);
    }
}

impl Tested for Customer {
    const NEEDS_FACTS: bool = true;

    fn holds(&self, view: &View<'_>) -> bool {
        view.customer_id().is_some_and(|id| self.any.has(id))
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        super::names(&self.any, view.customer_id())
    }

    /// The request itself may say who it is.
    fn is_unknown(&self, view: &View<'_>) -> bool {
        view.facts_are_unknown() && view.customer_id().is_none()
    }

    fn guard(&self) -> Guard<'_> {
        Guard::any_of(Dimension::Customer, self.any.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basket, Facts, Language, facts};

    fn of(named: Option<&str>, facts: Facts) -> (bool, bool) {
        let test = Customer { any: ["anna", "boris"].into_iter().collect() };
        let basket = Basket { customer: named.map(str::to_owned), loyalty_card: Some("1".to_owned()), ..Basket::default() };
        let view = View { basket: &basket, facts: &facts, ..View::default() };
        (test.holds(&view), test.is_unknown(&view))
    }

    #[test]
    fn by_id_else_by_the_owner_of_the_card() {
        let owner = |id: &str| Facts::Customer(facts::Customer { id: id.to_owned(), ..facts::Customer::default() });
        assert_eq!(of(Some("boris"), Facts::Nobody), (true, false));
        assert_eq!(of(Some("Boris"), Facts::Nobody), (false, false));
        assert_eq!(of(None, owner("anna")), (true, false));
        assert_eq!(of(None, owner("vera")), (false, false));
        assert_eq!(of(None, Facts::Nobody), (false, false));
    }

    #[test]
    fn who_is_named_is_never_unknown() {
        assert_eq!(of(Some("boris"), Facts::Unknown), (true, false));
        assert_eq!(of(None, Facts::Unknown), (false, true));
    }

    #[test]
    fn sentence() {
        let test = Customer { any: ["a", "b"].into_iter().collect() };
        assert_eq!(test.sentence(&Words::plain(Language::Ru)), "покупатель — a или b");
        assert_eq!(test.sentence(&Words::plain(Language::En)), "the customer is a or b");
    }
}
