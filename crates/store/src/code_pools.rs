//! Pools of codes of which each works once.

use std::collections::{BTreeMap, HashMap};

use contract::document::CodePool;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict,
};

use crate::{
    Result, StoreError, Tx,
    access::{Access, Source},
    bulk::{self, MOST_KEYS},
    entities::{
        code_pools::{Column, Entity, Model},
        pool_codes,
    },
    search_key,
};

impl<C: Source> Access<C> {
    /// The ids of all pools, in their order.
    pub async fn code_pool_ids(&self) -> Result<Vec<String>> {
        let query = Entity::find().select_only().column(Column::Id).order_by_asc(Column::Id);
        Ok(query.into_tuple().all(self.db()).await?)
    }

    /// Every pool with its codes, both in order, for export.
    pub async fn all_code_pools(&self) -> Result<Vec<CodePool>> {
        let rows = pool_codes::Entity::find().order_by_asc(pool_codes::Column::CodeKey).all(self.db()).await?;
        let mut codes: HashMap<String, Vec<String>> = HashMap::new();
        for pool_codes::Model { code_key: _, code, pool_id } in rows {
            codes.entry(pool_id).or_default().push(code);
        }
        let pool = |id: String| CodePool { codes: codes.remove(&id).unwrap_or_default(), id };
        Ok(self.code_pool_ids().await?.into_iter().map(pool).collect())
    }

    /// The pools of these codes: pairs of code, as it is stored, and pool. Codes are compared by [`engine::code::key`] (R14).
    pub async fn pools_of_codes(&self, codes: &[&str]) -> Result<Vec<(String, String)>> {
        use pool_codes::{Column, Entity};

        let keys: Vec<String> = codes.iter().map(|code| engine::code::key(code)).collect();
        let mut pools = Vec::new();
        for keys in keys.chunks(MOST_KEYS) {
            let query = Entity::find()
                .select_only()
                .column(Column::Code)
                .column(Column::PoolId)
                .filter(Column::CodeKey.is_in(keys.iter().map(String::as_str)))
                .order_by_asc(Column::CodeKey);
            pools.extend(query.into_tuple::<(String, String)>().all(self.db()).await?);
        }
        Ok(pools)
    }
}

impl Tx {
    /// Makes the pool if it is missing and adds the codes that it has not. [`crate::StoreError::Duplicate`] where a code
    /// is in another pool (R14: compared by [`engine::code::key`]).
    pub async fn upsert_pool(&self, id: &str, codes: &[String]) -> Result<()> {
        let pool = Model { id: id.to_owned(), search_key: search_key([id]) };
        Entity::insert(pool.into_active_model())
            .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
            .exec_without_returning(self.db())
            .await?;

        let codes: BTreeMap<String, &String> = codes.iter().map(|code| (engine::code::key(code), code)).collect();
        let rows = codes.iter().map(|(key, code)| pool_codes::Model {
            code_key: key.clone(),
            code: (*code).clone(),
            pool_id: id.to_owned(),
        });
        let keep = OnConflict::column(pool_codes::Column::CodeKey).do_nothing().to_owned();
        bulk::insert::<pool_codes::Entity>(self.db(), rows.collect(), Some(&keep)).await?;

        let keys: Vec<&str> = codes.keys().map(String::as_str).collect();
        let pools = self.pools_of_codes(&keys).await?;
        if pools.iter().any(|(_, pool)| pool != id) { Err(StoreError::Duplicate) } else { Ok(()) }
    }

    /// Deletes the pool's codes but these; how many.
    pub async fn delete_codes_not_in(&self, pool: &str, codes: &[String]) -> Result<u64> {
        use pool_codes::{Column, Entity};

        let keys: Vec<String> = codes.iter().map(|code| engine::code::key(code)).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        bulk::delete_others::<Entity>(self.db(), Column::CodeKey, &keys, &Condition::all().add(Column::PoolId.eq(pool))).await
    }

    /// Deletes all pools but these, with their codes; how many.
    pub async fn delete_pools_not_in(&self, ids: &[&str]) -> Result<u64> {
        bulk::delete_others::<Entity>(self.db(), Column::Id, ids, &Condition::all()).await
    }
}
