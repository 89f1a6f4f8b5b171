//! What is known besides the basket: the time, and the customer.

use crate::units::Moment;

/// The time of a calculation, with the shop's weekday and minute: the engine has no clock and knows no time zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Now {
    pub at: Moment,
    /// 0 is Monday.
    pub weekday: u8,
    /// Minutes since midnight.
    pub minute: u16,
}

/// What is known of the customer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Facts {
    /// The request names nobody, or nobody that we know.
    #[default]
    Nobody,
    /// It could not be looked up in time: what depends on it is not eligible.
    Unknown,
    Customer(Customer),
}

/// A customer, as at the time of the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Customer {
    pub id: String,
    pub loyalty_card: Option<String>,
    pub tier: Option<String>,
    /// Whole points.
    pub balance: i64,
    pub orders: i64,
    /// IMSHOP's, as last seen, and our own lists.
    pub segments: Vec<String>,
}
