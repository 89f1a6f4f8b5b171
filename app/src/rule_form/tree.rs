//! Conditions as the form shows them: groups of rows, each group with its rule in words.

use serde_json::{Value, json};

use super::draft::Path;
use engine::text::Text;

/// What a group demands of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    All,
    Any,
    /// `{"not": {"any": […]}}`
    None,
    /// `{"not": {"all": […]}}`
    NotAll,
}

impl Mode {
    pub const EVERY: [Self; 4] = [Self::All, Self::Any, Self::None, Self::NotAll];

    pub const fn value(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::None => "none",
            Self::NotAll => "not-all",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|mode| mode.value() == text)
    }

    pub const fn label(self) -> Text {
        match self {
            Self::All => Text::new("Выполнены все условия", "All of these hold"),
            Self::Any => Text::new("Выполнено хотя бы одно", "At least one of these holds"),
            Self::None => Text::new("Не выполнено ни одно", "None of these holds"),
            Self::NotAll => Text::new("Выполнены не все", "Not all of these hold"),
        }
    }

    /// The mode of a group; none for a single test.
    pub fn of(value: &Value) -> Option<Self> {
        let object = value.as_object()?;
        // A test may have a parameter that is called as a branching is: `{"kind": "segment", "any": […]}`.
        if object.contains_key("kind") {
            return None;
        }
        if object.contains_key("all") {
            return Some(Self::All);
        }
        if object.contains_key("any") {
            return Some(Self::Any);
        }
        match Self::of(object.get("not")?)? {
            Self::Any => Some(Self::None),
            Self::All => Some(Self::NotAll),
            Self::None | Self::NotAll => None,
        }
    }

    /// Where a group of this mode keeps its rows.
    pub fn rows(self, group: &Path) -> Path {
        match self {
            Self::All => group.key("all"),
            Self::Any => group.key("any"),
            Self::None => group.key("not").key("any"),
            Self::NotAll => group.key("not").key("all"),
        }
    }

    /// A group of this mode with these rows.
    pub fn group(self, rows: Value) -> Value {
        match self {
            Self::All => json!({ "all": rows }),
            Self::Any => json!({ "any": rows }),
            Self::None => json!({"not": { "any": rows }}),
            Self::NotAll => json!({"not": { "all": rows }}),
        }
    }

    /// The rows of a group.
    pub fn rows_of(self, group: &Value) -> Value {
        let rows = match self {
            Self::All => group.get("all"),
            Self::Any => group.get("any"),
            Self::None => group.get("not").and_then(|not| not.get("any")),
            Self::NotAll => group.get("not").and_then(|not| not.get("all")),
        };
        rows.cloned().unwrap_or_else(|| json!([]))
    }
}

/// The same condition as a group at the root, and groups or tests below it: what the form can show.
pub fn as_group(condition: Option<&Value>) -> Value {
    match condition {
        None | Some(Value::Null) => json!({"all": []}),
        Some(value) => {
            let row = as_row(value);
            if Mode::of(&row).is_some() { row } else { json!({ "all": [row] }) }
        }
    }
}

/// A negated test becomes a group of one; a negated negation is what it negates.
fn as_row(value: &Value) -> Value {
    if let Some(mode) = Mode::of(value) {
        let rows = mode.rows_of(value);
        let rows = rows.as_array().map_or_else(Vec::new, |rows| rows.iter().map(as_row).collect());
        return mode.group(Value::Array(rows));
    }
    match value.get("not") {
        Some(inner) => match (Mode::of(inner), inner.get("not")) {
            (Option::None, Some(twice)) => as_row(twice),
            (Some(Mode::None), _) => Mode::Any.group(Value::Array(rows_as(inner, Mode::None))),
            (Some(Mode::NotAll), _) => Mode::All.group(Value::Array(rows_as(inner, Mode::NotAll))),
            _ => Mode::None.group(json!([as_row(inner)])),
        },
        Option::None => value.clone(),
    }
}

fn rows_as(group: &Value, mode: Mode) -> Vec<Value> {
    mode.rows_of(group).as_array().map_or_else(Vec::new, |rows| rows.iter().map(as_row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test() -> Value {
        json!({"kind": "subtotal", "at_least": 100})
    }

    #[test]
    fn every_condition_becomes_a_group_that_means_the_same() {
        for (given, shown) in [
            (Option::None, json!({"all": []})),
            (Some(test()), json!({"all": [test()]})),
            (Some(json!({"any": [test()]})), json!({"any": [test()]})),
            (Some(json!({"not": test()})), json!({"not": {"any": [test()]}})),
            (Some(json!({"kind": "segment", "any": ["a"]})), json!({"all": [{"kind": "segment", "any": ["a"]}]})),
            (Some(json!({"not": {"kind": "tier", "any": ["a"]}})), json!({"not": {"any": [{"kind": "tier", "any": ["a"]}]}})),
            (Some(json!({"not": {"not": test()}})), json!({"all": [test()]})),
            (Some(json!({"not": {"all": [test(), test()]}})), json!({"not": {"all": [test(), test()]}})),
            (Some(json!({"not": {"not": {"any": [test()]}}})), json!({"any": [test()]})),
            (Some(json!({"all": [{"not": test()}]})), json!({"all": [{"not": {"any": [test()]}}]})),
        ] {
            assert_eq!(as_group(given.as_ref()), shown, "{given:?}");
        }
    }

    #[test]
    fn a_group_keeps_its_rows_where_its_mode_says() {
        for mode in Mode::EVERY {
            let group = mode.group(json!([test()]));
            assert_eq!(Mode::of(&group), Some(mode));
            assert_eq!(crate::rule_form::draft::get(&group, &mode.rows(&Path::root())), Some(&json!([test()])));
            assert_eq!(Mode::parse(mode.value()), Some(mode));
        }
    }
}
