//! Texts for people, in both languages of the admin, side by side so that none can be forgotten.

use serde::{Deserialize, Serialize};

/// A language of the admin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Ru,
    En,
}

impl Language {
    /// The code that `<html lang>` and the document's `settings.language` use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The one of the two texts that is in this language.
    pub fn pick<T>(self, ru: T, en: T) -> T {
        match self {
            Self::Ru => ru,
            Self::En => en,
        }
    }
}

/// A fixed text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    pub ru: &'static str,
    pub en: &'static str,
}

impl Text {
    pub const fn new(ru: &'static str, en: &'static str) -> Self {
        Self { ru, en }
    }

    pub const fn get(self, language: Language) -> &'static str {
        match language {
            Language::Ru => self.ru,
            Language::En => self.en,
        }
    }
}

/// The Russian form of a word after a number: 1 код, 2 кода, 5 кодов.
///
/// ```
/// use engine::text::plural_ru;
/// assert_eq!(plural_ru(21, "код", "кода", "кодов"), "код");
/// assert_eq!(plural_ru(12, "код", "кода", "кодов"), "кодов");
/// ```
pub fn plural_ru<'a>(number: i64, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
    let (tens, units) = (number.unsigned_abs() % 100, number.unsigned_abs() % 10);
    match (tens, units) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    }
}

/// How sentences name what is outside of a rule. The engine knows only ids; whoever shows a sentence may know names.
pub trait Names {
    fn name(&self, reference: crate::describe::Reference, id: &str) -> Option<String>;
}

/// Knows no names: ids stand for themselves.
pub struct NoNames;

impl Names for NoNames {
    fn name(&self, _: crate::describe::Reference, _: &str) -> Option<String> {
        None
    }
}

/// Everything that a sentence needs besides the rule: the language, and names for ids.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub language: Language,
    pub names: &'a dyn Names,
}

impl<'a> Words<'a> {
    pub fn plain(language: Language) -> Words<'static> {
        Words { language, names: &NoNames }
    }

    /// The name behind an id in quotation marks, or the id itself.
    pub fn name(&self, reference: crate::describe::Reference, id: &str) -> String {
        self.names.name(reference, id).unwrap_or_else(|| id.to_owned())
    }

    pub fn pick<T>(&self, ru: T, en: T) -> T {
        self.language.pick(ru, en)
    }
}
