//! When a promotion applies: a tree of tests, each tested once on the whole basket (R3).
//!
//! One file is one test: its parameters, the description from which the admin draws its form, its sentence, its check,
//! its evaluation and its tests. To add one: write the file, and add its word to [`registry`].

mod channel;
mod customer;
mod delivery;
mod distinct;
mod hours;
mod known_customer;
mod loyalty_card;
mod orders;
mod outlet;
mod payment;
mod pickup;
mod place;
mod quantity;
mod segment;
mod subtotal;
mod tier;
mod view;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use crate::{
    describe::{Description, Reference, check_object, kind_of, object},
    index::{Guard, Least},
    problem::{Place, Problems},
    text::Words,
    trace::{Evidence, Range, Unmet},
};

pub use channel::{Channel, Source};
pub use customer::Customer;
pub use delivery::Delivery;
pub use distinct::Distinct;
pub(crate) use hours::hour_key;
pub use hours::{Day, Hours};
pub use known_customer::KnownCustomer;
pub use loyalty_card::LoyaltyCard;
pub use orders::Orders;
pub use outlet::Outlet;
pub use payment::Payment;
pub use pickup::Pickup;
pub use place::Where;
pub use quantity::Quantity;
pub use segment::Segment;
pub use subtotal::{Amount, Subtotal};
pub use tier::Tier;
pub use view::View;

/// Receives each id that a rule names, with what it refers to and its place.
pub type Visit<'f, 'a> = &'f mut dyn FnMut(Reference, &'a str, Place);

/// The largest whole number that a rule may ask for.
pub(crate) const MOST: i64 = 1_000_000_000;

/// What every test says of itself.
pub trait Described {
    const DESCRIPTION: Description;

    /// What it demands, in plain words, as a part of a sentence: "в корзине товаров на 3 000 ₽ и больше".
    fn sentence(&self, words: &Words<'_>) -> String;

    /// Demands that no single field can express.
    fn check(&self, _place: &Place, _problems: &mut Problems) {}

    /// Everything outside of the rule that it names.
    fn references<'a>(&'a self, _place: &Place, _visit: Visit<'_, 'a>) {}
}

/// How a test is evaluated.
pub trait Tested {
    /// True where it may look at facts of the customer.
    const NEEDS_FACTS: bool = false;

    /// True where the basket meets it.
    fn holds(&self, view: &View<'_>) -> bool;

    /// What it needs and what it found (R19).
    fn evidence(&self, view: &View<'_>) -> Evidence;

    /// True where it needs facts of the customer that could not be looked up: then the promotion is not eligible (R3).
    fn is_unknown(&self, view: &View<'_>) -> bool {
        Self::NEEDS_FACTS && view.facts_are_unknown()
    }

    /// What a basket must have for it to hold.
    fn guard(&self) -> Guard<'_> {
        Guard::everything(Least::default())
    }
}

macro_rules! registry {
    ($($(#[$attribute:meta])* $name:ident),* $(,)?) => {
        /// One test of a condition's tree.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        pub enum Test { $($(#[$attribute])* $name($name)),* }

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

            fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
                match self { $(Self::$name(test) => test.references(place, visit)),* }
            }

            fn needs_facts(&self) -> bool {
                match self { $(Self::$name(_) => $name::NEEDS_FACTS),* }
            }

            fn is_unknown(&self, view: &View<'_>) -> bool {
                match self { $(Self::$name(test) => test.is_unknown(view)),* }
            }

            fn holds(&self, view: &View<'_>) -> bool {
                match self { $(Self::$name(test) => test.holds(view)),* }
            }

            fn evidence(&self, view: &View<'_>) -> Evidence {
                match self { $(Self::$name(test) => test.evidence(view)),* }
            }

            fn guard(&self) -> Guard<'_> {
                match self { $(Self::$name(test) => test.guard()),* }
            }
        }
    };
}

registry!(
    Subtotal,
    Quantity,
    Distinct,
    Segment,
    Customer,
    KnownCustomer,
    LoyaltyCard,
    Tier,
    Orders,
    #[serde(rename = "place")]
    Where,
    Outlet,
    Delivery,
    Payment,
    Pickup,
    Channel,
    Hours,
);

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

    /// True where the basket meets the tree: all of nothing holds, any of nothing does not.
    pub fn holds(&self, view: &View<'_>) -> bool {
        match self {
            Self::All(all) => all.iter().all(|condition| condition.holds(view)),
            Self::Any(any) => any.iter().any(|condition| condition.holds(view)),
            Self::Not(not) => !not.holds(view),
            Self::Test(test) => test.holds(view),
        }
    }

    /// True where any of its tests looks at facts of the customer, under `not` too.
    pub fn needs_facts(&self) -> bool {
        match self {
            Self::All(list) | Self::Any(list) => list.iter().any(Self::needs_facts),
            Self::Not(not) => not.needs_facts(),
            Self::Test(test) => test.needs_facts(),
        }
    }

    /// True where any of its tests needs facts of the customer that could not be looked up, under `not` too.
    pub fn is_unknown(&self, view: &View<'_>) -> bool {
        match self {
            Self::All(list) | Self::Any(list) => list.iter().any(|condition| condition.is_unknown(view)),
            Self::Not(not) => not.is_unknown(view),
            Self::Test(test) => test.is_unknown(view),
        }
    }

    /// What a basket must have for it to hold.
    pub(crate) fn guard(&self) -> Guard<'_> {
        match self {
            Self::All(all) => all.iter().map(Self::guard).fold(Guard::everything(Least::default()), Guard::or_cheaper),
            Self::Any(any) => Guard::union(any.iter().map(Self::guard)),
            Self::Not(_) => Guard::everything(Least::default()),
            Self::Test(test) => test.guard(),
        }
    }

    /// The tests because of which the tree does not hold (R19).
    pub fn failed(&self, view: &View<'_>) -> Vec<Unmet> {
        let mut unmet = Vec::new();
        self.explain(false, view, &Place::root().key("conditions"), &mut unmet);
        unmet
    }

    /// The tests that make the tree hold (or not), where that is what it should not do.
    fn explain(&self, held: bool, view: &View<'_>, place: &Place, unmet: &mut Vec<Unmet>) {
        let (key, list) = match self {
            Self::All(list) => ("all", list),
            Self::Any(list) => ("any", list),
            Self::Not(not) => return not.explain(!held, view, &place.key("not"), unmet),
            Self::Test(test) => {
                unmet.push(Unmet { place: place.as_str().to_owned(), held, evidence: test.evidence(view) });
                return;
            }
        };
        for (index, branch) in list.iter().enumerate() {
            if branch.holds(view) == held {
                branch.explain(held, view, &place.key(key).index(index), unmet);
            }
        }
    }

    /// The test at a place that [`Unmet`] names.
    pub fn test_at(&self, place: &str) -> Option<&Test> {
        let mut found = None;
        self.tests(&Place::root().key("conditions"), &mut |at, test| {
            if at.as_str() == place {
                found = Some(test);
            }
        });
        found
    }

    /// The tree in plain words, to stand after "if"; empty for the condition that demands nothing.
    pub fn sentence(&self, words: &Words<'_>) -> String {
        match self {
            Self::All(all) => join(all, words.pick(" и ", " and "), words),
            Self::Any(any) if any.is_empty() => words.pick("никогда".to_owned(), "never".to_owned()),
            Self::Any(any) => join(any, words.pick(" или ", " or "), words),
            Self::Not(not) => {
                let sentence = not.sentence(words);
                words.pick(format!("неверно, что {sentence}"), format!("it is not so that {sentence}"))
            }
            Self::Test(test) => test.sentence(words),
        }
    }

    /// Everything outside of the tree that it names.
    pub fn references<'a>(&'a self, place: &Place, visit: Visit<'_, 'a>) {
        self.tests(place, &mut |place, test| test.references(place, visit));
    }

    /// Checks what no single field can express.
    pub fn check(&self, place: &Place, problems: &mut Problems) {
        self.tests(place, &mut |place, test| test.check(place, problems));
    }
}

/// The branches of a tree, each in brackets where it is a branching of its own.
fn join(branches: &[Condition], glue: &str, words: &Words<'_>) -> String {
    let one = |condition: &Condition| match condition {
        Condition::All(list) | Condition::Any(list) if list.len() > 1 && branches.len() > 1 => {
            format!("({})", condition.sentence(words))
        }
        _ => condition.sentence(words),
    };
    branches.iter().map(one).filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(glue)
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
    // A test may have a parameter that is called as a branching is: `{"kind": "segment", "any": […]}`.
    if !object.contains_key("kind") {
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
    let Value::Object(mut object) = value else { return Err(de::Error::custom("a condition is an object")) };
    if object.contains_key("kind") {
        return serde_json::from_value(Value::Object(object)).map(Condition::Test);
    }
    let branch = ["all", "any", "not"].into_iter().find_map(|key| Some((key, object.remove(key)?)));
    match branch {
        Some((key, _)) if !object.is_empty() => Err(de::Error::custom(format!("`{key}` must stand alone in its object"))),
        Some(("all", all)) => serde_json::from_value(all).map(Condition::All),
        Some(("any", any)) => serde_json::from_value(any).map(Condition::Any),
        Some((_, not)) => from_value(not).map(|not| Condition::Not(Box::new(not))),
        None => Err(de::Error::missing_field("kind")),
    }
}

/// Half-open: `at_least` is in, `below` is out.
fn is_within<T: PartialOrd>(value: T, at_least: Option<T>, below: Option<T>) -> bool {
    at_least.is_none_or(|from| value >= from) && below.is_none_or(|below| value < below)
}

/// What a number within bounds is told as.
fn range<T: Copy + PartialOrd>(at_least: Option<T>, below: Option<T>, present: T, minus: impl Fn(T, T) -> T) -> Range<T> {
    let missing = at_least.filter(|&from| present < from).map(|from| minus(from, present));
    Range { at_least, below, present, missing }
}

/// The one of the wanted names that is there.
fn names(any: &[String], present: Option<&str>) -> Evidence {
    Evidence::Names { any: any.to_vec(), present: present.map(str::to_owned).into_iter().collect() }
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
