use std::collections::HashMap;

use engine::{
    Place, Problems,
    code::key,
    describe::{Field, FieldKind, Reference},
    text::Text,
};
use serde::{Deserialize, Serialize};

/// Codes of which each works once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodePool {
    pub id: String,
    #[serde(default)]
    pub codes: Vec<String>,
}

impl CodePool {
    pub const FIELDS: &'static [Field] = &[
        Field::required("id", FieldKind::Id(Reference::CodePool), Text::new("Идентификатор", "Id")),
        Field::optional("codes", FieldKind::Texts { max: 64 }, Text::new("Коды", "Codes")),
    ];

    /// A pool has each code once, as codes are compared (R14).
    pub fn check(&self, place: &Place, problems: &mut Problems) {
        let mut seen = HashMap::new();
        for (index, code) in self.codes.iter().enumerate() {
            if let Some(first) = seen.insert(key(code), index) {
                seen.insert(key(code), first);
                let other = place.key("codes").index(first);
                problems.add(
                    &place.key("codes").index(index),
                    format!("такой код в пуле уже есть: {other}"),
                    format!("is the same code as {other}"),
                );
            }
        }
    }
}
