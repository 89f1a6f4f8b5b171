//! Codes that are drawn at random, by a pattern.

use std::collections::HashSet;

use contract::views::{JobView, KeySpaceView};
use engine::code;

use super::{AT_ONCE, grouped, pattern::Pattern, thing};
use crate::{
    Error, Permit, Publish, Service, calendar, input,
    jobs::{Ended, NewJob, Progress, Told},
};

/// Codes of one job at most.
const MOST: u64 = 1_000_000;
/// Of fewer guesses than this none may be right, or the codes are not made: whoever tries twenty codes in ten minutes, and
/// no more are looked up, would still find one in an hour.
pub const GUESS_FLOOR: u64 = 100;
/// From here on guessing is no trade.
pub const GUESS_GOOD: u64 = 10_000;
/// Codes that are there already are drawn again, and this often at most: at a density of one in a hundred, the fourth time
/// finds nothing left to do.
const ROUNDS: usize = 20;

impl Service {
    /// How hard so many codes of a pattern are to guess, together with those that begin like them.
    ///
    /// # Errors
    /// What is wrong with the pattern.
    pub async fn key_space(&self, _: &Permit<Publish>, pattern: &str, count: u64) -> Result<KeySpaceView, Error> {
        let pattern = read(pattern)?;
        let one_in = self.one_in(&pattern, count).await?;
        let samples = pattern.draw(3)?.into_iter().map(|number| pattern.code(number)).collect();
        Ok(KeySpaceView { space: grouped(pattern.space()), one_in, good: one_in >= GUESS_GOOD, samples })
    }

    /// Makes so many new codes of a pattern, in a job.
    ///
    /// # Errors
    /// What is wrong with the pattern or the number; [`contract::ErrorCode::NotFound`] where there is no such pool.
    pub async fn generate_codes(
        &self,
        permit: &Permit<Publish>,
        pool: &str,
        pattern: &str,
        count: u64,
    ) -> Result<JobView, Error> {
        self.has_pool(pool).await?;
        let text = pattern.trim().to_owned();
        let pattern = read(pattern)?;
        if !(1..=MOST).contains(&count) {
            let most = grouped(MOST);
            return Err(input::problem("count", format!("от 1 до {most}"), format!("must be 1 to {most}")));
        }
        let one_in = self.one_in(&pattern, count).await?;
        if one_in < GUESS_FLOOR {
            return Err(input::problem(
                "pattern",
                format!("коды легко угадать: подойдёт 1 из {one_in}, а нужно не чаще 1 из {GUESS_FLOOR}. Добавьте знаков «#»"),
                format!("codes would be guessed: 1 of {one_in} is right, and 1 of {GUESS_FLOOR} is the least. Add signs “#”"),
            ));
        }
        let tx = self.inner.store.begin().await?;
        let numbers = serde_json::json!({ "pattern": text, "count": count });
        self.audit_of_pool(&tx, permit.actor(), "generate", pool, numbers).await?;
        let new = NewJob { kind: "generate", thing: thing(pool), total: count, actor: permit.actor() };
        let pool = pool.to_owned();
        self.start_job(tx, new, |service, progress| async move { service.make_codes(&pool, pattern, count, progress).await })
            .await
    }

    /// Of so many guesses one is right, once the codes are made. Those that begin like them may be of the same pattern.
    async fn one_in(&self, pattern: &Pattern, count: u64) -> Result<u64, Error> {
        let alike = self.inner.store.count_codes(&pattern.prefix_key()).await?;
        let one_in = pattern.space() / u128::from(count.saturating_add(alike).max(1));
        Ok(u64::try_from(one_in).unwrap_or(u64::MAX))
    }

    async fn make_codes(&self, pool: &str, pattern: Pattern, count: u64, mut progress: Progress) -> Result<(u64, Told), Ended> {
        // A code that stands for something in itself would work without the pool.
        let shared = self.shared_codes();
        let mut made = 0;
        for _ in 0..ROUNDS {
            let missing = usize::try_from(count - made).unwrap_or(usize::MAX);
            let drawing = pattern.clone();
            let drawn = tokio::task::spawn_blocking(move || drawing.draw(missing)).await;
            let drawn = drawn.map_err(|error| Error::internal("drawing codes", error))??;
            for numbers in drawn.chunks(AT_ONCE) {
                let codes = numbers.iter().map(|number| pattern.code(*number)).map(|code| (code::key(&code), code));
                let codes = codes.filter(|(key, _)| !shared.contains(key)).collect();
                let tx = self.inner.store.begin().await?;
                made += tx.insert_codes(pool, codes, calendar::now()).await?;
                progress.tell(&tx, made).await?;
                tx.commit().await?;
                // Whoever waits for the one connection that writes has its turn first.
                tokio::task::yield_now().await;
            }
            if made >= count {
                break;
            }
        }
        self.inner.customers.expire_codes();
        let number = grouped(made);
        Ok((made, Told { ru: format!("Создано кодов: {number}"), en: format!("Codes made: {number}") }))
    }

    /// The codes that promotions and personal offers share among all customers, as they are compared.
    pub(super) fn shared_codes(&self) -> HashSet<String> {
        let live = self.live();
        let ruleset = live.ruleset();
        let codes = ruleset.promotions.iter().flat_map(|promotion| &promotion.codes);
        codes
            .chain(ruleset.personal_offers.iter().filter_map(|offer| offer.promocode.as_ref()))
            .map(|code| code::key(code))
            .collect()
    }
}

fn read(pattern: &str) -> Result<Pattern, Error> {
    Pattern::read(pattern).map_err(|(ru, en)| input::problem("pattern", ru, en))
}
