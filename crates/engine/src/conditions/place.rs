//! Where the order goes.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::{Description, Field, FieldKind},
    problem::{Place, Problems},
    text::{Text, Words},
};

/// The order goes to a place: every given field must match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Where {
    /// The beginning of a KLADR code: `77` is all of Moscow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kladr: Option<String>,
    /// A FIAS code of any part of the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fias: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
}

impl Described for Where {
    const DESCRIPTION: Description = Description {
        kind: "place",
        title: Text::new("Место", "Place"),
        summary: Text::new("Куда едет заказ: город или регион", "Where the order goes: a city or a region"),
        fields: &[
            Field::optional("city", FieldKind::Text { max: 128 }, Text::new("Город", "City")),
            Field::optional("kladr", FieldKind::Text { max: 32 }, Text::new("КЛАДР", "KLADR"))
                .hint(Text::new("начало кода: 77 — вся Москва", "the beginning of the code: 77 is all of Moscow")),
            Field::optional("fias", FieldKind::Text { max: 64 }, Text::new("ФИАС", "FIAS"))
                .hint(Text::new("код любой части адреса", "the code of any part of the address")),
        ],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let mut parts = Vec::new();
        if let Some(city) = &self.city {
            parts.push(words.pick(format!("город — {city}"), format!("the city is {city}")));
        }
        if let Some(kladr) = &self.kladr {
            parts.push(words.pick(format!("КЛАДР начинается с {kladr}"), format!("the KLADR code begins with {kladr}")));
        }
        if let Some(fias) = &self.fias {
            parts.push(words.pick(format!("в адресе есть ФИАС {fias}"), format!("the address has FIAS code {fias}")));
        }
        parts.join(words.pick(" и ", " and "))
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        if !given(&self.kladr) && !given(&self.fias) && !given(&self.city) {
            problems.add(&place.key("city"), "назовите город, КЛАДР или ФИАС", "give a city, a KLADR code or a FIAS code");
        }
    }
}

impl Tested for Where {}
