//! Two people editing one thing: who changed what.

use engine::{Language, describe::Field};
use serde_json::{Map, Value};

/// What was typed, on top of what somebody else saved: fields that were not touched here are theirs.
pub fn rebase(base: &Value, mine: &Value, theirs: &Value) -> Value {
    let empty = Map::new();
    let object = |value: &'_ Value| value.as_object().cloned().unwrap_or_else(|| empty.clone());
    let (base, mine, mut result) = (object(base), object(mine), object(theirs));
    for key in base.keys().chain(mine.keys()) {
        if base.get(key) == mine.get(key) {
            continue;
        }
        match mine.get(key) {
            Some(value) => {
                result.insert(key.clone(), value.clone());
            }
            None => {
                result.remove(key);
            }
        }
    }
    Value::Object(result)
}

/// The labels of the fields in which two items differ, in the order of the fields.
pub fn differing(fields: &[Field], one: &Value, other: &Value, language: Language) -> Vec<&'static str> {
    let differs = |field: &&Field| one.get(field.key).filter(|v| !v.is_null()) != other.get(field.key).filter(|v| !v.is_null());
    fields.iter().filter(differs).map(|field| field.label.get(language)).collect()
}

#[cfg(test)]
mod tests {
    use engine::Product;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_typed_is_put_on_top_of_what_others_saved() {
        let base = json!({"name": "a", "note": "n", "price": 1});
        let mine = json!({"name": "b", "price": 1});
        let theirs = json!({"name": "c", "note": "n", "price": 2, "vendor": "v"});
        assert_eq!(rebase(&base, &mine, &theirs), json!({"name": "b", "price": 2, "vendor": "v"}));
    }

    #[test]
    fn fields_that_differ_are_named() {
        let (one, other) = (json!({"name": "a", "price": 1, "vendor": null}), json!({"name": "b", "price": 1}));
        assert_eq!(differing(Product::FIELDS, &one, &other, Language::En), ["Name"]);
    }
}
