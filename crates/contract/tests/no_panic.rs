//! Whatever is read: an answer, and never a panic.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use contract::{Document, document::check_references};
use proptest::{collection, prelude::*, sample::Index};
use serde_json::Value;

const EXAMPLE: &str = include_str!("example.json");

/// The words of the format, and what people write instead of them.
fn word() -> impl Strategy<Value = String> {
    let known: Vec<&str> = EXAMPLE.split('"').skip(1).step_by(2).collect();
    prop_oneof![
        4 => proptest::sample::select(known).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[-0-9., \u{a0}eE]{0,24}",
        1 => "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})",
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-3_i64..30_000).prop_map(|cents| Value::from(cents as f64 / 100.0)),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            collection::vec((word(), inner), 0..6).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// All values below this one, in order: one of them by number.
fn nth<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|value| nth(value, left)),
        Value::Object(object) => object.values_mut().find_map(|value| nth(value, left)),
        _ => None,
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Object(object) => object.values().map(count).sum(),
        _ => 0,
    }
}

/// Reads it; what is read is written and read again as the same, and what has passed the descriptions has a type.
fn check(text: &str) -> Result<(), TestCaseError> {
    match Document::read(text) {
        Ok(document) => {
            let _ = check_references(&document, &|_, _| false);
            prop_assert_eq!(Document::read(&document.write()), Ok(document));
        }
        Err(problems) => {
            prop_assert!(!problems.is_empty());
            for problem in problems.0 {
                prop_assert!(!problem.en.is_empty() && !problem.ru.is_empty());
                prop_assert!(!problem.en.starts_with("cannot be read"), "passed the descriptions: {problem} in {text}");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_has_an_answer(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_json_has_an_answer(value in value()) {
        check(&value.to_string())?;
    }

    #[test]
    fn the_example_with_changes_has_an_answer(changes in collection::vec((any::<Index>(), value()), 1..4)) {
        let mut document: Value = serde_json::from_str(EXAMPLE).unwrap();
        for (index, new) in changes {
            let mut place = index.index(count(&document));
            if let Some(old) = nth(&mut document, &mut place) {
                *old = new;
            }
        }
        check(&document.to_string())?;
    }

    #[test]
    fn the_example_with_a_changed_byte_has_an_answer(index in any::<Index>(), byte in 0_u8..128) {
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        let at = index.index(bytes.len());
        bytes[at] = byte;
        check(&String::from_utf8_lossy(&bytes))?;
    }
}
