//! Reading what people and programs send: by the descriptions of fields, with every problem at its place.

use contract::{
    ErrorCode,
    document::{Entry, read_entry},
};
use engine::{Place, Problems, describe::FieldKind};
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::{Error, calendar};

/// Characters of a name of a user or a key.
const NAME_LENGTH: usize = 100;

/// One problem, as an error.
pub(crate) fn problem(place: &str, ru: impl Into<String>, en: impl Into<String>) -> Error {
    let mut problems = Problems::default();
    problems.add(&Place::root().key(place), ru, en);
    problems.into()
}

/// A thing from its document JSON, in which numbers may be texts, and times may stand without an offset: then they are
/// by the shop's clock, as forms send them.
pub(crate) fn read<T: Entry>(mut value: Value, zone: &TimeZone) -> Result<T, Problems> {
    for field in T::FIELDS.iter().filter(|field| field.kind == FieldKind::Moment) {
        if let Some(Value::String(text)) = value.get_mut(field.key)
            && let Some(at) = calendar::parse(zone, text)
        {
            *text = at.to_string();
        }
    }
    read_entry(value, &Place::root())
}

/// Trimmed, not empty, not too long.
pub(crate) fn short_name(name: &str) -> Result<String, Error> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(problem("name", "заполните поле", "is required")),
        1..=NAME_LENGTH if !name.chars().any(char::is_control) => Ok(name.to_owned()),
        1..=NAME_LENGTH => Err(problem("name", "недопустимый знак", "has a character that cannot be used")),
        _ => Err(problem(
            "name",
            format!("не длиннее {NAME_LENGTH} знаков"),
            format!("must have at most {NAME_LENGTH} characters"),
        )),
    }
}

/// The id of something that may be there.
///
/// # Errors
/// [`ErrorCode::NotFound`] for what nothing can be called: no database is asked for it.
pub(crate) fn id(text: &str) -> Result<&str, Error> {
    if is_outside_id(text) { Ok(text) } else { Err(ErrorCode::NotFound.into()) }
}

/// Ids from outside are any text of 1 to 128 characters.
pub(crate) fn is_outside_id(id: &str) -> bool {
    !id.is_empty() && !id.contains('\0') && id.chars().count() <= 128
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use engine::Promotion;
    use serde_json::json;

    use super::*;

    fn promotion(value: Value) -> Result<Promotion, Problems> {
        read(value, &calendar::time_zone("Europe/Moscow").unwrap())
    }

    #[test]
    fn forms_send_numbers_as_texts_and_times_by_the_shops_clock() {
        let read = promotion(json!({
            "id": "tea", "name": "Чай", "priority": "10", "starts_at": "2026-11-10T00:00",
            "effects": [{"kind": "percent_off", "percent": "12,5"}]
        }))
        .unwrap();
        assert_eq!(read.priority, 10);
        assert_eq!(read.starts_at, Some("2026-11-09T21:00:00Z".parse().unwrap()));
    }

    #[test]
    fn every_problem_is_told_with_its_place() {
        let problems = promotion(json!({ "id": "a b", "effects": [{"kind": "percent_off", "percnt": 5}] })).unwrap_err();
        let places: Vec<_> = problems.0.iter().map(|problem| problem.place.as_str()).collect();
        assert_eq!(places, ["id", "name", "effects[0].percnt", "effects[0].percent"]);
    }

    #[test]
    fn names_are_trimmed_and_never_empty() {
        assert_eq!(short_name("  Анна ").unwrap(), "Анна");
        for name in ["", "  ", "a\nb", &"x".repeat(101)] {
            assert!(short_name(name).is_err(), "{name:?}");
        }
    }
}
