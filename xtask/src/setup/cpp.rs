//! A C++ compiler: libFuzzer is compiled from the sources that its crate brings.

use anyhow::{Context, Result};
use std::ffi::OsString;

use super::apt;
use crate::sh::find_program;

const NAMES: &[&str] = &["c++", "g++", "clang++"];

/// What `CXX` names, else the first that PATH knows.
pub fn compiler() -> Result<OsString> {
    if let Some(named) = std::env::var_os("CXX").filter(|named| !named.is_empty()) {
        return Ok(named);
    }
    if find_program(NAMES).is_none() {
        apt::install(&["g++"], "a C++ compiler, for fuzzing (another one can be named by CXX),")?;
    }
    let found = find_program(NAMES).context("g++ was installed, but is not to be found")?;
    Ok(found.into_os_string())
}
