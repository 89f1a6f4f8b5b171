//! What a rule's parameters are called, in which unit they come and how they are asked for. From one description the
//! admin draws the form, and the document's reader finds every error with its place.

mod read;
#[cfg(test)]
mod tests;

use crate::text::Text;

pub use read::{check_object, kind_of};
pub(crate) use read::{object, parse_time_of_day};

/// What an id in a rule refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reference {
    Offer,
    Product,
    Category,
    Vendor,
    Segment,
    Customer,
    Tier,
    Outlet,
    Delivery,
    Payment,
    Pickup,
    GiftOptions,
    Promotion,
    Lane,
    CodePool,
}

impl Reference {
    /// Ids of our own things are short and plain; ids from outside are any text of 1 to 128 characters.
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::GiftOptions | Self::Promotion | Self::Lane | Self::CodePool)
    }
}

/// One of the fixed values of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub value: &'static str,
    pub label: Text,
}

/// The type of a field: how it is read, and with which control it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Currency units, at most two decimals, 0 to `max` (currency units).
    Money {
        min: i64,
    },
    /// Percent, at most two decimals, from 0.01 (or 0) to 100.
    Percent {
        allow_zero: bool,
    },
    /// Units of goods, at most three decimals, above 0.
    Quantity,
    /// A whole number within the bounds.
    Whole {
        min: i64,
        max: i64,
    },
    /// A text of at most `max` characters.
    Text {
        max: usize,
    },
    Flag,
    /// RFC 3339 with an offset.
    Moment,
    /// `HH:MM` in the shop's time zone.
    TimeOfDay,
    /// One of fixed values; the first is meant where the field is absent.
    Choice(&'static [Choice]),
    /// A list of fixed values.
    Choices(&'static [Choice]),
    /// An id.
    Id(Reference),
    /// A list of ids.
    Ids(Reference),
    /// A list of texts of at most `max` characters each.
    Texts {
        max: usize,
    },
    /// A filter of items: see [`crate::items`].
    Items,
    /// A list of filters of items.
    ItemsList,
    /// An object with fields of its own.
    Object(&'static [Field]),
    /// A list of objects.
    Objects(&'static [Field]),
    /// A condition: a tree, see [`crate::conditions`].
    Condition,
    /// A list of effects.
    Effects,
}

/// One parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub key: &'static str,
    pub kind: FieldKind,
    /// Absent, `null` and empty are errors.
    pub required: bool,
    pub label: Text,
    /// What people ask about it: how it counts, an example.
    pub hint: Option<Text>,
}

impl Field {
    pub const fn optional(key: &'static str, kind: FieldKind, label: Text) -> Self {
        Self { key, kind, required: false, label, hint: None }
    }

    pub const fn required(key: &'static str, kind: FieldKind, label: Text) -> Self {
        Self { key, kind, required: true, label, hint: None }
    }

    #[must_use]
    pub const fn hint(mut self, hint: Text) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// A condition or an effect, described.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description {
    /// Its name in the document's `kind`.
    pub kind: &'static str,
    pub title: Text,
    /// What it does, in a sentence for the menu in which it is picked.
    pub summary: Text,
    pub fields: &'static [Field],
}
