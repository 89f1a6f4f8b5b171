//! The Rust tests. They are built once, for all default members together (built crate by crate, dependencies would be
//! compiled anew for each choice of features), and their programs are run one by one, on each database in turn.

use anyhow::Result;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::report::{self, Tally};
use crate::sh::{Cmd, step};
use crate::workspace::Workspace;

/// The crates whose tests need a database.
const WITH_DATABASE: &[&str] = &["migration", "store", "service", "server"];

/// A test that hangs must not take the others' results with it.
const PATIENCE: Duration = Duration::from_secs(15 * 60);
const LONG_PATIENCE: Duration = Duration::from_secs(6 * 60 * 60);

pub struct Binaries {
    tests: Vec<Binary>,
    /// The server itself, which its own tests had to have built.
    pub server: Option<PathBuf>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Binary {
    package: String,
    /// For people: `engine`, `engine/tests/golden`.
    name: String,
    program: PathBuf,
    /// The package's folder, in which its tests run.
    dir: PathBuf,
}

impl Binaries {
    pub fn build(ws: &Workspace) -> Result<Self> {
        let messages = ws
            .cargo()?
            .args(["test", "--locked", "--no-run"])
            .arg("--message-format=json-render-diagnostics")
            .hint("the tests do not compile")
            .output()?;
        let messages = messages.lines().filter_map(|line| serde_json::from_str(line).ok());
        Ok(Self::among(messages))
    }

    fn among(messages: impl Iterator<Item = Value>) -> Self {
        let mut found = Self { tests: Vec::new(), server: None };
        for message in messages {
            found.tests.extend(test(&message));
            if message["target"]["name"] == "podarok" && message["profile"]["test"] == false {
                found.server = message["executable"].as_str().map(PathBuf::from).or(found.server);
            }
        }
        found.tests.sort();
        found
    }

    pub fn run_without_database(&self, long: bool) -> Result<Tally> {
        self.run(long, &[], |package| !WITH_DATABASE.contains(&package))
    }

    pub fn run_with_database(&self, long: bool, env: &[(&str, String)]) -> Result<Tally> {
        self.run(long, env, |package| WITH_DATABASE.contains(&package))
    }

    fn run(&self, long: bool, env: &[(&str, String)], which: impl Fn(&str) -> bool) -> Result<Tally> {
        let mut tally = Tally::default();
        for binary in self.tests.iter().filter(|binary| which(&binary.package)) {
            tally.add(binary.run(long, env)?);
        }
        Ok(tally)
    }
}

impl Binary {
    fn run(&self, long: bool, env: &[(&str, String)]) -> Result<Tally> {
        step(&self.name);
        let mut cmd = Cmd::new(&self.program)
            .arg("--quiet")
            .dir(&self.dir)
            .env("CARGO_MANIFEST_DIR", &self.dir)
            .env("CARGO_PKG_NAME", &self.package)
            .timeout(if long { LONG_PATIENCE } else { PATIENCE });
        for (variable, value) in env {
            cmd = cmd.env(variable, value);
        }
        if long {
            cmd = cmd.env("PODAROK_TEST_LONG", "1");
        }
        let (status, output) = cmd.tee()?;
        Ok(report::libtest(&self.name, &output, status.success()))
    }
}

/// The examples in the documentation.
pub fn documentation(ws: &Workspace) -> Result<Tally> {
    step("examples in the documentation");
    let (status, output) = ws.cargo()?.args(["test", "--locked", "--doc", "--quiet"]).tee()?;
    if !output.contains("test result: ") {
        // No crate has any.
        return Ok(if status.success() {
            Tally::default()
        } else {
            Tally::failure("the examples in the documentation do not compile")
        });
    }
    Ok(report::libtest("documentation", &output, status.success()))
}

/// The test program that one of cargo's messages is about.
fn test(message: &Value) -> Option<Binary> {
    if message["reason"] != "compiler-artifact" || message["profile"]["test"] != true {
        return None;
    }
    let manifest = Path::new(message["manifest_path"].as_str()?);
    let package = package(message["package_id"].as_str()?, manifest)?;
    let target = message["target"]["name"].as_str()?;
    Some(Binary {
        name: match message["target"]["kind"][0].as_str()? {
            "test" => format!("{package}/tests/{target}"),
            "bin" if target != package => format!("{package}/{target}"),
            _ => package.clone(),
        },
        package,
        program: PathBuf::from(message["executable"].as_str()?),
        dir: manifest.parent()?.to_path_buf(),
    })
}

/// The name in `path+file:///…/engine#0.1.0` or `path+file:///…/folder#name@0.1.0`.
fn package(id: &str, manifest: &Path) -> Option<String> {
    let (_, version) = id.rsplit_once('#')?;
    let folder = || manifest.parent()?.file_name()?.to_str();
    let name = version.split_once('@').map(|(name, _)| name);
    name.or_else(folder).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn artifact(package: &str, kind: &str, target: &str, test: bool, executable: Option<&str>) -> Value {
        json!({
            "reason": "compiler-artifact",
            "package_id": format!("path+file:///p/{package}#0.1.0"),
            "manifest_path": format!("/p/{package}/Cargo.toml"),
            "target": { "kind": [kind], "name": target },
            "profile": { "test": test },
            "executable": executable,
        })
    }

    #[test]
    fn test_programs_and_the_server_are_found_among_the_messages() {
        let messages = [
            artifact("server", "bin", "podarok", true, Some("/t/podarok-1")),
            artifact("server", "bin", "podarok", false, Some("/t/podarok")),
            artifact("engine", "test", "golden", true, Some("/t/golden-2")),
            artifact("engine", "lib", "engine", false, None),
            json!({ "reason": "build-finished", "success": true }),
        ];
        let found = Binaries::among(messages.into_iter());
        assert_eq!(found.server, Some(PathBuf::from("/t/podarok")));
        let binary = |package: &str, name: &str, program: &str| Binary {
            package: package.to_owned(),
            name: name.to_owned(),
            program: PathBuf::from(program),
            dir: Path::new("/p").join(package),
        };
        let tests = [binary("engine", "engine/tests/golden", "/t/golden-2"), binary("server", "server/podarok", "/t/podarok-1")];
        assert_eq!(found.tests, tests);
    }

    #[test]
    fn a_package_may_be_named_otherwise_than_its_folder() {
        let manifest = Path::new("/p/desk/Cargo.toml");
        let name = package("path+file:///p/desk#admin@0.1.0", manifest);
        assert_eq!(name.as_deref(), Some("admin"));
    }
}
