//! Running other programs: every failure names the command, its exit code and what to do about it.

use anyhow::{Context, Result, anyhow, bail};
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::interrupt;

/// What `cargo run` put into our environment about xtask itself. Handed on, it would make build scripts of the
/// inner cargo run again, and the server complain of settings that it does not know.
const NOT_HANDED_ON: &[&str] = &[
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_PRIMARY_PACKAGE",
    "OUT_DIR",
    "PODAROK_SITE",
];

pub struct Cmd {
    command: Command,
    hint: Option<String>,
    timeout: Option<Duration>,
}

impl Cmd {
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || NOT_HANDED_ON.contains(&text.as_ref()) {
                command.env_remove(&name);
            }
        }
        Self { command, hint: None, timeout: None }
    }

    /// The cargo that started us.
    pub fn cargo() -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        Self::new(cargo).colored()
    }

    /// Git in the folder that it is told, whoever owns that, also when a hook of another repository has started us.
    pub fn git() -> Self {
        let git = Self::new("git").args(["-c", "safe.directory=*"]);
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"].iter().fold(git, |git, name| git.env_remove(name))
    }

    /// Colours, if a person is reading.
    pub fn colored(self) -> Self {
        if std::env::var_os("CARGO_TERM_COLOR").is_none() && std::io::stderr().is_terminal() {
            self.env("CARGO_TERM_COLOR", "always")
        } else {
            self
        }
    }

    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn env_remove(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// What to do when it fails.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Runs it to its end, its output going where ours goes.
    pub fn run(mut self) -> Result<()> {
        let child = self.spawn_child()?;
        let status = self.wait(child)?;
        self.check(status)
    }

    /// As `run`, but a failure is an answer, not an error.
    pub fn status(mut self) -> Result<ExitStatus> {
        let child = self.spawn_child()?;
        self.wait(child)
    }

    /// Nothing that it prints is shown.
    pub fn silent(mut self) -> Self {
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        self
    }

    pub fn succeeds(self) -> bool {
        self.silent().run().is_ok()
    }

    /// What it printed; its complaints are shown.
    pub fn output(mut self) -> Result<String> {
        let (status, text) = self.read(|_| ())?;
        self.check(status)?;
        Ok(text)
    }

    /// Shows what it prints and returns that as well.
    pub fn tee(mut self) -> Result<(ExitStatus, String)> {
        self.read(|line| println!("{line}"))
    }

    /// As `tee`, showing nothing.
    pub fn read_quietly(mut self) -> Result<(ExitStatus, String)> {
        self.read(|_| ())
    }

    /// Starts it and leaves it running.
    pub fn spawn(mut self) -> Result<Child> {
        self.spawn_child()
    }

    /// Becomes it.
    pub fn exec(mut self) -> anyhow::Error {
        use std::os::unix::process::CommandExt;
        self.command.stdin(Stdio::inherit());
        let error = self.command.exec();
        anyhow!(error).context(format!("cannot start `{}`", self.line()))
    }

    fn read(&mut self, each: impl Fn(&str) + Send + Sync) -> Result<(ExitStatus, String)> {
        self.command.stdout(Stdio::piped());
        let mut child = self.spawn_child()?;
        let Some(stdout) = child.stdout.take() else {
            bail!("`{}` has no output", self.line());
        };
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut text = String::new();
                for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
                    let line = String::from_utf8_lossy(&line);
                    each(&line);
                    text.push_str(&line);
                    text.push('\n');
                }
                text
            });
            let status = self.wait(child)?;
            let text = reader.join().map_err(|_panic| anyhow!("reading the output of `{}` failed", self.line()))?;
            Ok((status, text))
        })
    }

    fn spawn_child(&mut self) -> Result<Child> {
        interrupt::hold();
        let child = self.command.spawn().map_err(|error| {
            let hint = self.hint_line();
            anyhow!(error).context(format!("cannot start `{}`{hint}", self.line()))
        })?;
        interrupt::started(child.id());
        Ok(child)
    }

    fn wait(&self, mut child: Child) -> Result<ExitStatus> {
        let id = child.id();
        let status = match self.timeout {
            None => child.wait().context("waiting failed")?,
            Some(timeout) => {
                let end = Instant::now() + timeout;
                loop {
                    if let Some(status) = child.try_wait().context("waiting failed")? {
                        break status;
                    }
                    if Instant::now() >= end {
                        child.kill().ok();
                        child.wait().ok();
                        interrupt::ended(id);
                        let seconds = timeout.as_secs();
                        let hint = self.hint_line();
                        bail!("`{}` was still running after {seconds} s{hint}", self.line());
                    }
                    std::thread::sleep(Duration::from_millis(20));
                }
            }
        };
        interrupt::ended(id);
        Ok(status)
    }

    fn check(&self, status: ExitStatus) -> Result<()> {
        if status.success() {
            return Ok(());
        }
        bail!("`{}` failed ({status}){}", self.line(), self.hint_line())
    }

    fn hint_line(&self) -> String {
        self.hint.as_ref().map(|hint| format!("\n  {hint}")).unwrap_or_default()
    }

    /// The command as one would type it.
    fn line(&self) -> String {
        let program = Path::new(self.command.get_program());
        let program = program.file_name().unwrap_or(program.as_os_str());
        let mut line = program.to_string_lossy().into_owned();
        for arg in self.command.get_args() {
            line.push(' ');
            line.push_str(&arg.to_string_lossy());
        }
        line
    }
}

/// The first of these programs that PATH knows.
pub fn find_program(names: &[&str]) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| is_executable(file)))
}

pub fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

fn paint(code: &str, text: &str) -> String {
    if std::io::stderr().is_terminal() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// What is being done now.
pub fn step(text: &str) {
    eprintln!("{} {text}", paint("1;36", "=>"));
}

pub fn warn(text: &str) {
    eprintln!("{} {text}", paint("1;33", "warning:"));
}

pub fn error(text: &str) {
    eprintln!("{} {text}", paint("1;31", "error:"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_its_code_and_what_to_do() {
        let cmd = Cmd::new("sh").args(["-c", "exit 3"]).hint("try harder");
        let error = cmd.run().err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(error, "`sh -c exit 3` failed (exit status: 3)\n  try harder");
    }

    #[test]
    fn a_missing_program_says_what_to_do() {
        let cmd = Cmd::new("podarok-no-such-program").hint("install it");
        let error = cmd.run().err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(error, "cannot start `podarok-no-such-program`\n  install it");
    }

    #[test]
    fn what_hangs_is_ended() {
        let cmd = Cmd::new("sleep").arg("60").timeout(Duration::from_millis(50));
        let started = Instant::now();
        assert!(cmd.run().is_err());
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn output_is_read_whole() -> Result<()> {
        let text = Cmd::new("sh").args(["-c", "echo one; printf two"]).output()?;
        assert_eq!(text, "one\ntwo\n");
        Ok(())
    }
}
