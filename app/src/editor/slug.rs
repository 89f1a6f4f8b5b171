//! Ids of our own things, suggested from their names.

/// Lower case Latin letters, digits and hyphens, at most 48 of them; Russian letters by their sounds.
///
/// ```
/// use app::editor::slug;
/// assert_eq!(slug("Чехол на выбор, 2+1"), "chehol-na-vybor-2-1");
/// ```
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for sign in name.to_lowercase().chars() {
        let sounds = sounds(sign);
        let known = !sounds.is_empty() || sign.is_ascii_alphanumeric();
        if known {
            slug.push_str(sounds);
            if sign.is_ascii_alphanumeric() {
                slug.push(sign);
            }
        } else if !matches!(sign, 'ь' | 'ъ') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let cut = slug.char_indices().nth(48).map_or(slug.len(), |(index, _)| index);
    slug[..cut].trim_matches('-').to_owned()
}

const fn sounds(sign: char) -> &'static str {
    match sign {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' => "i",
        'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "sch",
        'ю' => "yu",
        'я' => "ya",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_plain() {
        assert_eq!(slug("  Скидка 10% — Осень!  "), "skidka-10-osen");
        assert_eq!(slug("Подъезд, ёлка"), "podezd-elka");
        assert_eq!(slug("日本"), "");
        assert_eq!(slug(&"щ".repeat(40)).len(), 48);
    }
}
