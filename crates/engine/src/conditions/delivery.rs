//! The chosen delivery.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    index::{Dimension, Guard},
    problem::Place,
    text::{Text, Words},
    trace::Evidence,
};

/// One of these deliveries is chosen (`deliveryId`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    pub any: Vec<String>,
}

impl Described for Delivery {
    const DESCRIPTION: Description = Description {
        kind: "delivery",
        title: Text::new("Способ доставки", "Delivery"),
        summary: Text::new("Покупатель выбрал эту доставку", "The customer chose this delivery"),
        fields: &[Field::required("any", FieldKind::Ids(Reference::Delivery), Text::new("Способы доставки", "Deliveries"))],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let list = words.list(Reference::Delivery, &self.any, words.or());
        words.pick(format!("доставка — {list}"), format!("delivery is by {list}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        crate::items::visit_ids(Reference::Delivery, &self.any, &place.key("any"), visit);
    }
}

impl Tested for Delivery {
    fn holds(&self, view: &View<'_>) -> bool {
        view.basket.delivery.delivery.as_ref().is_some_and(|id| self.any.contains(id))
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        super::names(&self.any, view.basket.delivery.delivery.as_deref())
    }

    fn guard(&self) -> Guard<'_> {
        Guard::any_of(Dimension::Delivery, self.any.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basket, basket};

    #[test]
    fn one_of_them() {
        let test = Delivery { any: vec!["a".to_owned(), "b".to_owned()] };
        let of = |id: Option<&str>| {
            let delivery = basket::Delivery { delivery: id.map(str::to_owned), ..basket::Delivery::default() };
            let basket = Basket { delivery, ..Basket::default() };
            test.holds(&View { basket: &basket, ..View::default() })
        };
        assert!(of(Some("a")) && of(Some("b")));
        assert!(!of(Some("A")) && !of(Some("ab")) && !of(None));
    }
}
