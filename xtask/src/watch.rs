//! `cargo xtask watch`: looks at the sources twice a second, rebuilds what changed and restarts the server. The open page
//! asks the server for its start (`/dev/build`, there with PODAROK_DEV_RELOAD only) and reloads when that changes.

use anyhow::Result;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant, SystemTime};

use crate::browser::{self, Effort};
use crate::interrupt;
use crate::run::{self, Serve};
use crate::sh::{self, step};
use crate::workspace::Workspace;

const WATCHED: &[&str] = &["app", "server", "migration", "crates", "style", "Cargo.toml", "Cargo.lock"];
const LOOK: Duration = Duration::from_millis(500);
/// An editor writes several files, or one in several steps.
const SETTLE: Duration = Duration::from_millis(200);
const GRACE: Duration = Duration::from_secs(5);

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    serve: Serve,
}

pub fn watch(ws: &Workspace, args: &Args) -> Result<Infallible> {
    interrupt::handle()?;
    let mut server: Option<Child> = None;
    loop {
        let seen = look(&ws.root);
        match build(ws) {
            Ok(binary) => {
                if let Some(old) = server.take() {
                    stop(old);
                }
                server = Some(args.serve.command(&binary).env("PODAROK_DEV_RELOAD", "1").spawn()?);
            }
            // What ran before goes on running.
            Err(error) => sh::error(&format!("{error:#}")),
        }
        wait_for_a_change(&ws.root, &seen, &mut server);
    }
}

fn build(ws: &Workspace) -> Result<PathBuf> {
    browser::build(ws, Effort::Quick)?;
    run::server(ws)
}

fn wait_for_a_change(root: &Path, seen: &Dates, server: &mut Option<Child>) {
    loop {
        std::thread::sleep(LOOK);
        if let Some(child) = server
            && let Ok(Some(status)) = child.try_wait()
        {
            sh::error(&format!("the server has ended ({status}); waiting for a change"));
            interrupt::ended(child.id());
            *server = None;
        }
        let mut now = look(root);
        if now == *seen {
            continue;
        }
        loop {
            std::thread::sleep(SETTLE);
            let later = look(root);
            if later == now {
                break;
            }
            now = later;
        }
        if let Some(path) = changed(seen, &now) {
            step(&format!("{} has changed", path.display()));
        }
        return;
    }
}

/// Asks it to end, and ends it if it does not.
fn stop(mut child: Child) {
    interrupt::send("TERM", child.id());
    let end = Instant::now() + GRACE;
    while Instant::now() < end {
        if !matches!(child.try_wait(), Ok(None)) {
            interrupt::ended(child.id());
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().ok();
    child.wait().ok();
    interrupt::ended(child.id());
}

type Dates = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

fn look(root: &Path) -> Dates {
    let mut dates = Dates::new();
    for name in WATCHED {
        collect(&root.join(name), &mut dates);
    }
    dates
}

fn collect(path: &Path, dates: &mut Dates) {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let Ok(meta) = std::fs::metadata(path) else {
        return;
    };
    if hidden {
        return;
    }
    if !meta.is_dir() {
        dates.insert(path.to_path_buf(), (meta.modified().ok(), meta.len()));
        return;
    }
    let entries = std::fs::read_dir(path).into_iter().flatten();
    for entry in entries.filter_map(Result::ok) {
        collect(&entry.path(), dates);
    }
}

fn changed<'a>(old: &'a Dates, new: &'a Dates) -> Option<&'a Path> {
    let fresh = new.iter().find(|(path, date)| old.get(*path) != Some(*date));
    let gone = || old.iter().find(|(path, _)| !new.contains_key(*path));
    fresh.or_else(gone).map(|(path, _)| path.as_path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_changed_and_removed_files_are_seen() -> Result<()> {
        let dir = tempfile::tempdir()?;
        let root = dir.path();
        std::fs::create_dir_all(root.join("app/src"))?;
        std::fs::write(root.join("app/src/lib.rs"), "one")?;
        let first = look(root);
        assert_eq!(changed(&first, &look(root)), None);

        std::fs::write(root.join("app/src/lib.rs"), "three")?;
        let second = look(root);
        assert_eq!(changed(&first, &second), Some(root.join("app/src/lib.rs").as_path()));

        std::fs::write(root.join("app/src/.lib.rs.swp"), "an editor's")?;
        assert_eq!(look(root), second);

        std::fs::remove_file(root.join("app/src/lib.rs"))?;
        assert_eq!(changed(&second, &look(root)), Some(root.join("app/src/lib.rs").as_path()));
        Ok(())
    }
}
