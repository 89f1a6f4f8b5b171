use super::personal::{Care, care, is_personal};
use crate::json::{self, Object, Reader, write_text};

/// What stands in the place of what is not kept.
pub const MARK: &str = "•••";

/// Deeper, nothing is looked at, and nothing kept.
const MAX_DEPTH: usize = 64;
/// Characters of a code that stay, and how long it must be for that.
const CODE_SHOWN: usize = 2;
const CODE_SHORTEST: usize = 5;
/// Digits of a KLADR code that are about the region, the area and the city.
const KLADR_SHOWN: usize = 8;

/// A body as it may be kept: JSON without spaces, in which [`MARK`] stands for what is personal or secret.
///
/// Of a body that is no JSON object only its length is told.
///
/// ```
/// use imshop::logged::masked;
///
/// assert_eq!(masked(br#"{"key": "pdk_1", "user": {"phone": "+7"}, "promocode": "SALE10"}"#),
///     r#"{"key":"•••","user":"•••","promocode":"SA•••"}"#);
/// assert_eq!(masked(b"key=pdk_1"), "••• (9)");
/// ```
pub fn masked(body: &[u8]) -> String {
    let mut out = Vec::with_capacity(body.len());
    let mut read = Ok(());
    Object::write(&mut out, |object| read = json::read_object(body, |name, value| field(object, name, value, Place::default())));
    match (read, String::from_utf8(out)) {
        (Ok(()), Ok(json)) => json,
        _ => format!("{MARK} ({})", body.len()),
    }
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    depth: usize,
    in_address: bool,
    text: Text,
}

/// What a text is that stands there by itself, or in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Text {
    #[default]
    Any,
    Code,
    /// A customer's id.
    Customer,
    /// A whole address: nobody can tell the city in it.
    Address,
}

fn field(object: &mut Object<'_>, name: &str, value: &mut Reader<'_>, place: Place) {
    let care = care(name, place.in_address);
    // A field that is named by a person's data is none of the protocol's.
    let out = object.any(if is_personal(name) { MARK } else { name });
    let inside = Place { depth: place.depth + 1, ..place };
    match care {
        Care::Hide => hidden(out, value),
        Care::Kladr => kladr(out, value),
        Care::Keep => write(out, value, Place { text: Text::Any, ..inside }),
        Care::Code => write(out, value, Place { text: Text::Code, ..inside }),
        Care::Customer => write(out, value, Place { text: Text::Customer, ..inside }),
        Care::Address => write(out, value, Place { text: Text::Address, in_address: true, ..inside }),
    }
}

fn write(out: &mut Vec<u8>, value: &mut Reader<'_>, place: Place) {
    match value.first() {
        Some(b'{' | b'[') if place.depth >= MAX_DEPTH => hidden(out, value),
        Some(b'{') => Object::write(out, |object| {
            _ = value.fields(|name, value| field(object, name, value, place));
        }),
        Some(b'[') => {
            out.push(b'[');
            let mut first = true;
            value.elements(|element| {
                if !std::mem::take(&mut first) {
                    out.push(b',');
                }
                write(out, element, Place { depth: place.depth + 1, ..place });
                true
            });
            out.push(b']');
        }
        _ => leaf(out, value, place.text),
    }
}

fn leaf(out: &mut Vec<u8>, value: &mut Reader<'_>, kind: Text) {
    let said = value.clone().text();
    match (kind, said) {
        (Text::Code, Some(code)) => {
            value.whole();
            write_text(out, &shortened(&code));
        }
        (Text::Address, Some(_)) => hidden(out, value),
        (Text::Any, Some(text)) if is_personal(&text) => hidden(out, value),
        _ => out.extend_from_slice(value.whole().as_bytes()),
    }
}

/// That there was something is told, and no more.
fn hidden(out: &mut Vec<u8>, value: &mut Reader<'_>) {
    match value.whole() {
        nothing @ ("null" | "\"\"" | "{}" | "[]") => out.extend_from_slice(nothing.as_bytes()),
        _ => write_text(out, MARK),
    }
}

fn shortened(code: &str) -> String {
    let shown = if code.chars().count() < CODE_SHORTEST { 0 } else { CODE_SHOWN };
    code.chars().take(shown).collect::<String>() + MARK
}

/// Conditions that ask for the beginning of a KLADR code still find it.
fn kladr(out: &mut Vec<u8>, value: &mut Reader<'_>) {
    match value.clone().text().filter(|code| code.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(code) => {
            value.whole();
            write_text(out, &(code.chars().take(KLADR_SHOWN).collect::<String>() + MARK));
        }
        None => hidden(out, value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[track_caller]
    fn check(body: Value, expected: Value) {
        let masked = masked(body.to_string().as_bytes());
        assert_eq!(serde_json::from_str::<Value>(&masked).ok(), Some(expected), "{masked}");
    }

    #[test]
    fn who_the_customer_is_and_what_opens_something_goes() {
        for field in
            ["user", "userData", "customSectionValues", "loyaltyCard", "loyaltyCart", "giftCards", "key", "phone", "email"]
        {
            for value in [json!("secret"), json!(7), json!(true), json!(["secret"]), json!({"name": "secret"})] {
                check(json!({ field: value }), json!({ field: MARK }));
                check(json!({"orders": [{"a": { field: value }}]}), json!({"orders": [{"a": { field: MARK }}]}));
            }
            for nothing in [json!(null), json!(""), json!([]), json!({})] {
                check(json!({ field: nothing }), json!({ field: nothing }));
            }
        }
    }

    #[test]
    fn what_a_call_is_about_stays() {
        let body = json!({
            "externalUserId": "anna@example.com", "userId": "+79001234567", "promocodeStatus": "success", "city": "Москва", "cityKladr": "7700000000000",
            "fiasCode": "0c5b2444", "deliveryId": "courier", "groupId": null, "items": [{"name": "Чай \"А\"\n", "price": 1.50, "quantity": "0.2"}],
            "segments": [{"id": "VIP", "name": "Важные"}], "totalPrice": 12345678901234567890_u64,
        });
        check(body.clone(), body);
        assert_eq!(masked(br#"{"price": 1.50, "id": 1e400, "u": "\ud800"}"#), r#"{"price":1.50,"id":1e400,"u":"\ud800"}"#);
    }

    #[test]
    fn of_an_address_the_city_stays() {
        let address = json!({
            "city": "Москва", "cityKladr": "7700000000000", "cityFias": "a", "region": "Москва", "regionKladr": "77", "kladr": "77000000000123400",
            "settlementKladr": 5_000_000_100_000_u64, "streetKladr": "no", "street": "Ленина", "house": 5, "flat": "7", "fias": "b", "geo": {"lat": 1},
            "comment": "домофон 7", "valueFull": "всё", "city_district": "Арбат", "nested": {"address": "всё"},
        });
        let kept = json!({
            "city": "Москва", "cityKladr": "7700000000000", "cityFias": "a", "region": "Москва", "regionKladr": "77", "kladr": "77000000•••",
            "settlementKladr": "50000001•••", "streetKladr": MARK, "street": MARK, "house": MARK, "flat": MARK, "fias": MARK, "geo": MARK,
            "comment": MARK, "valueFull": MARK, "city_district": MARK, "nested": MARK,
        });
        check(
            json!({"addressData": address, "deliveryAddress": [address]}),
            json!({"addressData": kept, "deliveryAddress": [kept]}),
        );
        check(json!({"address": "Ленина, 5", "addresses": ["Ленина, 5"]}), json!({"address": MARK, "addresses": [MARK]}));
        check(json!({"street": "Ленина", "flat": 7}), json!({"street": MARK, "flat": MARK}));
    }

    #[test]
    fn of_a_code_the_beginning_stays() {
        check(json!({"promocode": "SALE10", "appliedPromocode": null}), json!({"promocode": "SA•••", "appliedPromocode": null}));
        check(
            json!({"promocode": "чай1", "promoCodes": ["ABCDEF", 123_456]}),
            json!({"promocode": MARK, "promoCodes": ["AB•••", "12•••"]}),
        );
        check(
            json!({"availablePromocodes": [{"promocode": "SALE10", "title": "Скидка"}]}),
            json!({"availablePromocodes": [{"promocode": "SA•••", "title": "Скидка"}]}),
        );
        check(
            json!({"offers": [{"promocode": "SALE10", "barcodeType": "qr", "promoList": [{"promocode": "SALE10"}]}]}),
            json!({"offers": [{"promocode": "SA•••", "barcodeType": "qr", "promoList": [{"promocode": "SA•••"}]}]}),
        );
    }

    #[test]
    fn a_person_in_a_field_that_nobody_knows_goes_too() {
        check(json!({"note": "anna@example.com", "list": ["+7 900 123-45-67"]}), json!({"note": MARK, "list": [MARK]}));
        check(json!({"anna@example.com": {"a": 1}}), json!({ MARK: {"a": 1}}));
    }

    #[test]
    fn a_name_in_escapes_is_the_same_name() {
        assert_eq!(masked(br#"{"\u006bey": "pdk_1", "a\"b": 1}"#), r#"{"key":"•••","a\"b":1}"#);
    }

    #[test]
    fn what_is_no_object_is_told_by_its_length() {
        for body in ["", "[]", "\"anna\"", "{\"key\": \"pdk_1\"", "{} {}"] {
            assert_eq!(masked(body.as_bytes()), format!("••• ({})", body.len()));
        }
        assert_eq!(masked(b"\xff\xff"), "••• (2)");
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = |levels: usize| format!(r#"{{"a": {}1{}}}"#, "[".repeat(levels), "]".repeat(levels));
        assert_eq!(masked(deep(3).as_bytes()), r#"{"a":[[[1]]]}"#);
        assert!(masked(deep(400_000).as_bytes()).contains(MARK));
    }
}
