//! The chosen delivery.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    problem::Place,
    text::{Text, Words},
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
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let list = words.list(Reference::Delivery, &self.any, words.or());
        words.pick(format!("доставка — {list}"), format!("delivery is by {list}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        crate::items::visit_ids(Reference::Delivery, &self.any, &place.key("any"), visit);
    }
}

impl Tested for Delivery {}
