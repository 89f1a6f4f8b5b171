//! The shop in which the shop assistant's app sells.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    problem::Place,
    text::{Text, Words},
};

/// The basket is sold in one of these shops (`outletId`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    pub any: Vec<String>,
}

impl Described for Outlet {
    const DESCRIPTION: Description = Description {
        kind: "outlet",
        title: Text::new("Магазин", "Shop"),
        summary: Text::new("Продажа в этих магазинах", "Sold in these shops"),
        fields: &[Field::required("any", FieldKind::Ids(Reference::Outlet), Text::new("Магазины", "Shops"))],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let list = words.list(Reference::Outlet, &self.any, words.or());
        words.pick(format!("покупка в магазине {list}"), format!("it is sold in shop {list}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        crate::items::visit_ids(Reference::Outlet, &self.any, &place.key("any"), visit);
    }
}

impl Tested for Outlet {}
