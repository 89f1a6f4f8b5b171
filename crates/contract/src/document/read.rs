//! From a text to a document, or to everything that is wrong with it.

use std::collections::{HashMap, HashSet};

use engine::{
    Place, Problem, Problems,
    describe::{FieldKind, Reference},
};
use serde_json::{Map, Value};

use super::{Document, Entry, FORMAT, Listed, categories, check_references, entry::read_entry, json, malformed, promo_groups};

/// What a text says, as far as it can be read: for who wants to find in one go also what is wrong by what only the
/// installation knows. Without that, [`Document::read`] is shorter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The things in which nothing is wrong by themselves. What is found wrong with them has its place in the text by
    /// [`Reading::at_their_places`].
    pub document: Document,
    pub problems: Problems,
    /// Where the things of a section stand in the text, while others of it could not be read.
    positions: HashMap<&'static str, Vec<usize>>,
    /// What is in the text and could not be read; without an id all of its kind.
    unread: HashSet<(Reference, Option<String>)>,
}

impl Reading {
    /// Reads a text as [`Document::read`] does.
    pub fn of(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reading = Self::default();
        match json::parse(text, &mut reading.problems) {
            Ok(Value::Object(object)) => reading.sections(object),
            Ok(_) => reading.problems.add(&Place::root(), "документ — это объект {…}", "the document must be an object {…}"),
            Err(error) => reading.problems = Problems(vec![malformed::explain(text, &error)]),
        }
        reading
    }

    /// The document, if nothing is wrong with it.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn finish(self) -> Result<Document, Problems> {
        self.problems.or(self.document)
    }

    /// As [`check_references`]; what is in the text and could not be read counts as existing.
    pub fn check_references(&self, exists: &dyn Fn(Reference, &str) -> bool) -> Problems {
        let found = check_references(&self.document, &|reference, id| self.is_unread(reference, id) || exists(reference, id));
        self.at_their_places(found)
    }

    /// True for what is in the text and could not be read.
    pub fn is_unread(&self, reference: Reference, id: &str) -> bool {
        self.unread.contains(&(reference, None)) || self.unread.contains(&(reference, Some(id.to_owned())))
    }

    /// Problems of [`Reading::document`], in which positions count only what could be read, at their places in the text.
    #[must_use]
    pub fn at_their_places(&self, problems: Problems) -> Problems {
        let moved = |problem: Problem| match self.position(&problem.place) {
            Some(place) => Problem { place, ..problem },
            None => problem,
        };
        Problems(problems.0.into_iter().map(moved).collect())
    }

    fn position(&self, place: &str) -> Option<String> {
        let (section, rest) = place.split_once('[')?;
        let (index, rest) = rest.split_once(']')?;
        let position = self.positions.get(section)?.get(index.parse::<usize>().ok()?)?;
        Some(format!("{section}[{position}]{rest}"))
    }

    fn sections(&mut self, object: Map<String, Value>) {
        let mut sections = Sections { object, known: Vec::new(), reading: self };
        let document = Document {
            podarok: sections.format(),
            settings: sections.one(Reference::Lane),
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
        sections.end();
        let mut problems = Problems::default();
        if let Some(categories) = &document.categories {
            categories::check(categories, &|_| None, &mut problems);
        }
        if let Some(groups) = &document.promo_groups {
            promo_groups::check(groups, &mut problems);
        }
        self.document = document;
        self.problems.0.extend(self.at_their_places(problems).0);
    }
}

/// A document's sections, taken out one by one.
struct Sections<'a> {
    object: Map<String, Value>,
    known: Vec<&'static str>,
    reading: &'a mut Reading,
}

impl Sections<'_> {
    fn take(&mut self, key: &'static str) -> Option<Value> {
        self.known.push(key);
        self.object.remove(key).filter(|value| !value.is_null())
    }

    fn format(&mut self) -> u32 {
        let place = Place::root().key("podarok");
        match self.take("podarok") {
            None => self.reading.problems.add(
                &place,
                format!("укажите номер формата: \"podarok\": {FORMAT}"),
                format!("is required: the number of the format, \"podarok\": {FORMAT}"),
            ),
            Some(value) if value.as_u64() == Some(u64::from(FORMAT)) => {}
            Some(_) => self.reading.problems.add(
                &place,
                format!("эта версия читает только формат {FORMAT}"),
                format!("must be {FORMAT}, the only format that this version reads"),
            ),
        }
        FORMAT
    }

    /// A section that is one thing, in which others of a kind are defined.
    fn one<T: Entry>(&mut self, defines: Reference) -> Option<T> {
        let value = self.take(T::SECTION)?;
        let entry = self.entry(value, &Place::root().key(T::SECTION));
        if entry.is_none() {
            self.reading.unread.insert((defines, None));
        }
        entry
    }

    fn list<T: Listed>(&mut self) -> Option<Vec<T>> {
        let value = self.take(T::SECTION)?;
        let place = Place::root().key(T::SECTION);
        let Value::Array(values) = value else {
            self.reading.problems.add(&place, "здесь должен быть список", "must be a list");
            self.reading.unread.extend(own_reference::<T>().map(|reference| (reference, None)));
            return None;
        };
        let mut seen = HashMap::new();
        let (mut entries, mut positions) = (Vec::with_capacity(values.len()), Vec::new());
        for (index, value) in values.into_iter().enumerate() {
            let at = place.index(index);
            let id = value.get(T::ID).and_then(Value::as_str).map(str::to_owned);
            if let Some(id) = &id {
                let first = *seen.entry(id.clone()).or_insert(index);
                if first != index {
                    let other = place.index(first);
                    self.reading.problems.add(
                        &at.key(T::ID),
                        format!("такой идентификатор уже есть: {other}"),
                        format!("is the id of {other} too"),
                    );
                }
            }
            match self.entry(value, &at) {
                Some(entry) => {
                    entries.push(entry);
                    positions.push(index);
                }
                None => self.reading.unread.extend(own_reference::<T>().zip(id).map(|(reference, id)| (reference, Some(id)))),
            }
        }
        self.reading.positions.insert(T::SECTION, positions);
        Some(entries)
    }

    fn entry<T: Entry>(&mut self, value: Value, place: &Place) -> Option<T> {
        read_entry(value, place).map_err(|problems| self.reading.problems.0.extend(problems.0)).ok()
    }

    /// What is left is known to nobody.
    fn end(self) {
        let known = self.known.join(", ");
        for key in self.object.keys() {
            self.reading.problems.add(
                &Place::root().key(key),
                format!("неизвестный раздел; бывают: {known}"),
                format!("unknown section; expected one of: {known}"),
            );
        }
    }
}

/// As what others refer to a thing of the section.
fn own_reference<T: Listed>() -> Option<Reference> {
    T::FIELDS.iter().find(|field| field.key == T::ID).and_then(|field| match field.kind {
        FieldKind::Id(reference) => Some(reference),
        _ => None,
    })
}
