//! Money, percent, quantity and time: integers with their unit in the type (R1).

mod decimal;
mod moment;
mod money;
mod percent;
mod quantity;
pub(crate) mod whole;

pub use decimal::{DecimalError, parse as parse_decimal};
pub use moment::Moment;
pub use money::Money;
pub use percent::Percent;
pub use quantity::Quantity;
