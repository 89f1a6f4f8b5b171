//! The exact arithmetic of prices: rounding, percentages, sharing (R1, R7, R8).

use crate::units::{Money, Percent, Quantity};

/// The most that one line may cost, or count: ten trillion currency units, in kopecks, or as many thousandths of a
/// unit. What exceeds it is answered with an error; so a thousand lines add up within an `i64`.
pub(crate) const LARGEST: i64 = 1_000_000_000_000_000;

/// `numerator / denominator` to the nearest `unit`, half up. All are 0 or more, the denominator and the unit above 0.
pub(crate) fn half_up(numerator: i128, denominator: i128, unit: i64) -> i64 {
    let unit = i128::from(unit.max(1));
    let step = denominator.max(1).saturating_mul(unit);
    let units = numerator.max(0).saturating_add(step / 2) / step;
    clamp(units.saturating_mul(unit))
}

/// The most that an article may cost: so much as a thousand lines.
const MOST: i64 = 1_000 * LARGEST;

/// A wide number as an `i64`, at most [`MOST`].
pub(crate) fn clamp(wide: i128) -> i64 {
    i64::try_from(wide.clamp(0, i128::from(MOST))).unwrap_or(MOST)
}

/// What `quantity` costs at `price` for one unit, rounded once to the kopeck.
///
/// 0.333 kg at 99.99 is 33.30: 33.29667 rounded.
pub(crate) fn gross(price: Money, quantity: Quantity) -> Money {
    Money(half_up(i128::from(price.minor()) * i128::from(quantity.thousandths()), 1_000, 1))
}

/// `percent` of an amount, rounded half-up to the shop's unit (R8).
///
/// 10 % of 1.05 is 0.11 where the shop rounds to kopecks, and 0 where it rounds to whole roubles.
pub fn percent_of(amount: Money, percent: Percent, unit: Money) -> Money {
    Money(half_up(i128::from(amount.minor()) * i128::from(percent.basis_points()), 10_000, unit.minor()))
}

/// `percent` of an amount, rounded down to the kopeck: floors never let more through (R11).
pub(crate) fn percent_down(amount: Money, percent: Percent) -> Money {
    Money(clamp(i128::from(amount.minor()) * i128::from(percent.basis_points()) / 10_000))
}

/// Shares an amount by weights, to the kopeck, by the largest remainder, ties to whoever stands first; nobody gets more
/// than the cap, and what a cap cuts off is shared again among the others (R7). The shares sum to the amount, or to all
/// that the caps let through.
///
/// 100.00 by 100 : 100 : 100 is 33.34, 33.33 and 33.33.
pub fn share(amount: Money, weights: &[Money], caps: &[Money]) -> Vec<Money> {
    let mut shares = vec![Money::ZERO; weights.len()];
    let mut open: Vec<usize> = (0..weights.len().min(caps.len())).filter(|&i| weights[i].0 > 0 && caps[i].0 > 0).collect();
    let mut rest = amount.0.max(0);
    while rest > 0 && !open.is_empty() {
        let total: i128 = open.iter().map(|&index| i128::from(weights[index].0)).sum();
        // Exact shares are compared: one rounding, not one for every round.
        let exceeds = |&index: &usize| i128::from(rest) * i128::from(weights[index].0) > i128::from(caps[index].0) * total;
        let (over, within): (Vec<usize>, Vec<usize>) = open.iter().copied().partition(exceeds);
        if over.is_empty() {
            let parts = apportion(rest, &open.iter().map(|&index| weights[index].0).collect::<Vec<_>>());
            for (&index, part) in open.iter().zip(parts) {
                shares[index] = Money(part);
            }
            break;
        }
        for index in over {
            shares[index] = caps[index];
            rest -= caps[index].0;
        }
        open = within;
    }
    shares
}

/// Splits a number by weights (all above 0) by the largest remainder, ties to the first.
pub(crate) fn apportion(number: i64, weights: &[i64]) -> Vec<i64> {
    apportion_below(number, weights, &[])
}

/// The same, where what is left over passes by whoever has reached the cap, and goes to the next (R8).
pub(crate) fn apportion_below(number: i64, weights: &[i64], caps: &[i64]) -> Vec<i64> {
    let total: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
    if total <= 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: i64| i128::from(number) * i128::from(weight);
    let mut parts: Vec<i64> = weights.iter().map(|&weight| i64::try_from(exact(weight) / total).unwrap_or(i64::MAX)).collect();
    let left = parts.iter().fold(number, |left, part| left.saturating_sub(*part));
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|&index| std::cmp::Reverse(exact(weights[index]) % total));
    let mut left = left;
    // Nobody gets more than two of them, even where some are passed by.
    for &index in by_remainder.iter().chain(&by_remainder) {
        if left > 0 && caps.get(index).is_none_or(|&cap| parts[index] < cap) {
            parts[index] += 1;
            left -= 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(amount: i64, weights: &[i64], caps: &[i64]) -> Vec<i64> {
        let money = |list: &[i64]| list.iter().map(|&minor| Money(minor)).collect::<Vec<_>>();
        share(Money(amount), &money(weights), &money(caps)).into_iter().map(Money::minor).collect()
    }

    #[test]
    fn half_up_at_the_edge() {
        assert_eq!(percent_of(Money(104), Percent::whole(10), Money(1)), Money(10));
        assert_eq!(percent_of(Money(105), Percent::whole(10), Money(1)), Money(11));
        assert_eq!(percent_of(Money(49_900), Percent::whole(10), Money(100)), Money(5_000));
        assert_eq!(percent_of(Money(44_900), Percent::whole(10), Money(100)), Money(4_500));
        assert_eq!(percent_of(Money(44_499), Percent::whole(10), Money(100)), Money(4_400));
        assert_eq!(percent_of(Money(225), Percent::whole(10), Money(50)), Money(0));
        assert_eq!(percent_of(Money(250), Percent::whole(10), Money(50)), Money(50));
    }

    #[test]
    fn gross_is_rounded_once() {
        assert_eq!(gross(Money(9_999), Quantity(333)), Money(3_330));
        assert_eq!(gross(Money(1), Quantity(499)), Money(0));
        assert_eq!(gross(Money(1), Quantity(500)), Money(1));
        assert_eq!(gross(Money(i64::MAX), Quantity(i64::MAX)), Money(MOST));
    }

    #[test]
    fn shares_sum_and_ties_go_to_the_first() {
        assert_eq!(shared(100, &[1, 1, 1], &[100; 3]), [34, 33, 33]);
        assert_eq!(shared(200, &[1, 1, 1], &[100; 3]), [67, 67, 66]);
        assert_eq!(shared(1, &[1, 2], &[9, 9]), [0, 1]);
        assert_eq!(shared(0, &[1, 2], &[9, 9]), [0, 0]);
        assert_eq!(shared(7, &[0, 2], &[9, 9]), [0, 7]);
    }

    #[test]
    fn the_largest_remainder_alone_could_give_a_part_more_of_less() {
        assert_eq!(apportion(4, &[1, 3, 3]), [0, 2, 2]);
        assert_eq!(apportion(3, &[1, 3, 3]), [1, 1, 1]);
        assert_eq!(shared(3, &[1, 3, 3], &[0, 2, 2]), [0, 2, 1]);
    }

    #[test]
    fn what_a_cap_cuts_off_is_shared_again() {
        assert_eq!(shared(100, &[50, 30, 20], &[10, 100, 100]), [10, 54, 36]);
        assert_eq!(shared(100, &[50, 30, 20], &[10, 50, 35]), [10, 50, 35]);
        assert_eq!(shared(100, &[50, 30, 20], &[10, 50, 100]), [10, 50, 40]);
        assert_eq!(shared(100, &[], &[]), [0; 0]);
    }
}
