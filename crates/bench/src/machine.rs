//! What the figures were measured on.

use std::thread::available_parallelism;

/// "2 cores, AMD EPYC 7B13": cores that this process may use, and what Linux calls them.
pub fn describe() -> String {
    let cores = available_parallelism().map_or(0, std::num::NonZero::get);
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split_once(':'));
    format!("{cores} cores, {}", model.map_or(std::env::consts::ARCH, |(_, model)| model.trim()))
}
