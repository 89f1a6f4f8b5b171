//! Pools of codes of which each works once.

use std::collections::{BTreeMap, HashMap};

use contract::document::CodePool;
use engine::Moment;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{CaseStatement, Expr, ExprTrait, LockBehavior, LockType, OnConflict},
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

/// What is the matter with a code of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeState {
    /// Nobody has it, nobody used it, and it is switched on.
    Free,
    /// Given to a customer who has not used it.
    Given,
    Redeemed,
    /// Switched off before anybody used it.
    Off,
}

impl CodeState {
    /// One of the four is true of every code.
    fn condition(self) -> Condition {
        use pool_codes::Column;

        match self {
            Self::Free => {
                Condition::all().add(Column::RedeemedBy.is_null()).add(Column::Active.eq(true)).add(Column::Owner.is_null())
            }
            Self::Given => {
                Condition::all().add(Column::RedeemedBy.is_null()).add(Column::Active.eq(true)).add(Column::Owner.is_not_null())
            }
            Self::Redeemed => Condition::all().add(Column::RedeemedBy.is_not_null()),
            Self::Off => Condition::all().add(Column::RedeemedBy.is_null()).add(Column::Active.eq(false)),
        }
    }
}

impl PoolCodeRow {
    pub fn state(&self) -> CodeState {
        match (&self.redeemed_by, self.active, &self.owner) {
            (Some(_), _, _) => CodeState::Redeemed,
            (None, false, _) => CodeState::Off,
            (None, true, Some(_)) => CodeState::Given,
            (None, true, None) => CodeState::Free,
        }
    }
}

/// A pool in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PoolNumbers {
    pub pool: String,
    pub total: i64,
    pub free: i64,
    pub given: i64,
    pub redeemed: i64,
    pub off: i64,
}

/// Which codes of a pool, and how many of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodesWanted<'a> {
    pub pool: &'a str,
    pub state: Option<CodeState>,
    /// How they begin, as they are compared; empty for all.
    pub prefix: &'a str,
    /// The key of the last one that is known.
    pub after: Option<&'a str>,
    pub most: u64,
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

    pub async fn has_pool(&self, id: &str) -> Result<bool> {
        Ok(Entity::find_by_id(id).one(self.db()).await?.is_some())
    }

    /// What has become of the codes of each pool, in the order of the pools' ids; `only` of one of them.
    pub async fn pool_numbers(&self, only: Option<&str>) -> Result<Vec<PoolNumbers>> {
        use pool_codes::Column;

        let count_of = |condition: Condition| {
            // Postgres sums to a decimal number; a count is a whole one on both.
            Expr::expr(CaseStatement::new().case(condition, 1)).count()
        };
        let mut query = pool_codes::Entity::find()
            .select_only()
            .column(Column::PoolId)
            .column_as(Column::CodeKey.count(), "total")
            .column_as(count_of(CodeState::Free.condition()), "free")
            .column_as(count_of(CodeState::Given.condition()), "given")
            .column_as(count_of(CodeState::Redeemed.condition()), "redeemed")
            .column_as(count_of(CodeState::Off.condition()), "off")
            .group_by(Column::PoolId);
        let mut pools = Entity::find().select_only().column(self::Column::Id).order_by_asc(self::Column::Id);
        if let Some(pool) = only {
            query = query.filter(Column::PoolId.eq(pool));
            pools = pools.filter(self::Column::Id.eq(pool));
        }
        let rows: Vec<(String, i64, i64, i64, i64, i64)> = query.into_tuple().all(self.db()).await?;
        let mut numbers: HashMap<String, PoolNumbers> = HashMap::new();
        for (pool, total, free, given, redeemed, off) in rows {
            numbers.insert(pool.clone(), PoolNumbers { pool, total, free, given, redeemed, off });
        }
        let ids: Vec<String> = pools.into_tuple().all(self.db()).await?;
        let empty = |pool: String| PoolNumbers { pool, ..PoolNumbers::default() };
        Ok(ids.into_iter().map(|id| numbers.remove(&id).unwrap_or_else(|| empty(id))).collect())
    }

    /// The next codes of a pool after a key, in the order of their keys.
    pub async fn codes_of_pool(&self, wanted: &CodesWanted<'_>) -> Result<Vec<PoolCodeRow>> {
        use pool_codes::{Column, Entity};

        let &CodesWanted { pool, state, prefix, after, most } = wanted;
        let mut query = Entity::find().filter(Column::PoolId.eq(pool)).filter(begins_with(prefix)).order_by_asc(Column::CodeKey);
        if let Some(state) = state {
            query = query.filter(state.condition());
        }
        if let Some(after) = after {
            query = query.filter(Column::CodeKey.gt(after));
        }
        Ok(query.limit(most).all(self.db()).await?.into_iter().map(pool_code).collect())
    }

    /// How many codes of all pools begin so, as they are compared.
    pub async fn count_codes(&self, prefix: &str) -> Result<u64> {
        Ok(pool_codes::Entity::find().filter(begins_with(prefix)).count(self.db()).await?)
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

    /// Makes the pool; false where it is there.
    pub async fn insert_pool(&self, id: &str) -> Result<bool> {
        let pool = Model { id: id.to_owned(), search_key: search_key([id]) };
        let keep = OnConflict::column(Column::Id).do_nothing().to_owned();
        Ok(Entity::insert(pool.into_active_model()).on_conflict(keep).exec_without_returning(self.db()).await? == 1)
    }

    /// Adds codes to a pool, given as key and code; those that are in any pool stay as they are. How many are new.
    pub async fn insert_codes(&self, pool: &str, codes: Vec<(String, String)>, at: Moment) -> Result<u64> {
        use pool_codes::{ActiveModel, Column, Entity};

        // Only what is not the same for every new code: a million rows take half the time.
        const VALUES: usize = 4;
        let keep = OnConflict::column(Column::CodeKey).do_nothing().to_owned();
        let (mut codes, mut added) = (codes.into_iter(), 0);
        loop {
            let rows = codes.by_ref().take(bulk::MOST_VALUES / VALUES).map(|(key, code)| ActiveModel {
                code_key: Set(key),
                code: Set(code),
                pool_id: Set(pool.to_owned()),
                made_at: Set(at.unix_secs()),
                ..ActiveModel::default()
            });
            let rows: Vec<ActiveModel> = rows.collect();
            if rows.is_empty() {
                return Ok(added);
            }
            added += Entity::insert_many(rows).on_conflict(keep.clone()).exec_without_returning(self.db()).await?;
        }
    }

    /// Switches a code of a pool on or off; false where it is so already, or not there.
    pub async fn switch_code(&self, pool: &str, code_key: &str, active: bool) -> Result<bool> {
        use pool_codes::{Column, Entity};

        let switched = Entity::update_many()
            .col_expr(Column::Active, Expr::value(active))
            .filter(Column::CodeKey.eq(code_key))
            .filter(Column::PoolId.eq(pool))
            .filter(Column::Active.ne(active))
            .exec(self.db())
            .await?;
        Ok(switched.rows_affected == 1)
    }

    /// Switches the next codes of a pool that nobody redeemed on or off: how many, and the last key of them; none where
    /// there are no more.
    pub async fn switch_codes(&self, pool: &str, active: bool, after: &str, most: u64) -> Result<Option<(u64, String)>> {
        use pool_codes::{Column, Entity};

        let affected = Condition::all().add(Column::Active.ne(active)).add(Column::RedeemedBy.is_null());
        let query = Entity::find()
            .select_only()
            .column(Column::CodeKey)
            .filter(Column::PoolId.eq(pool))
            .filter(Column::CodeKey.gt(after))
            .filter(affected.clone())
            .order_by_asc(Column::CodeKey);
        let keys: Vec<String> = query.limit(Ord::min(most, MOST_KEYS as u64)).into_tuple().all(self.db()).await?;
        let Some(last) = keys.last().cloned() else { return Ok(None) };
        let switched = Entity::update_many()
            .col_expr(Column::Active, Expr::value(active))
            .filter(Column::CodeKey.is_in(keys.iter().map(String::as_str)))
            .filter(affected)
            .exec(self.db())
            .await?;
        Ok(Some((switched.rows_affected, last)))
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

    /// Deletes those of a pool's codes that nobody has and nobody redeemed; how many.
    pub async fn delete_free_codes(&self, pool: &str, keys: &[&str]) -> Result<u64> {
        use pool_codes::{Column, Entity};

        let free = Condition::all().add(Column::PoolId.eq(pool)).add(Column::Owner.is_null()).add(Column::RedeemedBy.is_null());
        bulk::delete::<Entity>(self.db(), Column::CodeKey, keys, &free).await
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

/// Keys that begin so: a range, for both databases compare keys bytewise.
fn begins_with(prefix: &str) -> Condition {
    use pool_codes::Column;

    let mut range = Condition::all();
    // Postgres keeps no NUL: nothing begins with one.
    let prefix: String = prefix.chars().take_while(|sign| *sign != '\0').collect();
    if !prefix.is_empty() {
        range = range.add(Column::CodeKey.gte(prefix.as_str())).add(Column::CodeKey.lt(format!("{prefix}{}", char::MAX)));
    }
    range
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
