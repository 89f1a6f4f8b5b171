use serde::{Deserialize, Serialize};

use crate::{
    describe::{Choice, Field, FieldKind, Reference},
    problem::{Place, Problems},
    text::{Language, Text},
    units::{Money, Percent},
};

/// The rules of the shop. They are published as promotions are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// ISO 4217, with two decimals.
    pub currency: String,
    /// Of the texts that customers see.
    pub language: Language,
    /// IANA name, `Europe/Moscow`: of hours, days and dates.
    pub time_zone: String,
    /// The unit to which an article's percentage is rounded, half-up (R8).
    pub rounding: Money,
    pub offer_id_field: OfferIdField,
    pub price_source: PriceSource,
    /// In the order in which they run (R4).
    pub lanes: Vec<Lane>,
    /// The points programme; none where absent (R15).
    pub bonuses: Option<Bonuses>,
}

/// Which field of an item is the offer's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum OfferIdField {
    #[default]
    #[serde(rename = "privateId")]
    PrivateId,
    #[serde(rename = "configurationId")]
    ConfigurationId,
}

/// Whose price counts (R2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceSource {
    #[default]
    Catalogue,
    Request,
}

/// Promotions that run one after another in one of three modes (R4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lane {
    pub id: String,
    #[serde(default)]
    pub mode: LaneMode,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LaneMode {
    /// Every eligible promotion, in order.
    #[default]
    All,
    /// The first that gives something.
    First,
    /// The one that is worth most.
    Best,
}

/// What an order earns in points, and what share of it points may pay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bonuses {
    pub earn_percent: Percent,
    pub spend_percent: Percent,
    pub tiers: Vec<Tier>,
}

/// Other shares for the customers of a tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    pub id: String,
    pub earn_percent: Percent,
    pub spend_percent: Percent,
}

impl Default for Settings {
    fn default() -> Self {
        let lane = |id: &str| Lane { id: id.to_owned(), mode: LaneMode::All };
        Self {
            currency: "RUB".to_owned(),
            language: Language::Ru,
            time_zone: "Europe/Moscow".to_owned(),
            rounding: Money(1),
            offer_id_field: OfferIdField::PrivateId,
            price_source: PriceSource::Catalogue,
            lanes: vec![lane("shelf"), lane("basket"), lane("code")],
            bonuses: None,
        }
    }
}

impl Settings {
    pub const FIELDS: &'static [Field] = &[
        Field::optional("currency", FieldKind::Text { max: 3 }, Text::new("Валюта", "Currency")),
        Field::optional("language", FieldKind::Choice(LANGUAGES), Text::new("Язык покупателей", "Customers' language")),
        Field::optional("time_zone", FieldKind::Text { max: 64 }, Text::new("Часовой пояс", "Time zone")),
        Field::optional("rounding", FieldKind::Money { min: 0 }, Text::new("Округление", "Rounding")),
        Field::optional("offer_id_field", FieldKind::Choice(OFFER_ID_FIELDS), Text::new("Идентификатор товара", "Offer id")),
        Field::optional("price_source", FieldKind::Choice(PRICE_SOURCES), Text::new("Чья цена", "Whose price")),
        Field::optional("lanes", FieldKind::Objects(LANE), Text::new("Полосы", "Lanes")),
        Field::optional("bonuses", FieldKind::Object(BONUSES), Text::new("Баллы", "Points")),
    ];

    /// Checks what the descriptions of the fields cannot express; the time zone is checked by who knows time zones.
    pub fn check(&self, place: &Place, problems: &mut Problems) {
        if self.currency.len() != 3 || !self.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            problems.add(
                &place.key("currency"),
                "три латинские буквы, например RUB",
                "must be three capital letters, such as RUB",
            );
        }
        if ![1, 10, 50, 100, 1_000].contains(&self.rounding.minor()) {
            problems.add(&place.key("rounding"), "одно из: 0.01, 0.1, 0.5, 1, 10", "must be one of: 0.01, 0.1, 0.5, 1, 10");
        }
        if self.lanes.is_empty() {
            problems.add(&place.key("lanes"), "нужна хотя бы одна полоса", "needs at least one lane");
        }
        for (index, lane) in self.lanes.iter().enumerate() {
            if self.lanes[..index].iter().any(|other| other.id == lane.id) {
                let place = place.key("lanes").index(index).key("id");
                problems.add(&place, "такая полоса уже есть", "is the id of another lane");
            }
        }
        for (index, tier) in self.bonuses.iter().flat_map(|bonuses| bonuses.tiers.iter().enumerate()) {
            if self.bonuses.iter().any(|bonuses| bonuses.tiers[..index].iter().any(|other| other.id == tier.id)) {
                let place = place.key("bonuses").key("tiers").index(index).key("id");
                problems.add(&place, "такой уровень уже есть", "is the id of another tier");
            }
        }
    }
}

const LANGUAGES: &[Choice] = &[
    Choice { value: "ru", label: Text::new("Русский", "Russian") },
    Choice { value: "en", label: Text::new("Английский", "English") },
];

const OFFER_ID_FIELDS: &[Choice] = &[
    Choice { value: "privateId", label: Text::new("privateId", "privateId") },
    Choice { value: "configurationId", label: Text::new("configurationId", "configurationId") },
];

const PRICE_SOURCES: &[Choice] = &[
    Choice { value: "catalogue", label: Text::new("Из каталога", "From the catalogue") },
    Choice {
        value: "request", label: Text::new("Из запроса (региональные цены)", "From the request (regional prices)")
    },
];

const LANE_MODES: &[Choice] = &[
    Choice { value: "all", label: Text::new("Все подходящие", "All that match") },
    Choice { value: "first", label: Text::new("Первая подходящая", "The first that matches") },
    Choice { value: "best", label: Text::new("Самая выгодная", "The best one") },
];

const LANE: &[Field] = &[
    Field::required("id", FieldKind::Id(Reference::Lane), Text::new("Идентификатор", "Id")),
    Field::optional("mode", FieldKind::Choice(LANE_MODES), Text::new("Режим", "Mode")),
];

const BONUSES: &[Field] = &[
    Field::optional("earn_percent", FieldKind::Percent { allow_zero: true }, Text::new("Начисляется, %", "Earned, %")),
    Field::optional("spend_percent", FieldKind::Percent { allow_zero: true }, Text::new("Можно оплатить, %", "May be paid, %")),
    Field::optional("tiers", FieldKind::Objects(TIER), Text::new("Уровни", "Tiers")),
];

const TIER: &[Field] = &[
    Field::required("id", FieldKind::Id(Reference::Tier), Text::new("Уровень", "Tier")),
    Field::required("earn_percent", FieldKind::Percent { allow_zero: true }, Text::new("Начисляется, %", "Earned, %")),
    Field::required("spend_percent", FieldKind::Percent { allow_zero: true }, Text::new("Можно оплатить, %", "May be paid, %")),
];
