//! What is asked of any body that a webhook may be sent. Each target in `targets/` hands bodies over, libFuzzer makes
//! them up; a demand that is not met is a panic.
//!
//! `corpus/` has the bodies that are worth starting from, a folder for each target; `regressions/` those that once failed,
//! and those that are worth keeping though they are long.

pub mod basket;
pub mod mutate;
pub mod personal_offers;

mod answer;
mod shop;
mod syntax;
