//! From a text to a document, or to everything that is wrong with it.

use std::collections::HashMap;

use engine::{Place, Problems};
use serde_json::{Map, Value};

use super::{Document, Entry, FORMAT, Listed, categories, entry::read_entry, json, malformed, promo_groups};

pub(super) fn read(text: &str) -> Result<Document, Problems> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut problems = Problems::default();
    let value = json::parse(text, &mut problems).map_err(|error| Problems(vec![malformed::explain(text, &error)]))?;
    let Value::Object(object) = value else {
        problems.add(&Place::root(), "документ — это объект {…}", "the document must be an object {…}");
        return Err(problems);
    };
    let mut sections = Sections { object, known: Vec::new(), problems };
    let document = Document {
        podarok: sections.format(),
        settings: sections.one(),
        categories: sections.list(),
        products: sections.list(),
        segments: sections.list(),
        gift_options: sections.list(),
        promotions: sections.list(),
        promo_groups: sections.list(),
        code_pools: sections.list(),
        personal_offers: sections.list(),
        customers: sections.list(),
    };
    let mut problems = sections.end();
    if let Some(categories) = &document.categories {
        categories::check(categories, &|_| None, &mut problems);
    }
    if let Some(groups) = &document.promo_groups {
        promo_groups::check(groups, &mut problems);
    }
    problems.or(document)
}

/// A document's sections, taken out one by one.
struct Sections {
    object: Map<String, Value>,
    known: Vec<&'static str>,
    problems: Problems,
}

impl Sections {
    fn take(&mut self, key: &'static str) -> Option<Value> {
        self.known.push(key);
        self.object.remove(key).filter(|value| !value.is_null())
    }

    fn format(&mut self) -> u32 {
        let place = Place::root().key("podarok");
        match self.take("podarok") {
            None => self.problems.add(
                &place,
                format!("укажите номер формата: \"podarok\": {FORMAT}"),
                format!("is required: the number of the format, \"podarok\": {FORMAT}"),
            ),
            Some(value) if value.as_u64() == Some(u64::from(FORMAT)) => {}
            Some(_) => self.problems.add(
                &place,
                format!("эта версия читает только формат {FORMAT}"),
                format!("must be {FORMAT}, the only format that this version reads"),
            ),
        }
        FORMAT
    }

    fn one<T: Entry>(&mut self) -> Option<T> {
        let value = self.take(T::SECTION)?;
        self.entry(value, &Place::root().key(T::SECTION))
    }

    fn list<T: Listed>(&mut self) -> Option<Vec<T>> {
        let value = self.take(T::SECTION)?;
        let place = Place::root().key(T::SECTION);
        let Value::Array(values) = value else {
            self.problems.add(&place, "здесь должен быть список", "must be a list");
            return None;
        };
        let mut seen = HashMap::new();
        let mut entries = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            let at = place.index(index);
            if let Some(id) = value.get(T::ID).and_then(Value::as_str) {
                let first = *seen.entry(id.to_owned()).or_insert(index);
                if first != index {
                    let other = place.index(first);
                    self.problems.add(
                        &at.key(T::ID),
                        format!("такой идентификатор уже есть: {other}"),
                        format!("is the id of {other} too"),
                    );
                }
            }
            entries.extend(self.entry(value, &at));
        }
        Some(entries)
    }

    fn entry<T: Entry>(&mut self, value: Value, place: &Place) -> Option<T> {
        read_entry(value, place).map_err(|problems| self.problems.0.extend(problems.0)).ok()
    }

    /// What is left is known to nobody.
    fn end(self) -> Problems {
        let Self { object, known, mut problems } = self;
        let known = known.join(", ");
        for key in object.keys() {
            problems.add(
                &Place::root().key(key),
                format!("неизвестный раздел; бывают: {known}"),
                format!("unknown section; expected one of: {known}"),
            );
        }
        problems
    }
}
