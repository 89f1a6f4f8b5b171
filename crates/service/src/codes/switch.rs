//! Codes that are switched off, as if they were in no pool, and on again.

use contract::{ErrorCode, views::JobView};
use engine::code;

use super::{AT_ONCE, grouped, thing};
use crate::{
    Error, Permit, Publish, Service, audit, calendar, input,
    jobs::{Ended, NewJob, Progress, Told},
};

/// How the audit log names it.
const fn action(active: bool) -> &'static str {
    if active { "switch_on" } else { "switch_off" }
}

impl Service {
    /// Switches one code of a pool on or off, whatever has become of it: an order that is canceled would give it back.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn switch_code(&self, permit: &Permit<Publish>, typed: &str, active: bool) -> Result<(), Error> {
        let row = self.inner.store.pool_code(typed).await?.ok_or(ErrorCode::NotFound)?;
        let key = code::key(typed);
        let tx = self.inner.store.begin().await?;
        // The log of a code is for those who know it: it is named by its hash.
        if tx.switch_code(&row.pool, &key, active).await? {
            tx.audit(&audit::row(calendar::now(), permit.actor(), action(active), "code", &super::history::log_id(&key))).await?;
            tx.commit().await?;
            self.inner.customers.expire_codes();
        }
        Ok(())
    }

    /// Switches all codes of a pool that nobody redeemed on or off, in a job.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; a problem where another job works on the pool.
    pub async fn switch_pool(&self, permit: &Permit<Publish>, pool: &str, active: bool) -> Result<JobView, Error> {
        let numbers = self.inner.store.pool_numbers(Some(input::id(pool)?)).await?;
        let numbers = numbers.into_iter().next().ok_or(ErrorCode::NotFound)?;
        let affected = if active { numbers.off } else { numbers.free + numbers.given };
        let total = u64::try_from(affected).unwrap_or_default();
        let tx = self.inner.store.begin().await?;
        self.audit_of_pool(&tx, permit.actor(), action(active), pool, serde_json::json!({ "count": total })).await?;
        let new = NewJob { kind: action(active), thing: thing(pool), total, actor: permit.actor() };
        let pool = pool.to_owned();
        self.start_job(tx, new, move |service, progress| async move { service.switch_all(&pool, active, progress).await }).await
    }

    async fn switch_all(&self, pool: &str, active: bool, mut progress: Progress) -> Result<(u64, Told), Ended> {
        let (mut switched, mut after) = (0, String::new());
        loop {
            let tx = self.inner.store.begin().await?;
            let Some((count, last)) = tx.switch_codes(pool, active, &after, AT_ONCE as u64).await? else { break };
            switched += count;
            progress.tell(&tx, switched).await?;
            tx.commit().await?;
            after = last;
            tokio::task::yield_now().await;
        }
        self.inner.customers.expire_codes();
        let number = grouped(switched);
        let told = match active {
            true => Told { ru: format!("Включено кодов: {number}"), en: format!("Codes switched on: {number}") },
            false => Told { ru: format!("Выключено кодов: {number}"), en: format!("Codes switched off: {number}") },
        };
        Ok((switched, told))
    }
}
