//! The catalogue's categories: data, effective at once.

use engine::Category;

use crate::{
    Result, Tx,
    access::{Access, Source},
};

impl<C: Source> Access<C> {
    /// Every category, in the order of the ids.
    pub async fn all_categories(&self) -> Result<Vec<Category>> {
        unimplemented!()
    }
}

impl Tx {
    /// Inserts or replaces categories by their id. Of several with one id the last counts.
    pub async fn upsert_categories(&self, categories: &[Category]) -> Result<()> {
        unimplemented!()
    }

    /// Deletes all categories but these; how many.
    pub async fn delete_categories_not_in(&self, ids: &[&str]) -> Result<u64> {
        unimplemented!()
    }
}
