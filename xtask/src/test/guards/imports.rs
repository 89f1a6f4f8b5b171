//! Who may import whom.

use serde_json::Value;

use super::Offences;

struct Rule {
    package: &'static str,
    may: &'static [&'static str],
    /// Only behind a feature.
    may_optionally: &'static [&'static str],
}

const fn rule(package: &'static str, may: &'static [&'static str]) -> Rule {
    Rule { package, may, may_optionally: &[] }
}

/// Tests (dev-dependencies) are free. A new crate gets a line here and one in docs/architecture.md.
const RULES: &[Rule] = &[
    rule("engine", &[]),
    rule("contract", &["engine"]),
    rule("imshop", &["engine", "contract"]),
    rule("migration", &[]),
    rule("store", &["engine", "contract"]),
    rule("service", &["store", "contract", "engine"]),
    Rule {
        package: "app",
        may: &["contract", "engine"],
        // With the feature `ssr`.
        may_optionally: &["service"],
    },
    rule("frontend", &["app"]),
    rule("server", &["app", "service", "imshop", "contract", "engine", "migration"]),
    rule("xtask", &[]),
    // For tests: nobody may depend on it but by dev-dependencies.
    rule("testing", &["migration", "store"]),
    rule("bench", &["engine", "contract", "imshop"]),
];

pub fn check(metadata: &Value) -> Offences {
    offences(metadata, RULES)
}

fn offences(metadata: &Value, rules: &[Rule]) -> Offences {
    let packages = list(&metadata["packages"]);
    let ours: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut offences = Offences::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(rule) = rules.iter().find(|rule| rule.package == name) else {
            offences.push(format!("{name} is not in the table of xtask/src/test/guards/imports.rs"));
            continue;
        };
        for dependency in list(&package["dependencies"]) {
            let to = dependency["name"].as_str().unwrap_or_default();
            let is_for_tests = dependency["kind"] == "dev";
            if is_for_tests || !ours.contains(&to) || rule.may.contains(&to) {
                continue;
            }
            if !rule.may_optionally.contains(&to) {
                offences.push(format!("{name} imports {to}"));
            } else if dependency["optional"] != true {
                offences.push(format!("{name} imports {to} without being asked by a feature"));
            }
        }
    }
    offences
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, dependencies: &[(&str, Option<&str>, bool)]) -> Value {
        let dependencies: Vec<Value> = dependencies
            .iter()
            .map(|(name, kind, optional)| json!({ "name": name, "kind": kind, "optional": optional }))
            .collect();
        json!({ "name": name, "dependencies": dependencies })
    }

    fn check_all(packages: &[Value]) -> Offences {
        check(&json!({ "packages": packages }))
    }

    #[test]
    fn the_allowed_ways_do_not_offend() {
        let packages = [
            package("engine", &[("serde", None, false)]),
            package("migration", &[]),
            package("store", &[("engine", None, false), ("migration", Some("dev"), false)]),
            package("service", &[("store", None, false)]),
            package("app", &[("engine", None, false), ("service", None, true)]),
        ];
        assert_eq!(check_all(&packages), Offences::new());
    }

    #[test]
    fn a_way_that_is_not_allowed_offends() {
        let packages = [
            package("store", &[]),
            package("engine", &[("store", None, false)]),
            package("contract", &[("store", Some("build"), false)]),
        ];
        assert_eq!(check_all(&packages), ["engine imports store", "contract imports store"]);
    }

    #[test]
    fn the_admin_may_reach_the_services_by_a_feature_only() {
        let packages = [package("service", &[]), package("app", &[("service", None, false)])];
        assert_eq!(check_all(&packages).len(), 1);
    }

    #[test]
    fn a_crate_without_a_rule_offends() {
        assert_eq!(check_all(&[package("helpers", &[])]).len(), 1);
    }
}
