use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{DecimalError, decimal};

/// Decimals of the document's and the wire's numbers: currency units.
const SCALE: u32 = 2;

/// Money in minor units (kopecks). Written as currency units: `499.9`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(pub i64);

impl Money {
    pub const ZERO: Self = Self(0);
}

impl fmt::Display for Money {
    /// Without a unit and without needless zeros: `499.9`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::write(formatter, self.0, SCALE)
    }
}

impl FromStr for Money {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        decimal::parse(text, SCALE).map(Self)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        decimal::json::serialize(self.0, SCALE, serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decimal::json::deserialize(SCALE, deserializer).map(Self)
    }
}

impl Money {
    /// Minor units (kopecks).
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// From whole currency units.
    pub const fn whole(units: i64) -> Self {
        Self(units * 100)
    }
}
