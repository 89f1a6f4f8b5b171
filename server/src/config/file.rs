//! The file with settings.

use std::path::Path;

use super::{ConfigError, Layer, error::UnknownKey, layer, nearest::nearest};

pub fn read(path: &Path) -> Result<Layer, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| ConfigError::Unreadable { path: path.to_owned(), reason: error.to_string() })?;
    parse(path, &text)
}

/// Unknown keys are an error, all of them: a misspelt setting that is passed over in silence is found out too late.
pub fn parse(path: &Path, text: &str) -> Result<Layer, ConfigError> {
    let invalid = |error: toml::de::Error| ConfigError::Invalid { path: path.to_owned(), reason: error.to_string() };
    let table: toml::Table = text.parse().map_err(invalid)?;
    let known = layer::keys();
    let unknown: Vec<_> = table
        .keys()
        .filter(|key| !known.contains(key))
        .map(|key| UnknownKey { key: key.clone(), nearest: nearest(key, &known).map(str::to_owned) })
        .collect();
    if !unknown.is_empty() {
        return Err(ConfigError::UnknownKeys { path: path.to_owned(), keys: unknown });
    }
    toml::from_str(text).map_err(invalid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::Language;

    fn message(text: &str) -> String {
        match parse(Path::new("shop.toml"), text) {
            Ok(layer) => format!("{layer:?}"),
            Err(error) => error.message(Language::En),
        }
    }

    #[test]
    fn every_unknown_key_is_named_with_the_nearest_known_one() {
        let text = "lisen = \"0.0.0.0:80\"\nlog = \"info\"\n\n[server]\nport = 3000\n";
        assert_eq!(
            message(text),
            "shop.toml: unknown setting `lisen`; did you mean `listen`?\nshop.toml: unknown setting `server`"
        );
    }

    #[test]
    fn a_wrong_value_is_named_with_its_line() {
        let message = message("log = \"info\"\nlisten = 3000\n");
        assert!(message.starts_with("shop.toml: ") && message.contains("line 2") && message.contains("listen"), "{message}");
    }

    #[test]
    fn values_are_checked() {
        for text in
            ["session_hours = 0", "public_url = \"ftp://shop\"", "trusted_proxies = [\"10.0.0.0/99\"]", "listen = \"3000\""]
        {
            assert!(parse(Path::new("shop.toml"), text).is_err(), "{text}");
        }
    }
}
