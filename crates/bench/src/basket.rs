//! The baskets that are calculated.

use anyhow::{Context, Result};
use serde_json::Value;

/// Ten lines, 78,454.00 before discounts, of a customer with a code.
pub const TEN_LINES: &str = include_str!("../basket-10-lines.json");
/// The customer and the card that the basket names.
pub const CUSTOMER: &str = "XXXXXXX";
pub const CARD: &str = "12345";
/// What the basket of ten lines costs in the shops of [`crate::shop`], in kopecks.
pub const TOTAL_MINOR: i64 = 7_398_290;

/// The basket that the first start of the demo shop shows.
pub const DEMO: &str = include_str!("../../../server/demo/basket.json");

/// The same basket of nobody: without customer, card and code, the rest byte for byte.
pub fn anonymous() -> Result<String> {
    let mut rest = TEN_LINES;
    let mut text = String::new();
    for field in [",\n \"externalUserId\": \"XXXXXXX\"", ",\n \"promocode\": \"12345\"", ",\n \"loyaltyCard\": \"12345\""] {
        let (before, after) = rest.split_once(field).with_context(|| format!("the basket has no {field}"))?;
        text.push_str(before);
        rest = after;
    }
    text.push_str(rest);
    serde_json::from_str::<Value>(&text).context("the anonymous basket is JSON")?;
    Ok(text)
}

/// The same basket of other customers, who have no card.
pub fn of_customer(id: &str) -> Result<String> {
    let rest = anonymous()?;
    let body = rest.trim_end().strip_suffix('}').context("the basket is an object")?;
    Ok(format!("{}, \"externalUserId\": \"{id}\"}}\n", body.trim_end()))
}
