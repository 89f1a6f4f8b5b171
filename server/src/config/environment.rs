//! Variables that look like settings.

use super::{layer, nearest::nearest};

const PREFIX: &str = "PODAROK_";

/// Not settings: what builds, tests and watching use.
const OTHERS: &[&str] = &["PODAROK_SITE", "PODAROK_DEV_RELOAD", "PODAROK_CACHE", "PODAROK_BIN", "PODAROK_CHROMIUM"];
const TESTS: &str = "PODAROK_TEST_";

/// The `PODAROK_*` variables that mean nothing, each with the nearest one that does.
///
/// They are worth a warning only: several programs may share an environment.
pub fn unknown_variables(names: impl Iterator<Item = String>) -> Vec<(String, Option<String>)> {
    let known = layer::variables();
    let mut unknown: Vec<_> = names
        .filter(|name| name.starts_with(PREFIX) && !name.starts_with(TESTS))
        .filter(|name| !known.contains(name) && !OTHERS.contains(&name.as_str()))
        .map(|name| {
            let meant = nearest(&name, &known).map(str::to_owned);
            (name, meant)
        })
        .collect();
    unknown.sort();
    unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_nothing_is_found() {
        let names = ["PODAROK_LISEN", "PODAROK_LISTEN", "PATH", "PODAROK_TEST_DATABASE", "PODAROK_SITE", "PODAROK_CONFIG"];
        let unknown = unknown_variables(names.into_iter().map(str::to_owned));
        assert_eq!(unknown, [("PODAROK_LISEN".to_owned(), Some("PODAROK_LISTEN".to_owned()))]);
    }
}
