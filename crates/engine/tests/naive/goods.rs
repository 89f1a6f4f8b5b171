//! The document's filters of goods.

use engine::{Category, Items, Product};

/// True where the filter selects an offer at a unit price: every given field matches, any value within a field.
pub fn selects(items: &Items, offer: &str, product: Option<&Product>, price: i64, categories: &[Category]) -> bool {
    let lies_in =
        |wanted: &str| product.is_some_and(|product| product.category_ids.iter().any(|id| is_below(id, wanted, categories)));
    let product_id = product.and_then(|product| product.product_id.as_deref());
    let vendor = product.and_then(|product| product.vendor.as_deref());

    let offer_matches = items.offers.is_empty() || items.offers.iter().any(|id| id == offer);
    let card_matches = items.products.is_empty() || items.products.iter().any(|id| Some(id.as_str()) == product_id);
    let category_matches = items.categories.is_empty() || items.categories.iter().any(|id| lies_in(id));
    let vendor_matches = items.vendors.is_empty() || items.vendors.iter().any(|id| Some(id.as_str()) == vendor);
    let dear_enough = items.price_at_least.is_none_or(|least| price >= least.0);
    let cheap_enough = items.price_below.is_none_or(|below| price < below.0);
    let one_of_them = items.any.is_empty() || items.any.iter().any(|items| selects(items, offer, product, price, categories));
    let not_that = items.except.as_ref().is_none_or(|items| !selects(items, offer, product, price, categories));

    offer_matches && card_matches && category_matches && vendor_matches && dear_enough && cheap_enough && one_of_them && not_that
}

/// A category includes those below it.
fn is_below(id: &str, wanted: &str, categories: &[Category]) -> bool {
    id == wanted
        || categories
            .iter()
            .find(|category| category.id == id)
            .and_then(|category| category.parent_id.as_deref())
            .is_some_and(|parent| is_below(parent, wanted, categories))
}
