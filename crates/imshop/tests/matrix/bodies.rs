//! Every field that docs/protocol.md names, with every kind of value: bodies for both webhooks. The server's tests send them.
#![allow(dead_code, reason = "each test program uses a part of it")]

/// How a field is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An id or a text.
    Text,
    /// The same; where it is absent, this one stands in.
    TextElse(&'static str),
    Price,
    /// One unit where it is absent.
    Quantity,
    Flag,
    /// Ids, or objects with an id.
    Ids,
    /// Objects with an id, or ids: its fields have rows of their own.
    Things,
    /// Objects that are nothing without their fields.
    Items,
    Object,
    /// Comes back as it came.
    Passed,
    /// One of the codes of an address, with its place among them.
    Fias(usize),
    /// Not read, or not where there is something better.
    Ignored,
}

/// A field, by its path.
#[derive(Debug)]
pub struct Row {
    pub path: &'static str,
    pub kind: Kind,
    /// What it is where another field is looked at; of lists and objects, what is in them says it.
    sample: &'static str,
}

const fn row(path: &'static str, kind: Kind, sample: &'static str) -> Row {
    Row { path, kind, sample }
}

pub const BASKET: &[Row] = &[
    row("key", Kind::Text, "\"k-1\""),
    row("items", Kind::Items, ""),
    row("items.id", Kind::Text, "\"card\""),
    row("items.privateId", Kind::Text, "\"tea-100\""),
    row("items.configurationId", Kind::Text, "\"1100\""),
    row("items.name", Kind::Text, "\"Tea\""),
    row("items.price", Kind::Price, "320"),
    row("items.quantity", Kind::Quantity, "3"),
    row("items.appliedDiscounts", Kind::Ids, "[\"p-1\"]"),
    row("items.selected", Kind::Flag, "true"),
    row("items.itemKitId", Kind::Passed, "\"kit\""),
    row("items.addons", Kind::Passed, "[ 1 ]"),
    row("items.warehouseId", Kind::Passed, "5"),
    row("items.deliveryGroup", Kind::Passed, "{\"a\": 1.0}"),
    row("items.subtotal", Kind::Ignored, "960"),
    row("items.discount", Kind::Ignored, "0"),
    row("externalUserId", Kind::Text, "77"),
    row("loyaltyCard", Kind::TextElse("0042"), "\"0041\""),
    row("loyaltyCart", Kind::Ignored, "\"0042\""),
    row("promocode", Kind::Text, "\"TEA10\""),
    row("promoGroup", Kind::Things, ""),
    row("promoGroup.id", Kind::Text, "\"p-2\""),
    row("promoGroup.gifts", Kind::Things, ""),
    row("promoGroup.gifts.id", Kind::Text, "\"cup\""),
    row("promoGroup.gifts.quantity", Kind::Quantity, "2"),
    row("city", Kind::Text, "\"Тверь\""),
    row("cityKladr", Kind::Text, "\"69\""),
    row("fiasCode", Kind::Text, "\"f-0\""),
    row("addressData", Kind::Object, ""),
    row("addressData.city", Kind::Text, "\"Москва\""),
    row("addressData.cityKladr", Kind::TextElse("78"), "\"77\""),
    row("addressData.settlementKladr", Kind::Ignored, "\"78\""),
    row("addressData.kladr", Kind::Ignored, "\"79\""),
    row("addressData.areaKladr", Kind::Ignored, "\"80\""),
    row("addressData.regionKladr", Kind::Ignored, "\"81\""),
    row("addressData.fias", Kind::Fias(0), "\"f-1\""),
    row("addressData.fiasCode", Kind::Fias(1), "\"f-2\""),
    row("addressData.regionFias", Kind::Fias(2), "\"f-3\""),
    row("deliveryId", Kind::Text, "\"courier\""),
    row("paymentId", Kind::Text, "\"card\""),
    row("deliveryPickupId", Kind::Text, "\"shop-1\""),
    row("preferredPickupId", Kind::Text, "\"shop-2\""),
    row("outletId", Kind::Text, "\"o-1\""),
    row("staffId", Kind::Text, "\"s-1\""),
    row("installId", Kind::Text, "\"i-1\""),
    row("selectedPromo", Kind::Ignored, "{\"id\": \"p-3\"}"),
    row("groupId", Kind::Ignored, "\"g\""),
    row("user", Kind::Ignored, "{\"phone\": \"7\"}"),
    row("authorizedBonuses", Kind::Ignored, "5"),
    row("unheardOf", Kind::Ignored, "1"),
];

pub const PERSONAL_OFFERS: &[Row] = &[
    row("key", Kind::Text, "\"k-1\""),
    row("userId", Kind::Text, "77"),
    row("segments", Kind::Things, ""),
    row("segments.id", Kind::Text, "\"TEA\""),
    row("segments.name", Kind::Text, "\"Tea lovers\""),
    row("unheardOf", Kind::Ignored, "1"),
];

/// What a list has behind the element that is looked at.
pub const NEIGHBOUR: &str = "neighbour";

/// A value to put into a field: a name, and its JSON; none where the field is left out.
#[derive(Debug)]
pub struct Value {
    pub name: &'static str,
    pub json: Option<String>,
}

/// Longer than any text that means something.
pub const LONG: usize = 20_000;
const DEEP: usize = 100;

pub fn values() -> Vec<Value> {
    let value = |name, json: &str| Value { name, json: Some(json.to_owned()) };
    vec![
        Value { name: "absent", json: None },
        value("null", "null"),
        value("empty", "\"\""),
        value("blank", "\" \""),
        value("object", "{}"),
        value("object of other fields", "{\"0\": 1, \"value\": [2]}"),
        value("object with an id", "{\"id\": \"x\"}"),
        value("empty list", "[]"),
        value("list", "[1, null, \"2\", {}, 3]"),
        value("nested lists", "[[[[\"x\"]]]]"),
        value("deep lists", &format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP))),
        value("true", "true"),
        value("false", "false"),
        value("number", "7"),
        value("number in a string", "\"0.2\""),
        value("text", "\"text\""),
        value("long text", &format!("\"{}\"", "ж".repeat(LONG))),
        value("huge", "1e400"),
        value("many digits", "99999999999999999999999999999999999999"),
        value("negative", "-5"),
        value("hugely negative", "-1e400"),
    ]
}

/// A body with all fields, of which the one at `path` has this value.
pub fn body(rows: &[Row], path: &str, value: &Value) -> String {
    object(rows, "", path, value)
}

fn object(rows: &[Row], parent: &str, path: &str, value: &Value) -> String {
    let name = |row: &Row| row.path.strip_prefix(parent).filter(|name| !name.contains('.')).map(str::to_owned);
    let fields = rows.iter().filter_map(|row| {
        let name = name(row)?;
        let json = if row.path == path { value.json.clone()? } else { sample(rows, row, path, value) };
        Some(format!("\"{name}\": {json}"))
    });
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}

fn sample(rows: &[Row], row: &Row, path: &str, value: &Value) -> String {
    let inside = || object(rows, &format!("{}.", row.path), path, value);
    match row.kind {
        Kind::Object => inside(),
        Kind::Items | Kind::Things => format!("[{}, {{\"id\": \"{NEIGHBOUR}\"}}]", inside()),
        _ => row.sample.to_owned(),
    }
}
