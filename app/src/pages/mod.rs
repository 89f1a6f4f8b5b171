//! One folder is one page, or the pages of one kind of thing. Where they are found: [`crate::routes`].

pub mod calls;
pub mod codes;
pub mod customers;
pub mod gift_options;
pub mod home;
pub mod not_found;
pub mod orders;
pub mod personal_offers;
pub mod products;
pub mod promo_groups;
pub mod promotions;
pub mod segments;
pub mod settings;
pub mod sign_in;
pub mod try_basket;
