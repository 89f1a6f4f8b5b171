//! What a promotion may still give (R16).

use super::{arithmetic::gross, given::Given, listing::Listing};
use crate::{
    Facts, Promotion,
    facts::Used,
    rules::{Gift, Limits},
    trace::Limit,
    units::{Money, Quantity},
};

/// What is left of a promotion's limits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Left {
    /// None where there is no budget.
    pub budget: Option<Money>,
    pub gift_units: Option<Quantity>,
}

impl Left {
    /// Takes so much, where so much is left.
    pub fn take(&mut self, value: Money, units: Quantity) -> bool {
        if self.budget.is_some_and(|left| value > left) || self.gift_units.is_some_and(|left| units > left) {
            return false;
        }
        self.budget = self.budget.map(|left| Money(left.0 - value.0));
        self.gift_units = self.gift_units.map(|left| Quantity(left.0 - units.0));
        true
    }
}

impl Given<'_> {
    /// The limit that a promotion has reached; none where it has reached none that is known.
    pub fn used_up(&self, promotion: &Promotion) -> Option<Limit> {
        let Limits { uses, uses_per_customer, budget, gift_units } = promotion.limits;
        let used = self.usage.of(&promotion.id);
        if let Some(most) = uses.filter(|&most| used.uses >= most) {
            return Some(Limit::Uses { most, used: used.uses });
        }
        let own = self.own_uses(promotion).unwrap_or(0);
        if let Some(most) = uses_per_customer.filter(|&most| own >= most) {
            return Some(Limit::UsesPerCustomer { most, used: own });
        }
        if let Some(most) = budget.filter(|&most| used.budget >= most) {
            return Some(Limit::Budget { most, used: used.budget });
        }
        gift_units.filter(|&most| used.gift_units >= most).map(|most| Limit::GiftUnits { most, used: used.gift_units })
    }

    /// In how many orders this customer has used the promotion; none for a guest, and while it is unknown.
    pub fn own_uses(&self, promotion: &Promotion) -> Option<i64> {
        match self.facts {
            Facts::Customer(customer) => Some(customer.uses.get(&promotion.id).copied().unwrap_or(0)),
            Facts::Nobody => self.basket.named_customer().map(|_| 0),
            Facts::Unknown => None,
        }
    }

    /// What is left of the limits of a promotion that is not used up.
    pub(super) fn left(&self, promotion: &Promotion) -> Left {
        let Limits { uses: _, uses_per_customer: _, budget, gift_units } = promotion.limits;
        let Used { uses: _, budget: spent, gift_units: given } = self.usage.of(&promotion.id);
        Left {
            budget: budget.map(|most| Money(most.0.saturating_sub(spent.0))),
            gift_units: gift_units.map(|most| Quantity(most.0.saturating_sub(given.0))),
        }
    }

    /// An offer that is not available is neither given nor offered; one that the catalogue does not know may be.
    pub fn can_be_given(&self, gift: &Gift) -> bool {
        self.catalogue.product(&gift.offer_id).is_none_or(|product| product.available)
    }

    /// At the catalogue's price; 0 where it knows none (R10).
    pub fn worth(&self, gift: &Gift) -> Money {
        let price = self.catalogue.product(&gift.offer_id).and_then(|product| product.price).unwrap_or_default();
        gross(price.max(Money::ZERO), gift.quantity)
    }

    /// What a choice of these options comes to at most: at its dearest, and in units.
    pub(super) fn dearest_choice(&self, listing: &Listing, options: &[&Gift]) -> (Money, Quantity) {
        let limit = usize::try_from(listing.limit).unwrap_or(0);
        let largest = |mut amounts: Vec<i64>| {
            amounts.sort_unstable_by(|left, right| right.cmp(left));
            amounts.into_iter().take(limit).fold(0, i64::saturating_add)
        };
        let worth = largest(options.iter().map(|gift| self.worth(gift).0).collect());
        let units = largest(options.iter().map(|gift| gift.quantity.0).collect());
        (Money(worth), Quantity(units))
    }
}
