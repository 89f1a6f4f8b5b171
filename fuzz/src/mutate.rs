//! Changes of a body that leave it JSON: what is behind the syntax is reached by these, the syntax by libFuzzer's own.

use serde_json::{Map, Number, Value};

/// Fields that mean something to a webhook.
const NAMES: &[&str] = &[
    "addons",
    "addressData",
    "appliedDiscounts",
    "areaKladr",
    "city",
    "cityFias",
    "cityKladr",
    "configurationId",
    "deliveryGroup",
    "deliveryId",
    "deliveryPickupId",
    "externalUserId",
    "fias",
    "fiasCode",
    "gifts",
    "id",
    "itemKitId",
    "items",
    "key",
    "kladr",
    "loyaltyCard",
    "loyaltyCart",
    "name",
    "outletId",
    "paymentId",
    "preferredPickupId",
    "price",
    "privateId",
    "promoGroup",
    "promocode",
    "quantity",
    "regionKladr",
    "segments",
    "selected",
    "settlementKladr",
    "staffId",
    "userId",
    "warehouseId",
];

/// What the shop calls its things, and what comes instead.
const TEXTS: &[&str] = &[
    "",
    " ",
    "0",
    "1",
    "-1",
    "0,5",
    "1 234,50",
    "1e400",
    "NaN",
    "true",
    "false",
    "\u{0}",
    "\u{fffd}",
    "77",
    "u",
    "unknown",
    "0042",
    "courier",
    "card",
    "Москва",
    "7700000000000",
    "f-1",
    "SALES",
    "TEA10",
    "ДВА",
    " sale10",
    "over",
    "later",
    "Both",
    "points",
    "POOL-1",
    "POOL-2",
    "pool-3",
    "used",
    "nope",
];
const OFFERS: &[&str] = &[
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "h",
    "w",
    "x",
    "y",
    "z",
    "free",
    "dear",
    "unpriced",
    "nobody-knows",
    "tea-100",
    "kettle-1",
    "sugar-1",
    "cup-blue",
    "cup-red",
];
const PROMOTIONS: &[&str] = &[
    "p",
    "q",
    "choice",
    "cup-of-choice",
    "paused-gift",
    "over",
    "fifty",
    "picked-up",
    "cup-for-you",
    "fifty-off",
    "sugar-for-you",
    "o-for-you",
    "long-gone",
];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "7",
    "10",
    "100",
    "1000",
    "-1",
    "0.001",
    "0.0005",
    "0.5",
    "2.5",
    "0.333",
    "499.9",
    "9007199254740.992",
    "90071992547409.92",
    "1e15",
    "1e300",
    "-1e300",
    "9223372036854775807",
];

/// Changes `data[..size]`, which is as long as `max_size` allows, and says how long it is then. None, for libFuzzer to do
/// what it does, half of the time and where there is no JSON.
pub fn json(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> Option<usize> {
    let mut dice = Dice(u64::from(seed) | 1 << 40);
    if dice.below(2) == 0 {
        return None;
    }
    let mut body: Value = serde_json::from_slice(&data[..size]).ok()?;
    for _ in 0..=dice.below(4) {
        let at = dice.below(count(&body));
        let other = nth(&mut body, &mut dice.below(64)).cloned();
        if let Some(node) = nth(&mut body, &mut { at }) {
            change(node, other, &mut dice);
        }
    }
    let text = serde_json::to_vec(&body).ok().filter(|text| text.len() <= max_size)?;
    data.get_mut(..text.len())?.copy_from_slice(&text);
    Some(text.len())
}

fn change(node: &mut Value, other: Option<Value>, dice: &mut Dice) {
    match node {
        Value::Array(list) => change_list(list, other, dice),
        Value::Object(fields) => change_fields(fields, other, dice),
        Value::Number(_) if dice.below(4) > 0 => *node = dice.number(),
        Value::String(_) if dice.below(4) > 0 => *node = dice.text(),
        _ => *node = other.filter(|_| dice.below(3) == 0).unwrap_or_else(|| dice.value()),
    }
}

fn change_list(list: &mut Vec<Value>, other: Option<Value>, dice: &mut Dice) {
    let at = dice.below(list.len());
    match dice.below(7) {
        0 | 1 => list.push(dice.item()),
        2 if !list.is_empty() => drop(list.swap_remove(at)),
        3 if !list.is_empty() => list.push(list[at].clone()),
        4 if !list.is_empty() => list.rotate_left(at),
        5 => list.extend(other),
        _ => list.push(dice.value()),
    }
}

fn change_fields(fields: &mut Map<String, Value>, other: Option<Value>, dice: &mut Dice) {
    let at = dice.below(fields.len());
    let known = fields.keys().nth(at).cloned();
    let name = dice.one_of(NAMES).to_owned();
    match (dice.below(6), known) {
        (0, Some(known)) => drop(fields.remove(&known)),
        (1, Some(known)) => {
            let value = fields.remove(&known).unwrap_or_default();
            fields.insert(name, value);
        }
        (2, Some(known)) => drop(fields.insert(known, dice.value())),
        (3, _) => drop(fields.insert(name, other.unwrap_or_default())),
        _ => drop(fields.insert(name, dice.value())),
    }
}

/// How many values there are, all levels together.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// The value at this place, counted from the top; `left` is counted down.
fn nth<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|value| nth(value, left)),
        Value::Object(fields) => fields.values_mut().find_map(|value| nth(value, left)),
        _ => None,
    }
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 where there is nothing below `end`.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.roll() % end).unwrap_or(0)
    }

    fn one_of(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len())]
    }

    fn text(&mut self) -> Value {
        let list = [TEXTS, OFFERS, PROMOTIONS, NUMBERS][self.below(4)];
        self.one_of(list).into()
    }

    fn number(&mut self) -> Value {
        let text = self.one_of(NUMBERS);
        text.parse::<Number>().map_or(Value::Null, Value::Number)
    }

    fn value(&mut self) -> Value {
        match self.below(9) {
            0 => Value::Null,
            1 => Value::Bool(self.below(2) == 0),
            2 | 3 => self.number(),
            4 => self.item(),
            5 => Value::Array(vec![self.item()]),
            6 => Value::Array(vec![Value::Array(vec![self.item()])]),
            _ => self.text(),
        }
    }

    /// A line of a basket, a gift, a promotion, or a segment: they all look alike.
    fn item(&mut self) -> Value {
        let mut fields = Map::new();
        let promotion = self.one_of(PROMOTIONS);
        match self.below(4) {
            0 => {
                fields.insert("id".to_owned(), promotion.into());
                fields.insert("gifts".to_owned(), Value::Array(vec![self.gift()]));
                return Value::Object(fields);
            }
            1 => return self.gift(),
            2 => drop(fields.insert("configurationId".to_owned(), self.one_of(OFFERS).into())),
            _ => {}
        }
        fields.insert("privateId".to_owned(), self.one_of(OFFERS).into());
        fields.insert("price".to_owned(), self.number());
        fields.insert("quantity".to_owned(), self.number());
        if self.below(2) == 0 {
            fields.insert("appliedDiscounts".to_owned(), Value::Array(vec![promotion.into()]));
        }
        Value::Object(fields)
    }

    fn gift(&mut self) -> Value {
        let fields = [("id", self.one_of(OFFERS).into()), ("quantity", self.number())];
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}
