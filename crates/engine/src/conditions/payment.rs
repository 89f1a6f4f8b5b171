//! The chosen payment.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    index::{Dimension, Guard},
    problem::Place,
    text::{Text, Words},
    trace::Evidence,
};

/// One of these payments is chosen (`paymentId`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    pub any: Vec<String>,
}

impl Described for Payment {
    const DESCRIPTION: Description = Description {
        kind: "payment",
        title: Text::new("Способ оплаты", "Payment"),
        summary: Text::new("Покупатель выбрал эту оплату", "The customer chose this payment"),
        fields: &[Field::required("any", FieldKind::Ids(Reference::Payment), Text::new("Способы оплаты", "Payments"))],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let list = words.list(Reference::Payment, &self.any, words.or());
        words.pick(format!("оплата — {list}"), format!("payment is by {list}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        crate::items::visit_ids(Reference::Payment, &self.any, &place.key("any"), visit);
    }
}

impl Tested for Payment {
    fn holds(&self, view: &View<'_>) -> bool {
        view.basket.delivery.payment.as_ref().is_some_and(|id| self.any.contains(id))
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        super::names(&self.any, view.basket.delivery.payment.as_deref())
    }

    fn guard(&self) -> Guard<'_> {
        Guard::any_of(Dimension::Payment, self.any.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basket, basket};

    #[test]
    fn one_of_them() {
        let test = Payment { any: vec!["a".to_owned(), "b".to_owned()] };
        let of = |id: Option<&str>| {
            let delivery = basket::Delivery { payment: id.map(str::to_owned), ..basket::Delivery::default() };
            let basket = Basket { delivery, ..Basket::default() };
            test.holds(&View { basket: &basket, ..View::default() })
        };
        assert!(of(Some("a")) && of(Some("b")));
        assert!(!of(Some("A")) && !of(Some("ab")) && !of(None));
    }
}
