//! A form drawn from the descriptions of conditions and effects: nobody writes a page for a new rule.
//!
//! Its state is the document JSON as it is typed; the one reader of the document judges it, in the browser at every
//! keystroke and on the server when it is saved.

mod conditions;
pub mod draft;
mod effects;
mod field;
mod items;
mod list;
mod optional;
mod picker;
mod tree;

use std::collections::BTreeMap;

use contract::views::Named;
use engine::{Language, Text, describe::Reference, problem::Problem};
use leptos::prelude::*;
use serde_json::Value;

pub use conditions::conditions_view;
pub use draft::{Path, control_id};
pub use effects::effects_view;
pub use field::{field_view, fields_view};
pub use optional::optional_view;
pub use tree::as_group;

/// What every control of a form knows.
#[derive(Clone, Copy)]
pub struct Form {
    /// The document JSON, as typed.
    pub draft: RwSignal<Value>,
    /// Those to show now.
    pub problems: Signal<Vec<Problem>>,
    /// Names for ids, as far as they are known: by reference and id.
    pub names: RwSignal<BTreeMap<(String, String), String>>,
    pub language: Language,
    /// The sign of the shop's currency.
    pub currency: StoredValue<String>,
    /// Nobody edits what they may not save.
    pub read_only: bool,
}

impl Form {
    pub fn t(&self, ru: &'static str, en: &'static str) -> &'static str {
        self.language.pick(ru, en)
    }

    pub fn text_of(&self, text: Text) -> &'static str {
        text.get(self.language)
    }

    /// The text at a path, as typed; a number that was loaded, as people write it.
    pub fn text(&self, path: &Path) -> Memo<String> {
        let (draft, path, language) = (self.draft, path.clone(), self.language);
        Memo::new(move |_| {
            draft.with(|root| match draft::get(root, &path) {
                Some(Value::Number(number)) => language.pick(number.to_string().replace('.', ","), number.to_string()),
                _ => draft::text(root, &path),
            })
        })
    }

    /// The value at a path.
    pub fn value(&self, path: &Path) -> Memo<Option<Value>> {
        let (draft, path) = (self.draft, path.clone());
        Memo::new(move |_| draft.with(|root| draft::get(root, &path).cloned()))
    }

    /// The length of the list at a path.
    pub fn len(&self, path: &Path) -> Memo<usize> {
        let (draft, path) = (self.draft, path.clone());
        Memo::new(move |_| draft.with(|root| draft::len(root, &path)))
    }

    pub fn edit(&self, change: impl FnOnce(&mut Value)) {
        if !self.read_only {
            self.draft.update(change);
        }
    }

    /// What is wrong exactly at a path.
    pub fn problem(&self, path: &Path) -> Memo<Option<String>> {
        let (problems, place, language) = (self.problems, path.place(), self.language);
        Memo::new(move |_| {
            problems.with(|problems| {
                problems.iter().find(|problem| problem.place == place).map(|problem| problem.message(language).to_owned())
            })
        })
    }

    /// The name of an id, where it is known.
    pub fn name(&self, reference: Reference, id: &str) -> Option<String> {
        let key = (reference_name(reference).to_owned(), id.to_owned());
        self.names.with(|names| names.get(&key).cloned())
    }

    /// Remembers names that a search brought.
    pub fn learn(&self, found: &[Named]) {
        self.names.update(|names| {
            for named in found {
                names.insert((named.reference.clone(), named.id.clone()), named.name.clone());
            }
        });
    }
}

/// The names that a form starts with.
pub fn names_of(named: &[Named]) -> BTreeMap<(String, String), String> {
    named.iter().map(|named| ((named.reference.clone(), named.id.clone()), named.name.clone())).collect()
}

/// Names of references in server functions and views.
pub const fn reference_name(reference: Reference) -> &'static str {
    match reference {
        Reference::Offer => "offer",
        Reference::Product => "product",
        Reference::Category => "category",
        Reference::Vendor => "vendor",
        Reference::Segment => "segment",
        Reference::Customer => "customer",
        Reference::Tier => "tier",
        Reference::Outlet => "outlet",
        Reference::Delivery => "delivery",
        Reference::Payment => "payment",
        Reference::Pickup => "pickup",
        Reference::GiftOptions => "gift_options",
        Reference::Promotion => "promotion",
        Reference::Lane => "lane",
        Reference::CodePool => "code_pool",
    }
}

/// References that can be searched by name; the others are known by their ids alone.
const fn is_searchable(reference: Reference) -> bool {
    matches!(
        reference,
        Reference::Offer
            | Reference::Category
            | Reference::Vendor
            | Reference::Segment
            | Reference::GiftOptions
            | Reference::Promotion
    )
}

/// Names for sentences, from what the form knows.
pub struct FormNames<'a>(pub &'a BTreeMap<(String, String), String>);

impl engine::text::Names for FormNames<'_> {
    fn name(&self, reference: Reference, id: &str) -> Option<String> {
        self.0.get(&(reference_name(reference).to_owned(), id.to_owned())).cloned()
    }
}
