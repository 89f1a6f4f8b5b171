//! The chosen pick-up point.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    problem::Place,
    text::{Text, Words},
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
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let list = words.list(Reference::Pickup, &self.any, words.or());
        words.pick(format!("пункт выдачи — {list}"), format!("the pick-up point is {list}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        crate::items::visit_ids(Reference::Pickup, &self.any, &place.key("any"), visit);
    }
}

impl Tested for Pickup {}
