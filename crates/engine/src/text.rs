//! Texts for people, in both languages of the admin, side by side so that none can be forgotten.

use serde::{Deserialize, Serialize};

use crate::units::{Money, Percent, Quantity};

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
pub trait Names: Sync {
    fn name(&self, reference: crate::describe::Reference, id: &str) -> Option<String>;
}

/// Knows no names: ids stand for themselves.
pub struct NoNames;

impl Names for NoNames {
    fn name(&self, _: crate::describe::Reference, _: &str) -> Option<String> {
        None
    }
}

/// Everything that a sentence needs besides the rule: the language, names for ids, and the sign of the currency.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub language: Language,
    pub names: &'a dyn Names,
    /// As it stands after an amount: `₽`.
    pub currency: &'a str,
}

/// The hard space that keeps a number and what it counts on one line.
pub const HARD_SPACE: char = '\u{a0}';

/// How people write a currency of ISO 4217: `₽` for `RUB`; the code itself where it has no sign of its own.
pub fn currency_sign(code: &str) -> &str {
    match code {
        "RUB" => "₽",
        "USD" => "$",
        "EUR" => "€",
        "KZT" => "₸",
        "BYN" => "Br",
        "UAH" => "₴",
        "GEL" => "₾",
        "AMD" => "֏",
        "TRY" => "₺",
        other => other,
    }
}

impl<'a> Words<'a> {
    /// Sentences in roubles; see [`Words::in_currency`].
    pub fn new(language: Language, names: &'a dyn Names) -> Self {
        Self { language, names, currency: "₽" }
    }

    /// Ids stand for themselves.
    pub fn plain(language: Language) -> Words<'static> {
        Words::new(language, &NoNames)
    }

    /// The same words with the sign of another currency (ISO 4217).
    #[must_use]
    pub fn in_currency(self, code: &'a str) -> Self {
        Self { currency: currency_sign(code), ..self }
    }

    /// The name behind an id in quotation marks, or the id itself.
    pub fn name(&self, reference: crate::describe::Reference, id: &str) -> String {
        self.names.name(reference, id).map_or_else(|| id.to_owned(), |name| self.quoted(&name))
    }

    /// In the language's own quotation marks: «…», “…”.
    pub fn quoted(&self, text: &str) -> String {
        self.pick(format!("«{text}»"), format!("“{text}”"))
    }

    /// The first three of the names, and how many more there are, joined as `glue` says: «а» или «б».
    pub fn list(&self, reference: crate::describe::Reference, ids: &[String], glue: &str) -> String {
        const SHOWN: usize = 3;
        let shown: Vec<_> = ids.iter().take(SHOWN).map(|id| self.name(reference, id)).collect();
        let rest = ids.len().saturating_sub(SHOWN);
        if rest > 0 {
            let (ru, en) = (format!("{} и ещё {rest}", shown.join(", ")), format!("{} and {rest} more", shown.join(", ")));
            return self.pick(ru, en);
        }
        match shown.split_last() {
            Some((last, before)) if !before.is_empty() => format!("{} {glue} {last}", before.join(", ")),
            Some((last, _)) => last.clone(),
            None => String::new(),
        }
    }

    /// "и", "and".
    pub fn and(&self) -> &'static str {
        self.pick("и", "and")
    }

    /// "или", "or".
    pub fn or(&self) -> &'static str {
        self.pick("или", "or")
    }

    /// `1 234,50 ₽` in Russian, `1,234.50 ₽` in English, with hard spaces and without needless kopecks.
    ///
    /// ```
    /// use engine::{Language, Money, text::Words};
    /// assert_eq!(Words::plain(Language::Ru).money(Money(123_450)), "1\u{a0}234,50\u{a0}₽");
    /// assert_eq!(Words::plain(Language::En).money(Money::whole(3_000)), "3,000\u{a0}₽");
    /// ```
    pub fn money(&self, money: Money) -> String {
        let (whole, minor) = (money.minor().unsigned_abs() / 100, money.minor().unsigned_abs() % 100);
        let mut text = String::new();
        if money.minor() < 0 {
            text.push('−');
        }
        text.push_str(&self.grouped(whole));
        if minor > 0 {
            text.push(self.pick(',', '.'));
            text.push_str(&format!("{minor:02}"));
        }
        text.push(HARD_SPACE);
        text.push_str(self.currency);
        text
    }

    /// `12,5 %` in Russian, `12.5%` in English.
    pub fn percent(&self, percent: Percent) -> String {
        self.pick(format!("{}{HARD_SPACE}%", percent.to_string().replace('.', ",")), format!("{percent}%"))
    }

    /// `1,5` in Russian, `1.5` in English: a quantity without its unit.
    pub fn quantity(&self, quantity: Quantity) -> String {
        let text = quantity.to_string();
        self.pick(text.replace('.', ","), text)
    }

    /// `2 шт.`, `2 pcs`.
    pub fn pieces(&self, quantity: Quantity) -> String {
        format!("{}{HARD_SPACE}{}", self.quantity(quantity), self.pick("шт.", "pcs"))
    }

    fn grouped(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(self.pick(HARD_SPACE, ','));
            }
            text.push(digit);
        }
        text
    }

    pub fn pick<T>(&self, ru: T, en: T) -> T {
        self.language.pick(ru, en)
    }
}
