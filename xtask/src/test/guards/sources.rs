//! Rules about what stands in the files.

use anyhow::{Context, Result};
use std::path::Path;

use super::Offences;
use super::rust_code::{self, Token};
use crate::sh::Cmd;

pub struct File {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
}

/// Every text file that is committed, or would be.
pub fn read(root: &Path) -> Result<Vec<File>> {
    let list = Cmd::git()
        .args(["ls-files", "-z"])
        .args(["--cached", "--others", "--exclude-standard"])
        .dir(root)
        .hint("the guards look at the files of a git checkout")
        .output()
        .context("cannot list the files")?;
    let paths = list.trim_end().split('\0').filter(|path| !path.is_empty());
    Ok(paths
        .filter_map(|path| {
            Some(File {
                path: path.to_owned(),
                // What is deleted but not yet committed, and pictures, are passed over.
                text: std::fs::read_to_string(root.join(path)).ok()?,
            })
        })
        .collect())
}

impl File {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    fn is_in(&self, dirs: &[&str]) -> bool {
        dirs.iter().any(|dir| self.path.starts_with(dir))
    }
}

/// `sea_orm` is named in store and migration only.
pub fn database(files: &[File]) -> Offences {
    const HOMES: &[&str] = &["crates/store/", "migration/"];
    let mut offences = Offences::new();
    for file in files.iter().filter(|file| !file.is_in(HOMES)) {
        if file.is_rust() {
            for (line, token) in rust_code::tokens(&file.text) {
                if matches!(token, Token::Word("sea_orm" | "sea_orm_migration")) {
                    offences.push(format!("{}:{line}", file.path));
                }
            }
        } else if file.path.ends_with("/Cargo.toml") && file.text.contains("sea-orm") {
            offences.push(file.path.clone());
        }
    }
    offences
}

/// Words of I/O, clocks, chance, waiting and floats.
const NOT_FOR_THE_ENGINE: &[&str] = &["Instant", "SystemTime", "async", "f32", "f64", "fs", "getrandom", "net", "rand", "tokio"];

/// (path, word, reason): what the engine may after all.
const EXEMPT: &[(&str, &str, &str)] = &[(
    "crates/engine/src/units/decimal.rs",
    "f64",
    "serde hands a document's numbers over as f64: they are read from their shortest text, never calculated with",
)];

pub fn engine(files: &[File]) -> Offences {
    engine_except(files, EXEMPT)
}

fn engine_except(files: &[File], exempt: &[(&str, &str, &str)]) -> Offences {
    let mut offences = Offences::new();
    let sources = files.iter().filter(|file| file.is_rust() && file.is_in(&["crates/engine/src/"]));
    for file in sources {
        let mut before = Vec::new();
        for (line, token) in rust_code::tokens(without_tests(file)) {
            let found = match token {
                // `net` and `fs` are good names for other things than std's.
                Token::Word(word @ ("fs" | "net")) if !of_std(&before) => {
                    before.push(word);
                    None
                }
                Token::Word(word) => {
                    before.push(word);
                    NOT_FOR_THE_ENGINE.contains(&word).then_some(word)
                }
                Token::Float => Some("a float"),
                Token::End => {
                    before.clear();
                    None
                }
            };
            let Some(found) = found else { continue };
            let is_exempt = exempt.iter().any(|(path, word, _)| *path == file.path && *word == found);
            if !is_exempt {
                offences.push(format!("{}:{line}: {found}", file.path));
            }
        }
    }
    offences
}

/// Tests may write documents with `0.5` in them. They stand at the end of a file (clippy sees to that) or in their own.
fn without_tests(file: &File) -> &str {
    if file.path.ends_with("/tests.rs") || file.path.contains("/tests/") {
        return "";
    }
    let tests = file.text.match_indices("\n#[cfg(test)]\nmod ").find(|(at, start)| {
        let name = file.text[at + start.len()..].lines().next().unwrap_or_default();
        name.ends_with('{')
    });
    tests.map_or(&file.text, |(at, _)| &file.text[..at])
}

/// Whether the statement has named std so far: `std::fs`, `use std::{env, fs}`.
fn of_std(words_before: &[&str]) -> bool {
    words_before.contains(&"std")
}

const MOST_LINES: usize = 600;

/// Paths of Rust files that a program has written.
const GENERATED: &[&str] = &[];

pub fn length(files: &[File]) -> Offences {
    files
        .iter()
        .filter(|file| file.is_rust() && !GENERATED.contains(&file.path.as_str()))
        .map(|file| (file.text.lines().count(), &file.path))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, path)| format!("{path} has {lines} lines: two files would be easier to live in"))
        .collect()
}

/// Nothing refers to what lies outside the repository. (Written in two halves: this file is looked at too.)
const OUTSIDE: &[&str] = &[concat!("../", "shared"), concat!("seeds", "/")];

pub fn alone(files: &[File]) -> Offences {
    let mut offences = Offences::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            for outside in OUTSIDE.iter().filter(|outside| line.contains(**outside)) {
                offences.push(format!("{}:{}: {outside}", file.path, number + 1));
            }
        }
    }
    offences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn sea_orm_elsewhere_offends() {
        let inside = [
            file("Cargo.toml", "sea-orm = \"2\""),
            file("crates/store/src/lib.rs", "use sea_orm::Set;"),
            file("migration/Cargo.toml", "sea-orm-migration = \"2\""),
            file("server/src/main.rs", "// no sea_orm here\nlet text = \"sea_orm\";"),
        ];
        assert_eq!(database(&inside), Offences::new());
        let outside = [
            file("server/src/main.rs", "\nuse sea_orm_migration::prelude::*;"),
            file("crates/service/Cargo.toml", "sea-orm.workspace = true"),
        ];
        assert_eq!(database(&outside), ["server/src/main.rs:2", "crates/service/Cargo.toml"]);
    }

    #[test]
    fn an_engine_that_does_more_than_calculate_offends() {
        let check = |text: &str| engine(&[file("crates/engine/src/lib.rs", text)]);
        for text in [
            "fn price(x: f64) {}",
            "let half = 0.5;",
            "let half = 1f32;",
            "use std::time::SystemTime;",
            "use std::{env, fs};",
            "let bytes = std::fs::read(path);",
            "std::net::TcpStream::connect(address);",
            "let chance = rand::random();",
            "async fn wait() {}",
            "\n#[cfg(test)]\nmod tests;\n\nconst HALF: f64 = 1;",
        ] {
            assert_eq!(check(text).len(), 1, "{text}");
        }
        for text in [
            "/// Not a float: f64 rounds. /* 0.5 */",
            "let net = gross - discount; let pair = (1, 2).1; for i in 0..5 {}",
            "let shown = \"0.5\"; let other = r#\"rand f64 \"0.5\"#;",
            "let brand = product.brand; fn life<'f32>(c: char) { c == '\"'; }",
            "use std::fmt;\nlet net = 1;",
            "fn a() {}\n\n#[cfg(test)]\nmod tests {\n    const HALF: f64 = 0.5;\n}",
        ] {
            assert_eq!(check(text), Offences::new(), "{text}");
        }
    }

    #[test]
    fn an_exemption_is_for_one_file_and_one_word() {
        let files = [file("crates/engine/src/a.rs", "f64"), file("crates/engine/src/b.rs", "f64 f32")];
        let exempt = [("crates/engine/src/b.rs", "f64", "a test of what it is not")];
        let offences = engine_except(&files, &exempt);
        assert_eq!(offences, ["crates/engine/src/a.rs:1: f64", "crates/engine/src/b.rs:1: f32"]);
    }

    #[test]
    fn a_long_file_offends() {
        let lines = |count: usize| "//\n".repeat(count);
        let files = [file("app/src/a.rs", &lines(600)), file("docs/long.md", &lines(2000))];
        assert_eq!(length(&files), Offences::new());
        assert_eq!(length(&[file("app/src/a.rs", &lines(601))]).len(), 1);
    }

    #[test]
    fn a_word_of_what_lies_outside_offends() {
        for outside in OUTSIDE {
            let text = format!("see\n{outside}/protocol.md");
            assert_eq!(alone(&[file("docs/a.md", &text)]), [format!("docs/a.md:2: {outside}")]);
        }
        assert_eq!(alone(&[file("docs/a.md", "shared, seeds")]), Offences::new());
    }
}
