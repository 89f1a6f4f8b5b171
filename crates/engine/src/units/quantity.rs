use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{DecimalError, decimal};

/// Decimals of the document's and the wire's numbers.
const SCALE: u32 = 3;

/// A quantity in thousandths of a unit (weighed goods have fractions). Written in units: `0.2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity(pub i64);

impl Quantity {
    pub const ZERO: Self = Self(0);
}

impl fmt::Display for Quantity {
    /// Without a unit and without needless zeros: `0.2`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::write(formatter, self.0, SCALE)
    }
}

impl FromStr for Quantity {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        decimal::parse(text, SCALE).map(Self)
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        decimal::json::serialize(self.0, SCALE, serializer)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decimal::json::deserialize(SCALE, deserializer).map(Self)
    }
}

impl Quantity {
    pub const ONE: Self = Self(1_000);

    /// Thousandths of a unit.
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// From whole units.
    pub const fn whole(units: i64) -> Self {
        Self(units * 1_000)
    }
}
