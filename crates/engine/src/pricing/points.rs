//! Points of the retailer's programme, after everything else (R15).

use super::{arithmetic::clamp, article::Article, given::Given, outcome::Outcome};
use crate::{
    Facts, Settings,
    quote::Points,
    units::{Money, Percent},
};

/// A percentage is counted in thousandths of a basis point, since promotions multiply it.
pub(crate) const WHOLE: i64 = 1_000;

/// The customer's own shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Programme {
    pub earn: Percent,
    pub spend: Percent,
    /// Whoever is not known can spend nothing.
    pub spends: bool,
}

impl Programme {
    /// None where the shop has no programme.
    pub fn of(settings: &Settings, facts: &Facts) -> Option<Self> {
        let bonuses = settings.bonuses.as_ref()?;
        let Facts::Customer(customer) = facts else {
            return Some(Self { earn: bonuses.earn_percent, spend: Percent::ZERO, spends: false });
        };
        let tier = bonuses.tiers.iter().find(|tier| Some(&tier.id) == customer.tier.as_ref());
        let (earn, spend) =
            tier.map_or((bonuses.earn_percent, bonuses.spend_percent), |tier| (tier.earn_percent, tier.spend_percent));
        Some(Self { earn, spend, spends: true })
    }

    /// An article's, before any promotion.
    pub fn rates(self) -> ArticleRates {
        ArticleRates { earn: self.earn.0 * WHOLE, fixed: 0, spend: self.spend }
    }
}

/// What an article earns and may be paid with points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ArticleRates {
    /// In thousandths of a basis point of what is left of it.
    pub earn: i64,
    /// Points on top.
    pub fixed: i64,
    pub spend: Percent,
}

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
        self.programme?;
        if outcome.takes_no_points() {
            return Some(vec![ArticlePoints::default(); outcome.articles.len()]);
        }
        let of = |article: &Article<'_>| ArticlePoints {
            can_spend: if article.use_bonuses { points_of(article.left(), article.rates.spend.0 * WHOLE) } else { 0 },
            will_earn: points_of(article.left(), article.rates.earn).saturating_add(article.rates.fixed),
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

/// A share of an amount in whole points, rounded down: 5 % of 299.90 is 14. The rate is in thousandths of a basis point.
pub(super) fn points_of(amount: Money, rate: i64) -> i64 {
    clamp(i128::from(amount.0) * i128::from(rate) / (1_000_000 * i128::from(WHOLE)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_rounded_down() {
        let ten = Percent::whole(10).0 * WHOLE;
        assert_eq!(points_of(Money(29_999), ten), 29);
        assert_eq!(points_of(Money(30_000), ten), 30);
        assert_eq!(points_of(Money(30_001), ten), 30);
        assert_eq!(points_of(Money(30_000), 0), 0);
    }
}
