//! Where the order goes.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    basket::Delivery,
    code,
    describe::{Description, Field, FieldKind},
    index::{Dimension, Guard, Least},
    problem::{Place, Problems},
    text::{Text, Words},
    trace::Evidence,
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

impl Tested for Where {
    fn holds(&self, view: &View<'_>) -> bool {
        let Delivery { city, kladr, fias, .. } = &view.basket.delivery;
        let city_is = |wanted: &str| city.as_deref().is_some_and(|city| code::key(city) == code::key(wanted));
        let kladr_begins = |wanted: &str| kladr.as_deref().is_some_and(|kladr| kladr.starts_with(wanted.trim()));
        let has_fias = |wanted: &str| fias.iter().any(|fias| fias.eq_ignore_ascii_case(wanted.trim()));
        given(&self.city).is_none_or(city_is)
            && given(&self.kladr).is_none_or(kladr_begins)
            && given(&self.fias).is_none_or(has_fias)
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        let Delivery { city, kladr, fias, .. } = &view.basket.delivery;
        let any = [&self.city, &self.kladr, &self.fias].into_iter().filter_map(given).map(str::to_owned).collect();
        Evidence::Names { any, present: city.iter().chain(kladr).chain(fias).cloned().collect() }
    }

    fn guard(&self) -> Guard<'_> {
        let fias = given(&self.fias).map(|fias| Guard::any_of(Dimension::Fias, [fias.trim().to_ascii_lowercase()]));
        let city = given(&self.city).map(|city| Guard::any_of(Dimension::City, [code::key(city)]));
        let kladr = given(&self.kladr).map(|kladr| Guard::any_of(Dimension::Kladr, [kladr.trim()]));
        fias.into_iter().chain(city).chain(kladr).fold(Guard::everything(Least::default()), Guard::or_cheaper)
    }
}

/// A blank field asks for nothing.
fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basket, Language};

    fn text(text: &str) -> Option<String> {
        Some(text).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn holds(city: &str, kladr: &str, fias: &str, delivery: &Delivery) -> bool {
        let test = Where { city: text(city), kladr: text(kladr), fias: text(fias) };
        let basket = Basket { delivery: delivery.clone(), ..Basket::default() };
        test.holds(&View { basket: &basket, ..View::default() })
    }

    #[test]
    fn every_given_field_must_match() {
        let moscow = Delivery {
            city: text("Москва"),
            kladr: text("7700000000000"),
            fias: vec!["0c5b2444-70a0".to_owned(), "street".to_owned()],
            ..Delivery::default()
        };
        assert!(holds(" москва", "", "", &moscow));
        assert!(!holds("Моск", "", "", &moscow));
        assert!(holds("", "77", "", &moscow) && holds("", "7700000000000", "", &moscow));
        assert!(!holds("", "78", "", &moscow) && !holds("", "77000000000000", "", &moscow));
        assert!(holds("", "", "0C5B2444-70A0", &moscow) && holds("", "", "street", &moscow));
        assert!(!holds("", "", "0c5b2444", &moscow));
        assert!(holds("Москва", "77", "street", &moscow));
        assert!(!holds("Москва", "78", "street", &moscow));
    }

    #[test]
    fn what_the_request_does_not_say_matches_nothing() {
        let nowhere = Delivery::default();
        assert!(!holds("Москва", "", "", &nowhere) && !holds("", "77", "", &nowhere) && !holds("", "", "street", &nowhere));
    }

    #[test]
    fn sentence() {
        let test = Where { city: text("Тверь"), kladr: text("69"), fias: None };
        assert_eq!(test.sentence(&Words::plain(Language::Ru)), "город — Тверь и КЛАДР начинается с 69");
        assert_eq!(test.sentence(&Words::plain(Language::En)), "the city is Тверь and the KLADR code begins with 69");
    }
}
