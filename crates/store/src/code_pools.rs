//! Pools of codes of which each works once.

use std::collections::{BTreeMap, HashMap};

use contract::document::CodePool;
use engine::Moment;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockBehavior, LockType, OnConflict},
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

/// Rows that somebody else may take before us.
const MOST_TRIES: usize = 20;

/// A code of a pool, and what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolCodeRow {
    /// As the pool spells it.
    pub code: String,
    pub pool: String,
    /// False: switched off, as if it were in no pool.
    pub active: bool,
    pub made_at: Moment,
    /// The customer whom a personal offer gave it to.
    pub owner: Option<String>,
    pub given_at: Option<Moment>,
    /// Whoever redeemed it: the group of an order, an order, or a till's redemption.
    pub redeemed_by: Option<String>,
    pub redeemed_by_customer: Option<String>,
    pub redeemed_at: Option<Moment>,
}

impl<C: Source> Access<C> {
    /// A code of a pool (R14: compared by [`engine::code::key`]); none where it is in none.
    pub async fn pool_code(&self, code: &str) -> Result<Option<PoolCodeRow>> {
        let key = engine::code::key(code);
        // Postgres keeps no NUL.
        if key.contains('\0') {
            return Ok(None);
        }
        Ok(pool_codes::Entity::find_by_id(key).one(self.db()).await?.map(pool_code))
    }

    /// The codes that a customer was given, each of another pool.
    pub async fn codes_given_to(&self, customer: &str) -> Result<Vec<PoolCodeRow>> {
        use pool_codes::{Column, Entity};

        let query = Entity::find().filter(Column::Owner.eq(customer)).order_by_asc(Column::PoolId);
        Ok(query.all(self.db()).await?.into_iter().map(pool_code).collect())
    }

    /// The ids of all pools, in their order.
    pub async fn code_pool_ids(&self) -> Result<Vec<String>> {
        let query = Entity::find().select_only().column(Column::Id).order_by_asc(Column::Id);
        Ok(query.into_tuple().all(self.db()).await?)
    }

    /// Every pool with its codes, both in order, for export.
    pub async fn all_code_pools(&self) -> Result<Vec<CodePool>> {
        let rows = pool_codes::Entity::find().order_by_asc(pool_codes::Column::CodeKey).all(self.db()).await?;
        let mut codes: HashMap<String, Vec<String>> = HashMap::new();
        for pool_codes::Model { code, pool_id, .. } in rows {
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
    pub async fn upsert_pool(&self, id: &str, codes: &[String], at: Moment) -> Result<()> {
        let pool = Model { id: id.to_owned(), search_key: search_key([id]) };
        Entity::insert(pool.into_active_model())
            .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
            .exec_without_returning(self.db())
            .await?;

        let codes: BTreeMap<String, &String> = codes.iter().map(|code| (engine::code::key(code), code)).collect();
        let rows = codes.iter().map(|(key, code)| new_code(id, key.clone(), (*code).clone(), at));
        let keep = OnConflict::column(pool_codes::Column::CodeKey).do_nothing().to_owned();
        bulk::insert::<pool_codes::Entity>(self.db(), rows.collect(), Some(&keep)).await?;

        let keys: Vec<&str> = codes.keys().map(String::as_str).collect();
        let pools = self.pools_of_codes(&keys).await?;
        if pools.iter().any(|(_, pool)| pool != id) { Err(StoreError::Duplicate) } else { Ok(()) }
    }

    /// Gives a customer a code of the pool that nobody has and nobody used; none where there is none left.
    /// [`StoreError::Duplicate`] where the same customer is given one at the same time.
    pub async fn give_code(&self, pool: &str, customer: &str, at: Moment) -> Result<Option<PoolCodeRow>> {
        use pool_codes::{Column, Entity};

        // Two customers may be offered the same row; one of them gets it, and the other the next.
        for _ in 0..MOST_TRIES {
            let free = Entity::find()
                .filter(Column::PoolId.eq(pool))
                .filter(Column::Owner.is_null())
                .filter(Column::RedeemedBy.is_null())
                .filter(Column::Active.eq(true))
                .limit(1)
                .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
            let Some(row) = free.one(self.db()).await? else { return Ok(None) };
            let given = Entity::update_many()
                .col_expr(Column::Owner, Expr::value(customer))
                .col_expr(Column::GivenAt, Expr::value(at.unix_secs()))
                .filter(Column::CodeKey.eq(row.code_key))
                .filter(Column::Owner.is_null())
                .filter(Column::RedeemedBy.is_null())
                .filter(Column::Active.eq(true))
                .exec_with_returning(self.db())
                .await?;
            if let Some(row) = given.into_iter().next() {
                return Ok(Some(pool_code(row)));
            }
        }
        Ok(None)
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

fn pool_code(row: pool_codes::Model) -> PoolCodeRow {
    PoolCodeRow {
        code: row.code,
        pool: row.pool_id,
        active: row.active,
        made_at: Moment(row.made_at),
        owner: row.owner,
        given_at: row.given_at.map(Moment),
        redeemed_by: row.redeemed_by,
        redeemed_by_customer: row.redeemed_by_customer,
        redeemed_at: row.redeemed_at.map(Moment),
    }
}

/// A code that nobody has and nobody has used.
pub(crate) fn new_code(pool: &str, key: String, code: String, at: Moment) -> pool_codes::Model {
    pool_codes::Model {
        code_key: key,
        code,
        pool_id: pool.to_owned(),
        active: true,
        made_at: at.unix_secs(),
        owner: None,
        given_at: None,
        redeemed_by: None,
        redeemed_by_customer: None,
        redeemed_at: None,
    }
}
