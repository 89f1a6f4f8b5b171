//! Counting tests, and the table at the end.

use std::time::Duration;

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
    /// A line for each that failed, as far as it is known which.
    pub failures: Vec<String>,
}

impl Tally {
    pub fn passed() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    pub fn failure(what: &str) -> Self {
        Self { failed: 1, failures: vec![what.lines().next().unwrap_or_default().to_owned()], ..Self::default() }
    }

    pub fn check(what: &str, ok: bool) -> Self {
        if ok { Self::passed() } else { Self::failure(what) }
    }

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.failures.extend(other.failures);
    }
}

#[derive(Default)]
pub struct Report {
    rows: Vec<(String, Duration, Tally)>,
}

impl Report {
    pub fn add(&mut self, part: &str, time: Duration, tally: Tally) {
        self.rows.push((part.to_owned(), time, tally));
    }

    pub fn failed(&self) -> bool {
        self.rows.iter().any(|(_, _, tally)| tally.failed > 0)
    }

    pub fn print(&self) {
        print!("{}", self.text());
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (part, _, tally) in &self.rows {
            for failure in &tally.failures {
                text.push_str(&format!("failed: {part}: {failure}\n"));
            }
        }
        text.push_str(&format!("\n{:<12}{:>9}{:>9}{:>9}{:>9}\n", "part", "minutes", "passed", "failed", "skipped"));
        let mut all = Tally::default();
        let mut time = Duration::ZERO;
        for (part, took, tally) in &self.rows {
            text.push_str(&row(part, *took, tally));
            all.add(tally.clone());
            time += *took;
        }
        text.push_str(&row("all", time, &all));
        text.push_str(&format!("\n{} passed, {} failed\n", all.passed, all.failed));
        text
    }
}

fn row(part: &str, time: Duration, tally: &Tally) -> String {
    format!("{part:<12}{:>9.1}{:>9}{:>9}{:>9}\n", time.as_secs_f64() / 60.0, tally.passed, tally.failed, tally.skipped)
}

/// The results of one test program that uses Rust's own harness; with none, the program counts as one test.
pub fn libtest(name: &str, output: &str, ok: bool) -> Tally {
    let mut tally = Tally::default();
    let mut seen = false;
    for line in output.lines() {
        let Some(result) = line.trim().strip_prefix("test result: ") else {
            continue;
        };
        seen = true;
        let (_, counts) = result.split_once(". ").unwrap_or_default();
        for count in counts.split(';') {
            let mut words = count.split_whitespace();
            let number = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
            match words.next() {
                Some("passed") => tally.passed += number,
                Some("failed") => tally.failed += number,
                Some("ignored") => tally.skipped += number,
                _ => {}
            }
        }
    }
    if !seen {
        return Tally::check(&format!("{name} ended without a result"), ok);
    }
    if !ok && tally.failed == 0 {
        tally.failed = 1;
        tally.failures.push(format!("{name} failed after its tests"));
    }
    let failed = failed_names(output).map(|test| format!("{name}: {test}"));
    tally.failures.extend(failed);
    tally
}

/// The list that libtest prints last under `failures:`.
fn failed_names(output: &str) -> impl Iterator<Item = &str> {
    let list = output.rsplit_once("\nfailures:\n").map(|(_, list)| list);
    list.unwrap_or_default().lines().map_while(|line| line.strip_prefix("    "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_line_is_counted() {
        let output = "running 5 tests\n.....\ntest result: ok. 4 passed; 0 failed; 1 ignored; \
                      0 measured; 2 filtered out; finished in 0.01s\n";
        let tally = libtest("engine", output, true);
        assert_eq!((tally.passed, tally.failed, tally.skipped), (4, 0, 1));
        assert_eq!(tally.failures, [""; 0]);
    }

    #[test]
    fn failures_are_counted_and_named() {
        let output = "running 2 tests\n.F\nfailures:\n\n---- a::b stdout ----\npanicked\n\n\n\
                      failures:\n    a::b\n\ntest result: FAILED. 1 passed; 1 failed; 0 ignored; \
                      0 measured; 0 filtered out; finished in 0.00s\n";
        let tally = libtest("engine", output, false);
        assert_eq!((tally.passed, tally.failed), (1, 1));
        assert_eq!(tally.failures, ["engine: a::b"]);
    }

    #[test]
    fn a_program_that_dies_has_failed() {
        let tally = libtest("engine", "running 2 tests\n.", false);
        assert_eq!((tally.passed, tally.failed), (0, 1));
        let late = "test result: ok. 2 passed; 0 failed; 0 ignored;\n";
        assert_eq!(libtest("engine", late, false).failed, 1);
        assert_eq!(libtest("without a harness", "", true).passed, 1);
    }

    #[test]
    fn the_last_line_counts_all_parts() {
        let mut report = Report::default();
        report.add("format", Duration::from_secs(6), Tally::passed());
        assert!(!report.failed());
        report.add("unit", Duration::from_secs(90), Tally::failure("engine: a::b"));
        assert!(report.failed());
        let text = report.text();
        assert!(text.ends_with("\n1 passed, 1 failed\n"), "{text}");
        assert!(text.contains("failed: unit: engine: a::b\n"), "{text}");
        assert!(text.contains("unit              1.5        0        1        0\n"), "{text}");
    }
}
