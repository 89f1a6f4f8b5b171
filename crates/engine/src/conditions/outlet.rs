//! The shop in which the shop assistant's app sells.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    index::{Dimension, Guard},
    problem::Place,
    text::{Text, Words},
    trace::Evidence,
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
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let list = words.list(Reference::Outlet, &self.any, words.or());
        words.pick(format!("покупка в магазине {list}"), format!("it is sold in shop {list}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        crate::items::visit_ids(Reference::Outlet, &self.any, &place.key("any"), visit);
    }
}

impl Tested for Outlet {
    fn holds(&self, view: &View<'_>) -> bool {
        view.basket.delivery.outlet.as_ref().is_some_and(|id| self.any.contains(id))
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        super::names(&self.any, view.basket.delivery.outlet.as_deref())
    }

    fn guard(&self) -> Guard<'_> {
        Guard::any_of(Dimension::Outlet, self.any.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basket, basket};

    #[test]
    fn one_of_them() {
        let test = Outlet { any: vec!["a".to_owned(), "b".to_owned()] };
        let of = |id: Option<&str>| {
            let delivery = basket::Delivery { outlet: id.map(str::to_owned), ..basket::Delivery::default() };
            let basket = Basket { delivery, ..Basket::default() };
            test.holds(&View { basket: &basket, ..View::default() })
        };
        assert!(of(Some("a")) && of(Some("b")));
        assert!(!of(Some("A")) && !of(Some("ab")) && !of(None));
    }
}
