//! What a promotion gives and offers as gifts (R12).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::{
    Promotion, Ruleset,
    effects::Effect,
    rules::{Gift, GiftOptions},
    units::Quantity,
};

/// What a promotion gives and offers as gifts, each offer once.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub gifts: Vec<Gift>,
    pub options: Vec<Gift>,
    /// How many of the options may be chosen.
    pub limit: i64,
    /// All offers of both: money effects pass over them.
    pub offers: Vec<String>,
}

impl Listing {
    /// Of every promotion that has gifts, live or not, by its id.
    pub fn all(ruleset: &Ruleset) -> FxHashMap<String, Arc<Self>> {
        let sets: FxHashMap<&str, &GiftOptions> =
            ruleset.gift_options.iter().map(|options| (options.id.as_str(), options)).collect();
        let listings = ruleset.promotions.iter().map(|promotion| (promotion.id.clone(), Self::of(promotion, &sets)));
        listings.filter(|(_, listing)| !listing.offers.is_empty()).map(|(id, listing)| (id, Arc::new(listing))).collect()
    }

    fn of(promotion: &Promotion, sets: &FxHashMap<&str, &GiftOptions>) -> Self {
        let mut listing = Self::default();
        for effect in &promotion.effects {
            match effect {
                Effect::Gift(gift) => gift.gifts.iter().for_each(|gift| listing.add(gift, false)),
                Effect::GiftChoice(choice) => {
                    listing.limit = choice.limit;
                    let options = sets.get(choice.gift_options.as_str()).into_iter().flat_map(|set| &set.options);
                    options.for_each(|gift| listing.add(gift, true));
                }
                _ => {}
            }
        }
        listing
    }

    fn add(&mut self, gift: &Gift, as_option: bool) {
        if gift.quantity > Quantity::ZERO && !self.offers.contains(&gift.offer_id) {
            self.offers.push(gift.offer_id.clone());
            if as_option { &mut self.options } else { &mut self.gifts }.push(gift.clone());
        }
    }

    /// How many units of an offer it lists.
    pub fn units_of(&self, offer: &str) -> Option<Quantity> {
        self.gifts.iter().chain(&self.options).find(|gift| gift.offer_id == offer).map(|gift| gift.quantity)
    }
}
