//! Decimal numbers of the wire and of forms, read exactly into integers.

use std::fmt;

/// Why a text is no decimal number of the wanted scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    #[error("is not a number")]
    NotANumber,
    #[error("has more than {0} decimals")]
    TooManyDecimals(u32),
    #[error("is too large")]
    TooLarge,
}

/// The largest integer that a JSON number carries exactly everywhere: 2^53.
const LIMIT: i64 = 9_007_199_254_740_992;

/// Reads `1 234,50`, `1234.5`, `-3`, `1e3` is refused; the result is in units of 10^-scale.
/// Spaces (hard ones too) may group digits and either comma or full stop may separate decimals, as people type them.
///
/// ```
/// use engine::units::{parse_decimal, DecimalError};
/// assert_eq!(parse_decimal("1 234,5", 2), Ok(123_450));
/// assert_eq!(parse_decimal("0.005", 2), Err(DecimalError::TooManyDecimals(2)));
/// ```
pub fn parse(text: &str, scale: u32) -> Result<i64, DecimalError> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mut value, mut decimals, mut seen_point, mut seen_digit) = (0_i64, 0_u32, false, false);
    for sign in digits.chars() {
        match sign {
            '0'..='9' => {
                seen_digit = true;
                if seen_point {
                    if decimals == scale {
                        if sign == '0' {
                            continue;
                        }
                        return Err(DecimalError::TooManyDecimals(scale));
                    }
                    decimals += 1;
                }
                let digit = i64::from(u32::from(sign) - u32::from('0'));
                value = value.checked_mul(10).and_then(|v| v.checked_add(digit)).ok_or(DecimalError::TooLarge)?;
            }
            '.' | ',' if !seen_point => seen_point = true,
            ' ' | '\u{a0}' | '\u{202f}' if !seen_point => {}
            _ => return Err(DecimalError::NotANumber),
        }
    }
    if !seen_digit {
        return Err(DecimalError::NotANumber);
    }
    for _ in decimals..scale {
        value = value.checked_mul(10).ok_or(DecimalError::TooLarge)?;
    }
    if value > LIMIT {
        return Err(DecimalError::TooLarge);
    }
    Ok(if negative { -value } else { value })
}

/// Writes an integer in units of 10^-scale as a decimal number without needless zeros.
pub(super) fn write(out: &mut impl fmt::Write, value: i64, scale: u32) -> fmt::Result {
    let unit = 10_u64.pow(scale);
    let absolute = value.unsigned_abs();
    if value < 0 {
        out.write_char('-')?;
    }
    write!(out, "{}", absolute / unit)?;
    let rest = absolute % unit;
    if rest != 0 {
        let width = usize::try_from(scale).unwrap_or(0);
        let digits = format!("{rest:0width$}");
        write!(out, ".{}", digits.trim_end_matches('0'))?;
    }
    Ok(())
}

/// A decimal number on its way to and from JSON: whole numbers as integers, others as the shortest number that reads back
/// the same (exact up to 2^53 units). This is the one place of the engine where a float appears, and nothing is computed in it.
pub(super) mod json {
    use serde::{Deserializer, Serializer, de};
    use std::fmt;

    pub fn serialize<S: Serializer>(value: i64, scale: u32, serializer: S) -> Result<S::Ok, S::Error> {
        let unit = 10_i64.pow(scale);
        if value % unit == 0 {
            return serializer.serialize_i64(value / unit);
        }
        let mut text = String::new();
        super::write(&mut text, value, scale).map_err(serde::ser::Error::custom)?;
        serializer.serialize_f64(text.parse().map_err(serde::ser::Error::custom)?)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(scale: u32, deserializer: D) -> Result<i64, D::Error> {
        deserializer.deserialize_any(DecimalVisitor { scale })
    }

    struct DecimalVisitor {
        scale: u32,
    }

    impl de::Visitor<'_> for DecimalVisitor {
        type Value = i64;

        fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
            write!(formatter, "a number with at most {} decimals", self.scale)
        }

        fn visit_i64<E: de::Error>(self, value: i64) -> Result<i64, E> {
            super::parse(&value.to_string(), self.scale).map_err(E::custom)
        }

        fn visit_u64<E: de::Error>(self, value: u64) -> Result<i64, E> {
            super::parse(&value.to_string(), self.scale).map_err(E::custom)
        }

        fn visit_f64<E: de::Error>(self, value: f64) -> Result<i64, E> {
            super::parse(&value.to_string(), self.scale).map_err(E::custom)
        }

        fn visit_str<E: de::Error>(self, value: &str) -> Result<i64, E> {
            super::parse(value, self.scale).map_err(E::custom)
        }
    }
}
