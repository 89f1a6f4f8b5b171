//! The chosen pick-up point.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    index::{Dimension, Guard},
    problem::Place,
    text::{Text, Words},
    trace::Evidence,
};

/// One of these pick-up points is chosen (`deliveryPickupId`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pickup {
    pub any: Vec<String>,
}

impl Described for Pickup {
    const DESCRIPTION: Description = Description {
        kind: "pickup",
        title: Text::new("Пункт выдачи", "Pick-up point"),
        summary: Text::new("Покупатель выбрал этот пункт выдачи", "The customer chose this pick-up point"),
        fields: &[Field::required("any", FieldKind::Ids(Reference::Pickup), Text::new("Пункты выдачи", "Pick-up points"))],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let list = words.list(Reference::Pickup, &self.any, words.or());
        words.pick(format!("пункт выдачи — {list}"), format!("the pick-up point is {list}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        crate::items::visit_ids(Reference::Pickup, &self.any, &place.key("any"), visit);
    }
}

impl Tested for Pickup {
    fn holds(&self, view: &View<'_>) -> bool {
        view.basket.delivery.pickup.as_ref().is_some_and(|id| self.any.contains(id))
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        super::names(&self.any, view.basket.delivery.pickup.as_deref())
    }

    fn guard(&self) -> Guard<'_> {
        Guard::any_of(Dimension::Pickup, self.any.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basket, basket};

    #[test]
    fn one_of_them() {
        let test = Pickup { any: vec!["a".to_owned(), "b".to_owned()] };
        let of = |id: Option<&str>| {
            let delivery = basket::Delivery { pickup: id.map(str::to_owned), ..basket::Delivery::default() };
            let basket = Basket { delivery, ..Basket::default() };
            test.holds(&View { basket: &basket, ..View::default() })
        };
        assert!(of(Some("a")) && of(Some("b")));
        assert!(!of(Some("A")) && !of(Some("ab")) && !of(None));
    }
}
