//! Comparing what people type: codes, and texts that are searched.

use unicode_normalization::UnicodeNormalization;

/// The key under which a text is compared: NFKC, lower case, trimmed (R14).
///
/// ```
/// assert_eq!(engine::code::key(" Ｓale10 "), "sale10");
/// assert_eq!(engine::code::key("СКИДКА"), "скидка");
/// ```
pub fn key(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase().trim().to_owned()
}
