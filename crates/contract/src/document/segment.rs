use engine::{
    describe::{Field, FieldKind, Reference},
    text::Text,
};
use serde::{Deserialize, Serialize};

/// Customers of a kind: IMSHOP's segments, and our own lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    pub id: String,
    /// Empty for one of which only the id is known.
    #[serde(default)]
    pub name: String,
    /// Our own list; those seen in requests are not in the document.
    #[serde(default)]
    pub customers: Vec<String>,
}

impl Segment {
    pub const FIELDS: &'static [Field] = &[
        Field::required("id", FieldKind::Id(Reference::Segment), Text::new("Идентификатор", "Id")),
        Field::optional("name", FieldKind::Text { max: 200 }, Text::new("Название", "Name")),
        Field::optional("customers", FieldKind::Ids(Reference::Customer), Text::new("Покупатели", "Customers")),
    ];
}
