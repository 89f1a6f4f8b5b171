//! Codes: pools that are made, brought in and handed out, and any code's history.
//!
//! Who makes or sees codes could give them away: all of it needs the permission to publish. The log gets numbers only.

mod export;
mod file;
mod generate;
mod history;
mod import;
mod pattern;
mod switch;

use contract::{
    ErrorCode,
    views::{CodeState, CodesPage, JobView, PoolCodeView, PoolView},
};
use engine::code;
use serde::{Deserialize, Serialize};
use store::{CodesWanted, PoolCodeRow, PoolNumbers};

use crate::{
    Error, Permit, Publish, Read, Service,
    audit::{self, Told as _},
    calendar, input,
};

pub use export::{CodesExport, FileKind};
pub use file::LARGEST_FILE;
pub use generate::{GUESS_FLOOR, GUESS_GOOD};
pub use import::CodesImport;

/// Codes of one transaction: while it is open, orders on SQLite wait.
const AT_ONCE: usize = 5_000;
/// Codes of a page, where nothing is said.
const PAGE: u64 = 50;
/// Codes of a page at most.
const LARGEST_PAGE: u64 = 1_000;

/// Which codes of a pool.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CodesInput {
    pub state: Option<CodeState>,
    /// How they begin, in any case.
    pub search: String,
    /// [`CodesPage::next`] of the page before.
    pub after: Option<String>,
    /// 0 is 50; at most 1000.
    pub limit: u64,
}

impl Service {
    /// All pools in numbers, in the order of their ids.
    pub async fn code_pools(&self, _: &Permit<Read>) -> Result<Vec<PoolView>, Error> {
        Ok(self.inner.store.pool_numbers(None).await?.into_iter().map(pool_view).collect())
    }

    /// A pool in numbers.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn code_pool(&self, _: &Permit<Read>, pool: &str) -> Result<PoolView, Error> {
        let numbers = self.inner.store.pool_numbers(Some(input::id(pool)?)).await?;
        Ok(numbers.into_iter().next().map(pool_view).ok_or(ErrorCode::NotFound)?)
    }

    /// The newest jobs of a pool.
    pub async fn jobs_of_pool(&self, _: &Permit<Read>, pool: &str) -> Result<Vec<JobView>, Error> {
        self.jobs_of(&thing(pool)).await
    }

    /// Makes an empty pool.
    ///
    /// # Errors
    /// A problem with the id.
    pub async fn create_code_pool(&self, permit: &Permit<Publish>, id: &str) -> Result<(), Error> {
        let id = id.trim();
        let is_sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '_' | '-');
        if !(1..=64).contains(&id.len()) || !id.chars().all(is_sign) {
            return Err(input::problem(
                "id",
                "от 1 до 64 латинских букв, цифр и знаков «.», «_», «-»",
                "must have 1 to 64 of A-Z, a-z, 0-9, “.”, “_” and “-”",
            ));
        }
        let tx = self.inner.store.begin().await?;
        if !tx.insert_pool(id).await? {
            return Err(input::problem("id", "такой пул уже есть", "is the id of another pool"));
        }
        tx.audit(&audit::row(calendar::now(), permit.actor(), "save", "code_pool", id)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A page of a pool's codes, in the order in which they are compared.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn codes_of_pool(&self, _: &Permit<Publish>, pool: &str, input: &CodesInput) -> Result<CodesPage, Error> {
        let CodesInput { state, search, after, limit } = input;
        self.has_pool(pool).await?;
        let most = if *limit == 0 { PAGE } else { (*limit).min(LARGEST_PAGE) };
        let prefix = code::key(search);
        let after = after.as_deref().map(code::key).filter(|after| !after.contains('\0'));
        let state = state.map(stored_state);
        let wanted = CodesWanted { pool, state, prefix: &prefix, after: after.as_deref(), most: most + 1 };
        let mut rows = self.inner.store.codes_of_pool(&wanted).await?;
        let has_more = rows.len() as u64 > most;
        rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| has_more).map(|row| code::key(&row.code));
        Ok(CodesPage { codes: rows.into_iter().map(code_view).collect(), next })
    }

    async fn has_pool(&self, pool: &str) -> Result<(), Error> {
        if self.inner.store.has_pool(input::id(pool)?).await? { Ok(()) } else { Err(ErrorCode::NotFound.into()) }
    }

    /// The audit row of something that was done to many codes: numbers, and no codes.
    async fn audit_of_pool(
        &self,
        tx: &store::Tx,
        actor: &crate::Actor,
        action: &str,
        pool: &str,
        numbers: serde_json::Value,
    ) -> Result<(), Error> {
        let row = audit::row(calendar::now(), actor, action, "code_pool", pool).after(numbers.to_string());
        Ok(tx.audit(&row).await?)
    }
}

/// What a job of a pool works on.
fn thing(pool: &str) -> String {
    format!("code_pool/{pool}")
}

fn pool_view(numbers: PoolNumbers) -> PoolView {
    let PoolNumbers { pool, total, free, given, redeemed, off } = numbers;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    PoolView { id: pool, total: count(total), free: count(free), given: count(given), redeemed: count(redeemed), off: count(off) }
}

fn code_view(row: PoolCodeRow) -> PoolCodeView {
    let state = match row.state() {
        store::CodeState::Free => CodeState::Free,
        store::CodeState::Given => CodeState::Given,
        store::CodeState::Redeemed => CodeState::Redeemed,
        store::CodeState::Off => CodeState::Off,
    };
    let PoolCodeRow { code, pool, active: _, made_at, owner, given_at, redeemed_by, redeemed_by_customer, redeemed_at } = row;
    PoolCodeView { code, pool, state, made_at, owner, given_at, redeemed_by, redeemed_by_customer, redeemed_at }
}

fn stored_state(state: CodeState) -> store::CodeState {
    match state {
        CodeState::Free => store::CodeState::Free,
        CodeState::Given => store::CodeState::Given,
        CodeState::Redeemed => store::CodeState::Redeemed,
        CodeState::Off => store::CodeState::Off,
    }
}

/// A number as people read it: `1 000 000`, with spaces that do not break.
fn grouped(number: impl ToString) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}
