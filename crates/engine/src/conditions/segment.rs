//! The customer's segments.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    describe::{Description, Field, FieldKind, Reference},
    index::{Dimension, Guard},
    items::Ids,
    problem::Place,
    text::{Text, Words},
    trace::Evidence,
};

/// The customer is in one of these segments: IMSHOP's as last seen, or our own lists (R3). A guest is in none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    pub any: Ids,
}

impl Described for Segment {
    const DESCRIPTION: Description = Description {
        kind: "segment",
        title: Text::new("Сегмент", "Segment"),
        summary: Text::new("Покупатель в одном из сегментов", "The customer is in one of the segments"),
        fields: &[Field::required("any", FieldKind::Ids(Reference::Segment), Text::new("Сегменты", "Segments"))
            .hint(Text::new("сегменты IMSHOP и собственные списки", "IMSHOP's segments and our own lists"))],
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let list = words.list(Reference::Segment, &self.any, words.or());
        words.pick(format!("покупатель в сегменте {list}"), format!("the customer is in segment {list}"))
    }

    fn references<'a>(&'a self, place: &Place, visit: super::Visit<'_, 'a>) {
        crate::items::visit_ids(Reference::Segment, &self.any, &place.key("any"), visit);
    }
}

impl Tested for Segment {
    const NEEDS_FACTS: bool = true;

    fn holds(&self, view: &View<'_>) -> bool {
        view.customer().is_some_and(|customer| customer.segments.iter().any(|segment| self.any.has(segment)))
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        let present = view.customer().map_or_else(Vec::new, |customer| customer.segments.clone());
        Evidence::Names { any: self.any.to_vec(), present }
    }

    fn guard(&self) -> Guard<'_> {
        Guard::any_of(Dimension::Segment, self.any.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Facts, Language, facts::Customer};

    fn holds(facts: &Facts) -> bool {
        let segment = Segment { any: ["SALES", "FLYER"].into_iter().collect() };
        segment.holds(&View { facts, ..View::default() })
    }

    fn member_of(segments: &[&str]) -> Facts {
        Facts::Customer(Customer { segments: segments.iter().map(|&id| id.to_owned()).collect(), ..Customer::default() })
    }

    #[test]
    fn one_of_the_segments_is_enough() {
        assert!(holds(&member_of(&["OTHER", "FLYER"])));
        assert!(!holds(&member_of(&["OTHER", "sales"])));
        assert!(!holds(&member_of(&[])));
        assert!(!holds(&Facts::Nobody));
    }

    #[test]
    fn sentence() {
        let segment = Segment { any: ["A", "B"].into_iter().collect() };
        assert_eq!(segment.sentence(&Words::plain(Language::Ru)), "покупатель в сегменте A или B");
        assert_eq!(segment.sentence(&Words::plain(Language::En)), "the customer is in segment A or B");
    }
}
