//! What a calculation is given, and simple questions about it.

use engine::{
    Basket, Category, Effect, Facts, Now, PoolCode, Product, Promotion, Ruleset, Usage,
    facts::{Customer, Used},
    rules::{Gift, Status},
};
use unicode_normalization::UnicodeNormalization;

/// Everything that an answer follows from.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub ruleset: &'a Ruleset,
    pub products: &'a [Product],
    pub categories: &'a [Category],
    pub basket: &'a Basket,
    pub now: Now,
    pub facts: &'a Facts,
    pub usage: &'a Usage,
    pub pool_code: &'a PoolCode,
}

impl<'a> Asked<'a> {
    pub fn product(&self, offer: &str) -> Option<&'a Product> {
        self.products.iter().find(|product| product.offer_id == offer)
    }

    /// R5: the live promotions by lane, then by priority from high to low, then by id.
    pub fn in_order(&self) -> Vec<&'a Promotion> {
        let mut promotions: Vec<_> =
            self.ruleset.promotions.iter().filter(|promotion| promotion.status == Status::Live).collect();
        let lane_of = |promotion: &Promotion| self.ruleset.settings.lanes.iter().position(|lane| lane.id == promotion.lane);
        promotions.sort_by(|left, right| {
            let by_lane = lane_of(left).cmp(&lane_of(right));
            by_lane.then(right.priority.cmp(&left.priority)).then(left.id.as_bytes().cmp(right.id.as_bytes()))
        });
        promotions
    }

    /// R12: the gifts that a promotion lists.
    pub fn gifts_of(&self, promotion: &'a Promotion) -> Vec<&'a Gift> {
        promotion.effects.iter().flat_map(|effect| if let Effect::Gift(gift) = effect { &gift.gifts[..] } else { &[] }).collect()
    }

    /// R12: the options that a promotion lists, and how many of them may be chosen.
    pub fn options_of(&self, promotion: &'a Promotion) -> (Vec<&'a Gift>, i64) {
        for effect in &promotion.effects {
            if let Effect::GiftChoice(choice) = effect {
                let options = self.ruleset.gift_options.iter().find(|options| options.id == choice.gift_options);
                return (options.into_iter().flat_map(|options| &options.options).collect(), choice.limit);
            }
        }
        (Vec::new(), 0)
    }

    /// R12: how much of an offer a promotion lists, as gift or option.
    pub fn listed(&self, promotion: &'a Promotion, offer: &str) -> Option<i64> {
        let gifts = self.gifts_of(promotion).into_iter().chain(self.options_of(promotion).0);
        gifts.into_iter().find(|gift| gift.offer_id == offer).map(|gift| gift.quantity.0)
    }

    pub fn promotion(&self, id: &str) -> Option<&'a Promotion> {
        self.ruleset.promotions.iter().find(|promotion| promotion.id == id)
    }

    /// R13: the group that names a promotion.
    pub fn group_of(&self, promotion: &str) -> Option<&'a str> {
        let names = |group: &&engine::PromoGroup| group.promotions.iter().any(|id| id == promotion);
        self.ruleset.promo_groups.iter().find(names).map(|group| group.id.as_str())
    }

    /// R16: what all orders have used up of a promotion.
    pub fn used(&self, promotion: &Promotion) -> Used {
        self.usage.promotions.get(&promotion.id).copied().unwrap_or_default()
    }

    /// R3: what is known of the customer besides the id.
    pub fn customer(&self) -> Option<&'a Customer> {
        if let Facts::Customer(customer) = self.facts { Some(customer) } else { None }
    }

    /// R3: the customer is `externalUserId`, else the card's owner. None for a guest, and for whom we could not look up.
    pub fn customer_id(&self) -> Option<&'a str> {
        self.basket.customer.as_deref().or_else(|| self.customer().map(|customer| customer.id.as_str()))
    }

    pub fn facts_are_unknown(&self) -> bool {
        *self.facts == Facts::Unknown
    }

    /// R14: what the customer typed, as it is compared. A code of blanks is no code.
    pub fn typed(&self) -> Option<String> {
        self.basket.code.as_deref().map(key).filter(|key| !key.is_empty())
    }

    /// A text in the language of the shop's customers.
    pub fn text(&self, ru: &str, en: &str) -> String {
        self.ruleset.settings.language.pick(ru, en).to_owned()
    }
}

/// R14: codes are compared after NFKC, lower case and trimming.
pub fn key(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase().trim().to_owned()
}
