//! Playwright.

use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;

use super::report::Tally;
use crate::browser::{self, Effort};
use crate::run;
use crate::setup::{self, Chromium};
use crate::workspace::Workspace;

/// With the server that the Rust tests have built, if they were.
pub fn run(ws: &Workspace, long: bool, postgres: &str, server: Option<&Path>) -> Result<Tally> {
    let npm = setup::npm_end2end(ws)?;
    let chromium = setup::chromium(ws)?;
    browser::build(ws, Effort::Usual)?;
    let server = match server {
        Some(built) => built.to_path_buf(),
        None => run::server(ws)?,
    };
    let results = ws.target.join("end2end.json");
    std::fs::remove_file(&results).ok();

    let mut cmd = npm
        .node("@playwright/test/cli.js")
        .args(["test", "--reporter=list,json"])
        .dir(&npm.dir)
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results)
        .env("PODAROK_BIN", server)
        .env("PODAROK_TEST_POSTGRES_URL", postgres);
    if let Chromium::Program(path) = chromium {
        cmd = cmd.env("PODAROK_CHROMIUM", path);
    }
    if long {
        cmd = cmd.env("PODAROK_TEST_LONG", "1");
    }
    let status = cmd.status()?;
    let mut tally = read(&results)?;
    if !status.success() && tally.failed == 0 {
        tally.add(Tally::failure("Playwright failed outside its tests"));
    }
    Ok(tally)
}

fn read(results: &Path) -> Result<Tally> {
    let text = std::fs::read_to_string(results).context("Playwright has left no results")?;
    tally(&serde_json::from_str(&text).context("Playwright's results cannot be read")?)
        .context("Playwright's results have no numbers")
}

/// A test that passed only when it was repeated has failed.
fn tally(results: &Value) -> Option<Tally> {
    let stats = &results["stats"];
    let number = |name: &str| usize::try_from(stats[name].as_u64()?).ok();
    let mut failures = Vec::new();
    for suite in results["suites"].as_array()? {
        collect(suite, "", &mut failures);
    }
    Some(Tally {
        passed: number("expected")?,
        failed: number("unexpected")? + number("flaky")?,
        skipped: number("skipped")?,
        failures,
    })
}

fn collect(suite: &Value, above: &str, failures: &mut Vec<String>) {
    let title = format!("{above}{}: ", suite["title"].as_str().unwrap_or_default());
    let list = |name: &str| suite[name].as_array().map(Vec::as_slice).unwrap_or_default();
    for spec in list("specs") {
        let tests = spec["tests"].as_array().map(Vec::as_slice).unwrap_or_default();
        for test in tests.iter().filter(|test| test["status"] == "unexpected" || test["status"] == "flaky") {
            let project = test["projectName"].as_str().unwrap_or_default();
            failures.push(format!("[{project}] {title}{}", spec["title"].as_str().unwrap_or_default()));
        }
    }
    for inner in list("suites") {
        collect(inner, &title, failures);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn flaky_tests_have_failed_and_failures_are_named() -> Result<()> {
        let results = json!({
            "suites": [{ "title": "mission.spec.ts", "suites": [{ "title": "editor", "specs": [
                { "title": "signs in", "tests": [{ "status": "expected" }] },
                { "title": "publishes", "tests": [{ "status": "unexpected", "projectName": "sqlite" }] },
                { "title": "saves", "tests": [{ "status": "flaky", "projectName": "postgres" }] },
            ]}]}],
            "stats": { "expected": 1, "unexpected": 1, "flaky": 1, "skipped": 0 },
        });
        let tally = tally(&results).context("not read")?;
        assert_eq!((tally.passed, tally.failed), (1, 2));
        let names = ["[sqlite] mission.spec.ts: editor: publishes", "[postgres] mission.spec.ts: editor: saves"];
        assert_eq!(tally.failures, names);
        Ok(())
    }

    #[test]
    fn results_without_numbers_are_an_error() {
        assert_eq!(tally(&json!({ "suites": [] })), None);
    }
}
