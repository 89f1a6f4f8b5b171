//! The one JSON document that everything which staff manage can be written to and read from: docs/document.md.
//!
//! [`Document::read`] lists everything that is wrong with a text, each problem with its place; what only the installation
//! knows (what else exists, which time zones there are) is asked of it by [`check_references`], [`check_categories`] and
//! [`check_time_zone`].

mod categories;
mod customer;
mod entry;
mod json;
mod malformed;
mod pool;
mod promo_groups;
mod read;
mod references;
mod segment;

use engine::{
    Category, Place, Problems, Product,
    rules::{GiftOptions, PersonalOffer, PromoGroup, Promotion, Settings},
};
use serde::{Deserialize, Serialize};

pub use categories::check_categories;
pub use customer::Customer;
pub use entry::{Entry, Listed, read_entry};
pub use pool::CodePool;
pub use read::Reading;
pub use references::{Link, check_references};
pub use segment::Segment;

/// The format's number.
pub const FORMAT: u32 = 1;

/// Absent sections are left alone by an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// [`FORMAT`].
    pub podarok: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Settings>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<Category>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub products: Option<Vec<Product>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segments: Option<Vec<Segment>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gift_options: Option<Vec<GiftOptions>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promotions: Option<Vec<Promotion>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promo_groups: Option<Vec<PromoGroup>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_pools: Option<Vec<CodePool>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_offers: Option<Vec<PersonalOffer>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customers: Option<Vec<Customer>>,
}

impl Default for Document {
    /// Without any section.
    fn default() -> Self {
        Self {
            podarok: FORMAT,
            settings: None,
            categories: None,
            products: None,
            segments: None,
            gift_options: None,
            promotions: None,
            promo_groups: None,
            code_pools: None,
            personal_offers: None,
            customers: None,
        }
    }
}

impl Document {
    /// Reads a document from JSON. A byte order mark before it is passed over.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place (`promotions[3].effects[0].percnt`): the whole of a document
    /// is looked at, whatever is wrong with its parts. Only a text that is no JSON has a single problem, with line and
    /// column. What a document refers to is not looked for: see [`check_references`] and [`Reading`].
    ///
    /// ```
    /// use contract::Document;
    /// let problems = Document::read(r#"{"podarok": 1, "products": [{"offer_id": "1", "name": "Tea", "price": "9.999"}]}"#);
    /// let problems = problems.err().unwrap_or_default();
    /// assert_eq!(problems.0[0].to_string(), "products[0].price: must have at most 2 decimals");
    /// ```
    pub fn read(text: &str) -> Result<Self, Problems> {
        Reading::of(text).finish()
    }

    /// The document as JSON that [`Document::read`] reads back as an equal document: keys in the format's order, whatever
    /// has a default written out, two spaces of indentation, a line feed at the end. Equal documents give equal bytes.
    pub fn write(&self) -> String {
        #[expect(clippy::expect_used, reason = "its keys are texts, its numbers finite, and memory does not fail to be written")]
        let mut text = serde_json::to_string_pretty(self).expect("a document can be written");
        text.push('\n');
        text
    }
}

/// The time zone of settings, judged by who has the names of all of them: this crate is too small for them.
pub fn check_time_zone(settings: &Settings, place: &Place, known: &dyn Fn(&str) -> bool, problems: &mut Problems) {
    if !known(&settings.time_zone) {
        problems.add(
            &place.key("time_zone"),
            "такого часового пояса нет; нужно название IANA, например Europe/Moscow",
            "must be the IANA name of a time zone, such as Europe/Moscow",
        );
    }
}
