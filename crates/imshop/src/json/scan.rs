use std::borrow::Cow;

use super::text;

/// Goes through a text that should be JSON, value by value, checking its syntax on the way.
///
/// It takes exactly what serde_json takes, at any depth. At what is no JSON it stops for good: then it is [`Scan::broken`],
/// stands at the end, and whatever it says of the text means nothing. What was wrong there it does not know; that is asked
/// for in the rare case, elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Scan<'a> {
    text: &'a str,
    /// Of the next byte.
    at: usize,
    broken: bool,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, broken: false }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Back to a value that was passed over.
    pub(super) fn back_to(&mut self, at: usize) {
        if !self.broken {
            self.at = at;
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// True where all of the text was JSON, and nothing is behind it.
    pub(super) fn ends_well(&mut self) -> bool {
        self.skip_space();
        !self.broken && self.at == self.text.len()
    }

    /// Passes over a sign of punctuation, and the space behind it.
    pub(super) fn step(&mut self) {
        self.at += 1;
        self.skip_space();
    }

    pub(super) fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Behind the first bracket of a list or an object: true where it is empty; then it is passed over.
    pub(super) fn is_empty(&mut self, close: u8) -> bool {
        let is_empty = self.peek() == Some(close);
        self.at += usize::from(is_empty);
        is_empty
    }

    /// Behind an element or a field: true where another one follows, else the list or the object is passed over.
    pub(super) fn goes_on(&mut self, close: u8) -> bool {
        self.skip_space();
        match self.peek() {
            Some(b',') => {
                self.step();
                return true;
            }
            Some(byte) if byte == close => self.at += 1,
            _ => self.stop(),
        }
        false
    }

    /// The name of a field; what follows is its value. None where there is none.
    pub(super) fn name(&mut self) -> Option<Cow<'a, str>> {
        let name = self.string();
        if name.is_none() {
            self.stop();
        }
        self.skip_space();
        if self.peek() != Some(b':') {
            self.stop();
            return None;
        }
        self.step();
        name
    }

    /// Consumes a string: what it says. None, and nothing is consumed, where it is another value.
    pub(super) fn string(&mut self) -> Option<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let start = self.at + 1;
        let has_escapes = self.skip_string();
        let inner = self.text.get(start..self.at.saturating_sub(1))?;
        Some(if has_escapes { Cow::Owned(text::unescape(inner)) } else { Cow::Borrowed(inner) })
    }

    /// Consumes a value: it, as it stands there.
    pub(super) fn take(&mut self) -> &'a str {
        let start = self.at;
        match self.peek() {
            Some(b'{' | b'[') => self.skip_nested(),
            _ => self.skip_flat(),
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn stop(&mut self) {
        self.broken = true;
        self.at = self.text.len();
    }

    /// However deep it is.
    fn skip_nested(&mut self) {
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.peek() {
                Some(b'{') => {
                    self.step();
                    if !self.is_empty(b'}') {
                        open.push(b'}');
                        self.name();
                        continue;
                    }
                }
                Some(b'[') => {
                    self.step();
                    if !self.is_empty(b']') {
                        open.push(b']');
                        continue;
                    }
                }
                _ => self.skip_flat(),
            }
            // Behind a value: to the next, out of as many brackets as end here.
            loop {
                let Some(&close) = open.last() else { return };
                if self.goes_on(close) {
                    if close == b'}' {
                        self.name();
                    }
                    break;
                }
                open.pop();
            }
        }
    }

    /// A value that is no list and no object.
    fn skip_flat(&mut self) {
        match self.peek() {
            Some(b'"') => _ = self.skip_string(),
            Some(b'-' | b'0'..=b'9') => self.skip_number(),
            Some(b't') => self.skip_word(b"true"),
            Some(b'f') => self.skip_word(b"false"),
            Some(b'n') => self.skip_word(b"null"),
            _ => self.stop(),
        }
    }

    fn skip_word(&mut self, word: &[u8]) {
        if self.rest().starts_with(word) { self.at += word.len() } else { self.stop() }
    }

    fn skip_number(&mut self) {
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.peek() {
            // What follows a zero is no digit: whoever looks at it next, stops.
            Some(b'0') => self.at += 1,
            _ => self.skip_digits(),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.skip_digits();
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.skip_digits();
        }
    }

    /// One at least.
    fn skip_digits(&mut self) {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            self.stop();
        }
    }

    /// True where something in it is escaped.
    fn skip_string(&mut self) -> bool {
        let mut has_escapes = false;
        self.at += 1;
        loop {
            self.at += plain(self.rest());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return has_escapes;
                }
                Some(b'\\') => {
                    has_escapes = true;
                    self.skip_escape();
                }
                _ => {
                    self.stop();
                    return has_escapes;
                }
            }
        }
    }

    fn skip_escape(&mut self) {
        match self.rest() {
            [_, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => self.at += 2,
            [_, b'u', a, b, c, d, ..] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) => self.at += 6,
            _ => self.stop(),
        }
    }
}

/// Every byte of a word is 1.
const ONES: u64 = u64::MAX / 0xff;
/// The highest bit of every byte.
const HIGH: u64 = ONES << 7;

/// How many bytes of a string's inside come before the next quotation mark, backslash or control character.
///
/// Eight at a time: subtracting 1 from a byte borrows from its highest bit where it was 0, subtracting 32 where it was a
/// control character. A borrow may run on into bytes behind; the first one found is always right, and only it is asked for.
pub(super) fn plain(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((word, behind)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*word);
        let (quote, backslash) = (word ^ (ONES * u64::from(b'"')), word ^ (ONES * u64::from(b'\\')));
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let quote = quote.wrapping_sub(ONES) & !quote;
        let backslash = backslash.wrapping_sub(ONES) & !backslash;
        let found = (control | quote | backslash) & HIGH;
        if found != 0 {
            let first = usize::try_from(found.trailing_zeros() / 8).unwrap_or_default();
            return bytes.len() - rest.len() + first;
        }
        rest = behind;
    }
    let tail = rest.iter().position(|&byte| byte < 0x20 || matches!(byte, b'"' | b'\\')).unwrap_or(rest.len());
    bytes.len() - rest.len() + tail
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::de::IgnoredAny;

    use super::{Scan, plain};

    fn is_json(text: &str) -> bool {
        let mut scan = Scan::new(text);
        scan.skip_space();
        scan.take();
        scan.ends_well()
    }

    #[track_caller]
    fn agrees(text: &str) {
        assert_eq!(is_json(text), serde_json::from_str::<IgnoredAny>(text).is_ok(), "{text:?}");
    }

    /// Calls `check` with every text of up to `length` of the pieces.
    fn every(pieces: &[&str], length: usize, text: &mut String, check: &mut impl FnMut(&str)) {
        check(text);
        if length == 0 {
            return;
        }
        for piece in pieces {
            let before = text.len();
            text.push_str(piece);
            every(pieces, length - 1, text, check);
            text.truncate(before);
        }
    }

    #[test]
    fn it_takes_what_serde_json_takes() {
        let mut count = 0;
        for (pieces, length) in [
            (&["{", "}", "[", "]", ",", ":", "\"a\"", "1", " "][..], 6),
            (&["0", "1", "-", "+", ".", "e", "E", ","], 6),
            (&["\"", "\\", "u", "0", "d", "n", "\n", "é", "/"], 6),
            (&["nul", "l", "tru", "e", "fals", "[", "]", ","], 5),
        ] {
            every(pieces, length, &mut String::new(), &mut |text| {
                agrees(text);
                agrees(&format!("[{text}]"));
                count += 1;
            });
        }
        assert!(count > 1_000_000, "{count}");
    }

    proptest! {
        #[test]
        fn it_takes_what_serde_json_takes_of_any_text(text in "[\"\\\\,:{}\\[\\] a1é0-u\n]{0,24}", other in any::<String>()) {
            agrees(&text);
            agrees(&other);
            agrees(&format!("\"{other}\""));
        }

        #[test]
        fn a_string_is_plain_up_to_its_first_sign_that_is_not(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let first = bytes.iter().position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\');
            prop_assert_eq!(plain(&bytes), first.unwrap_or(bytes.len()));
        }
    }
}
