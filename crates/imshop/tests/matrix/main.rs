//! Every field that docs/protocol.md names, with every kind of value: never an error, the reading that the docs promise,
//! and no other field means anything else.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bodies;
mod large;

use std::{
    borrow::Cow,
    collections::BTreeMap,
    time::{Duration, Instant},
};

use bodies::{BASKET, Kind, LONG, NEIGHBOUR, PERSONAL_OFFERS, Row, Value, body, values};
use engine::Settings;
use imshop::{basket, key_in_body, personal_offers};

const DOCS: &str = include_str!("../../../../docs/protocol.md");

/// Generous: of a build that is not optimised, on a machine that does something else as well.
const PATIENCE: Duration = Duration::from_secs(2);

/// What was read of each field; none where it was as good as absent.
type Readings = BTreeMap<&'static str, Option<String>>;

fn text(text: Option<&Cow<'_, str>>) -> Option<String> {
    text.map(|text| text.as_ref().to_owned())
}

fn list(texts: &[Cow<'_, str>]) -> Option<String> {
    (!texts.is_empty()).then(|| texts.join("|"))
}

/// The element that is looked at, where its neighbour is behind it.
fn first<T>(elements: &[T]) -> Option<&T> {
    elements.first().filter(|_| elements.len() == 2)
}

fn basket_readings(body: &str) -> Readings {
    let request = basket::read(body.as_bytes()).unwrap_or_else(|error| panic!("{body}: {error}"));
    let item = first(&request.items);
    let passed = |read: fn(&basket::Passthrough<'_>) -> Option<String>| item.and_then(|item| read(&item.passthrough));
    let promotion = first(&request.promo_group);
    let gifts = promotion.map(|promotion| promotion.gifts.as_slice()).unwrap_or_default();
    let gift = first(gifts);
    Readings::from([
        ("key", key_in_body(body.as_bytes())),
        ("items", request.items.last().and_then(|item| text(item.id.as_ref()))),
        ("items.id", item.and_then(|item| text(item.id.as_ref()))),
        ("items.privateId", item.and_then(|item| text(item.private_id.as_ref()))),
        ("items.configurationId", item.and_then(|item| text(item.configuration_id.as_ref()))),
        ("items.name", item.and_then(|item| text(item.name.as_ref()))),
        ("items.price", item.and_then(|item| Some(item.price?.minor().to_string()))),
        ("items.quantity", item.map(|item| item.quantity.thousandths().to_string())),
        ("items.appliedDiscounts", item.and_then(|item| list(&item.applied_discounts))),
        ("items.selected", item.and_then(|item| Some(item.selected?.to_string()))),
        ("items.itemKitId", passed(|passed| passed.item_kit_id.map(str::to_owned))),
        ("items.addons", passed(|passed| passed.addons.map(str::to_owned))),
        ("items.warehouseId", passed(|passed| passed.warehouse_id.map(str::to_owned))),
        ("items.deliveryGroup", passed(|passed| passed.delivery_group.map(str::to_owned))),
        ("externalUserId", text(request.external_user_id.as_ref())),
        ("loyaltyCard", text(request.loyalty_card.as_ref())),
        ("promocode", text(request.promocode.as_ref())),
        ("promoGroup", request.promo_group.last().map(|promotion| promotion.id.to_string())),
        ("promoGroup.id", promotion.map(|promotion| promotion.id.to_string())),
        ("promoGroup.gifts", gifts.last().map(|gift| gift.id.to_string())),
        ("promoGroup.gifts.id", gift.map(|gift| gift.id.to_string())),
        ("promoGroup.gifts.quantity", gift.map(|gift| gift.quantity.thousandths().to_string())),
        ("city", text(request.city.as_ref())),
        ("cityKladr", text(request.city_kladr.as_ref())),
        ("fiasCode", text(request.fias_code.as_ref())),
        ("addressData.city", text(request.address.city.as_ref())),
        ("addressData.cityKladr", text(request.address.kladr.as_ref())),
        ("addressData.fias", list(&request.address.fias)),
        ("deliveryId", text(request.delivery_id.as_ref())),
        ("paymentId", text(request.payment_id.as_ref())),
        ("deliveryPickupId", text(request.delivery_pickup_id.as_ref())),
        ("preferredPickupId", text(request.preferred_pickup_id.as_ref())),
        ("outletId", text(request.outlet_id.as_ref())),
        ("staffId", text(request.staff_id.as_ref())),
        ("installId", text(request.install_id.as_ref())),
    ])
}

fn personal_offers_readings(body: &str) -> Readings {
    let request = personal_offers::read(body.as_bytes()).unwrap_or_else(|error| panic!("{body}: {error}"));
    let segment = first(&request.segments);
    Readings::from([
        ("key", key_in_body(body.as_bytes())),
        ("userId", text(request.user_id.as_ref())),
        ("segments", request.segments.last().map(|segment| segment.id.to_string())),
        ("segments.id", segment.map(|segment| segment.id.to_string())),
        ("segments.name", segment.and_then(|segment| text(segment.name.as_ref()))),
    ])
}

/// The reading that the docs promise ("Tolerance").
fn expected(kind: Kind, value: &Value) -> Option<String> {
    let json = value.json.as_deref();
    let as_text = match value.name {
        "number" | "huge" | "many digits" | "negative" | "hugely negative" => json.map(str::to_owned),
        "number in a string" => Some("0.2".to_owned()),
        "text" => Some("text".to_owned()),
        "long text" => Some("ж".repeat(LONG)),
        _ => None,
    };
    let of = |table: &[(&str, &str)]| table.iter().find(|(name, _)| *name == value.name).map(|(_, read)| (*read).to_owned());
    match kind {
        Kind::Text => as_text,
        Kind::TextElse(other) => as_text.or_else(|| Some(other.to_owned())),
        Kind::Price => of(&[("number", "700"), ("number in a string", "20")]),
        Kind::Quantity => {
            let most = basket::MAX_QUANTITY.thousandths().to_string();
            let table = [
                ("number", "7000"),
                ("number in a string", "200"),
                ("huge", &most),
                ("many digits", &most),
                ("negative", "0"),
                ("hugely negative", "0"),
            ];
            of(&table).or_else(|| Some("1000".to_owned()))
        }
        Kind::Flag => match value.name {
            "true" | "false" => json.map(str::to_owned),
            "number" | "number in a string" | "huge" | "many digits" | "negative" | "hugely negative" => Some("true".to_owned()),
            _ => None,
        },
        Kind::Ids => as_text.or_else(|| of(&[("object with an id", "x"), ("list", "1|2|3")])),
        // The last of them.
        Kind::Things => as_text.or_else(|| of(&[("object with an id", "x"), ("list", "3")])),
        Kind::Items => of(&[("object with an id", "x")]),
        Kind::Passed => json.filter(|json| !matches!(*json, "null" | "\"\"")).map(str::to_owned),
        Kind::Fias(place) => {
            let mut codes = ["f-1", "f-2", "f-3"].map(|code| Some(code.to_owned()));
            codes[place] = as_text;
            Some(codes.into_iter().flatten().collect::<Vec<_>>().join("|"))
        }
        Kind::Object | Kind::Ignored => None,
    }
}

/// The readings with this value at the row's place, from those without it.
fn readings_with(row: &Row, value: &Value, sound: &Readings) -> Readings {
    let mut readings = sound.clone();
    let inside = format!("{}.", row.path);
    let parent = row.path.rsplit_once('.').map_or("", |(parent, _)| parent);
    let read = expected(row.kind, value);
    // What is in it has gone; and so has, with its id, what is nothing without one.
    let is_nameless = read.is_none() && ["promoGroup.id", "promoGroup.gifts.id", "segments.id"].contains(&row.path);
    let gone = if is_nameless { format!("{parent}.") } else { inside };
    for (path, reading) in &mut readings {
        if path.starts_with(&gone) {
            *reading = None;
        }
    }
    let path = if matches!(row.kind, Kind::Fias(_)) { "addressData.fias" } else { row.path };
    if let Some(reading) = readings.get_mut(path) {
        *reading = read;
    }
    readings
}

fn check(rows: &'static [Row], read: impl Fn(&str) -> Readings) {
    let values = values();
    // With a field that nobody has heard of, all others are as they were meant.
    let sound = read(&body(rows, "unheardOf", &values[0]));
    assert!(sound.values().all(Option::is_some), "{sound:?}");
    let mut failures = Vec::new();
    for row in rows {
        for value in &values {
            let (actual, expected) = (read(&body(rows, row.path, value)), readings_with(row, value, &sound));
            for (path, reading) in actual {
                if reading != expected[path] {
                    let short = |reading: &Option<String>| format!("{:.60}", reading.as_deref().unwrap_or("nothing"));
                    let (was, should_be) = (short(&reading), short(&expected[path]));
                    failures.push(format!("{} is {}: {path} is read as {was}, not as {should_be}", row.path, value.name));
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn a_field_of_a_basket_is_read_as_promised_and_changes_no_other() {
    check(BASKET, basket_readings);
}

#[test]
fn a_field_of_a_personal_offers_request_is_read_as_promised_and_changes_no_other() {
    check(PERSONAL_OFFERS, personal_offers_readings);
}

/// The names in the first column of the first table behind `heading`, without `[]`.
fn documented(heading: &str) -> Vec<String> {
    let (_, text) = DOCS.split_once(heading).unwrap_or_else(|| panic!("no {heading}"));
    let rows = text.lines().skip_while(|line| !line.starts_with("| field")).skip(2).take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| {
        let column = row.split('|').nth(1).unwrap_or_default();
        column.split('`').skip(1).step_by(2).map(|name| name.trim_end_matches("[]").to_owned()).collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn every_documented_field_has_its_row() {
    let of = |heading: &str, parent: &str, rows: &[Row], least: usize| {
        let names = documented(heading);
        assert!(names.len() >= least, "{heading}: {names:?}");
        for name in names {
            let path = format!("{parent}{name}");
            let known = rows.iter().any(|row| row.path == path && row.kind != Kind::Ignored);
            assert!(known, "{heading} names {path}, which has no row in tests/matrix/bodies.rs");
        }
    };
    of("## Basket: request", "", BASKET, 13);
    of("\nAn item:\n", "items.", BASKET, 12);
    of("## Personal offers", "", PERSONAL_OFFERS, 2);
}

#[test]
fn the_neighbour_is_there() {
    let sound = body(BASKET, "unheardOf", &values()[0]);
    assert_eq!(sound.matches(NEIGHBOUR).count(), 3, "{sound}");
}

/// Neither the stack nor anybody's patience ends.
#[test]
fn what_is_deep_or_long_is_read_soon() {
    for (name, body) in large::deep().into_iter().chain(large::long()) {
        // What the machine does for others meanwhile is not counted: the quickest of a few counts.
        let best = (0..ATTEMPTS).map(|_| read_all(&name, &body)).min().unwrap_or_default();
        assert!(best < PATIENCE, "{name} took {best:?}");
    }
}

const ATTEMPTS: usize = 3;

/// By everything that reads bodies; how long it took.
fn read_all(name: &str, body: &str) -> Duration {
    let started = Instant::now();
    key_in_body(body.as_bytes());
    match basket::read(body.as_bytes()) {
        Ok(request) => assert!(request.to_basket(&Settings::default()).lines.len() <= basket::MAX_ITEMS, "{name}"),
        Err(error) => assert_eq!(error.code.http_status(), 400, "{name}"),
    }
    if let Err(error) = personal_offers::read(body.as_bytes()) {
        assert_eq!(error.code.http_status(), 400, "{name}");
    }
    started.elapsed()
}
