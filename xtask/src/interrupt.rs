//! Ctrl-C and SIGTERM: what we started is ended, and what must be put away is put away.

use anyhow::{Context, Result};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static CHILDREN: Mutex<Vec<u32>> = Mutex::new(Vec::new());

type Cleanup = Box<dyn FnOnce() + Send>;

static CLEANUP: Mutex<Option<Cleanup>> = Mutex::new(None);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Called before anything is started: once we are interrupted, the main thread starts nothing more and waits for the
/// end, while the thread that puts things away still may.
pub fn hold() {
    while INTERRUPTED.load(Ordering::SeqCst) && std::thread::current().name() == Some("main") {
        std::thread::park();
    }
}

pub fn started(id: u32) {
    lock(&CHILDREN).push(id);
}

pub fn ended(id: u32) {
    lock(&CHILDREN).retain(|child| *child != id);
}

/// Does this once: when it is dropped, or when the command is interrupted.
pub struct OnEnd(());

impl OnEnd {
    pub fn new(cleanup: impl FnOnce() + Send + 'static) -> Self {
        *lock(&CLEANUP) = Some(Box::new(cleanup));
        Self(())
    }
}

impl Drop for OnEnd {
    fn drop(&mut self) {
        clean_up();
    }
}

fn clean_up() {
    // Held while it runs: an interrupt that comes now waits for it instead of leaving too early.
    let mut slot = lock(&CLEANUP);
    if let Some(cleanup) = slot.take() {
        cleanup();
    }
}

/// From here on an interrupt ends the children first. (Without this, a terminal's Ctrl-C ends all of us at once.)
pub fn handle() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        for id in lock(&CHILDREN).iter() {
            send("INT", *id);
        }
        clean_up();
        std::process::exit(130);
    })
    .context("cannot listen for Ctrl-C")
}

/// A signal, by way of the shell: the standard library has none.
pub fn send(signal: &str, id: u32) {
    let _unimportant =
        Command::new("sh").args(["-c", &format!("kill -{signal} {id}")]).stdin(Stdio::null()).stderr(Stdio::null()).status();
}
