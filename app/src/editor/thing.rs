//! What can be edited, and how it is read and written.

use contract::{
    RuleKind,
    document::Segment,
    inputs::SaveInput,
    views::{Named, Phase, Saved},
};
use engine::{
    GiftOptions, PersonalOffer, Product, PromoGroup, Promotion, Settings,
    describe::{Field, FieldKind},
};
use serde_json::Value;

use crate::{
    api::{self, rules::Working},
    error::AppError,
};

/// A kind of things with a page of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// Edited in a working copy, effective when it is published.
    Rule(RuleKind),
    /// Data, effective at once.
    Product,
    Segment,
}

impl Thing {
    pub const ALL: [Self; 7] = [
        Self::Rule(RuleKind::Settings),
        Self::Rule(RuleKind::GiftOptions),
        Self::Rule(RuleKind::Promotion),
        Self::Rule(RuleKind::PromoGroup),
        Self::Rule(RuleKind::PersonalOffer),
        Self::Product,
        Self::Segment,
    ];

    /// As forms write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rule(kind) => kind.as_str(),
            Self::Product => "product",
            Self::Segment => "segment",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|thing| thing.as_str() == text)
    }

    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Rule(RuleKind::Settings) => Settings::FIELDS,
            Self::Rule(RuleKind::GiftOptions) => GiftOptions::FIELDS,
            Self::Rule(RuleKind::Promotion) => Promotion::FIELDS,
            Self::Rule(RuleKind::PromoGroup) => PromoGroup::FIELDS,
            Self::Rule(RuleKind::PersonalOffer) => PersonalOffer::FIELDS,
            Self::Product => Product::FIELDS,
            Self::Segment => Segment::FIELDS,
        }
    }

    /// A field by its key; a flag that nothing reads where there is none.
    pub fn field(self, key: &str) -> &'static Field {
        const UNKNOWN: Field = Field::optional("", FieldKind::Flag, engine::Text::new("", ""));
        self.fields().iter().find(|field| field.key == key).unwrap_or(&UNKNOWN)
    }

    /// The list of such things; one of them is found below it by its id.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Rule(RuleKind::Settings) => "/settings",
            Self::Rule(RuleKind::GiftOptions) => "/gift-options",
            Self::Rule(RuleKind::Promotion) => "/promotions",
            Self::Rule(RuleKind::PromoGroup) => "/promo-groups",
            Self::Rule(RuleKind::PersonalOffer) => "/personal-offers",
            Self::Product => "/products",
            Self::Segment => "/segments",
        }
    }

    /// The key of its id in the document.
    pub const fn id_key(self) -> &'static str {
        match self {
            Self::Product => "offer_id",
            _ => "id",
        }
    }

    /// None for data, which is effective as soon as it is saved.
    pub const fn rule(self) -> Option<RuleKind> {
        match self {
            Self::Rule(kind) => Some(kind),
            Self::Product | Self::Segment => None,
        }
    }

    /// One thing, by its id.
    pub async fn load(self, id: String) -> Result<Working, AppError> {
        match self {
            Self::Rule(RuleKind::Promotion) => api::rules::load_rule(RuleKind::Promotion, id).await.map(with_grouped_conditions),
            Self::Rule(kind) => api::rules::load_rule(kind, id).await,
            Self::Product => {
                let view = api::products::load_product(id).await?;
                let categories = api::products::list_categories().await?;
                let names = categories.into_iter().map(category_name).collect();
                Ok(data(serde_json::to_value(view.product), view.version, names))
            }
            Self::Segment => {
                let view = api::segments::load_segment(id).await?;
                Ok(data(serde_json::to_value(view.segment), view.version, Vec::new()))
            }
        }
    }

    pub async fn save(self, input: SaveInput) -> Result<Saved, AppError> {
        match self {
            Self::Rule(kind) => api::rules::save_rule(kind, input).await,
            Self::Product => api::products::save_product(input).await,
            Self::Segment => api::segments::save_segment(input).await,
        }
    }
}

/// Conditions as the form shows them: a group of rows at the root.
fn with_grouped_conditions(mut working: Working) -> Working {
    if let Some(item) = working.item.as_object_mut() {
        let conditions = crate::rule_form::as_group(item.get("conditions"));
        item.insert("conditions".to_owned(), conditions);
    }
    working
}

fn category_name(category: engine::Category) -> Named {
    Named { reference: "category".to_owned(), id: category.id, name: category.name, price: None }
}

fn data(item: Result<Value, serde_json::Error>, version: i64, names: Vec<Named>) -> Working {
    Working {
        item: item.unwrap_or_default(),
        version: Some(version),
        phase: Phase::Published,
        sentence: String::new(),
        published_version: Some(version),
        changed_at: String::new(),
        changed_by: String::new(),
        names,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_but_the_settings_has_its_id_among_its_fields() {
        for thing in Thing::ALL.into_iter().filter(|thing| *thing != Thing::Rule(RuleKind::Settings)) {
            assert_eq!(thing.field(thing.id_key()).key, thing.id_key());
        }
    }

    #[test]
    fn every_thing_is_found_by_its_word() {
        for thing in Thing::ALL {
            assert_eq!(Thing::parse(thing.as_str()), Some(thing));
        }
        assert_eq!(Thing::parse("customer"), None);
    }
}
