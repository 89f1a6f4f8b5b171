//! Which fields are personal or secret, by their names; and texts that are, wherever they stand.

/// What becomes of a field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// It stays; what is inside is looked at field by field.
    Keep,
    /// Nothing of it stays.
    Hide,
    /// A code: its beginning stays.
    Code,
    /// An address: what is not below the city stays.
    Address,
    /// A KLADR code: it stays as far as the city.
    Kladr,
    /// The customer's id: it stays, whatever it looks like.
    Customer,
}

/// Compared without case and punctuation.
const HIDDEN: &[&str] = &[
    // What opens something, or pays.
    "key",
    "apikey",
    "token",
    "authorization",
    "password",
    "secret",
    "giftcard",
    "giftcards",
    "cardnumber",
    "barcode",
    // Who somebody is.
    "user",
    "userdata",
    "customsectionvalues",
    "customer",
    "client",
    "recipient",
    "contact",
    "contacts",
    "tel",
    "mobile",
    "firstname",
    "lastname",
    "middlename",
    "surname",
    "patronymic",
    "fullname",
    "fio",
    "birthday",
    "birthdate",
    "dateofbirth",
    "passport",
    // Where somebody lives.
    "street",
    "house",
    "flat",
    "apartment",
    "entrance",
    "porch",
    "floor",
    "intercom",
    "doorcode",
    "postalcode",
    "postcode",
    "zip",
    "zipcode",
    "coordinates",
    "lat",
    "lon",
    "lng",
    "latitude",
    "longitude",
];

/// The levels of an address that stay, and what is said of each.
const LEVELS: &[&str] = &["city", "region", "area", "country", "federaldistrict"];
const OF_A_LEVEL: &[&str] = &[
    "",
    "type",
    "typefull",
    "name",
    "withtype",
    "fias",
    "fiasid",
    "fiascode",
    "kladr",
    "kladrid",
    "kladrcode",
    "isocode",
    "code",
    "id",
];

/// By the field's name; `in_address` within an address.
pub(super) fn care(name: &str, in_address: bool) -> Care {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect();
    let name = name.as_str();
    if is_city_or_above(name) {
        return Care::Keep;
    }
    if matches!(name, "externaluserid" | "userid") {
        return Care::Customer;
    }
    if name.ends_with("kladr") || name.ends_with("kladrid") || name.ends_with("kladrcode") {
        return Care::Kladr;
    }
    let is_hidden = HIDDEN.contains(&name)
        || name.starts_with("loyaltyca")
        || name.contains("phone")
        || name.contains("email")
        || name.ends_with("comment")
        || name.ends_with("comments");
    if is_hidden || (in_address && !name.contains("address")) {
        Care::Hide
    } else if name.contains("address") {
        Care::Address
    } else if name.contains("promocode") && name != "promocodestatus" {
        Care::Code
    } else {
        Care::Keep
    }
}

fn is_city_or_above(name: &str) -> bool {
    LEVELS.iter().filter_map(|level| name.strip_prefix(level)).any(|rest| OF_A_LEVEL.contains(&rest))
}

/// An e-mail address, or a telephone number with its country.
pub(super) fn is_personal(text: &str) -> bool {
    let is_email = text.split_once('@').is_some_and(|(before, behind)| !before.is_empty() && behind.contains('.'));
    is_email || is_telephone(text.trim())
}

fn is_telephone(text: &str) -> bool {
    const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
    let Some(number) = text.strip_prefix('+') else { return false };
    let digits = number.chars().filter(char::is_ascii_digit).count();
    DIGITS.contains(&digits) && number.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, ' ' | '-' | '(' | ')'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_punctuation() {
        for name in ["loyaltyCard", "loyalty_card", "LOYALTYCART", "user-data", "Phone", "contactPhone", "deliveryComment"] {
            assert_eq!(care(name, false), Care::Hide, "{name}");
        }
        for name in ["name", "userAgent", "groupId", "promocodeStatus", "items", "privateId"] {
            assert_eq!(care(name, false), Care::Keep, "{name}");
        }
    }

    #[test]
    fn of_an_address_the_city_and_what_is_above_stay() {
        for name in ["city", "cityKladr", "cityFias", "region", "regionFias", "area", "areaKladr", "country", "region_fias_id"] {
            assert_eq!(care(name, true), Care::Keep, "{name}");
        }
        for name in ["street", "house", "cityDistrict", "settlement", "fias", "value", "geoLat", "name", "comment", "новое"]
        {
            assert_eq!(care(name, true), Care::Hide, "{name}");
        }
        assert_eq!(care("kladr", true), Care::Kladr);
        assert_eq!(care("streetKladr", true), Care::Kladr);
    }

    #[test]
    fn what_looks_like_a_person_is_one() {
        for text in ["anna@example.com", "+7 (900) 123-45-67", "+79001234567"] {
            assert!(is_personal(text), "{text}");
        }
        for text in ["", "@", "2 @ 3", "+1", "79001234567", "2027-01-01T00:00:00+03:00", "7700000000000"] {
            assert!(!is_personal(text), "{text}");
        }
    }
}
