//! A promotion, prepared: what many calculations need of it, found once.

use std::collections::HashMap;

use crate::{
    Promotion, Ruleset, code,
    effects::Effect,
    problem::Place,
    rules::{Gift, Status, unbuilt},
    units::Quantity,
};

/// A live promotion that the calculation knows all parts of.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Its index in the ruleset.
    pub promotion: usize,
    /// The keys of its codes, each with its spelling; it needs one of them where there are any.
    pub codes: Vec<(String, String)>,
    pub needs_facts: bool,
    pub listing: Listing,
    /// It works only where this promo group is chosen (R13).
    pub group: Option<usize>,
}

/// What a promotion gives and offers as gifts, each offer once (R12).
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
    fn of(promotion: &Promotion, ruleset: &Ruleset) -> Self {
        let mut listing = Self::default();
        for effect in &promotion.effects {
            match effect {
                Effect::Gift(gift) => gift.gifts.iter().for_each(|gift| listing.add(gift, false)),
                Effect::GiftChoice(choice) => {
                    listing.limit = choice.limit;
                    let options = ruleset.gift_options.iter().find(|options| options.id == choice.gift_options);
                    options.into_iter().flat_map(|options| &options.options).for_each(|gift| listing.add(gift, true));
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

/// A ruleset, prepared.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// In the order in which they are applied (R5): lane, priority from high to low, id bytewise.
    pub rules: Vec<Rule>,
    /// What any promotion lists, live or not, by its id: what comes back in a basket is told by it.
    pub listings: HashMap<String, Listing>,
    /// The keys of all codes of live promotions.
    pub codes: HashMap<String, Vec<usize>>,
    /// The rules of each promo group, in the group's own order; the groups in the ruleset's.
    pub groups: Vec<Vec<usize>>,
    /// The group that a promotion is in.
    pub group_of: HashMap<String, usize>,
}

impl Compiled {
    pub fn new(ruleset: &Ruleset) -> Self {
        let mut group_of = HashMap::new();
        for (index, group) in ruleset.promo_groups.iter().enumerate() {
            for promotion in &group.promotions {
                group_of.entry(promotion.clone()).or_insert(index);
            }
        }
        let lane_of = |promotion: &Promotion| ruleset.settings.lanes.iter().position(|lane| lane.id == promotion.lane);
        let mut order: Vec<(usize, usize)> = Vec::new();
        let mut codes: HashMap<String, Vec<usize>> = HashMap::new();
        let mut listings = HashMap::new();
        for (index, promotion) in ruleset.promotions.iter().enumerate() {
            let listing = Listing::of(promotion, ruleset);
            if !listing.offers.is_empty() {
                listings.insert(promotion.id.clone(), listing);
            }
            if promotion.status != Status::Live {
                continue;
            }
            for text in &promotion.codes {
                codes.entry(code::key(text)).or_default().push(index);
            }
            if let Some(lane) = lane_of(promotion)
                && unbuilt(promotion, &ruleset.settings, &Place::root()).is_empty()
            {
                order.push((lane, index));
            }
        }
        let key = |&(lane, index): &(usize, usize)| {
            let promotion = &ruleset.promotions[index];
            (lane, std::cmp::Reverse(promotion.priority), promotion.id.as_str())
        };
        order.sort_by(|left, right| key(left).cmp(&key(right)));
        let rules: Vec<Rule> = order.into_iter().map(|(_, index)| rule(index, ruleset, &group_of)).collect();
        let rule_of: HashMap<&str, usize> =
            rules.iter().enumerate().map(|(rule, of)| (ruleset.promotions[of.promotion].id.as_str(), rule)).collect();
        let members = |(index, group): (usize, &crate::PromoGroup)| {
            let rules = group.promotions.iter().filter(|&id| group_of.get(id) == Some(&index));
            rules.filter_map(|id| rule_of.get(id.as_str()).copied()).collect()
        };
        let groups = ruleset.promo_groups.iter().enumerate().map(members).collect();
        Self { rules, listings, codes, groups, group_of }
    }
}

fn rule(index: usize, ruleset: &Ruleset, group_of: &HashMap<String, usize>) -> Rule {
    let promotion = &ruleset.promotions[index];
    Rule {
        promotion: index,
        codes: promotion.codes.iter().map(|text| (code::key(text), text.clone())).collect(),
        needs_facts: promotion.conditions.needs_facts(),
        listing: Listing::of(promotion, ruleset),
        group: group_of.get(&promotion.id).copied(),
    }
}
