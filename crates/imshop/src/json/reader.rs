use std::borrow::Cow;

use super::{decimal, malformed, scan::Scan};
use crate::RequestError;

/// Calls `each` for the fields of the object that a body must be, and checks the syntax of all of it on the way.
///
/// A byte order mark is passed over. Of fields of the same name each is handed on, in their order. What was handed on
/// before an error of syntax was met means nothing.
pub(crate) fn read_object<'a>(body: &'a [u8], each: impl FnMut(&str, &mut Reader<'a>)) -> Result<(), RequestError> {
    let text = std::str::from_utf8(body).map_err(|error| malformed::not_utf8(body, error))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { scan: Scan::new(text) };
    reader.scan.skip_space();
    let is_object = reader.fields(each);
    if !is_object {
        reader.scan.take();
    }
    match (reader.scan.ends_well(), is_object) {
        (true, true) => Ok(()),
        (true, false) => Err(RequestError::not_an_object()),
        (false, _) => Err(malformed::explain(text)),
    }
}

/// Stands before a value of a body.
///
/// A question consumes the value, so only one can be asked ([`Reader::fields`] consumes objects only); a value that nobody
/// asks about is passed over. Where the body is no JSON, questions are answered in some way and end soon: whoever began
/// to read is told by [`read_object`].
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    scan: Scan<'a>,
}

impl<'a> Reader<'a> {
    /// As it stands in the body; none where it is `null` or an empty string.
    pub(crate) fn raw(&mut self) -> Option<&'a str> {
        let raw = self.scan.take();
        (!matches!(raw, "null" | "\"\"" | "")).then_some(raw)
    }

    /// As it stands in the body, whatever it is.
    pub(crate) fn whole(&mut self) -> &'a str {
        self.scan.take()
    }

    /// The first byte of the value: what kind it is. Consumes nothing.
    pub(crate) fn first(&self) -> Option<u8> {
        self.scan.peek()
    }

    /// A string as it is, a number as it is written (`42.0` as `42`). None for a blank string and for everything else.
    pub(crate) fn text(&mut self) -> Option<Cow<'a, str>> {
        if let Some(text) = self.scan.string() {
            return (!text.trim().is_empty()).then_some(text);
        }
        let raw = self.number()?;
        Some(Cow::Borrowed(match raw.split_once('.') {
            Some((whole, decimals)) if decimals.bytes().all(|byte| byte == b'0') => whole,
            _ => raw,
        }))
    }

    /// A number, or a string that holds one, in units of 10^-scale: rounded half-up, saturating. None for everything else.
    pub(crate) fn decimal(&mut self, scale: u32) -> Option<i64> {
        match self.scan.string() {
            Some(text) => decimal::read(&text, scale),
            None => decimal::read(self.number()?, scale),
        }
    }

    /// `true` and `false`, also in a string; of a number, also in a string, whether it is not zero. None for everything
    /// else.
    pub(crate) fn flag(&mut self) -> Option<bool> {
        let text = self.scan.string().unwrap_or_else(|| Cow::Borrowed(self.scan.take()));
        match text.trim() {
            word if word.eq_ignore_ascii_case("true") => Some(true),
            word if word.eq_ignore_ascii_case("false") => Some(false),
            number => decimal::is_zero(number).map(|is_zero| !is_zero),
        }
    }

    /// As it is written; every other value is passed over.
    fn number(&mut self) -> Option<&'a str> {
        Some(self.scan.take()).filter(|raw| raw.starts_with(|first: char| first == '-' || first.is_ascii_digit()))
    }

    /// Calls `each` for the elements of a list, while it returns true. Anything else that is not empty is a list of one.
    pub(crate) fn elements(&mut self, mut each: impl FnMut(&mut Self) -> bool) {
        if self.scan.peek() != Some(b'[') {
            if !self.scan.rest().starts_with(b"null") && !self.scan.rest().starts_with(b"\"\"") {
                each(self);
            }
            return;
        }
        let start = self.scan.at();
        self.scan.step();
        if self.scan.is_empty(b']') {
            return;
        }
        loop {
            let element = self.scan.at();
            let wanted = each(self);
            if !wanted {
                // The rest is passed over, and looked at as all else is.
                self.scan.back_to(start);
                self.scan.take();
                return;
            }
            self.skip_unread(element);
            if !self.scan.goes_on(b']') {
                return;
            }
        }
    }

    /// Calls `each` for the fields of an object; false, and nothing is consumed, where it is none.
    pub(crate) fn fields(&mut self, mut each: impl FnMut(&str, &mut Self)) -> bool {
        if self.scan.peek() != Some(b'{') {
            return false;
        }
        self.scan.step();
        if self.scan.is_empty(b'}') {
            return true;
        }
        while let Some(name) = self.scan.name() {
            let value = self.scan.at();
            each(&name, self);
            self.skip_unread(value);
            if !self.scan.goes_on(b'}') {
                break;
            }
        }
        true
    }

    /// Passes over the value that began at `start`, if it has not been read.
    fn skip_unread(&mut self, start: usize) {
        if self.scan.at() == start {
            self.scan.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Reader, Scan, read_object};

    /// Everything, through the questions that a reader answers.
    fn to_value(reader: &mut Reader<'_>) -> Value {
        if reader.scan.peek() == Some(b'[') {
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
        match reader.scan.string() {
            Some(text) => Value::String(text.into_owned()),
            None => serde_json::from_str(reader.scan.take()).unwrap_or_default(),
        }
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

        /// Whatever the text is, it ends, does not panic, and says that it is JSON where serde_json says so.
        #[test]
        fn it_reads_any_text_to_its_end(text in "[\"\\\\,:{}\\[\\] a1é-]{0,24}") {
            let object = format!("{{\"a\": {text}}}");
            let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&object).is_ok();
            prop_assert_eq!(read(object.as_bytes()).is_some(), is_json);
            for at in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
                to_value(&mut Reader { scan: Scan::new(&text[at..]) });
            }
        }
    }
}
