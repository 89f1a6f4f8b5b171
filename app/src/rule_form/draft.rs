//! The document JSON as it is being typed: numbers stay the texts that people typed, until the reader judges them.

use engine::{describe::Field, problem::Place};
use serde_json::{Map, Value};

/// A step into JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    Key(String),
    Index(usize),
}

/// Where a value is; written as problems write their places.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Path(Vec<Step>);

impl Path {
    pub fn root() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Key(key.to_owned()));
        Self(steps)
    }

    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Index(index));
        Self(steps)
    }

    /// `effects[0].percent`.
    pub fn place(&self) -> String {
        let place = self.0.iter().fold(Place::root(), |place, step| match step {
            Step::Key(key) => place.key(key),
            Step::Index(index) => place.index(*index),
        });
        place.as_str().to_owned()
    }

    /// An id for the control at this place: letters, digits and hyphens only.
    pub fn control_id(&self) -> String {
        control_id(&self.place())
    }
}

/// The id of the control for a problem's place, so that the summary on top can link to it.
pub fn control_id(place: &str) -> String {
    let plain = |sign: char| if sign.is_ascii_alphanumeric() { sign } else { '-' };
    format!("field-{}", place.chars().map(plain).collect::<String>().trim_end_matches('-'))
}

/// The value at a path.
pub fn get<'a>(root: &'a Value, path: &Path) -> Option<&'a Value> {
    path.0.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

/// The text of the value at a path: as typed, or as a number is written; empty where there is none.
pub fn text(root: &Value, path: &Path) -> String {
    match get(root, path) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The length of the list at a path.
pub fn len(root: &Value, path: &Path) -> usize {
    get(root, path).and_then(Value::as_array).map_or(0, Vec::len)
}

/// Puts a value at a path; objects on the way are made, lists are not.
pub fn set(root: &mut Value, path: &Path, value: Value) {
    if let Some(target) = target(root, path) {
        *target = value;
    }
}

fn target<'a>(root: &'a mut Value, path: &Path) -> Option<&'a mut Value> {
    path.0.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => {
            if !value.is_object() {
                *value = Value::Object(Map::new());
            }
            value.as_object_mut().map(|object| object.entry(key.clone()).or_insert(Value::Null))
        }
        Step::Index(index) => value.get_mut(*index),
    })
}

/// Takes away what is at a path: a key of an object, or an element of a list.
pub fn remove(root: &mut Value, path: &Path) {
    let Some((last, parents)) = path.0.split_last() else { return };
    let parent = Path(parents.to_vec());
    if get(root, &parent).is_none() {
        return;
    }
    let Some(parent) = target(root, &parent) else { return };
    match (last, parent) {
        (Step::Key(key), Value::Object(object)) => {
            object.remove(key);
        }
        (Step::Index(index), Value::Array(list)) if *index < list.len() => {
            list.remove(*index);
        }
        _ => {}
    }
}

/// Puts a value at the end of the list at a path; the list is made where there is none.
pub fn push(root: &mut Value, path: &Path, value: Value) {
    if let Some(target) = target(root, path) {
        match target {
            Value::Array(list) => list.push(value),
            other => *other = Value::Array(vec![value]),
        }
    }
}

/// Moves an element of the list at a path by one place.
pub fn swap(root: &mut Value, path: &Path, index: usize, other: usize) {
    if let Some(Value::Array(list)) = target(root, path)
        && index < list.len()
        && other < list.len()
    {
        list.swap(index, other);
    }
}

/// A text that was typed: an empty one takes the key away, as the document has it.
pub fn type_text(root: &mut Value, path: &Path, typed: String) {
    if typed.is_empty() { remove(root, path) } else { set(root, path, Value::String(typed)) }
}

/// A new condition or effect: its kind, and nothing else but required lists and objects, so that they can be filled in.
pub fn fresh(kind: &str, fields: &[Field]) -> Value {
    let mut object = fresh_object(fields);
    object.insert("kind".to_owned(), Value::String(kind.to_owned()));
    Value::Object(object)
}

/// An object with one empty row in every required list.
pub fn fresh_object(fields: &[Field]) -> Map<String, Value> {
    use engine::describe::FieldKind;
    let mut object = Map::new();
    for field in fields.iter().filter(|field| field.required) {
        let value = match field.kind {
            FieldKind::Object(inner) => Value::Object(fresh_object(inner)),
            FieldKind::Objects(inner) => Value::Array(vec![Value::Object(fresh_object(inner))]),
            _ => continue,
        };
        object.insert(field.key.to_owned(), value);
    }
    object
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_is_written_as_problems_write_their_places() {
        let path = Path::root().key("conditions").key("all").index(1).key("items").key("offers").index(0);
        assert_eq!(path.place(), "conditions.all[1].items.offers[0]");
        assert_eq!(path.control_id(), "field-conditions-all-1--items-offers-0");
    }

    #[test]
    fn what_is_typed_stays_as_typed_and_what_is_cleared_is_absent() {
        let mut root = json!({});
        let path = Path::root().key("limits").key("budget");
        type_text(&mut root, &path, "1 234,5".to_owned());
        assert_eq!(root, json!({"limits": {"budget": "1 234,5"}}));
        assert_eq!(text(&root, &path), "1 234,5");
        type_text(&mut root, &path, String::new());
        assert_eq!(root, json!({"limits": {}}));
    }

    #[test]
    fn elements_are_added_moved_and_removed() {
        let mut root = json!({});
        let list = Path::root().key("effects");
        for name in ["a", "b", "c"] {
            push(&mut root, &list, json!(name));
        }
        swap(&mut root, &list, 0, 2);
        remove(&mut root, &list.index(1));
        assert_eq!(root, json!({"effects": ["c", "a"]}));
        assert_eq!(len(&root, &list), 2);
        remove(&mut root, &list.index(7));
        remove(&mut root, &Path::root().key("nothing").key("there"));
        assert_eq!(root, json!({"effects": ["c", "a"]}));
    }

    #[test]
    fn a_fresh_rule_of_every_kind_has_its_kind_and_rows_to_fill_in() {
        for description in engine::conditions::DESCRIPTIONS.iter().chain(engine::effects::DESCRIPTIONS) {
            let value = fresh(description.kind, description.fields);
            assert_eq!(value.get("kind").unwrap(), description.kind);
        }
    }
}
