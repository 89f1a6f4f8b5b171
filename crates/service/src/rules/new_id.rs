//! Ids for things that were saved without one: short, readable, from the name.

use contract::RuleKind;

use crate::{Error, secrets};

/// Characters of the name that an id keeps.
const NAME_LENGTH: usize = 40;
/// Random characters after it.
const SUFFIX_LENGTH: usize = 5;

/// "Скидка 10 % на чай" becomes `skidka-10-na-chay-x7k2m`.
pub(super) fn new_id(kind: RuleKind, name: &str) -> Result<String, Error> {
    let mut slug = slug(name);
    if slug.is_empty() {
        slug = kind.as_str().replace('_', "-");
    }
    Ok(format!("{slug}-{}", secrets::random(SUFFIX_LENGTH)?))
}

/// Latin letters and digits, words joined by hyphens; empty where the name has neither.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for sign in engine::code::key(name).chars() {
        let latin = latin(sign);
        if slug.len() + latin.len() > NAME_LENGTH {
            break;
        }
        if latin.is_empty() && !is_silent(sign) {
            if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        } else {
            slug.push_str(latin);
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The soft and the hard sign, and the parts of й and ё that NFKC keeps together anyway, leave no gap in a word.
fn is_silent(sign: char) -> bool {
    matches!(sign, 'ь' | 'ъ' | '\'' | '’')
}

/// How a lower-case letter is written in Latin; empty where it is no letter that we know.
fn latin(sign: char) -> &'static str {
    const ASCII: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    if let Some(at) = ASCII.find(sign) {
        return ASCII.get(at..=at).unwrap_or_default();
    }
    match sign {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ї' => "i",
        'й' | 'ы' => "y",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' | 'ұ' | 'ү' => "u",
        'ф' => "f",
        'х' | 'һ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "sch",
        'ю' => "yu",
        'я' | 'ә' => "ya",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_become_words_that_can_be_read() {
        assert_eq!(slug("Скидка 10 % на чай"), "skidka-10-na-chay");
        assert_eq!(slug("  Подъезд, Объём & Соль!  "), "podezd-obem-sol");
        assert_eq!(slug("Buy 2 — get 1"), "buy-2-get-1");
        assert_eq!(slug("日本"), "");
        assert!(slug(&"щ".repeat(200)).len() <= NAME_LENGTH);
    }

    #[test]
    fn an_id_is_one_of_ours_whatever_the_name_and_differs_each_time() {
        let is_ours = |id: &str| id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        for name in ["", "日本", "Чехол на выбор", &"й".repeat(500)] {
            let id = new_id(RuleKind::PersonalOffer, name).unwrap();
            assert!(is_ours(&id), "{id}");
            assert_ne!(id, new_id(RuleKind::PersonalOffer, name).unwrap());
        }
        assert!(new_id(RuleKind::PromoGroup, "!").unwrap().starts_with("promo-group-"));
    }
}
