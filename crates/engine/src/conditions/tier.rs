//! The customer's tier in the points programme.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    problem::Place,
    text::{Text, Words},
};

/// The customer is of one of these tiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    pub any: Vec<String>,
}

impl Described for Tier {
    const DESCRIPTION: Description = Description {
        kind: "tier",
        title: Text::new("Уровень", "Tier"),
        summary: Text::new("Уровень покупателя в программе лояльности", "The customer's tier in the loyalty programme"),
        fields: &[Field::required("any", FieldKind::Ids(Reference::Tier), Text::new("Уровни", "Tiers"))],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let list = words.list(Reference::Tier, &self.any, words.or());
        words.pick(format!("уровень покупателя — {list}"), format!("the customer's tier is {list}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        crate::items::visit_ids(Reference::Tier, &self.any, &place.key("any"), visit);
    }
}

impl Tested for Tier {
    const NEEDS_FACTS: bool = true;
}
