//! `cargo xtask fuzz`: libFuzzer makes up bodies for the webhooks, `fuzz/` says what is asked of their answers.
//!
//! No tool has to be installed: libFuzzer comes with its crate, and its view of what was reached with the compiler.

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use crate::interrupt;
use crate::setup;
use crate::sh::{self, Cmd, step};
use crate::workspace::Workspace;

/// What the compiler adds for libFuzzer: counters of what was reached, and the values that were compared.
const RUSTFLAGS: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "--cfg=fuzzing",
];

/// A body that takes longer than all patience: the targets themselves want an answer much sooner.
const BODY_SECONDS: u32 = 10;
const MEMORY_MB: u32 = 1024;
/// Enough for a basket of a thousand lines.
const LONGEST_BODY: u32 = 32 * 1024;
/// Longer ones are not worth their place in the repository.
const KEPT_BYTES: u64 = 2 * 1024;
/// Beyond the time that was asked for: for what there is to start from.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

#[derive(clap::Args)]
pub struct Args {
    /// What to fuzz; all, one after another, if none is named
    #[arg(value_enum, value_name = "TARGET")]
    target: Option<Target>,
    /// For so long each
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u32,
    /// Then leave in fuzz/corpus few and short bodies that reach what all have reached so far
    #[arg(long)]
    minimize: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// Bodies for the calculation of a basket
    #[value(name = "basket")]
    Basket,
    /// Bodies for the personal offers of a customer
    #[value(name = "personal_offers")]
    PersonalOffers,
}

impl Target {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Basket => "basket",
            Self::PersonalOffers => "personal_offers",
        }
    }
}

pub fn fuzz(ws: &Workspace, args: &Args) -> Result<ExitCode> {
    interrupt::handle()?;
    let fuzzer = Fuzzer::build(ws)?;
    let targets = args.target.as_ref().map_or(Target::value_variants(), std::slice::from_ref);
    let mut code = ExitCode::SUCCESS;
    for target in targets {
        step(&format!("fuzzing {} for {} s", target.name(), args.seconds));
        let result = fuzzer.replay(*target).and_then(|()| fuzzer.explore(*target, args.seconds, Start::Continue));
        let result = result.and_then(|()| if args.minimize { fuzzer.minimize(*target) } else { Ok(()) });
        if let Err(error) = result {
            sh::error(&format!("{error:#}"));
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// Where an exploration starts, besides the corpus of the repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Where the last one has ended.
    Continue,
    /// Nowhere: what is found can be found again.
    Afresh,
}

/// The targets, compiled.
pub struct Fuzzer {
    /// `fuzz/` in the checkout.
    home: PathBuf,
    programs: PathBuf,
    /// For what is found: in the target directory.
    found: PathBuf,
}

impl Fuzzer {
    pub fn build(ws: &Workspace) -> Result<Self> {
        step("building the fuzz targets");
        cargo(ws, "build")?.arg("--bins").run()?;
        let target = target_dir(ws);
        Ok(Self { home: home(ws), programs: target.join(host()?).join("release"), found: target.join("found") })
    }

    /// All bodies of the repository, those that once failed among them.
    pub fn replay(&self, target: Target) -> Result<()> {
        self.run(target)?.arg("-runs=0").args(self.committed(target)).timeout(PATIENCE).hint(self.hint(target)).run()
    }

    /// Makes up bodies for so long.
    pub fn explore(&self, target: Target, seconds: u32, start: Start) -> Result<()> {
        let corpus = match start {
            Start::Continue => self.kept(target),
            Start::Afresh => {
                let scratch = self.found.join(format!("{}-scratch", target.name()));
                remove(&scratch)?;
                scratch
            }
        };
        create(&corpus)?;
        self.run(target)?
            .arg(format!("-max_total_time={seconds}"))
            .arg("-print_final_stats=1")
            // Short bodies first, though the mutator is our own.
            .arg("-len_control=100")
            .arg(format!("-dict={}", self.home.join("fields.dict").display()))
            .arg(&corpus)
            .args(self.committed(target))
            .timeout(PATIENCE + Duration::from_secs(seconds.into()))
            .hint(self.hint(target))
            .run()
    }

    /// Replaces the corpus of the repository by few and short bodies that reach nearly all that it and the kept ones reach.
    /// How often something is reached is not looked at: that is what most bodies differ in.
    fn minimize(&self, target: Target) -> Result<()> {
        let corpus = self.home.join("corpus").join(target.name());
        let [short, few] = ["short", "few"].map(|what| self.found.join(format!("{}-{what}", target.name())));
        for dir in [&short, &few] {
            remove(dir)?;
            create(dir)?;
        }
        create(&corpus)?;
        copy_up_to(KEPT_BYTES, &corpus, &short)?;
        copy_up_to(KEPT_BYTES, &self.kept(target), &short)?;
        self.run(target)?.args(["-set_cover_merge=1", "-use_counters=0"]).arg(&few).arg(&short).run()?;
        remove(&corpus)?;
        create(&corpus)?;
        copy_up_to(KEPT_BYTES, &few, &corpus)
    }

    fn run(&self, target: Target) -> Result<Cmd> {
        create(&self.found)?;
        Ok(Cmd::new(self.programs.join(target.name()))
            .arg("-verbosity=0")
            .arg(format!("-timeout={BODY_SECONDS}"))
            .arg(format!("-rss_limit_mb={MEMORY_MB}"))
            .arg(format!("-max_len={LONGEST_BODY}"))
            .arg(format!("-artifact_prefix={}/{}-", self.found.display(), target.name())))
    }

    /// The folders of what the repository has: one without files is in no checkout.
    fn committed(&self, target: Target) -> Vec<PathBuf> {
        let folders = ["corpus", "regressions"].map(|folder| self.home.join(folder).join(target.name()));
        folders.into_iter().filter(|folder| folder.is_dir()).collect()
    }

    fn kept(&self, target: Target) -> PathBuf {
        self.found.join(format!("{}-corpus", target.name()))
    }

    fn hint(&self, target: Target) -> String {
        let name = target.name();
        let found = self.found.display();
        format!("the body is in {found}, as {name}-…; when it does no harm any more, it belongs into fuzz/regressions/{name}")
    }
}

/// clippy, with the flags of the build: so what it needs is compiled once.
pub fn lint(ws: &Workspace) -> Result<()> {
    cargo(ws, "clippy")?.args(["--all-targets", "--", "-D", "warnings"]).run()
}

/// `cargo COMMAND` in `fuzz/`. With a target that is named, the flags are not for build scripts and macros.
fn cargo(ws: &Workspace, command: &str) -> Result<Cmd> {
    let cmd = Cmd::cargo()
        .args([command, "--release", "--target", &host()?, "--target-dir"])
        .arg(target_dir(ws))
        .dir(&home(ws))
        .env("CXX", setup::cpp()?)
        .env("CARGO_ENCODED_RUSTFLAGS", RUSTFLAGS.join("\u{1f}"));
    // As with the checkout's own lock file: in CI it is the committed one.
    Ok(if std::env::var_os("CI").is_some() { cmd.arg("--locked") } else { cmd })
}

fn home(ws: &Workspace) -> PathBuf {
    ws.root.join("fuzz")
}

fn target_dir(ws: &Workspace) -> PathBuf {
    ws.target.join("fuzz")
}

/// The target that the compiler itself runs on.
fn host() -> Result<String> {
    let version = Cmd::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("-vV").output()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("`rustc -vV` names no host")?.to_owned())
}

fn create(dir: &Path) -> Result<()> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))
}

fn remove(dir: &Path) -> Result<()> {
    if dir.exists() {
        std::fs::remove_dir_all(dir).with_context(|| format!("cannot remove {}", dir.display()))?;
    }
    ensure!(!dir.exists(), "{} is still there", dir.display());
    Ok(())
}

/// Copies the files that have so many bytes at most.
fn copy_up_to(bytes: u64, from: &Path, to: &Path) -> Result<()> {
    for file in std::fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let file = file?;
        if file.metadata()?.len() <= bytes {
            std::fs::copy(file.path(), to.join(file.file_name())).context("cannot copy what was found")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_of_the_workspace_is_a_target() -> Result<()> {
        let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/Cargo.toml"))?;
        let programs = manifest.split("[[bin]]\nname = \"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0));
        let programs: Vec<_> = programs.collect();
        let targets: Vec<_> = Target::value_variants().iter().map(|target| target.name()).collect();
        assert_eq!(programs, targets);
        for target in Target::value_variants() {
            let typed = target.to_possible_value().map(|value| value.get_name().to_owned());
            assert_eq!(typed.as_deref(), Some(target.name()));
        }
        Ok(())
    }
}
