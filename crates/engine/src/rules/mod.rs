//! What staff publish: promotions and what they refer to, and the rules of the shop.

mod gift_options;
mod personal_offer;
mod promo_group;
mod promotion;
mod publish;
mod settings;

use serde::{Deserialize, Serialize};

use crate::{describe::Choice, text::Text};

pub use gift_options::{GIFT, GiftOptions};
pub use personal_offer::{Audience, PersonalOffer};
pub use promo_group::PromoGroup;
pub use promotion::{Limits, Promotion, Suggest};
pub(crate) use publish::check_gifts;
pub use publish::check_ruleset;
pub use settings::{Bonuses, Lane, LaneMode, OfferIdField, PriceSource, Settings, Tier};

/// What a promotion or a personal offer is doing. "Scheduled" and "ended" follow from its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Draft,
    Live,
    Paused,
    Archived,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Draft, Self::Live, Self::Paused, Self::Archived];

    /// As the document writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Live => "live",
            Self::Paused => "paused",
            Self::Archived => "archived",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

pub const STATUSES: &[Choice] = &[
    Choice { value: "draft", label: Text::new("Черновик", "Draft") },
    Choice { value: "live", label: Text::new("Работает", "Live") },
    Choice { value: "paused", label: Text::new("На паузе", "Paused") },
    Choice { value: "archived", label: Text::new("В архиве", "Archived") },
];

/// Goods of a gift: which offer, and how many units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gift {
    pub offer_id: String,
    #[serde(default = "one")]
    pub quantity: crate::units::Quantity,
}

const fn one() -> crate::units::Quantity {
    crate::units::Quantity::ONE
}

/// Everything published, as it is calculated with: named by the hash of its canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruleset {
    pub settings: Settings,
    /// In the order of their ids, as the other lists.
    pub gift_options: Vec<GiftOptions>,
    /// Drafts are not among them; what is paused or archived is: its gifts in baskets that come back are recognised.
    pub promotions: Vec<Promotion>,
    pub promo_groups: Vec<PromoGroup>,
    pub personal_offers: Vec<PersonalOffer>,
}
