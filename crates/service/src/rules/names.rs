//! Names for what rules refer to: of goods and categories from memory, of all else in one query.

use std::collections::HashMap;

use contract::views::Named;
use engine::{
    describe::Reference,
    text::{Language, Names, Words},
};
use store::Store;

use super::AnyRule;
use crate::{Error, Live, products::named, references};

/// The names of everything that some rules refer to.
#[derive(Debug, Default)]
pub(crate) struct KnownNames(HashMap<(&'static str, String), Named>);

impl KnownNames {
    pub(crate) async fn of<'a>(store: &Store, live: &Live, rules: impl IntoIterator<Item = &'a AnyRule>) -> Result<Self, Error> {
        let (mut known, mut asked) = (HashMap::new(), Vec::new());
        for (reference, id) in rules.into_iter().flat_map(AnyRule::references) {
            let key = references::key(reference);
            match reference {
                Reference::Offer | Reference::Category => {
                    if let Some(found) = in_memory(live, reference, &id) {
                        known.insert((key, id), found);
                    }
                }
                Reference::Product | Reference::Segment | Reference::GiftOptions | Reference::Promotion | Reference::CodePool => {
                    asked.push((key, id))
                }
                // Their ids are all that there is.
                _ => {}
            }
        }
        let things: Vec<_> = asked.iter().map(|(key, id)| (*key, id.as_str())).collect();
        if !things.is_empty() {
            for name in store.names_for(&things).await?.into_iter().map(named) {
                if let Some((key, id)) = asked.iter().find(|(key, id)| *key == name.reference && *id == name.id) {
                    known.insert((key, id.clone()), name);
                }
            }
        }
        Ok(Self(known))
    }

    /// The words of a sentence in this language.
    pub(crate) fn words<'a>(&'a self, live: &'a Live, language: Language) -> Words<'a> {
        Words::new(language, self).in_currency(&live.ruleset().settings.currency)
    }

    /// For forms, in the order of reference and id.
    pub(crate) fn into_views(self) -> Vec<Named> {
        let mut names: Vec<_> = self.0.into_values().collect();
        names.sort_by(|one, other| (&one.reference, &one.id).cmp(&(&other.reference, &other.id)));
        names
    }
}

impl Names for KnownNames {
    /// An empty name (a segment not yet seen) is none.
    fn name(&self, reference: Reference, id: &str) -> Option<String> {
        let named = self.0.get(&(references::key(reference), id.to_owned()))?;
        Some(named.name.clone()).filter(|name| !name.is_empty())
    }
}

fn in_memory(live: &Live, reference: Reference, id: &str) -> Option<Named> {
    let (name, price) = match reference {
        Reference::Offer => live.catalogue.product(id).map(|product| (product.name.to_owned(), product.price))?,
        _ => live.catalogue.category(id).map(|category| (category.name.clone(), None))?,
    };
    Some(Named { reference: references::key(reference).to_owned(), id: id.to_owned(), name, price })
}
