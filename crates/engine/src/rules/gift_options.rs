use serde::{Deserialize, Serialize};

use super::Gift;
use crate::{
    describe::{Field, FieldKind, Reference},
    text::Text,
};

/// A set of gifts to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GiftOptions {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub options: Vec<Gift>,
}

/// The fields of a gift.
pub const GIFT: &[Field] = &[
    Field::required("offer_id", FieldKind::Id(Reference::Offer), Text::new("Товар", "Offer")),
    Field::optional("quantity", FieldKind::Quantity, Text::new("Количество", "Quantity")),
];

impl GiftOptions {
    pub const FIELDS: &'static [Field] = &[
        Field::required("id", FieldKind::Id(Reference::GiftOptions), Text::new("Идентификатор", "Id")),
        Field::required("name", FieldKind::Text { max: 200 }, Text::new("Название", "Name")),
        Field::optional("options", FieldKind::Objects(GIFT), Text::new("Подарки", "Gifts")),
    ];
}
