//! Every description agrees with the form in which its rule is stored.
#![allow(clippy::unwrap_used)]

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::{Description, Field, FieldKind, check_object};
use crate::{
    Category, Condition, Effect, GiftOptions, Items, Place, Problems, Product, PromoGroup, Promotion, Settings, conditions,
    effects, items, rules::PersonalOffer,
};

type Check = fn(&Value, &Place, &mut Problems);

/// A value that a field takes; a full one has every optional field in it.
fn sample(kind: FieldKind, full: bool) -> Value {
    match kind {
        FieldKind::Money { min } => json!(min.max(1)),
        FieldKind::Percent { .. } => json!("12,5"),
        FieldKind::Quantity => json!(0.5),
        FieldKind::Whole { min, .. } => json!(min.max(1).to_string()),
        FieldKind::Text { .. } => json!("RUB"),
        FieldKind::Flag => json!(true),
        FieldKind::Moment => json!("2027-01-01T00:00:00+03:00"),
        FieldKind::TimeOfDay => json!("10:00"),
        FieldKind::Choice(choices) => json!(choices[choices.len() - 1].value),
        FieldKind::Choices(choices) => choices.iter().map(|choice| json!(choice.value)).collect(),
        FieldKind::Id(_) => json!("id-1"),
        FieldKind::Ids(_) => json!(["id-1", "id-2"]),
        FieldKind::Texts { .. } => json!(["text"]),
        FieldKind::Items => json!({"offers": ["id-1"], "except": {"price_below": 1}}),
        FieldKind::ItemsList => json!([{"offers": ["id-1"]}]),
        FieldKind::Object(fields) => object(fields, full),
        FieldKind::Objects(fields) => json!([object(fields, full)]),
        FieldKind::Condition => json!({"any": [{"kind": "segment", "any": ["S"]}]}),
        FieldKind::Effects => json!([{"kind": "amount_off", "amount": 1}]),
    }
}

fn object(fields: &[Field], full: bool) -> Value {
    let given = fields.iter().filter(|field| full || field.required);
    given.map(|field| (field.key.to_owned(), sample(field.kind, full))).collect::<Map<_, _>>().into()
}

fn problems(check: Check, value: &Value) -> Vec<String> {
    let mut problems = Problems::default();
    check(value, &Place::root(), &mut problems);
    problems.0.iter().map(ToString::to_string).collect()
}

/// Reads a value and writes it, and what was written says the same.
fn reads<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(value: &Value) {
    let read: T = serde_json::from_value(value.clone()).map_err(|error| format!("{value}: {error}")).unwrap();
    let written = serde_json::to_value(&read).unwrap();
    assert_eq!(serde_json::from_value::<T>(written).unwrap(), read);
}

fn agrees<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(value: &Value, check: Check) {
    assert_eq!(problems(check, value), [""; 0], "{value}");
    reads::<T>(value);
    for place in places_of_objects(value) {
        let mut wrong = value.clone();
        wrong.pointer_mut(&place).unwrap().as_object_mut().unwrap().insert("percnt".to_owned(), json!(1));
        assert_eq!(problems(check, &wrong).len(), 1, "an unknown key is a problem: {wrong}");
        assert!(serde_json::from_value::<T>(wrong.clone()).is_err(), "an unknown key is refused: {wrong}");
    }
}

/// Pointers to a value's objects, itself first.
fn places_of_objects(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    let own = value.is_object().then(String::new);
    let inner = children
        .into_iter()
        .flat_map(|(key, value)| places_of_objects(value).into_iter().map(move |place| format!("/{key}{place}")));
    own.into_iter().chain(inner).collect()
}

fn kinds<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(descriptions: &[Description], check: Check) {
    for description in descriptions {
        for full in [false, true] {
            let mut value = object(description.fields, full);
            value.as_object_mut().unwrap().insert("kind".to_owned(), json!(description.kind));
            agrees::<T>(&value, check);
        }
        for field in description.fields.iter().filter(|field| field.required) {
            let mut value = object(description.fields, true);
            value.as_object_mut().unwrap().insert("kind".to_owned(), json!(description.kind));
            value.as_object_mut().unwrap().remove(field.key);
            assert_eq!(problems(check, &value).len(), 1, "{} is required: {value}", field.key);
            assert!(serde_json::from_value::<T>(value.clone()).is_err(), "{} is required: {value}", field.key);
        }
    }
}

/// Forms offer the first of a field's choices where it is absent: it must say the same.
fn first_is_default<T: DeserializeOwned + PartialEq + std::fmt::Debug>(descriptions: &[Description]) {
    for description in descriptions {
        for field in description.fields {
            let FieldKind::Choice(choices) = field.kind else { continue };
            let mut value = object(description.fields, true);
            let fields = value.as_object_mut().unwrap();
            fields.insert("kind".to_owned(), json!(description.kind));
            fields.insert(field.key.to_owned(), json!(choices[0].value));
            let with: T = serde_json::from_value(value.clone()).unwrap();
            value.as_object_mut().unwrap().remove(field.key);
            assert_eq!(serde_json::from_value::<T>(value).unwrap(), with, "{}.{}", description.kind, field.key);
        }
    }
}

#[test]
fn an_absent_choice_is_the_first() {
    first_is_default::<Condition>(conditions::DESCRIPTIONS);
    first_is_default::<Effect>(effects::DESCRIPTIONS);
}

#[test]
fn conditions_agree() {
    assert_eq!(conditions::DESCRIPTIONS.len(), 16);
    kinds::<Condition>(conditions::DESCRIPTIONS, conditions::check_value);
}

#[test]
fn effects_agree() {
    assert_eq!(effects::DESCRIPTIONS.len(), 12);
    kinds::<Effect>(effects::DESCRIPTIONS, effects::check_value);
}

#[test]
fn trees_and_items_agree() {
    let tree = json!({"all": [{"not": {"any": []}}, {"kind": "loyalty_card"}]});
    agrees::<Condition>(&tree, conditions::check_value);
    agrees::<Items>(&object(items::FIELDS, true), items::check_value);
    agrees::<Items>(&json!({}), items::check_value);
}

#[test]
fn sections_agree() {
    macro_rules! section {
        ($($name:ident),*) => {$(
            let check: Check = |value, place, problems| check_object($name::FIELDS, value, place, &[], problems);
            agrees::<$name>(&object($name::FIELDS, false), check);
            agrees::<$name>(&object($name::FIELDS, true), check);
        )*};
    }
    section!(Promotion, GiftOptions, PromoGroup, PersonalOffer, Settings, Product, Category);
}

#[test]
fn every_kind_has_its_texts_in_both_languages() {
    for description in conditions::DESCRIPTIONS.iter().chain(effects::DESCRIPTIONS) {
        let labels = description.fields.iter().flat_map(|field| [Some(field.label), field.hint]).flatten();
        for text in [description.title, description.summary].into_iter().chain(labels) {
            assert!(!text.ru.is_empty() && !text.en.is_empty(), "{}", description.kind);
        }
    }
}
