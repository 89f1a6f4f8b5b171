use serde::{Deserialize, Serialize};

use crate::{
    describe::{Field, FieldKind, Reference},
    text::Text,
};

/// Promotions of which the customer picks all or none: one radio button of the app (R13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromoGroup {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub promotions: Vec<String>,
}

impl PromoGroup {
    pub const FIELDS: &'static [Field] = &[
        Field::required("id", FieldKind::Id(Reference::Promotion), Text::new("Идентификатор", "Id")),
        Field::required("name", FieldKind::Text { max: 200 }, Text::new("Название", "Name")),
        Field::optional("promotions", FieldKind::Ids(Reference::Promotion), Text::new("Акции", "Promotions")),
    ];
}
