//! Pools of codes of which each works once.

use contract::document::CodePool;

use crate::{
    Result, Tx,
    access::{Access, Source},
};

impl<C: Source> Access<C> {
    /// The ids of all pools, in their order.
    pub async fn code_pool_ids(&self) -> Result<Vec<String>> {
        unimplemented!()
    }

    /// Every pool with its codes, both in order, for export.
    pub async fn all_code_pools(&self) -> Result<Vec<CodePool>> {
        unimplemented!()
    }

    /// The pools of these codes: pairs of code, as it is stored, and pool. Codes are compared by [`engine::code::key`] (R14).
    pub async fn pools_of_codes(&self, codes: &[&str]) -> Result<Vec<(String, String)>> {
        unimplemented!()
    }
}

impl Tx {
    /// Makes the pool if it is missing and adds the codes that it has not. [`crate::StoreError::Duplicate`] where a code
    /// is in another pool (R14: compared by [`engine::code::key`]).
    pub async fn upsert_pool(&self, id: &str, codes: &[String]) -> Result<()> {
        unimplemented!()
    }

    /// Deletes the pool's codes but these; how many.
    pub async fn delete_codes_not_in(&self, pool: &str, codes: &[String]) -> Result<u64> {
        unimplemented!()
    }

    /// Deletes all pools but these, with their codes; how many.
    pub async fn delete_pools_not_in(&self, ids: &[&str]) -> Result<u64> {
        unimplemented!()
    }
}
