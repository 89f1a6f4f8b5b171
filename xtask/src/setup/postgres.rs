//! The programs of a Postgres for tests. A server that somebody already runs is named by PODAROK_TEST_POSTGRES_URL.

use anyhow::{Context, Result};
use std::fmt;
use std::path::{Path, PathBuf};

use super::apt;
use crate::sh::{find_program, is_executable};

/// Debian's tools start a cluster of their own after the installation, unless a file here says no.
const DEBIAN_CONFIG: &str = "/etc/postgresql-common/createcluster.d";

pub enum Programs {
    Running(String),
    /// The folder of `initdb` and `pg_ctl`.
    Installed(PathBuf),
}

impl fmt::Display for Programs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Running(_) => f.write_str("the one of PODAROK_TEST_POSTGRES_URL"),
            Self::Installed(bin) => write!(f, "{}", bin.display()),
        }
    }
}

pub fn programs() -> Result<Programs> {
    if let Some(url) = std::env::var("PODAROK_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty()) {
        return Ok(Programs::Running(url));
    }
    installed().map(Programs::Installed)
}

/// The folder of `initdb` and `pg_ctl`, for a Postgres of one's own.
pub fn installed() -> Result<PathBuf> {
    if let Some(bin) = find() {
        return Ok(bin);
    }
    let why = "Postgres, for the tests (another one can be named by PODAROK_TEST_POSTGRES_URL),";
    without_a_cluster_of_its_own(|| apt::install(&["postgresql"], why))?;
    find().context("Postgres was installed, but its initdb is not to be found")
}

fn without_a_cluster_of_its_own(install: impl FnOnce() -> Result<()>) -> Result<()> {
    let file = Path::new(DEBIAN_CONFIG).join("podarok-tests.conf");
    let written = apt::is_root()
        && std::fs::create_dir_all(DEBIAN_CONFIG).is_ok()
        && std::fs::write(&file, "create_main_cluster = false\n").is_ok();
    let result = install();
    if written {
        std::fs::remove_file(&file).ok();
    }
    result
}

/// In PATH, else the newest of Debian's.
fn find() -> Option<PathBuf> {
    if let Some(initdb) = find_program(&["initdb"]) {
        let initdb = initdb.canonicalize().unwrap_or(initdb);
        if let Some(bin) = initdb.parent().filter(|bin| is_whole(bin)) {
            return Some(bin.to_path_buf());
        }
    }
    newest(Path::new("/usr/lib/postgresql"))
}

fn newest(versions: &Path) -> Option<PathBuf> {
    std::fs::read_dir(versions)
        .ok()?
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path())))
        .map(|(version, dir)| (version, dir.join("bin")))
        .filter(|(_, bin)| is_whole(bin))
        .max_by_key(|(version, _)| *version)
        .map(|(_, bin)| bin)
}

fn is_whole(bin: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|program| is_executable(&bin.join(program)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_newest_version_that_has_a_server_is_taken() -> Result<()> {
        let dir = tempfile::tempdir()?;
        let programs = ["initdb", "pg_ctl", "postgres"];
        for (version, programs) in [("9", &programs[..]), ("15", &programs), ("17", &programs[..2])] {
            let bin = dir.path().join(version).join("bin");
            std::fs::create_dir_all(&bin)?;
            for program in programs {
                std::fs::write(bin.join(program), "")?;
                let mode = std::fs::Permissions::from_mode(0o755);
                std::fs::set_permissions(bin.join(program), mode)?;
            }
        }
        assert_eq!(newest(dir.path()), Some(dir.path().join("15/bin")));
        Ok(())
    }
}
