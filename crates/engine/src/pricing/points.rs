//! Points of the retailer's programme, after everything else (R15).

use super::{
    arithmetic::clamp,
    article::Article,
    run::{Given, Outcome},
};
use crate::{
    Facts,
    quote::Points,
    units::{Money, Percent},
};

/// An article's whole points, before they are shared among its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ArticlePoints {
    pub can_spend: i64,
    pub will_earn: i64,
}

impl Given<'_> {
    /// The points of every article; none where the shop has no programme. All are 0 where a promotion gave something that
    /// does not combine with points (R13).
    pub fn points(&self, outcome: &Outcome<'_>) -> Option<Vec<ArticlePoints>> {
        let programme = self.engine.ruleset.settings.bonuses.as_ref()?;
        let (mut earn, mut spend) = (programme.earn_percent, programme.spend_percent);
        match self.facts {
            Facts::Customer(customer) => {
                let tier = programme.tiers.iter().find(|tier| Some(&tier.id) == customer.tier.as_ref());
                if let Some(tier) = tier {
                    (earn, spend) = (tier.earn_percent, tier.spend_percent);
                }
            }
            // Whoever is not known can spend nothing, and earns by the base rate.
            Facts::Nobody | Facts::Unknown => spend = Percent::ZERO,
        }
        if outcome.at_work.iter().any(|at_work| !at_work.promotion.sums_with_bonuses) {
            (earn, spend) = (Percent::ZERO, Percent::ZERO);
        }
        let of = |article: &Article<'_>| ArticlePoints {
            can_spend: if article.use_bonuses { whole_points(article.left(), spend) } else { 0 },
            will_earn: whole_points(article.left(), earn),
        };
        Some(outcome.articles.iter().map(of).collect())
    }

    /// The order's points: the sums of the lines', and no more to spend than the customer has.
    pub fn order_points(&self, points: &[ArticlePoints]) -> Points {
        let sum = |of: fn(&ArticlePoints) -> i64| points.iter().map(of).fold(0, i64::saturating_add);
        let balance = match self.facts {
            Facts::Customer(customer) => customer.balance.max(0),
            Facts::Nobody | Facts::Unknown => 0,
        };
        Points { can_spend: sum(|points| points.can_spend).min(balance), will_earn: sum(|points| points.will_earn) }
    }
}

/// A share of an amount in whole points, rounded down: 5 % of 299.90 is 14.
fn whole_points(amount: Money, percent: Percent) -> i64 {
    clamp(i128::from(amount.0) * i128::from(percent.0) / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_rounded_down() {
        assert_eq!(whole_points(Money(29_999), Percent::whole(10)), 29);
        assert_eq!(whole_points(Money(30_000), Percent::whole(10)), 30);
        assert_eq!(whole_points(Money(30_001), Percent::whole(10)), 30);
        assert_eq!(whole_points(Money(30_000), Percent::ZERO), 0);
    }
}
