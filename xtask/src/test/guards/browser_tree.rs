//! What the browser downloads contains no database and no server.

use anyhow::Result;
use std::collections::BTreeSet;

use super::Offences;
use crate::setup::WASM_TARGET;
use crate::workspace::Workspace;

/// With all that bears their names: `tokio`, `tokio-util`.
const FAMILIES: &[&str] = &["argon2", "axum", "hyper", "sea-orm", "sea-query", "sqlx", "tokio"];
const OURS: &[&str] = &["imshop", "migration", "server", "service", "store"];

/// Looks forward from `frontend`: `cargo tree -i` leaves out what only some features bring.
pub fn check(ws: &Workspace) -> Result<Offences> {
    let tree = ws
        .cargo()?
        .args(["tree", "--locked", "--package", "frontend", "--target", WASM_TARGET])
        .args(["--edges", "normal", "--prefix", "none", "--color", "never"])
        .output()?;
    Ok(offences(&tree))
}

fn offences(tree: &str) -> Offences {
    let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let mut offences: Offences = names
        .iter()
        .filter(|name| OURS.contains(name) || FAMILIES.iter().any(|family| belongs_to(name, family)))
        .map(|name| format!("frontend depends on {name}"))
        .collect();
    if !names.contains("frontend") {
        offences.push("cargo tree shows no frontend".to_owned());
    }
    offences
}

fn belongs_to(name: &str, family: &str) -> bool {
    name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_or_a_server_in_the_tree_offends() {
        let tree = "frontend v0.1.0 (/p)\napp v0.1.0 (/p)\nserver_fn v0.9.0\nhyperlink v1.0.0\n";
        assert_eq!(offences(tree), Offences::new());
        let tree = format!("{tree}tokio-util v0.7.0\nservice v0.1.0 (/p) (*)\nsqlx-core v0.9.0\n");
        assert_eq!(offences(&tree).len(), 3);
    }

    #[test]
    fn an_empty_tree_proves_nothing() {
        assert_eq!(offences("").len(), 1);
    }
}
