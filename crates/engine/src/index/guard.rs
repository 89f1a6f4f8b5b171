//! What a rule cannot do without.

use std::borrow::Cow;

use crate::units::{Money, Quantity};

/// What a key is about; those that fewer baskets have come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    Code,
    Pool,
    Customer,
    Offer,
    Product,
    Pickup,
    Outlet,
    Vendor,
    Segment,
    Category,
    Fias,
    City,
    Kladr,
    Tier,
    Delivery,
    Payment,
    Hour,
    Card,
    Known,
    Channel,
    /// Every basket has it.
    Everything,
}

impl Dimension {
    pub(crate) const COUNT: usize = Self::Everything as usize + 1;

    /// What facts of the customer tell.
    pub(crate) const FACTS: [Self; 5] = [Self::Customer, Self::Segment, Self::Tier, Self::Card, Self::Known];
}

/// How much of the goods behind a key there must be at least, before discounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Least {
    pub quantity: Quantity,
    pub gross: Money,
}

impl Least {
    pub fn quantity(quantity: Quantity) -> Self {
        Self { quantity, ..Self::default() }
    }

    pub fn gross(gross: Money) -> Self {
        Self { gross, ..Self::default() }
    }

    /// An *n*th, rounded up.
    fn part(self, n: usize) -> Self {
        let n = i64::try_from(n.max(1)).unwrap_or(i64::MAX);
        let part = |amount: i64| amount.max(0).div_euclid(n) + i64::from(amount.max(0).rem_euclid(n) > 0);
        Self { quantity: Quantity(part(self.quantity.0)), gross: Money(part(self.gross.0)) }
    }
}

/// One of the things without which a rule can do nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key<'a> {
    pub dimension: Dimension,
    pub id: Cow<'a, str>,
    pub least: Least,
}

/// A rule can do nothing in a basket that has none of these keys. Without any key it can do nothing at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard<'a>(pub Vec<Key<'a>>);

impl<'a> Guard<'a> {
    /// Any basket with so much in it will do.
    pub fn everything(least: Least) -> Self {
        Self(vec![Key { dimension: Dimension::Everything, id: Cow::Borrowed(""), least }])
    }

    pub fn any_of<T: Into<Cow<'a, str>>>(dimension: Dimension, ids: impl IntoIterator<Item = T>) -> Self {
        Self(ids.into_iter().map(|id| Key { dimension, id: id.into(), least: Least::default() }).collect())
    }

    /// One of the guarded things will do.
    pub fn union(guards: impl IntoIterator<Item = Self>) -> Self {
        let keys: Vec<Key<'a>> = guards.into_iter().flat_map(|guard| guard.0).collect();
        let anything = |key: &Key<'_>| key.dimension == Dimension::Everything && key.least == Least::default();
        if keys.iter().any(anything) { Self::everything(Least::default()) } else { Self(keys) }
    }

    /// Both must be there: the one that selects more baskets out is enough to look at.
    #[must_use]
    pub fn or_cheaper(self, other: Self) -> Self {
        if other.cost() < self.cost() { other } else { self }
    }

    /// The goods behind all keys together come to so much.
    #[must_use]
    pub fn with(mut self, least: Least) -> Self {
        let part = least.part(self.0.len());
        for key in &mut self.0 {
            key.least = part;
        }
        self
    }

    /// The most common key, and how many there are.
    fn cost(&self) -> (Option<(Dimension, bool)>, usize) {
        let common = |key: &Key<'_>| (key.dimension, key.least == Least::default());
        (self.0.iter().map(common).max(), self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers(ids: &[&'static str]) -> Guard<'static> {
        Guard::any_of(Dimension::Offer, ids.iter().copied())
    }

    #[test]
    fn of_two_the_rarer_is_looked_at() {
        let everything = || Guard::everything(Least::default());
        assert_eq!(everything().or_cheaper(offers(&["a"])), offers(&["a"]));
        assert_eq!(offers(&["a"]).or_cheaper(Guard::any_of(Dimension::Tier, ["gold"])), offers(&["a"]));
        assert_eq!(offers(&["a", "b"]).or_cheaper(offers(&["c"])), offers(&["c"]));
        let large = Guard::everything(Least::gross(Money(5)));
        assert_eq!(everything().or_cheaper(large.clone()), large);
    }

    #[test]
    fn any_basket_will_do_where_one_of_the_branches_takes_any() {
        assert_eq!(Guard::union([offers(&["a"]), Guard::everything(Least::default())]), Guard::everything(Least::default()));
        assert_eq!(Guard::union([offers(&["a"]), offers(&["b"])]), offers(&["a", "b"]));
        assert_eq!(Guard::union([]), Guard(Vec::new()));
    }

    #[test]
    fn of_three_keys_one_has_a_third() {
        let guard = offers(&["a", "b", "c"]).with(Least::quantity(Quantity(50_000)));
        assert!(guard.0.iter().all(|key| key.least.quantity == Quantity(16_667)));
    }
}
