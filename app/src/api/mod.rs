//! Server functions: one file per resource. They are public endpoints; each asks for its permission first.

pub mod calls;
pub mod codes;
pub mod customers;
pub mod document;
pub mod home;
pub mod names;
pub mod orders;
pub mod preferences;
pub mod products;
pub mod rules;
pub mod segments;
pub mod shell;
pub mod staff;
pub mod try_basket;
