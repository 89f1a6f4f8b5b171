//! Checks a JSON value by descriptions and collects everything that is wrong, each with its place.

use serde_json::{Map, Value};

use super::{Choice, Description, Field, FieldKind, Reference};
use crate::{
    conditions, effects, items,
    problem::{Place, Problems},
    units::{DecimalError, Moment, parse_decimal},
};

/// Checks an object's keys and values. `ignored` are keys that the caller reads itself (`kind`).
pub fn check_object(fields: &[Field], value: &Value, place: &Place, ignored: &[&str], problems: &mut Problems) {
    let Some(object) = object(value, place, problems) else { return };
    for key in object.keys() {
        if !ignored.contains(&key.as_str()) && !fields.iter().any(|field| field.key == key) {
            let known = fields.iter().map(|field| field.key).collect::<Vec<_>>().join(", ");
            problems.add(
                &place.key(key),
                format!("неизвестное поле; здесь бывают: {known}"),
                format!("unknown key; expected one of: {known}"),
            );
        }
    }
    for field in fields {
        check_field(field, object, place, problems);
    }
}

fn check_field(field: &Field, object: &Map<String, Value>, place: &Place, problems: &mut Problems) {
    let place = place.key(field.key);
    match object.get(field.key) {
        None | Some(Value::Null) => {
            if field.required {
                problems.add(&place, "заполните поле", "is required");
            }
        }
        Some(value) => check_value(field, value, &place, problems),
    }
}

fn check_value(field: &Field, value: &Value, place: &Place, problems: &mut Problems) {
    match field.kind {
        FieldKind::Money { min } => check_number(value, 2, min * 100, MAX_MONEY, place, problems),
        FieldKind::Percent { allow_zero } => check_number(value, 2, i64::from(!allow_zero), 10_000, place, problems),
        FieldKind::Quantity => check_number(value, 3, 1, MAX_QUANTITY, place, problems),
        FieldKind::Whole { min, max } => check_number(value, 0, min, max, place, problems),
        FieldKind::Text { max } => check_text(value, max, field.required, place, problems),
        FieldKind::Flag => {
            if !value.is_boolean() {
                problems.add(place, "должно быть true или false", "must be true or false");
            }
        }
        FieldKind::Moment => check_moment(value, place, problems),
        FieldKind::TimeOfDay => check_time_of_day(value, place, problems),
        FieldKind::Choice(choices) => check_choice(choices, value, place, problems),
        FieldKind::Choices(choices) => each(value, field.required, place, problems, |value, place, problems| {
            check_choice(choices, value, place, problems);
        }),
        FieldKind::Id(reference) => check_id(reference, value, place, problems),
        FieldKind::Ids(reference) => each(value, field.required, place, problems, |value, place, problems| {
            check_id(reference, value, place, problems);
        }),
        FieldKind::Texts { max } => each(value, field.required, place, problems, |value, place, problems| {
            check_text(value, max, true, place, problems);
        }),
        FieldKind::Items => items::check_value(value, place, problems),
        FieldKind::ItemsList => each(value, field.required, place, problems, items::check_value),
        FieldKind::Object(fields) => check_object(fields, value, place, &[], problems),
        FieldKind::Objects(fields) => each(value, field.required, place, problems, |value, place, problems| {
            check_object(fields, value, place, &[], problems);
        }),
        FieldKind::Condition => conditions::check_value(value, place, problems),
        FieldKind::Effects => each(value, field.required, place, problems, effects::check_value),
    }
}

/// A trillion currency units: far above any basket, and exact in every JSON reader.
const MAX_MONEY: i64 = 100_000_000_000_000;
/// A billion units.
const MAX_QUANTITY: i64 = 1_000_000_000_000;

fn check_number(value: &Value, scale: u32, min: i64, max: i64, place: &Place, problems: &mut Problems) {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => {
            problems.add(place, "здесь должно быть число", "must be a number");
            return;
        }
    };
    match parse_decimal(&text, scale) {
        Ok(number) if number < min => {
            let min = decimal(min, scale);
            problems.add(place, format!("должно быть не меньше {min}"), format!("must be {min} or more"));
        }
        Ok(number) if number > max => {
            let max = decimal(max, scale);
            problems.add(place, format!("должно быть не больше {max}"), format!("must be {max} or less"));
        }
        Ok(_) => {}
        Err(DecimalError::NotANumber) => problems.add(place, "здесь должно быть число", "must be a number"),
        Err(DecimalError::TooManyDecimals(0)) => problems.add(place, "должно быть целым числом", "must be a whole number"),
        Err(DecimalError::TooManyDecimals(decimals)) => {
            let (ru, en) =
                (format!("не больше {decimals} знаков после запятой"), format!("must have at most {decimals} decimals"));
            problems.add(place, ru, en);
        }
        Err(DecimalError::TooLarge) => problems.add(place, "число слишком велико", "is too large"),
    }
}

fn decimal(value: i64, scale: u32) -> String {
    match scale {
        2 => crate::units::Money(value).to_string(),
        3 => crate::units::Quantity(value).to_string(),
        _ => value.to_string(),
    }
}

fn check_text(value: &Value, max: usize, required: bool, place: &Place, problems: &mut Problems) {
    match value.as_str() {
        None => problems.add(place, "здесь должен быть текст", "must be a text"),
        Some(text) if required && text.trim().is_empty() => problems.add(place, "заполните поле", "is required"),
        Some(text) if text.chars().count() > max => {
            problems.add(place, format!("не длиннее {max} знаков"), format!("must have at most {max} characters"));
        }
        Some(text) if text.contains('\0') => problems.add(place, "недопустимый знак", "has a character that cannot be stored"),
        Some(_) => {}
    }
}

fn check_moment(value: &Value, place: &Place, problems: &mut Problems) {
    if value.as_str().is_none_or(|text| text.parse::<Moment>().is_err()) {
        problems.add(
            place,
            "нужны дата и время со смещением, например 2027-01-01T00:00:00+03:00",
            "must be a time with an offset, such as 2027-01-01T00:00:00+03:00",
        );
    }
}

fn check_time_of_day(value: &Value, place: &Place, problems: &mut Problems) {
    if value.as_str().is_none_or(|text| parse_time_of_day(text).is_none()) {
        problems.add(place, "нужно время, например 10:00", "must be a time of day, such as 10:00");
    }
}

/// Minutes since midnight; `24:00` is the end of the day.
pub(crate) fn parse_time_of_day(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let number = |text: &str| (text.len() == 2).then(|| text.parse::<u16>().ok()).flatten();
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 24 * 60).then_some(total)
}

fn check_choice(choices: &[Choice], value: &Value, place: &Place, problems: &mut Problems) {
    if !choices.iter().any(|choice| value.as_str() == Some(choice.value)) {
        let known = choices.iter().map(|choice| choice.value).collect::<Vec<_>>().join(", ");
        problems.add(place, format!("одно из: {known}"), format!("must be one of: {known}"));
    }
}

/// Ids of our own things match `[A-Za-z0-9._-]{1,64}`; ids from outside are any text of 1 to 128 characters.
pub(crate) fn check_id(reference: Reference, value: &Value, place: &Place, problems: &mut Problems) {
    let Some(id) = value.as_str() else {
        problems.add(place, "здесь должен быть идентификатор в кавычках", "must be an id, a text in quotes");
        return;
    };
    if reference.is_ours() {
        let plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '_' | '-');
        if id.is_empty() || id.len() > 64 || !id.chars().all(plain) {
            problems.add(
                place,
                "от 1 до 64 латинских букв, цифр, точек, дефисов и подчёркиваний",
                "must be 1 to 64 Latin letters, digits, full stops, hyphens and underscores",
            );
        }
    } else if id.is_empty() || id.chars().count() > 128 || id.contains('\0') {
        problems.add(place, "от 1 до 128 знаков", "must be 1 to 128 characters");
    }
}

fn each(
    value: &Value,
    required: bool,
    place: &Place,
    problems: &mut Problems,
    mut check: impl FnMut(&Value, &Place, &mut Problems),
) {
    let Some(list) = value.as_array() else {
        problems.add(place, "здесь должен быть список", "must be a list");
        return;
    };
    if required && list.is_empty() {
        problems.add(place, "добавьте хотя бы одно значение", "needs at least one value");
    }
    for (index, value) in list.iter().enumerate() {
        check(value, &place.index(index), problems);
    }
}

pub(crate) fn object<'a>(value: &'a Value, place: &Place, problems: &mut Problems) -> Option<&'a Map<String, Value>> {
    let object = value.as_object();
    if object.is_none() {
        problems.add(place, "здесь должен быть объект {…}", "must be an object {…}");
    }
    object
}

/// The description that an object's `kind` names; else the problem is noted.
pub fn kind_of<'a>(
    descriptions: &'a [Description],
    value: &Value,
    place: &Place,
    problems: &mut Problems,
) -> Option<&'a Description> {
    let object = object(value, place, problems)?;
    let kind = object.get("kind").and_then(Value::as_str);
    let found = descriptions.iter().find(|description| Some(description.kind) == kind);
    if found.is_none() {
        let known = descriptions.iter().map(|description| description.kind).collect::<Vec<_>>().join(", ");
        problems.add(&place.key("kind"), format!("одно из: {known}"), format!("must be one of: {known}"));
    }
    found
}
