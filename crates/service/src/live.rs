//! What is published, held in memory.

use std::sync::Arc;

use engine::{Catalogue, Engine};

/// One consistent state: the compiled ruleset and the catalogue.
#[derive(Debug)]
pub struct Live {
    pub engine: Engine,
    pub catalogue: Arc<Catalogue>,
    pub ruleset_revision: i64,
    pub ruleset_hash: String,
    pub catalogue_revision: i64,
}
