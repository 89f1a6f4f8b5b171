//! What has to hold of a world's quotes.

mod contests;
mod lines;
mod units;

pub use contests::{best_is_best, groups_cost_what_they_say, limits_hold};
pub use lines::{floors_hold, lines_add_up};
pub use units::no_unit_serves_twice;
