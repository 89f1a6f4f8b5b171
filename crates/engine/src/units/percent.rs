use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{DecimalError, decimal};

/// Decimals of the document's numbers: percent.
const SCALE: u32 = 2;

/// A percentage in basis points. Written as percent: `12.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Percent(pub i64);

impl Percent {
    pub const ZERO: Self = Self(0);
}

impl fmt::Display for Percent {
    /// Without a unit and without needless zeros: `12.5`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::write(formatter, self.0, SCALE)
    }
}

impl FromStr for Percent {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        decimal::parse(text, SCALE).map(Self)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        decimal::json::serialize(self.0, SCALE, serializer)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decimal::json::deserialize(SCALE, deserializer).map(Self)
    }
}

impl Percent {
    pub const HUNDRED: Self = Self(10_000);

    /// Basis points.
    pub const fn basis_points(self) -> i64 {
        self.0
    }

    /// From whole percent.
    pub const fn whole(percent: i64) -> Self {
        Self(percent * 100)
    }
}
