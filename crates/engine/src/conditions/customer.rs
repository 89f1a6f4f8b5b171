//! Named customers.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    problem::Place,
    text::{Text, Words},
};

/// The customer is one of these (`externalUserId`, else the owner of the card).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    pub any: Vec<String>,
}

impl Described for Customer {
    const DESCRIPTION: Description = Description {
        kind: "customer",
        title: Text::new("Покупатели", "Customers"),
        summary: Text::new("Только эти покупатели", "Only these customers"),
        fields: &[Field::required("any", FieldKind::Ids(Reference::Customer), Text::new("Покупатели", "Customers"))],
        built: false,
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
}
