use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::{decimal, malformed, text};
use crate::RequestError;

/// Checks the syntax of a whole body, and calls `each` for the fields of the object that it must be.
///
/// A byte order mark is passed over. Of fields of the same name each is handed on, in their order.
pub(crate) fn read_object<'a>(body: &'a [u8], each: impl FnMut(&str, &mut Reader<'a>)) -> Result<(), RequestError> {
    let text = std::str::from_utf8(body).map_err(|error| malformed::not_utf8(body, error))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| malformed::explain(text, &error))?;
    let mut reader = Reader { text, at: 0 };
    reader.skip_space();
    if reader.fields(each) { Ok(()) } else { Err(RequestError::not_an_object()) }
}

/// Stands before a value of a body whose syntax has been checked.
///
/// A question consumes the value, so only one can be asked ([`Reader::fields`] consumes objects only); a value that nobody
/// asks about is passed over. Because the syntax is known to be good, reading is one pass without errors; where that trust
/// is misplaced, it ends early and does not panic.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    /// Of the next byte.
    at: usize,
}

impl<'a> Reader<'a> {
    /// As it stands in the body; none where it is `null` or an empty string.
    pub(crate) fn raw(&mut self) -> Option<&'a str> {
        let raw = self.take();
        (!matches!(raw, "null" | "\"\"" | "")).then_some(raw)
    }

    /// A string as it is, a number as it is written (`42.0` as `42`). None for a blank string and for everything else.
    pub(crate) fn text(&mut self) -> Option<Cow<'a, str>> {
        let raw = self.take();
        match raw.as_bytes().first()? {
            b'"' => string(raw).filter(|text| !text.trim().is_empty()),
            b'-' | b'0'..=b'9' => Some(Cow::Borrowed(match raw.split_once('.') {
                Some((whole, decimals)) if decimals.bytes().all(|byte| byte == b'0') => whole,
                _ => raw,
            })),
            _ => None,
        }
    }

    /// A number, or a string that holds one, in units of 10^-scale: rounded half-up, saturating. None for everything else.
    pub(crate) fn decimal(&mut self, scale: u32) -> Option<i64> {
        let raw = self.take();
        match raw.as_bytes().first()? {
            b'"' => decimal::read(&string(raw)?, scale),
            b'-' | b'0'..=b'9' => decimal::read(raw, scale),
            _ => None,
        }
    }

    /// `true` and `false`, also in a string; of a number, also in a string, whether it is not zero. None for everything
    /// else.
    pub(crate) fn flag(&mut self) -> Option<bool> {
        let raw = self.take();
        let text = string(raw).unwrap_or(Cow::Borrowed(raw));
        match text.trim() {
            word if word.eq_ignore_ascii_case("true") => Some(true),
            word if word.eq_ignore_ascii_case("false") => Some(false),
            number => decimal::is_zero(number).map(|is_zero| !is_zero),
        }
    }

    /// Calls `each` for the elements of a list, while it returns true. Anything else that is not empty is a list of one.
    pub(crate) fn elements(&mut self, mut each: impl FnMut(&mut Self) -> bool) {
        if self.peek() != Some(b'[') {
            if !self.rest().starts_with(b"null") && !self.rest().starts_with(b"\"\"") {
                each(self);
            }
            return;
        }
        let start = self.at;
        self.step();
        while !matches!(self.peek(), Some(b']') | None) {
            let element = self.at;
            let wanted = each(self);
            if !wanted {
                self.at = start;
                self.take();
                return;
            }
            self.skip_unread(element);
        }
        self.step();
    }

    /// Calls `each` for the fields of an object; false, and nothing is consumed, where it is none.
    pub(crate) fn fields(&mut self, mut each: impl FnMut(&str, &mut Self)) -> bool {
        if self.peek() != Some(b'{') {
            return false;
        }
        self.step();
        while self.peek() == Some(b'"') {
            let name = string(self.take()).unwrap_or_default();
            self.skip_space();
            self.step();
            let value = self.at;
            each(&name, self);
            self.skip_unread(value);
        }
        self.step();
        true
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Passes over a sign of punctuation, and the space behind it.
    fn step(&mut self) {
        self.at = (self.at + 1).min(self.text.len());
        self.skip_space();
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Passes over what stands between this value, which began at `start`, and the next; over the value, if it has not
    /// been read.
    fn skip_unread(&mut self, start: usize) {
        if self.at == start {
            self.take();
        }
        self.skip_space();
        if self.peek() == Some(b',') {
            self.step();
        }
    }

    /// Consumes the value.
    fn take(&mut self) -> &'a str {
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.skip_string(),
            Some(b'{' | b'[') => self.skip_nested(),
            _ => {
                let rest = self.rest();
                let end = rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n'));
                // At least one byte, so that a reader always gets on.
                self.at += end.unwrap_or(rest.len()).max(usize::from(!rest.is_empty()));
            }
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(next) = self.rest().iter().position(|byte| matches!(byte, b'"' | b'\\')) {
            self.at += next + 1;
            if self.text.as_bytes()[self.at - 1] == b'"' {
                return;
            }
            self.at = (self.at + 1).min(self.text.len());
        }
        self.at = self.text.len();
    }

    /// However deep it is.
    fn skip_nested(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.skip_string();
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }
}

/// What a JSON string says; none where it is another value.
fn string(raw: &str) -> Option<Cow<'_, str>> {
    raw.strip_prefix('"')?.strip_suffix('"').map(text::unescape)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Reader, read_object};

    /// Everything, through the questions that a reader answers.
    fn to_value(reader: &mut Reader<'_>) -> Value {
        if reader.peek() == Some(b'[') {
            let mut list = Vec::new();
            reader.elements(|element| {
                list.push(to_value(element));
                true
            });
            return Value::Array(list);
        }
        let mut object = serde_json::Map::new();
        let is_object = reader.fields(|name, value| {
            object.insert(name.to_owned(), to_value(value));
        });
        if is_object {
            return Value::Object(object);
        }
        let raw = reader.take();
        super::string(raw).map_or_else(|| serde_json::from_str(raw).unwrap_or_default(), |text| Value::String(text.into_owned()))
    }

    fn read(body: &[u8]) -> Option<Value> {
        let mut object = serde_json::Map::new();
        let read = read_object(body, |name, value| {
            object.insert(name.to_owned(), to_value(value));
        });
        read.ok().map(|()| Value::Object(object))
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<i32>().prop_map(|eighths| Value::from(f64::from(eighths) / 8.0)),
            any::<String>().prop_map(Value::from),
            "[\"\\\\ ,:{}\\[\\]a\\n]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 60, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::hash_map(any::<String>(), inner, 0..6).prop_map(|map| map.into_iter().collect()),
            ]
        })
    }

    proptest! {
        /// Compact and spaced.
        #[test]
        fn it_reads_what_serde_json_reads(value in values()) {
            let object = json!({"a": value, "b": 1});
            prop_assert_eq!(read(&serde_json::to_vec(&object).unwrap_or_default()), Some(object.clone()));
            prop_assert_eq!(read(&serde_json::to_vec_pretty(&object).unwrap_or_default()), Some(object));
        }

        /// What nobody asks about leaves what follows alone.
        #[test]
        fn it_passes_over_what_is_not_asked_for(value in values(), asked in any::<bool>()) {
            let body = json!({"a": [value.clone(), value.clone()], "b": value, "c": 7}).to_string();
            let mut found = None;
            let read = read_object(body.as_bytes(), |name, reader| match name {
                "a" if asked => reader.elements(|_| false),
                "c" => found = reader.decimal(0),
                _ => {}
            });
            prop_assert!(read.is_ok());
            prop_assert_eq!(found, Some(7));
        }

        /// Were its trust in the syntax misplaced, it would still end, and not panic.
        #[test]
        fn it_ends_on_any_text(text in "[\"\\\\,:{}\\[\\] a1é-]{0,24}") {
            for at in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
                to_value(&mut Reader { text: &text, at });
            }
        }
    }
}
