//! Language and theme: chosen by the person, kept in cookies, known to the server before the first byte is sent.

use engine::Language;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Names of the cookies.
pub const LANGUAGE_COOKIE: &str = "podarok_language";
pub const THEME_COOKIE: &str = "podarok_theme";

/// Which colours to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    Light,
    Dark,
    /// As the device says.
    #[default]
    System,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As the cookie and `<html data-theme>` write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::System => "system",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text)
    }
}

/// As the cookie and `<html lang>` write it.
pub fn parse_language(text: &str) -> Option<Language> {
    [Language::Ru, Language::En].into_iter().find(|language| language.code() == text)
}

/// What the person chose, or what their browser asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preferences {
    pub language: Language,
    pub theme: Theme,
}

impl Preferences {
    /// From the `Cookie` and `Accept-Language` headers; Russian where neither says anything.
    pub fn read(cookies: &str, accept_language: &str) -> Self {
        let language = cookie(cookies, LANGUAGE_COOKIE).and_then(parse_language);
        Self {
            language: language.or_else(|| accepted(accept_language)).unwrap_or_default(),
            theme: cookie(cookies, THEME_COOKIE).and_then(Theme::parse).unwrap_or_default(),
        }
    }

    /// On the server of the request, in the browser of the page that it was sent.
    #[cfg(feature = "ssr")]
    pub fn current() -> Self {
        use axum::http::{HeaderMap, header, request::Parts};
        let joined = |headers: &HeaderMap, name| {
            let values: Vec<_> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
            values.join("; ")
        };
        use_context::<Parts>().map_or_else(Self::default, |parts| {
            Self::read(&joined(&parts.headers, header::COOKIE), &joined(&parts.headers, header::ACCEPT_LANGUAGE))
        })
    }

    #[cfg(not(feature = "ssr"))]
    pub fn current() -> Self {
        let attribute = |name| document().document_element().and_then(|html| html.get_attribute(name)).unwrap_or_default();
        Self {
            language: parse_language(&attribute("lang")).unwrap_or_default(),
            theme: Theme::parse(&attribute("data-theme")).unwrap_or_default(),
        }
    }
}

/// The language of this page. Changing it loads the page anew.
pub fn use_language() -> Language {
    use_context::<Preferences>().unwrap_or_else(Preferences::current).language
}

/// Picks the text in the language of this page: `t("Сохранить", "Save")`.
pub fn use_texts() -> impl Fn(&'static str, &'static str) -> &'static str + Copy + Send + Sync + 'static {
    let language = use_language();
    move |ru, en| language.pick(ru, en)
}

fn cookie<'a>(cookies: &'a str, name: &str) -> Option<&'a str> {
    cookies.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The one of our languages that `Accept-Language` likes most; the first of equals.
fn accepted(header: &str) -> Option<Language> {
    let mut best = None;
    for part in header.split(',') {
        let (tag, parameter) = part.split_once(';').unwrap_or((part, ""));
        let language = parse_language(tag.trim().split('-').next().unwrap_or_default());
        let weight = match parameter.trim().strip_prefix("q=") {
            Some(weight) => engine::units::parse_decimal(weight, 3).unwrap_or(0),
            None => 1000,
        };
        if let Some(language) = language
            && weight > best.map_or(0, |(best, _)| best)
        {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_counts_more_than_what_the_browser_asks_for() {
        let chosen = Preferences::read("a=b; podarok_language=ru; podarok_theme=dark", "en");
        assert_eq!(chosen, Preferences { language: Language::Ru, theme: Theme::Dark });
        assert_eq!(Preferences::read("podarok_language=xx", "en-GB,en;q=0.9").language, Language::En);
    }

    #[test]
    fn the_language_that_is_liked_most_wins() {
        for (header, language) in [
            ("", Language::Ru),
            ("de", Language::Ru),
            ("en-US,en;q=0.9,ru;q=0.8", Language::En),
            ("de, en;q=0.5, ru;q=0.9", Language::Ru),
            ("ru;q=0, en;q=0.1", Language::En),
        ] {
            assert_eq!(Preferences::read("", header).language, language, "{header}");
        }
    }
}
