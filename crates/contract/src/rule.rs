//! What has a working copy and published revisions.

use engine::{
    rules::{GiftOptions, PersonalOffer, PromoGroup, Promotion, Settings, Status},
    units::Moment,
};
use serde::{Deserialize, Serialize};

use crate::document::Entry;

/// The kinds of things that are edited in a working copy and take effect when they are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    Settings,
    GiftOptions,
    Promotion,
    PromoGroup,
    PersonalOffer,
}

impl RuleKind {
    pub const ALL: [Self; 5] = [Self::Settings, Self::GiftOptions, Self::Promotion, Self::PromoGroup, Self::PersonalOffer];

    /// As the database writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::GiftOptions => "gift_options",
            Self::Promotion => "promotion",
            Self::PromoGroup => "promo_group",
            Self::PersonalOffer => "personal_offer",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Promotions and personal offers are drafts, live, paused or archived; the others are just published.
    pub const fn has_status(self) -> bool {
        matches!(self, Self::Promotion | Self::PersonalOffer)
    }
}

/// A thing that is edited in a working copy and published; [`Entry`] says how it is read and checked.
pub trait Rule: Entry + Clone + PartialEq + Send + Sync + 'static {
    const KIND: RuleKind;

    fn id(&self) -> &str;
    fn name(&self) -> &str;

    /// None for what has no status of its own.
    fn status(&self) -> Option<Status> {
        None
    }

    fn set_status(&mut self, _status: Status) {}

    fn period(&self) -> (Option<Moment>, Option<Moment>) {
        (None, None)
    }
}

/// The settings are one thing; this is their id.
pub const SETTINGS_ID: &str = "settings";

impl Rule for Promotion {
    const KIND: RuleKind = RuleKind::Promotion;

    fn id(&self) -> &str {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn status(&self) -> Option<Status> {
        Some(self.status)
    }

    fn set_status(&mut self, status: Status) {
        self.status = status;
    }

    fn period(&self) -> (Option<Moment>, Option<Moment>) {
        (self.starts_at, self.ends_at)
    }
}

impl Rule for PersonalOffer {
    const KIND: RuleKind = RuleKind::PersonalOffer;

    fn id(&self) -> &str {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn status(&self) -> Option<Status> {
        Some(self.status)
    }

    fn set_status(&mut self, status: Status) {
        self.status = status;
    }

    fn period(&self) -> (Option<Moment>, Option<Moment>) {
        (self.starts_at, self.expires_at)
    }
}

impl Rule for GiftOptions {
    const KIND: RuleKind = RuleKind::GiftOptions;

    fn id(&self) -> &str {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }
}

impl Rule for PromoGroup {
    const KIND: RuleKind = RuleKind::PromoGroup;

    fn id(&self) -> &str {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }
}

impl Rule for Settings {
    const KIND: RuleKind = RuleKind::Settings;

    fn id(&self) -> &str {
        SETTINGS_ID
    }

    fn name(&self) -> &str {
        SETTINGS_ID
    }
}
