use crate::json;

/// The field `key` of a body, as text: one of the three places in which a caller may put its key.
///
/// Cheap enough to be asked before anything else is known of the caller, and never an error: a body that is malformed, is
/// no object, or has no such field (or an empty one) gives none. Of several fields `key` the last counts.
///
/// ```
/// assert_eq!(imshop::key_in_body(br#"{"items": [], "key": "k-1"}"#), Some("k-1".to_owned()));
/// assert_eq!(imshop::key_in_body(br#"{"items": []"#), None);
/// ```
///
/// Source: docs/protocol.md, "Transport and keys".
pub fn key_in_body(body: &[u8]) -> Option<String> {
    let mut key = None;
    json::read_object(body, |name, value| {
        if name == "key" {
            key = value.text();
        }
    })
    .ok()?;
    key.map(String::from)
}

#[cfg(test)]
mod tests {
    use super::key_in_body;

    #[test]
    fn only_the_top_level_counts() {
        assert_eq!(key_in_body(br#"{"user": {"key": "inner"}}"#), None);
        assert_eq!(key_in_body(br#"{"user": {"key": "inner"}, "key": "outer"}"#).as_deref(), Some("outer"));
    }

    #[test]
    fn what_is_no_key() {
        for body in
            [&b""[..], b"null", b"[]", b"\"key\"", b"{\"key\": \"k\"", b"{\"key\": \"k\"} x", b"\xff", b"{\"key\": \" \"}"]
        {
            assert_eq!(key_in_body(body), None, "{}", String::from_utf8_lossy(body));
        }
        for value in ["null", "\"\"", "{}", "[\"k\"]", "true"] {
            assert_eq!(key_in_body(format!("{{\"key\": {value}}}").as_bytes()), None, "{value}");
        }
    }

    #[test]
    fn a_number_is_a_key_too() {
        assert_eq!(key_in_body(br#"{"key": 42}"#).as_deref(), Some("42"));
    }
}
