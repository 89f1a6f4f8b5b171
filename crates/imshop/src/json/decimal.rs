/// Significant digits that are looked at; what is behind them is beyond every limit, or below every unit.
const DIGITS: u32 = 30;
/// Where exponents stop being counted.
const EXPONENT: i32 = 10_000;

/// Reads a decimal number into units of 10^-scale, rounded half-up (away from zero), saturating at the bounds of `i64`.
///
/// It takes what JSON calls a number, `1e3` too, and what systems put into strings: `1 234,50`, `+7`, `.5`, `3.`; spaces
/// around it and between the digits of the whole part are passed over. None for anything else, `NaN` and `Infinity` too.
pub(super) fn read(text: &str, scale: u32) -> Option<i64> {
    if let Some(value) = usual(text, scale) {
        return Some(value);
    }
    let text = text.trim();
    let (negative, text) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (mut mantissa, mut exponent, mut taken) = (0_u128, i32::try_from(scale).ok()?, 0_u32);
    let (mut seen_digit, mut seen_point) = (false, false);
    let mut signs = text.char_indices();
    for (at, sign) in signs.by_ref() {
        match sign {
            '0'..='9' => {
                seen_digit = true;
                if taken < DIGITS {
                    mantissa = mantissa * 10 + u128::from(u32::from(sign) - u32::from('0'));
                    taken += u32::from(mantissa > 0);
                    exponent -= i32::from(seen_point);
                } else {
                    exponent = exponent.saturating_add(i32::from(!seen_point));
                }
            }
            '.' | ',' if !seen_point => seen_point = true,
            ' ' | '\u{a0}' | '\u{202f}' if seen_digit && !seen_point => {}
            'e' | 'E' if seen_digit => {
                exponent = exponent.saturating_add(read_exponent(&text[at + 1..])?);
                break;
            }
            _ => return None,
        }
    }
    if !seen_digit {
        return None;
    }
    let value = i64::try_from(scaled(mantissa, exponent)).unwrap_or(i64::MAX);
    Some(if negative { -value } else { value })
}

/// Whether what [`read`] takes for a number is zero: however small it is, another one is not.
pub(super) fn is_zero(text: &str) -> Option<bool> {
    read(text, 0)?;
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    Some(!mantissa.bytes().any(|byte| matches!(byte, b'1'..=b'9')))
}

/// What nearly all numbers are: a few digits, and no more decimals than count. None says nothing of the text.
fn usual(text: &str, scale: u32) -> Option<i64> {
    // So many digits and three zeros behind them fit.
    const LONGEST: usize = 15;
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let missing = scale.checked_sub(u32::try_from(decimals.len()).ok()?)?;
    if whole.is_empty() || text.len() > LONGEST || scale > 3 {
        return None;
    }
    let mut value = 0_i64;
    for byte in whole.bytes().chain(decimals.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some(value * 10_i64.pow(missing))
}

/// `mantissa` × 10^`exponent`, half-up, saturating.
fn scaled(mantissa: u128, exponent: i32) -> u128 {
    let power = 10_u128.checked_pow(exponent.unsigned_abs());
    match (power, exponent < 0) {
        _ if mantissa == 0 => 0,
        (Some(power), false) => mantissa.saturating_mul(power),
        (None, false) => u128::MAX,
        // Fewer than 10^31, so that the sum is in range.
        (Some(power), true) => mantissa / power + u128::from(mantissa % power >= power.div_ceil(2)),
        (None, true) => 0,
    }
}

fn read_exponent(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value = digits.parse().unwrap_or(EXPONENT).min(EXPONENT);
    Some(if text.starts_with('-') { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::{is_zero, read};

    #[test]
    fn exact_and_half_up() {
        for (text, expected) in [
            ("0", 0),
            ("1000", 100_000),
            ("499.9", 49_990),
            ("499.90", 49_990),
            ("1.004999999999999999999999999999999999999", 100),
            ("1.005", 101),
            ("0.005", 1),
            ("0.00499", 0),
            ("2.675", 268),
            ("0.1e1", 100),
            ("1e3", 100_000),
            ("1E+2", 10_000),
            ("12345e-2", 12_345),
            ("5e-3", 1),
            ("49e-4", 0),
            ("-3", -300),
            ("-0", 0),
            ("-0.005", -1),
            ("00012", 1_200),
        ] {
            assert_eq!(read(text, 2), Some(expected), "{text}");
        }
        assert_eq!(read("0.2", 3), Some(200));
        assert_eq!(read("0.0005", 3), Some(1));
    }

    #[test]
    fn the_usual_way_is_no_other() {
        // A sign takes the long way.
        for text in ["0", "7", "007", "320.5", "3.", "0.05", "0.2", "999999999999.99", "123456789012345", "99999999999999.9"] {
            for scale in [0, 2, 3] {
                assert_eq!(read(text, scale), read(&format!("+{text}"), scale), "{text}");
            }
        }
    }

    #[test]
    fn as_systems_write_into_strings() {
        for (text, expected) in
            [(" 1 234,50 ", 123_450), ("1\u{a0}234", 123_400), ("1\u{202f}234.5", 123_450), ("+7", 700), (".5", 50), ("3.", 300)]
        {
            assert_eq!(read(text, 2), Some(expected), "{text}");
        }
    }

    #[test]
    fn huge_and_tiny_saturate() {
        for text in ["1e400", "99999999999999999999999999999999999999999999", "1e99999999999999", "9223372036854775808"] {
            assert_eq!(read(text, 2), Some(i64::MAX), "{text}");
        }
        assert_eq!(read("-1e400", 2), Some(-i64::MAX));
        for text in ["1e-400", "0e400", "0.0000000000000000000000000000000000000000000001"] {
            assert_eq!(read(text, 2), Some(0), "{text}");
        }
    }

    #[test]
    fn zero_is_told_from_what_is_nearly_zero() {
        for text in ["0", "-0", " 0,00 ", "0e7", "0.0e-7"] {
            assert_eq!(is_zero(text), Some(true), "{text}");
        }
        for text in ["1", "-1", "0.2", "1e-400", "0.000000000000000000000000000000000000001", "1e400"] {
            assert_eq!(is_zero(text), Some(false), "{text}");
        }
        assert_eq!(is_zero("no"), None);
    }

    #[test]
    fn what_is_no_number() {
        for text in
            ["", " ", "-", ".", "e3", "1e", "1e+", "1ex", "NaN", "Infinity", "1.2.3", "1.5 5", "12 шт", "0x10", "--1", "١"]
        {
            assert_eq!(read(text, 2), None, "{text}");
        }
    }
}
