//! Just enough of Rust's grammar to look at code without its comments and texts.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// An identifier or a keyword.
    Word(&'a str),
    /// A literal like `0.5` or `1f64`.
    Float,
    /// The end of a statement: `;`.
    End,
}

/// With the lines they stand in. Other punctuation, integers, texts and comments are left out.
pub fn tokens(text: &str) -> Vec<(usize, Token<'_>)> {
    let mut reader = Reader { text, at: 0, line: 1, previous: ' ' };
    let mut tokens = Vec::new();
    while let Some(found) = reader.next() {
        tokens.extend(found);
    }
    tokens
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    /// The last character before `at`: `0.1` behind a dot is a field of a field.
    previous: char,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Takes so many bytes.
    fn take(&mut self, length: usize) -> &'a str {
        let taken = &self.rest()[..length];
        self.line += taken.matches('\n').count();
        self.previous = taken.chars().next_back().unwrap_or(self.previous);
        self.at += length;
        taken
    }

    fn next(&mut self) -> Option<Option<(usize, Token<'a>)>> {
        let rest = self.rest();
        let first = rest.chars().next()?;
        let line = self.line;
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = raw_text(rest) {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' {
            character(rest)
        } else if first.is_ascii_digit() {
            let after_a_dot = self.previous == '.';
            let literal = self.take(number(rest));
            let is_float = !after_a_dot && (literal.contains('.') || is_suffixed(literal));
            return Some(is_float.then_some((line, Token::Float)));
        } else if first == '_' || first.is_alphabetic() {
            let word = self.take(while_in_word(rest));
            return Some(Some((line, Token::Word(word))));
        } else if first == ';' {
            self.take(1);
            return Some(Some((line, Token::End)));
        } else {
            first.len_utf8()
        };
        self.take(length);
        Some(None)
    }
}

fn while_in_word(text: &str) -> usize {
    text.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(text.len())
}

/// `12`, `1_000u32`, `0.5`, but of `0..5` and `1.max(2)` the `0` and the `1`.
fn number(text: &str) -> usize {
    let whole = while_in_word(text);
    match text[whole..].strip_prefix('.') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => whole + 1 + while_in_word(rest),
        _ => whole,
    }
}

/// `1f64`, but not `0xf64`.
fn is_suffixed(literal: &str) -> bool {
    !literal.starts_with("0x") && (literal.ends_with("f32") || literal.ends_with("f64"))
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// `r"…"`, `br#"…"#` and the like.
fn raw_text(text: &str) -> Option<usize> {
    let start = ["r", "br", "cr"].iter().find_map(|prefix| {
        let rest = text.strip_prefix(prefix)?;
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        rest[hashes..].starts_with('"').then_some((prefix.len(), hashes))
    });
    let (prefix, hashes) = start?;
    let open = prefix + hashes + 1;
    let close = format!("\"{}", "#".repeat(hashes));
    let length = text[open..].find(&close).map(|end| open + end + close.len());
    Some(length.unwrap_or(text.len()))
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// `'a'` and `'\n'`, or the quote and the name of a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.chars().skip(1);
    let (first, second) = (chars.next(), chars.next());
    if first == Some('\\') || second == Some('\'') { quoted(text, '\'') } else { 1 + while_in_word(&text[1..]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let words = tokens(text).into_iter().filter_map(|(_, token)| match token {
            Token::Word(word) => Some(word),
            _ => None,
        });
        words.collect()
    }

    #[test]
    fn comments_and_texts_are_no_words() {
        assert_eq!(words("a // b\nc /* d /* e */ f */ g"), ["a", "c", "g"]);
        assert_eq!(words(r##"a("b \" c", r#"d " e"#, 'f', '\'', b"g") h"##), ["a", "b", "h"]);
        assert_eq!(words("fn a<'b>(c: &'b str)"), ["fn", "a", "c", "str"]);
    }

    #[test]
    fn lines_are_counted_through_texts() {
        let text = "a\n\"x\ny\" /*\n*/ b";
        assert_eq!(tokens(text).last(), Some(&(4, Token::Word("b"))));
    }

    #[test]
    fn floats_are_told_from_fields_and_ranges() {
        let floats = |text: &str| tokens(text).iter().filter(|(_, token)| *token == Token::Float).count();
        assert_eq!(floats("0.5 1_0.0 2f64"), 3);
        assert_eq!(floats("a.0.1 0..5 1.max(2) 0xf64 10u32 a.0"), 0);
    }

    #[test]
    fn a_text_that_never_ends_is_survived() {
        for text in ["\"a", "r#\"a", "/* a", "'", "'\\", "1.", "é", "b'"] {
            tokens(text);
        }
    }
}
