//! Import and export of the document.

use contract::Document;
use engine::Problems;

use crate::{Administer, Error, Permit, Service};

/// How many of each an import created or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    pub things: usize,
    pub ruleset_revision: i64,
}

impl Service {
    /// All or nothing; what is live in it is published. `replace` names sections that become exactly the file's.
    pub async fn import(&self, _: &Permit<Administer>, _text: &str, _replace: &[String]) -> Result<Imported, Error> {
        unimplemented!()
    }

    /// What an import would find wrong, without importing.
    pub async fn check(&self, _: &Permit<Administer>, _text: &str) -> Result<Problems, Error> {
        unimplemented!()
    }

    pub async fn export(&self, _: &Permit<Administer>) -> Result<Document, Error> {
        unimplemented!()
    }

    /// True where nothing was ever saved: the demo shop may move in.
    pub async fn is_empty(&self) -> Result<bool, Error> {
        unimplemented!()
    }
}
