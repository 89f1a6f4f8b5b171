use std::borrow::Cow;

use serde::{
    Deserializer as _,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{decimal, malformed, text};
use crate::RequestError;

/// A value as it stands in the body; its syntax has been checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Value<'a>(&'a str);

impl<'a> Value<'a> {
    /// As it came.
    pub(crate) fn raw(self) -> &'a str {
        self.0
    }

    /// None where it is `null` or an empty string.
    pub(crate) fn non_empty(self) -> Option<Self> {
        (!matches!(self.0, "null" | "\"\"")).then_some(self)
    }

    /// A string as it is, a number as it is written (`42.0` as `42`). None for a blank string and for everything else.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        match self.0.as_bytes().first()? {
            b'"' => self.string().filter(|text| !text.trim().is_empty()),
            b'-' | b'0'..=b'9' => Some(Cow::Borrowed(match self.0.split_once('.') {
                Some((whole, decimals)) if decimals.bytes().all(|byte| byte == b'0') => whole,
                _ => self.0,
            })),
            _ => None,
        }
    }

    /// A number, or a string that holds one, in units of 10^-scale: rounded half-up, saturating. None for everything else.
    pub(crate) fn decimal(self, scale: u32) -> Option<i64> {
        match self.0.as_bytes().first()? {
            b'"' => decimal::read(&self.string()?, scale),
            b'-' | b'0'..=b'9' => decimal::read(self.0, scale),
            _ => None,
        }
    }

    /// `true`, `"true"`, or a number or a string that holds one: true where it is not zero. None for everything else.
    pub(crate) fn flag(self) -> Option<bool> {
        match self.0 {
            "true" => Some(true),
            "false" => Some(false),
            _ => match self.string() {
                Some(text) if text.trim().eq_ignore_ascii_case("true") => Some(true),
                Some(text) if text.trim().eq_ignore_ascii_case("false") => Some(false),
                _ => self.decimal(0).map(|number| number != 0),
            },
        }
    }

    /// Calls `each` for the elements of a list, while it returns true. Anything else that is not empty is a list of one.
    pub(crate) fn elements(self, each: impl FnMut(Value<'a>) -> bool) {
        let mut each = each;
        if self.0.starts_with('[') {
            // What has been checked has no errors.
            let _ = serde_json::Deserializer::from_str(self.0).deserialize_seq(Elements(each));
        } else if self.non_empty().is_some() {
            each(self);
        }
    }

    /// Calls `each` for the fields of an object; false, and no calls, where it is none.
    pub(crate) fn fields(self, each: impl FnMut(&str, Value<'a>)) -> bool {
        let is_object = self.0.starts_with('{');
        if is_object {
            // What has been checked has no errors.
            let _ = serde_json::Deserializer::from_str(self.0).deserialize_map(Fields(each));
        }
        is_object
    }

    fn string(self) -> Option<Cow<'a, str>> {
        self.0.strip_prefix('"')?.strip_suffix('"').map(text::unescape)
    }
}

/// Checks the syntax of a whole body, and calls `each` for the fields of the object that it must be.
///
/// A byte order mark is passed over. Of fields of the same name each is handed on, in their order.
pub(crate) fn read_object<'a>(body: &'a [u8], each: impl FnMut(&str, Value<'a>)) -> Result<(), RequestError> {
    let text = std::str::from_utf8(body).map_err(|error| malformed::not_utf8(body, error))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    let is_object = text.trim_start_matches([' ', '\t', '\r', '\n']).starts_with('{');
    let read = if is_object {
        reader.deserialize_map(Fields(each))
    } else {
        reader.deserialize_ignored_any(IgnoredAny).map(|IgnoredAny| ())
    };
    read.and_then(|()| reader.end()).map_err(|error| malformed::explain(text, &error))?;
    if is_object { Ok(()) } else { Err(RequestError::not_an_object()) }
}

struct Fields<F>(F);

impl<'de, F: FnMut(&str, Value<'de>)> Visitor<'de> for Fields<F> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((name, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            if let Some(name) = Value(name.get()).string() {
                (self.0)(&name, Value(value.get()));
            }
        }
        Ok(())
    }
}

struct Elements<F>(F);

impl<'de, F: FnMut(Value<'de>) -> bool> Visitor<'de> for Elements<F> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<&RawValue>()? {
            if !(self.0)(Value(value.get())) {
                break;
            }
        }
        Ok(())
    }
}
