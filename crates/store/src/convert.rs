//! Words of the database as types.

use contract::{Role, RuleKind};
use engine::rules::Status;

use crate::{Result, error::unreadable};

pub(crate) fn kind(word: &str) -> Result<RuleKind> {
    RuleKind::parse(word).ok_or_else(|| unreadable("kind", &word))
}

pub(crate) fn status(word: Option<&str>) -> Result<Option<Status>> {
    word.map(|word| Status::parse(word).ok_or_else(|| unreadable("status", &word))).transpose()
}

pub(crate) fn role(word: &str) -> Result<Role> {
    Role::parse(word).ok_or_else(|| unreadable("role", &word))
}

pub(crate) fn format(number: i64) -> Result<u32> {
    u32::try_from(number).ok().ok_or_else(|| unreadable("format", &number))
}
