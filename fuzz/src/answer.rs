//! An answer, read without rounding anything.

use serde::Deserialize;
use serde_json::value::RawValue;

/// What of an answer can be counted.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer<'a> {
    #[serde(borrow)]
    pub total_price: &'a RawValue,
    #[serde(borrow)]
    pub discount: &'a RawValue,
    #[serde(borrow)]
    pub items: Vec<&'a RawValue>,
}

#[derive(Debug, Deserialize)]
pub struct Item<'a> {
    #[serde(borrow)]
    pub price: &'a RawValue,
    #[serde(borrow)]
    pub quantity: &'a RawValue,
    #[serde(borrow)]
    pub discount: &'a RawValue,
    #[serde(borrow)]
    pub subtotal: &'a RawValue,
    #[serde(borrow, default)]
    pub error: Option<&'a RawValue>,
    pub selected: Option<bool>,
}

/// A decimal number as it is written, in units of 10^-`decimals`.
pub fn units(number: &RawValue, decimals: usize) -> i128 {
    let text = number.get();
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    assert!(rest.len() <= decimals && !rest.ends_with('0') && !text.ends_with('.'), "{text} has too many decimals");
    let digits = format!("{whole}{rest:0<decimals$}");
    digits.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub fn kopecks(number: &RawValue) -> i128 {
    units(number, 2)
}
