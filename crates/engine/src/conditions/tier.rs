//! The customer's tier in the points programme.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    index::{Dimension, Guard},
    problem::Place,
    text::{Text, Words},
    trace::Evidence,
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

    fn holds(&self, view: &View<'_>) -> bool {
        tier(view).is_some_and(|tier| self.any.iter().any(|other| other == tier))
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        super::names(&self.any, tier(view))
    }

    fn guard(&self) -> Guard<'_> {
        Guard::any_of(Dimension::Tier, self.any.iter().map(String::as_str))
    }
}

fn tier<'a>(view: &View<'a>) -> Option<&'a str> {
    view.customer().and_then(|customer| customer.tier.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Facts, Language, facts::Customer};

    #[test]
    fn one_of_the_tiers() {
        let test = Tier { any: vec!["gold".to_owned(), "silver".to_owned()] };
        let of = |tier: Option<&str>| {
            let facts = Facts::Customer(Customer { tier: tier.map(str::to_owned), ..Customer::default() });
            test.holds(&View { facts: &facts, ..View::default() })
        };
        assert!(of(Some("gold")) && of(Some("silver")));
        assert!(!of(Some("Gold")) && !of(Some("bronze")) && !of(None));
        assert!(!test.holds(&View::default()), "a guest is of no tier");
    }

    #[test]
    fn sentence() {
        let test = Tier { any: vec!["gold".to_owned()] };
        assert_eq!(test.sentence(&Words::plain(Language::Ru)), "уровень покупателя — gold");
        assert_eq!(test.sentence(&Words::plain(Language::En)), "the customer's tier is gold");
    }
}
