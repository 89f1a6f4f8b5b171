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
    pub async fn import(&self, _: &Permit<Administer>, _text: &str, _replace: &[String]) -> Result<Imported, Error> {
        unimplemented!()
    }
    pub async fn check(&self, _: &Permit<Administer>, _text: &str) -> Result<Problems, Error> {
        unimplemented!()
    }
    pub async fn export(&self, _: &Permit<Administer>) -> Result<Document, Error> {
        unimplemented!()
    }
    pub async fn is_empty(&self) -> Result<bool, Error> {
        Ok(self.inner.store.is_empty().await?)
    }
}
