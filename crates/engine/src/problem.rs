//! What is wrong with an input, where, and what was expected, in both languages.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// A place in a document: `promotions[3].effects[0].percent`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place(String);

impl Place {
    pub fn root() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        if self.0.is_empty() { Self(key.to_owned()) } else { Self(format!("{}.{key}", self.0)) }
    }

    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}[{index}]", self.0))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// One thing that is wrong: where, and what was expected instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// As [`Place`] writes it; empty for the whole.
    pub place: String,
    pub ru: String,
    pub en: String,
}

impl Problem {
    pub fn new(place: &Place, ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self { place: place.as_str().to_owned(), ru: ru.into(), en: en.into() }
    }

    pub fn message(&self, language: Language) -> &str {
        language.pick(&self.ru, &self.en)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.en)
    }
}

/// All problems of one input, in the order in which they were found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    pub fn add(&mut self, place: &Place, ru: impl Into<String>, en: impl Into<String>) {
        self.0.push(Problem::new(place, ru, en));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `value` where nothing is wrong, else the problems.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.0 {
            writeln!(formatter, "{problem}")?;
        }
        Ok(())
    }
}
