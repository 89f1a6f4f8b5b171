/// What a JSON string says, from what is between its quotation marks; its syntax has been checked.
///
/// Half of a surrogate pair, which no text can hold, becomes U+FFFD.
pub(super) fn unescape(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut signs = inner.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            text.push(sign);
            continue;
        }
        match signs.next() {
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{c}'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('u') => {
                let (sign, rest) = unescape_unicode(signs.as_str());
                text.push(sign);
                signs = rest.chars();
            }
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

/// Reads what is behind `\u`: the character, and what follows it.
fn unescape_unicode(text: &str) -> (char, &str) {
    let Some((high, rest)) = four_digits(text) else {
        return (char::REPLACEMENT_CHARACTER, text);
    };
    if let Some(sign) = char::from_u32(high) {
        return (sign, rest);
    }
    let low = rest.strip_prefix("\\u").and_then(four_digits).filter(|(low, _)| (0xdc00..0xe000).contains(low));
    match low {
        Some((low, rest)) if high < 0xdc00 => {
            let sign = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            (char::from_u32(sign).unwrap_or(char::REPLACEMENT_CHARACTER), rest)
        }
        _ => (char::REPLACEMENT_CHARACTER, rest),
    }
}

fn four_digits(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    Some((u32::from_str_radix(digits, 16).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn plain_text_stays() {
        assert_eq!(unescape("чай"), "чай");
        assert_eq!(unescape(""), "");
    }

    #[test]
    fn escapes() {
        assert_eq!(unescape(r#"15.6\" \\ \/ \b\f\n\r\t."#), "15.6\" \\ / \u{8}\u{c}\n\r\t.");
        assert_eq!(unescape(r"\u0447\u0430\u0439 ё"), "чай ё");
        assert_eq!(unescape(r"\ud83c\udf81!"), "🎁!");
    }

    #[test]
    fn half_a_pair_is_replaced() {
        assert_eq!(unescape(r"a\ud83cb"), "a\u{fffd}b");
        assert_eq!(unescape(r"\udf81\ud83c"), "\u{fffd}\u{fffd}");
        assert_eq!(unescape(r"\ud83c\n"), "\u{fffd}\n");
        assert_eq!(unescape(r"\ud83c\u0041"), "\u{fffd}A");
    }
}
