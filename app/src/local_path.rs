//! Where to go after a form: within this site only.

/// The path, where it leads to this site and nowhere else.
///
/// ```
/// use app::local_path::local_path;
/// assert_eq!(local_path("/products?page=2"), Some("/products?page=2"));
/// assert_eq!(local_path("//elsewhere.example"), None);
/// ```
pub fn local_path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    let harmless = |sign: char| !sign.is_control() && sign != '\\';
    (!rest.starts_with('/') && path.chars().all(harmless)).then_some(path)
}

/// One segment of a path, or a value of a query: everything but letters, digits and `-._~` is escaped.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_gone_to() {
        for elsewhere in
            ["", "a", "https://b.example", "//b.example", "/\\b.example", "\\/b", "/a\r\nSet-Cookie: c", "/\t/b.example"]
        {
            assert_eq!(local_path(elsewhere), None, "{elsewhere:?}");
        }
        for here in ["/", "/products/1%2F2", "/promotions?search=%D0%B0&page=2", "/a//b"] {
            assert_eq!(local_path(here), Some(here));
        }
    }

    #[test]
    fn ids_of_any_text_fit_into_a_path() {
        assert_eq!(escape("a/b ?#%"), "a%2Fb%20%3F%23%25");
        assert_eq!(escape("ж"), "%D0%B6");
    }
}
