//! Random texts that people read, type and keep: passwords, keys, the ends of ids.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::Error;

/// Without what looks alike: no `0`/`o`, `1`/`i`/`l`.
const ALPHABET: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// Characters of a generated password: 99 bits.
const PASSWORD_LENGTH: usize = 20;
/// Characters of a key after its prefix: 198 bits.
const KEY_LENGTH: usize = 40;
/// Keys are recognisable, for those who search files for secrets.
pub(crate) const KEY_PREFIX: &str = "pdk_";

/// So many random characters of the alphabet, each equally likely.
pub(crate) fn random(length: usize) -> Result<String, Error> {
    // 248 is the largest multiple of 31 in a byte; what is above would favour the first letters.
    const FAIR: u8 = 248;
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let mut bytes = [0_u8; 64];
        getrandom::fill(&mut bytes).map_err(|error| Error::internal("the system gives no random bytes", error))?;
        let fair = bytes.iter().filter(|byte| **byte < FAIR);
        text.extend(fair.take(length - text.len()).map(|byte| char::from(ALPHABET[usize::from(byte % 31)])));
    }
    Ok(text)
}

pub(crate) fn password() -> Result<String, Error> {
    random(PASSWORD_LENGTH)
}

pub(crate) fn key() -> Result<String, Error> {
    Ok(format!("{KEY_PREFIX}{}", random(KEY_LENGTH)?))
}

/// SHA-256 in hexadecimal: of keys, which are random and long, and of rulesets.
pub(crate) fn sha256_hex(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// HMAC-SHA256 by a secret: equal texts can be told, and without the secret nobody can try texts out.
#[derive(Clone)]
pub(crate) struct KeyedHash(Hmac<Sha256>);

impl KeyedHash {
    pub(crate) fn new(secret: &str) -> Result<Self, Error> {
        let mac = Hmac::new_from_slice(secret.as_bytes());
        mac.map(Self).map_err(|error| Error::internal("reading a secret of the installation", error))
    }

    /// In hexadecimal.
    pub(crate) fn hex(&self, text: &str) -> String {
        let mac = self.0.clone().chain_update(text.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

/// What is secret is not printed.
impl std::fmt::Debug for KeyedHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("KeyedHash")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn passwords_are_long_and_have_no_look_alikes() {
        let (one, other) = (password().unwrap(), password().unwrap());
        assert_ne!(one, other);
        assert!(one.len() >= 16, "{one}");
        assert!(!one.contains(['0', 'o', 'O', '1', 'l', 'i', 'I']), "{one}");
    }

    #[test]
    fn every_character_of_the_alphabet_is_drawn() {
        let text = random(10_000).unwrap();
        assert_eq!(text.len(), 10_000);
        assert!(ALPHABET.iter().all(|sign| text.contains(char::from(*sign))));
    }

    /// RFC 4231, test case 2.
    #[test]
    fn texts_are_hashed_by_a_secret() {
        let hash = KeyedHash::new("Jefe").unwrap();
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hash.hex("what do ya want for nothing?"), expected);
        assert_ne!(KeyedHash::new("other").unwrap().hex("what do ya want for nothing?"), expected);
        assert_eq!(format!("{hash:?}"), "KeyedHash");
    }

    #[test]
    fn keys_bear_their_prefix_and_are_hashed_as_everybody_does() {
        assert!(key().unwrap().starts_with("pdk_"));
        assert_eq!(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
