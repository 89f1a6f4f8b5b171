//! JSON into a value, with the keys that an object has twice: of those serde_json would keep the last in silence.

use std::fmt;

use engine::{Place, Problems};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The value of a text; keys that stand twice in an object are added to the problems.
///
/// # Errors
/// Where the text is no JSON, or nested more than 128 levels deep.
pub(super) fn parse(text: &str, problems: &mut Problems) -> Result<Value, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let mut path = Vec::new();
    let value = Reader { path: &mut path, problems }.deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// A step on the way to a value. Places are written only where there is something to say of them.
enum Step {
    Key(String),
    Index(usize),
}

struct Reader<'a> {
    path: &'a mut Vec<Step>,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn below(&mut self) -> Reader<'_> {
        Reader { path: self.path, problems: self.problems }
    }

    fn place(&self) -> Place {
        self.path.iter().fold(Place::root(), |place, step| match step {
            Step::Key(key) => place.key(key),
            Step::Index(index) => place.index(*index),
        })
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            self.path.push(Step::Index(list.len()));
            let value = access.next_element_seed(self.below())?;
            self.path.pop();
            match value {
                Some(value) => list.push(value),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            self.path.push(Step::Key(key));
            let value = access.next_value_seed(self.below())?;
            let place = self.path.last().is_some_and(|step| matches!(step, Step::Key(key) if object.contains_key(key)));
            if place {
                let place = self.place();
                self.problems.add(&place, "это поле указано дважды", "stands twice in its object");
            }
            if let Some(Step::Key(key)) = self.path.pop() {
                object.insert(key, value);
            }
        }
        Ok(Value::Object(object))
    }
}
