//! One thing of the document: read by its description, then into its type, then checked as a whole.

use engine::{
    Category, Place, Problems, Product,
    describe::{Field, check_object},
    rules::{GiftOptions, PersonalOffer, PromoGroup, Promotion, Settings},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{CodePool, Customer, Segment};

/// Something of which the document has one, or a list.
pub trait Entry: Serialize + DeserializeOwned {
    /// The document's key.
    const SECTION: &'static str;
    const FIELDS: &'static [Field];

    /// Checks what the descriptions of the fields cannot express.
    fn check(&self, _place: &Place, _problems: &mut Problems) {}
}

/// Something of which the document has a list.
pub trait Listed: Entry {
    /// The key of its own id, which nothing else in the list has.
    const ID: &'static str = "id";
}

/// Reads one thing from its JSON, as it stands in the document or comes from a form (where numbers are texts).
/// `null` means the same as nothing.
///
/// # Errors
/// Everything that is wrong with it, each problem with its place below `place`.
pub fn read_entry<T: Entry>(mut value: Value, place: &Place) -> Result<T, Problems> {
    let mut problems = Problems::default();
    check_object(T::FIELDS, &value, place, &[], &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    remove_nulls(&mut value);
    match serde_json::from_value::<T>(value) {
        Ok(entry) => {
            entry.check(place, &mut problems);
            problems.or(entry)
        }
        // The descriptions have let something through that the type does not take. That is our mistake, and still no panic.
        Err(error) => {
            problems.add(place, format!("не удалось прочитать: {error}"), format!("cannot be read: {error}"));
            Err(problems)
        }
    }
}

fn remove_nulls(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|_, value| !value.is_null());
            object.values_mut().for_each(remove_nulls);
        }
        Value::Array(list) => list.iter_mut().for_each(remove_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

impl Entry for Settings {
    const SECTION: &'static str = "settings";
    const FIELDS: &'static [Field] = Self::FIELDS;

    fn check(&self, place: &Place, problems: &mut Problems) {
        Self::check(self, place, problems);
    }
}

impl Entry for Category {
    const SECTION: &'static str = "categories";
    const FIELDS: &'static [Field] = Self::FIELDS;
}

impl Listed for Category {}

impl Entry for Product {
    const SECTION: &'static str = "products";
    const FIELDS: &'static [Field] = Self::FIELDS;
}

impl Listed for Product {
    const ID: &'static str = "offer_id";
}

impl Entry for Segment {
    const SECTION: &'static str = "segments";
    const FIELDS: &'static [Field] = Self::FIELDS;
}

impl Listed for Segment {}

impl Entry for GiftOptions {
    const SECTION: &'static str = "gift_options";
    const FIELDS: &'static [Field] = Self::FIELDS;
}

impl Listed for GiftOptions {}

impl Entry for Promotion {
    const SECTION: &'static str = "promotions";
    const FIELDS: &'static [Field] = Self::FIELDS;

    fn check(&self, place: &Place, problems: &mut Problems) {
        Self::check(self, place, problems);
    }
}

impl Listed for Promotion {}

impl Entry for PromoGroup {
    const SECTION: &'static str = "promo_groups";
    const FIELDS: &'static [Field] = Self::FIELDS;
}

impl Listed for PromoGroup {}

impl Entry for CodePool {
    const SECTION: &'static str = "code_pools";
    const FIELDS: &'static [Field] = Self::FIELDS;

    fn check(&self, place: &Place, problems: &mut Problems) {
        Self::check(self, place, problems);
    }
}

impl Listed for CodePool {}

impl Entry for PersonalOffer {
    const SECTION: &'static str = "personal_offers";
    const FIELDS: &'static [Field] = Self::FIELDS;

    fn check(&self, place: &Place, problems: &mut Problems) {
        if let (Some(from), Some(to)) = (self.starts_at, self.expires_at)
            && from >= to
        {
            problems.add(&place.key("expires_at"), "окончание должно быть позже начала", "must be after starts_at");
        }
        if self.promocode.is_some() && self.code_pool.is_some() {
            problems.add(
                &place.key("code_pool"),
                "либо один промокод на всех, либо пул личных кодов",
                "give promocode or code_pool, not both",
            );
        }
    }
}

impl Listed for PersonalOffer {}

impl Entry for Customer {
    const SECTION: &'static str = "customers";
    const FIELDS: &'static [Field] = Self::FIELDS;
}

impl Listed for Customer {}
