//! When a promotion applies: a tree of tests, each tested once on the whole basket (R3).
//!
//! One file is one test: its parameters, the description from which the admin draws its form, its sentence, its check,
//! its evaluation and its tests. To add one: write the file, and add its word to [`registry`].

mod quantity;
mod subtotal;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use crate::{
    describe::{Description, check_object, kind_of, object},
    problem::{Place, Problems},
    text::Words,
};

pub use quantity::Quantity;
pub use subtotal::{AMOUNTS, Amount, Subtotal};

/// What every test says of itself.
pub trait Described {
    const DESCRIPTION: Description;

    /// What it demands, in plain words, as a part of a sentence: "в корзине товаров на 3 000 ₽ и больше".
    fn sentence(&self, words: &Words<'_>) -> String;

    /// Demands that no single field can express.
    fn check(&self, _place: &Place, _problems: &mut Problems) {}
}

macro_rules! registry {
    ($($name:ident),* $(,)?) => {
        /// One test of a condition's tree.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        pub enum Test { $($name($name)),* }

        /// All tests that the document knows.
        pub const DESCRIPTIONS: &[Description] = &[$($name::DESCRIPTION),*];

        impl Test {
            pub fn description(&self) -> &'static Description {
                match self { $(Self::$name(_) => &$name::DESCRIPTION),* }
            }

            pub fn sentence(&self, words: &Words<'_>) -> String {
                match self { $(Self::$name(test) => test.sentence(words)),* }
            }

            fn check(&self, place: &Place, problems: &mut Problems) {
                match self { $(Self::$name(test) => test.check(place, problems)),* }
            }
        }
    };
}

registry!(Subtotal, Quantity);

/// A tree of tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Test(Test),
}

impl Default for Condition {
    /// Always.
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Condition {
    /// True for the condition that demands nothing.
    pub fn is_always(&self) -> bool {
        matches!(self, Self::All(all) if all.is_empty())
    }

    /// Every test of the tree with its place, in order.
    pub fn tests<'a>(&'a self, place: &Place, visit: &mut dyn FnMut(&Place, &'a Test)) {
        match self {
            Self::All(all) => all.iter().enumerate().for_each(|(i, c)| c.tests(&place.key("all").index(i), visit)),
            Self::Any(any) => any.iter().enumerate().for_each(|(i, c)| c.tests(&place.key("any").index(i), visit)),
            Self::Not(not) => not.tests(&place.key("not"), visit),
            Self::Test(test) => visit(place, test),
        }
    }

    /// Checks what no single field can express.
    pub fn check(&self, place: &Place, problems: &mut Problems) {
        self.tests(place, &mut |place, test| test.check(place, problems));
    }
}

/// Checks a JSON value as a condition by the descriptions.
pub(crate) fn check_value(value: &Value, place: &Place, problems: &mut Problems) {
    check_at_depth(value, place, 0, problems);
}

fn check_at_depth(value: &Value, place: &Place, depth: usize, problems: &mut Problems) {
    if depth > crate::items::MAX_DEPTH {
        problems.add(place, "условия вложены слишком глубоко", "conditions are nested too deeply");
        return;
    }
    let Some(object) = object(value, place, problems) else { return };
    for key in ["all", "any"] {
        if let Some(branch) = object.get(key) {
            let place = place.key(key);
            lone_key(object.len(), &place, problems);
            match branch.as_array() {
                None => problems.add(&place, "здесь должен быть список условий", "must be a list of conditions"),
                Some(list) => list
                    .iter()
                    .enumerate()
                    .for_each(|(index, value)| check_at_depth(value, &place.index(index), depth + 1, problems)),
            }
            return;
        }
    }
    if let Some(branch) = object.get("not") {
        lone_key(object.len(), &place.key("not"), problems);
        check_at_depth(branch, &place.key("not"), depth + 1, problems);
        return;
    }
    if let Some(description) = kind_of(DESCRIPTIONS, value, place, problems) {
        check_object(description.fields, value, place, &["kind"], problems);
    }
}

fn lone_key(keys: usize, place: &Place, problems: &mut Problems) {
    if keys > 1 {
        problems.add(place, "рядом не должно быть других полей", "must stand alone in its object");
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "snake_case")]
        enum Branch<'a> {
            All(&'a [Condition]),
            Any(&'a [Condition]),
            Not(&'a Condition),
        }
        match self {
            Self::All(all) => Branch::All(all).serialize(serializer),
            Self::Any(any) => Branch::Any(any).serialize(serializer),
            Self::Not(not) => Branch::Not(not).serialize(serializer),
            Self::Test(test) => test.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        from_value(value).map_err(de::Error::custom)
    }
}

fn from_value(value: Value) -> Result<Condition, serde_json::Error> {
    if let Value::Object(mut object) = value {
        if let Some(all) = object.remove("all") {
            return serde_json::from_value(all).map(Condition::All);
        }
        if let Some(any) = object.remove("any") {
            return serde_json::from_value(any).map(Condition::Any);
        }
        if let Some(not) = object.remove("not") {
            return from_value(not).map(|not| Condition::Not(Box::new(not)));
        }
        return serde_json::from_value(Value::Object(object)).map(Condition::Test);
    }
    Err(de::Error::custom("a condition is an object"))
}

/// A range needs an end, and must not be empty.
fn check_range<T: PartialOrd>(at_least: Option<T>, below: Option<T>, place: &Place, problems: &mut Problems) {
    match (at_least, below) {
        (None, None) => {
            problems.add(&place.key("at_least"), "заполните «не меньше» или «меньше»", "give at_least, or below, or both")
        }
        (Some(from), Some(below)) if from >= below => {
            problems.add(&place.key("below"), "должно быть больше, чем «не меньше»", "must be more than at_least");
        }
        _ => {}
    }
}
