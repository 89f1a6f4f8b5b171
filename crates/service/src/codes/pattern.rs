//! How codes are made: a pattern, in which `#` is drawn and everything else stands for itself.
//!
//! ```text
//! SUMMER-####   SUMMER-7KQ2, SUMMER-M3XA, … : 31⁴ = 923,521 codes
//! ```

use engine::code;

use crate::Error;

/// Without what looks alike: no `0`/`O`, `1`/`I`/`L`. In the order of the keys, so that codes that are drawn in order are
/// written in order, which databases do several times faster.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

const DRAWN: char = '#';
/// Characters that are drawn at most: 31²⁴ is counted in 128 bits.
const MOST_DRAWN: usize = 24;
/// Characters of a pattern: a code is no longer.
const LONGEST: usize = 64;

/// A pattern that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    signs: Vec<char>,
    space: u128,
}

/// Why a text is no pattern, in both languages.
pub(super) type Wrong = (String, String);

impl Pattern {
    pub(super) fn read(text: &str) -> Result<Self, Wrong> {
        let wrong = |ru: &str, en: &str| Err((ru.to_owned(), en.to_owned()));
        let signs: Vec<char> = text.trim().chars().collect();
        let drawn = signs.iter().filter(|sign| **sign == DRAWN).count();
        let is_literal = |sign: &char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.');
        if signs.is_empty() {
            return wrong("заполните поле", "is required");
        }
        if signs.len() > LONGEST {
            return Err((format!("не длиннее {LONGEST} знаков"), format!("must have at most {LONGEST} characters")));
        }
        if !signs.iter().all(|sign| *sign == DRAWN || is_literal(sign)) {
            return wrong(
                "буквы, цифры, «-», «_», «.» и знаки «#», на месте которых будут случайные",
                "must have letters, digits, “-”, “_”, “.”, and “#” for what is drawn",
            );
        }
        if signs.first().is_some_and(|sign| *sign != DRAWN && !sign.is_alphanumeric()) {
            return wrong("начните с буквы, цифры или «#»", "must begin with a letter, a digit or “#”");
        }
        if !(1..=MOST_DRAWN).contains(&drawn) {
            return Err((format!("знаков «#» нужно от 1 до {MOST_DRAWN}"), format!("must have 1 to {MOST_DRAWN} signs “#”")));
        }
        let letters = ALPHABET.len() as u128;
        let space = std::iter::repeat_n(letters, drawn).product();
        Ok(Self { signs, space })
    }

    /// How many codes there are.
    pub(super) fn space(&self) -> u128 {
        self.space
    }

    /// What all of its codes begin with, as codes are compared.
    pub(super) fn prefix_key(&self) -> String {
        code::key(&self.signs.iter().take_while(|sign| **sign != DRAWN).collect::<String>())
    }

    /// The code of a number below [`Self::space`].
    pub(super) fn code(&self, mut number: u128) -> String {
        let letters = ALPHABET.len() as u128;
        let mut signs = self.signs.clone();
        for sign in signs.iter_mut().rev().filter(|sign| **sign == DRAWN) {
            let letter = usize::try_from(number % letters).unwrap_or_default();
            *sign = char::from(ALPHABET[letter]);
            number /= letters;
        }
        signs.into_iter().collect()
    }

    /// So many different numbers below [`Self::space`], in order, each choice equally likely; all of them where there are
    /// not so many.
    pub(super) fn draw(&self, count: usize) -> Result<Vec<u128>, Error> {
        if u128::try_from(count).is_ok_and(|count| count >= self.space) {
            return Ok((0..self.space).collect());
        }
        // Numbers that are not below are drawn anew: the rest of a division would favour some.
        let mask = u128::MAX.checked_shr(self.space.leading_zeros()).unwrap_or(0);
        let mut numbers: Vec<u128> = Vec::with_capacity(count);
        let mut bytes = vec![0_u8; 16 * 1024];
        while numbers.len() < count {
            getrandom::fill(&mut bytes).map_err(|error| Error::internal("the system gives no random bytes", error))?;
            let drawn = bytes.as_chunks::<16>().0.iter().map(|bytes| u128::from_le_bytes(*bytes) & mask);
            let missing = count - numbers.len();
            numbers.extend(drawn.filter(|number| *number < self.space).take(missing));
            if numbers.len() == count {
                numbers.sort_unstable();
                numbers.dedup();
            }
        }
        Ok(numbers)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::read(text).unwrap()
    }

    #[test]
    fn numbers_are_codes_in_the_order_of_their_keys() {
        let summer = pattern(" SUMMER-#.# ");
        assert_eq!((summer.space(), summer.prefix_key().as_str()), (961, "summer-"));
        assert_eq!((summer.code(0).as_str(), summer.code(960).as_str()), ("SUMMER-2.2", "SUMMER-Z.Z"));
        let keys: Vec<String> = (0..961).map(|number| code::key(&summer.code(number))).collect();
        assert!(keys.is_sorted_by(|one, other| one < other));
    }

    #[test]
    fn what_is_drawn_has_no_look_alikes_and_no_code_twice() {
        let pattern = pattern("######");
        let numbers = pattern.draw(50_000).unwrap();
        assert_eq!(numbers.len(), 50_000);
        assert!(numbers.is_sorted_by(|one, other| one < other));
        let codes: String = numbers.iter().map(|number| pattern.code(*number)).collect();
        assert!(!codes.contains(['0', 'O', '1', 'I', 'L']));
        assert!(ALPHABET.iter().all(|sign| codes.contains(char::from(*sign))));
    }

    #[test]
    fn a_space_can_be_used_up_and_every_part_of_it_is_drawn() {
        assert_eq!(pattern("A#").draw(31).unwrap(), (0..31).collect::<Vec<_>>());
        assert_eq!(pattern("A#").draw(30).unwrap().len(), 30);
        let widest = pattern(&"#".repeat(24));
        let numbers = widest.draw(1_000).unwrap();
        assert!(numbers[0] < widest.space() / 50 && numbers[999] > widest.space() / 50 * 49);
    }

    #[test]
    fn what_is_no_pattern_is_told_so() {
        for text in ["", "SUMMER", "A B##", "=CMD###", "-###", "A\t#", "A\0#", &"#".repeat(25), &format!("{}#", "A".repeat(64))] {
            let (ru, en) = Pattern::read(text).unwrap_err();
            assert!(!ru.is_empty() && ru != en, "{text:?}");
        }
        for text in ["#", "ЛЕТО-####", "a_b.c-#", "A#B#C"] {
            assert!(Pattern::read(text).is_ok(), "{text:?}");
        }
    }
}
