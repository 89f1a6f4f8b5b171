//! R1: exact numbers, without a float.

use std::cmp::Ordering;

/// A fraction in lowest terms; the denominator is above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    pub fn new(numerator: i64, denominator: i64) -> Self {
        Self::reduced(i128::from(numerator), i128::from(denominator))
    }

    fn reduced(numerator: i128, denominator: i128) -> Self {
        assert!(denominator > 0, "a fraction by {denominator}");
        let divisor = greatest_common_divisor(numerator.abs(), denominator).max(1);
        Self { numerator: numerator / divisor, denominator: denominator / divisor }
    }

    pub fn times(self, other: Self) -> Self {
        Self::reduced(self.numerator * other.numerator, self.denominator * other.denominator)
    }

    pub fn plus(self, other: Self) -> Self {
        let numerator = self.numerator * other.denominator + other.numerator * self.denominator;
        Self::reduced(numerator, self.denominator * other.denominator)
    }

    pub fn minus(self, other: Self) -> Self {
        self.plus(Self { numerator: -other.numerator, ..other })
    }

    /// The largest whole number that is not above it.
    pub fn floor(self) -> i64 {
        i64::try_from(self.numerator.div_euclid(self.denominator)).expect("a number that fits")
    }

    /// The nearest multiple of `unit`, half up (R8).
    pub fn half_up(self, unit: i64) -> i64 {
        self.times(Self::new(1, unit)).plus(Self::new(1, 2)).floor() * unit
    }
}

impl From<i64> for Ratio {
    fn from(whole: i64) -> Self {
        Self { numerator: i128::from(whole), denominator: 1 }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn greatest_common_divisor(mut left: i128, mut right: i128) -> i128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

/// Basis points as a share of one.
pub fn percent(basis_points: i64) -> Ratio {
    Ratio::new(basis_points, 10_000)
}

/// What `quantity` thousandths of a unit cost at `price`, rounded once to the kopeck (R8).
pub fn gross(price: i64, quantity: i64) -> i64 {
    Ratio::from(price).times(Ratio::new(quantity, 1_000)).half_up(1)
}
