//! R16: how much a promotion may give in all.

use engine::{Promotion, rules::Gift};

use super::{article::Article, asked::Asked, intake::worth, sharing::share};

/// A promotion that has reached any of its limits is used up.
pub fn is_used_up(asked: &Asked<'_>, promotion: &Promotion) -> bool {
    let (limits, used) = (&promotion.limits, asked.used(promotion));
    let by_customer = asked.customer().and_then(|customer| customer.uses.get(&promotion.id)).copied().unwrap_or(0);
    limits.uses.is_some_and(|most| used.uses >= most)
        || limits.uses_per_customer.is_some_and(|most| by_customer >= most)
        || limits.budget.is_some_and(|most| used.budget >= most)
        || limits.gift_units.is_some_and(|most| used.gift_units >= most)
}

/// For a guest a promotion with `uses_per_customer` is not eligible; nor while it is unknown how often the customer has used
/// it.
pub fn needs_a_customer(asked: &Asked<'_>, promotion: &Promotion) -> bool {
    promotion.limits.uses_per_customer.is_some() && (asked.facts_are_unknown() || asked.customer_id().is_none())
}

/// What is left of a promotion's budget and gift units; huge where it has no such limit.
pub struct Rest {
    pub budget: i64,
    pub gift_units: i64,
}

impl Rest {
    pub fn of(asked: &Asked<'_>, promotion: &Promotion) -> Self {
        let (limits, used) = (&promotion.limits, asked.used(promotion));
        Self {
            budget: limits.budget.map_or(i64::MAX, |most| most.0 - used.budget.0),
            gift_units: limits.gift_units.map_or(i64::MAX, |most| most.0 - used.gift_units.0),
        }
    }

    /// Money comes first: with less left than the promotion takes off, it takes off what is left, shared by the discounts
    /// that it cuts. The money off by article.
    pub fn pay_money(&mut self, before: &[Article<'_>], articles: &mut [Article<'_>]) -> Vec<i64> {
        let mut cuts: Vec<i64> = before.iter().zip(articles.iter()).map(|(before, after)| before.left() - after.left()).collect();
        if cuts.iter().sum::<i64>() > self.budget {
            let allowed = share(self.budget, &cuts, &cuts);
            for ((article, cut), allowed) in articles.iter_mut().zip(&cuts).zip(&allowed) {
                article.give_back(cut - allowed);
            }
            cuts = allowed;
        }
        self.budget -= cuts.iter().sum::<i64>();
        cuts
    }

    /// A gift that would overshoot the budget or `gift_units` is not given; the next is tried.
    pub fn pay_gift(&mut self, asked: &Asked<'_>, gift: &Gift) -> bool {
        self.pay(worth(asked, &gift.offer_id, gift.quantity.0), gift.quantity.0)
    }

    /// A choice counts in a budget as its dearest options, as many as may be chosen; in `gift_units` as those with the most
    /// units.
    pub fn pay_choice(&mut self, asked: &Asked<'_>, options: &[&Gift], limit: i64) -> bool {
        let units = options.iter().map(|gift| gift.quantity.0).collect();
        self.pay(dearest_choice(asked, options, limit), sum_of_largest(units, limit))
    }

    fn pay(&mut self, money: i64, units: i64) -> bool {
        let fits = money <= self.budget && units <= self.gift_units;
        if fits {
            self.budget -= money;
            self.gift_units -= units;
        }
        fits
    }
}

/// R10: a choice is worth its dearest options, as many as may be chosen.
pub fn dearest_choice(asked: &Asked<'_>, options: &[&Gift], limit: i64) -> i64 {
    sum_of_largest(options.iter().map(|gift| worth(asked, &gift.offer_id, gift.quantity.0)).collect(), limit)
}

fn sum_of_largest(mut numbers: Vec<i64>, limit: i64) -> i64 {
    numbers.sort_unstable();
    numbers.iter().rev().take(usize::try_from(limit).unwrap_or(0)).sum()
}
