//! A Postgres of the tests' own: in a temporary folder, on a free port, gone afterwards, also after Ctrl-C.

use anyhow::{Context, Result, bail};
use std::io::Read;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use crate::interrupt::OnEnd;
use crate::setup::{self, PostgresPrograms};
use crate::sh::{self, Cmd, step};

/// The superuser of a new cluster. Root may not run Postgres: Debian's packages bring a user of this name.
const USER: &str = "postgres";
/// Every test has a database and a pool of its own.
const CONNECTIONS: u32 = 200;
/// Somebody else may take the port between our finding it free and Postgres's using it.
const ATTEMPTS: u32 = 3;

pub struct Cluster {
    url: String,
    bin: Option<PathBuf>,
    _stop: Option<OnEnd>,
}

impl Cluster {
    pub fn start() -> Result<Self> {
        match setup::postgres()? {
            PostgresPrograms::Running(url) => Ok(Self { url, bin: None, _stop: None }),
            PostgresPrograms::Installed(bin) => Self::start_own(bin),
        }
    }

    /// Whatever PODAROK_TEST_POSTGRES_URL says: for whoever fills the database that [`Cluster::url`] names.
    pub fn empty() -> Result<Self> {
        Self::start_own(setup::postgres_installed()?)
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where its programs are; none of a server that somebody else runs.
    pub fn bin(&self) -> Option<&Path> {
        self.bin.as_deref()
    }

    fn start_own(bin: PathBuf) -> Result<Self> {
        let home = Home::create(bin.clone())?;
        let stop = {
            let home = home.clone();
            OnEnd::new(move || home.remove())
        };
        let password = random_password()?;
        home.initdb(&password)?;
        let port = home.start()?;
        step(&format!("Postgres for the tests on port {port}"));
        Ok(Self { url: format!("postgres://{USER}:{password}@127.0.0.1:{port}/postgres"), bin: Some(bin), _stop: Some(stop) })
    }
}

#[derive(Clone)]
struct Home {
    bin: PathBuf,
    dir: PathBuf,
    as_root: bool,
}

impl Home {
    fn create(bin: PathBuf) -> Result<Self> {
        let name = format!("podarok-test-postgres-{}", std::process::id());
        let home = Self { bin, dir: std::env::temp_dir().join(name), as_root: setup::is_root() };
        std::fs::create_dir(&home.dir).with_context(|| format!("cannot create {}", home.dir.display()))?;
        if home.as_root {
            Cmd::new("chown")
                .arg(USER)
                .arg(&home.dir)
                .hint("root may not run Postgres: a user `postgres` is needed, or do not be root")
                .run()?;
        }
        Ok(home)
    }

    fn initdb(&self, password: &str) -> Result<()> {
        let file = self.dir.join("password");
        std::fs::write(&file, password).context("cannot write the password")?;
        for locale in ["C.UTF-8", "C"] {
            let (status, output) = self
                .program("initdb")
                .args(["--no-sync", "--encoding=UTF8", "--auth=password"])
                .arg(format!("--locale={locale}"))
                .arg(format!("--username={USER}"))
                .arg(format!("--pwfile={}", file.display()))
                .arg("--pgdata")
                .arg(self.data())
                .read_quietly()?;
            if status.success() {
                return Ok(());
            }
            sh::warn(&format!("initdb failed with the locale {locale}:\n{output}"));
            std::fs::remove_dir_all(self.data()).ok();
        }
        bail!("initdb failed: the tests need a Postgres (see PODAROK_TEST_POSTGRES_URL)")
    }

    fn start(&self) -> Result<u16> {
        let log = self.dir.join("log");
        for _ in 0..ATTEMPTS {
            let port = free_port()?;
            let (status, _) = self
                .program("pg_ctl")
                .args(["start", "--wait", "--timeout=60", "--pgdata"])
                .arg(self.data())
                .arg("--log")
                .arg(&log)
                .arg("--options")
                .arg(options(port))
                .read_quietly()?;
            if status.success() {
                return Ok(port);
            }
        }
        let log = std::fs::read_to_string(log).unwrap_or_default();
        bail!("Postgres does not start:\n{log}")
    }

    /// At once: nothing in it is worth keeping.
    fn remove(&self) {
        if self.data().join("postmaster.pid").exists() {
            let stopped =
                self.program("pg_ctl").args(["stop", "--wait", "--mode=immediate", "--pgdata"]).arg(self.data()).read_quietly();
            if !stopped.is_ok_and(|(status, _)| status.success()) {
                sh::warn(&format!("the Postgres in {} may still be running", self.dir.display()));
            }
        }
        if std::fs::remove_dir_all(&self.dir).is_err() {
            sh::warn(&format!("{} could not be removed", self.dir.display()));
        }
    }

    fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    fn program(&self, name: &str) -> Cmd {
        let program: &Path = &self.bin.join(name);
        let cmd = if self.as_root { Cmd::new("runuser").args(["-u", USER, "--"]).arg(program) } else { Cmd::new(program) };
        // A folder that this user may enter.
        cmd.dir(&self.dir)
    }
}

fn options(port: u16) -> String {
    let connections = format!("max_connections={CONNECTIONS}");
    let settings = [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        connections.as_str(),
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "timezone=UTC",
    ];
    let settings: Vec<String> = settings.iter().map(|setting| format!("-c {setting}")).collect();
    format!("-p {port} {}", settings.join(" "))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}

/// The superuser can run programs as `postgres`: nobody else on this machine shall be it.
fn random_password() -> Result<String> {
    let mut bytes = [0u8; 16];
    std::fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes)).context("cannot read /dev/urandom")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
