use serde::{Deserialize, Serialize};

use super::{STATUSES, Status};
use crate::{
    describe::{Choice, Field, FieldKind, Reference},
    text::Text,
    units::{Moment, Money},
};

/// An offer that is shown to some customers with a code of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonalOffer {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub status: Status,
    #[serde(default)]
    pub promocode: Option<String>,
    /// A pool from which every customer gets a code of their own.
    #[serde(default)]
    pub code_pool: Option<String>,
    /// What it is worth, for the app to show.
    #[serde(default)]
    pub value: Option<Money>,
    #[serde(default)]
    pub image: Option<String>,
    #[serde(default = "code128")]
    pub barcode_type: String,
    /// Usable in the app.
    #[serde(default)]
    pub online: bool,
    /// Usable at the till.
    #[serde(default)]
    pub offline: bool,
    #[serde(default)]
    pub starts_at: Option<Moment>,
    #[serde(default)]
    pub expires_at: Option<Moment>,
    #[serde(default)]
    pub audience: Audience,
}

/// To whom an offer is shown: to everyone, or to these customers and those in these segments.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Audience {
    pub everyone: bool,
    pub segments: Vec<String>,
    pub customers: Vec<String>,
}

fn code128() -> String {
    "code128".to_owned()
}

const fn same(value: &'static str) -> Choice {
    Choice { value, label: Text::new(value, value) }
}

/// The barcodes that the app draws.
pub const BARCODE_TYPES: &[Choice] = &[
    same("code128"),
    same("qr"),
    same("ean13"),
    same("ean8"),
    same("code39"),
    same("pdf417"),
    same("aztec"),
    same("datamatrix"),
    same("upc"),
    same("itf14"),
];

impl PersonalOffer {
    pub const FIELDS: &'static [Field] = &[
        Field::required("id", FieldKind::Id(Reference::Promotion), Text::new("Идентификатор", "Id")),
        Field::required("name", FieldKind::Text { max: 200 }, Text::new("Название", "Name")),
        Field::optional("description", FieldKind::Text { max: 2000 }, Text::new("Описание", "Description")),
        Field::optional("status", FieldKind::Choice(STATUSES), Text::new("Статус", "Status")),
        Field::optional("promocode", FieldKind::Text { max: 64 }, Text::new("Промокод", "Code")),
        Field::optional("code_pool", FieldKind::Id(Reference::CodePool), Text::new("Пул кодов", "Code pool")),
        Field::optional("value", FieldKind::Money { min: 0 }, Text::new("Ценность", "Value")),
        Field::optional("image", FieldKind::Text { max: 2000 }, Text::new("Картинка, адрес", "Image address")),
        Field::optional("barcode_type", FieldKind::Choice(BARCODE_TYPES), Text::new("Штрихкод", "Barcode")),
        Field::optional("online", FieldKind::Flag, Text::new("Действует в приложении", "Usable in the app")),
        Field::optional("offline", FieldKind::Flag, Text::new("Действует на кассе", "Usable at the till")),
        Field::optional("starts_at", FieldKind::Moment, Text::new("Начало", "Starts")),
        Field::optional("expires_at", FieldKind::Moment, Text::new("Окончание", "Expires")),
        Field::optional("audience", FieldKind::Object(AUDIENCE), Text::new("Кому показывать", "Audience")),
    ];

    /// True where the offer's time has come and is not over (R17: half-open).
    pub fn is_on(&self, now: Moment) -> bool {
        self.status == Status::Live && self.starts_at.is_none_or(|at| at <= now) && self.expires_at.is_none_or(|at| now < at)
    }
}

const AUDIENCE: &[Field] = &[
    Field::optional("everyone", FieldKind::Flag, Text::new("Всем", "Everyone")),
    Field::optional("segments", FieldKind::Ids(Reference::Segment), Text::new("Сегментам", "Segments")),
    Field::optional("customers", FieldKind::Ids(Reference::Customer), Text::new("Покупателям", "Customers")),
];
