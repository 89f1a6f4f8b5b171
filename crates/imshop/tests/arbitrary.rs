//! Whatever the body is, nothing panics, and every answer that can be written is JSON.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use engine::{
    Money, Quantity, Quote, Settings,
    quote::{Points, QuoteLine},
    rules::OfferIdField,
};
use imshop::{ErrorCode, RequestError, basket, key_in_body, personal_offers};
use proptest::prelude::*;
use serde_json::Value;

/// Names that mean something, so that what is behind them is looked at.
const NAMES: &[&str] = &[
    "key",
    "items",
    "id",
    "privateId",
    "configurationId",
    "name",
    "price",
    "quantity",
    "appliedDiscounts",
    "addons",
    "selected",
    "itemKitId",
    "promocode",
    "promoGroup",
    "gifts",
    "externalUserId",
    "loyaltyCard",
    "loyaltyCart",
    "addressData",
    "city",
    "cityKladr",
    "kladr",
    "fias",
    "cityFias",
    "deliveryId",
    "outletId",
    "userId",
    "segments",
];

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[-+0-9., eE]{0,40}".prop_map(Value::from),
    ];
    let name = prop_oneof![9 => prop::sample::select(NAMES).prop_map(str::to_owned), 1 => any::<String>()];
    leaf.prop_recursive(6, 120, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..10).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// An answer to the basket with every line of the request in it.
fn quote(basket: &engine::Basket) -> Quote {
    let lines = basket.lines.iter().enumerate().map(|(source, line)| QuoteLine {
        source: Some(source),
        offer_id: line.offer_id.clone(),
        name: line.name.clone(),
        price: line.price.unwrap_or_default(),
        quantity: line.quantity,
        discount: Money::ZERO,
        subtotal: line.price.unwrap_or_default(),
        gift: Quantity::ZERO,
        applied: line.applied.clone(),
        bonuses: Some(Points::default()),
        notice: Some(line.name.clone()),
        error: Some(line.offer_id.clone()),
        set_aside: line.set_aside,
        available: true,
    });
    Quote { lines: lines.collect(), notices: basket.code.iter().cloned().collect(), ..Quote::default() }
}

fn check(body: &[u8]) -> Result<(), TestCaseError> {
    key_in_body(body);
    if let Err(error) = personal_offers::read(body) {
        check_error(&error)?;
    }
    match basket::read(body) {
        Err(error) => check_error(&error)?,
        Ok(request) => {
            for offer_id_field in [OfferIdField::PrivateId, OfferIdField::ConfigurationId] {
                let basket = request.to_basket(&Settings { offer_id_field, ..Settings::default() });
                prop_assert_eq!(basket.lines.len(), request.items.len());
                prop_assert!(basket.lines.iter().all(|line| !line.offer_id.is_empty()));
                let answer: Value = serde_json::from_slice(&basket::write(&quote(&basket), &request)).unwrap_or_default();
                prop_assert_eq!(answer["items"].as_array().map(Vec::len), Some(basket.lines.len()));
            }
        }
    }
    Ok(())
}

fn check_error(error: &RequestError) -> Result<(), TestCaseError> {
    prop_assert_eq!(error.code.http_status(), 400);
    prop_assert_eq!(error.code == ErrorCode::MalformedJson, error.line.is_some() && error.column.is_some());
    prop_assert!(serde_json::from_slice::<Value>(&error.to_body()).is_ok());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_json(value in values()) {
        check(value.to_string().as_bytes())?;
    }

    #[test]
    fn any_fields(fields in prop::collection::vec((prop::sample::select(NAMES), values()), 0..6)) {
        let fields: Vec<String> = fields.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
        check(format!("{{{}}}", fields.join(", ")).as_bytes())?;
    }

    #[test]
    fn any_json_cut_short(value in values(), cut in any::<prop::sample::Index>()) {
        let body = format!("{{\"items\": [{value}]}}");
        let error = basket::read(&body.as_bytes()[..cut.index(body.len())]).unwrap_err();
        prop_assert_eq!(error.code, ErrorCode::MalformedJson);
        check_error(&error)?;
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&bytes)?;
    }
}
