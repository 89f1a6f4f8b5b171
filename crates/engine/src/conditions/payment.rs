//! The chosen payment.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    problem::Place,
    text::{Text, Words},
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
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let list = words.list(Reference::Payment, &self.any, words.or());
        words.pick(format!("оплата — {list}"), format!("payment is by {list}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        crate::items::visit_ids(Reference::Payment, &self.any, &place.key("any"), visit);
    }
}

impl Tested for Payment {}
