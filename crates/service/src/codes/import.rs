//! Codes that come from a file: looked through first, and then all of them or none.

use std::collections::{HashMap, HashSet};

use contract::views::{CodeProblem, CodesChecked, JobView};
use engine::code;

use super::{AT_ONCE, file, grouped, thing};
use crate::{
    Error, Permit, Publish, Service, calendar, input,
    jobs::{Ended, NewJob, Progress, Told},
};

/// Characters of a code: as many as the document reads.
const LONGEST: usize = 64;
/// Lines with something wrong that are shown.
const MOST_SHOWN: usize = 100;

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CodesImport {
    /// Nothing was changed: it was only looked through, or something is wrong.
    Checked(CodesChecked),
    Started(JobView),
}

/// A file that was read: codes with their keys and lines, and what is wrong with lines.
struct Read {
    codes: Vec<(u64, String, String)>,
    problems: Vec<CodeProblem>,
}

impl Service {
    /// Adds the codes of a CSV or XLSX file to a pool, in a job, where nothing is wrong with any of them; those that it has
    /// stay as they are. `dry_run` only looks.
    ///
    /// # Errors
    /// What is wrong with the file as a whole; [`contract::ErrorCode::NotFound`] where there is no such pool.
    pub async fn import_codes(
        &self,
        permit: &Permit<Publish>,
        pool: &str,
        bytes: Vec<u8>,
        dry_run: bool,
    ) -> Result<CodesImport, Error> {
        self.has_pool(pool).await?;
        let _turn = self.inner.files.acquire().await;
        let read = tokio::task::spawn_blocking(move || read(&bytes)).await;
        let Read { codes, mut problems } = read.map_err(|error| Error::internal("reading a file of codes", error))??;

        let texts: Vec<&str> = codes.iter().map(|(_, _, code)| code.as_str()).collect();
        let mut known = HashSet::new();
        let mut others = HashMap::new();
        for (code, of) in self.inner.store.pools_of_codes(&texts).await? {
            if of == pool { _ = known.insert(code::key(&code)) } else { _ = others.insert(code::key(&code), of) }
        }
        let shared = self.inner.store.users_of_codes(&texts).await?;
        let shared: HashMap<String, String> = shared.into_iter().map(|user| (code::key(&user.target), user.name)).collect();
        for (line, key, _) in &codes {
            if let Some(of) = others.get(key) {
                problems.push(wrong(*line, format!("код уже есть в пуле {of}"), format!("is already a code of pool {of}")));
            } else if let Some(name) = shared.get(key) {
                problems.push(wrong(*line, format!("это общий код: «{name}»"), format!("is a shared code: “{name}”")));
            }
        }
        let new: Vec<(String, String)> =
            codes.into_iter().map(|(_, key, code)| (key, code)).filter(|(key, _)| !known.contains(key)).collect();
        problems.sort_by_key(|problem| problem.line);
        let wrong = problems.len() as u64;
        problems.truncate(MOST_SHOWN);
        let checked = CodesChecked { new: new.len() as u64, known: known.len() as u64, problems, wrong };
        if dry_run || wrong > 0 {
            return Ok(CodesImport::Checked(checked));
        }
        if new.is_empty() && known.is_empty() {
            return Err(input::problem("file", "в файле нет ни одного кода", "has no codes"));
        }
        let tx = self.inner.store.begin().await?;
        let numbers = serde_json::json!({ "new": checked.new, "known": checked.known });
        self.audit_of_pool(&tx, permit.actor(), "import", pool, numbers).await?;
        let new_job = NewJob { kind: "import", thing: thing(pool), total: checked.new, actor: permit.actor() };
        let pool = pool.to_owned();
        let job = self.start_job(tx, new_job, |service, progress| async move { service.add_codes(&pool, new, progress).await });
        Ok(CodesImport::Started(job.await?))
    }

    async fn add_codes(
        &self,
        pool: &str,
        mut codes: Vec<(String, String)>,
        mut progress: Progress,
    ) -> Result<(u64, Told), Ended> {
        // In the order of the keys, which databases write several times faster.
        codes.sort_unstable();
        let mut added = 0;
        for batch in codes.chunks(AT_ONCE) {
            let result = self.add_batch(pool, batch, added, &mut progress).await;
            match result {
                Ok(count) => added += count,
                Err(ended) => {
                    // All or none: what was added before goes, unless somebody has it already.
                    let before: Vec<&str> =
                        codes.iter().map(|(key, _)| key.as_str()).take_while(|key| *key < batch[0].0.as_str()).collect();
                    self.take_back(pool, &before).await?;
                    return Err(ended);
                }
            }
            tokio::task::yield_now().await;
        }
        self.inner.customers.expire_codes();
        let number = grouped(added);
        Ok((added, Told { ru: format!("Загружено кодов: {number}"), en: format!("Codes imported: {number}") }))
    }

    async fn add_batch(&self, pool: &str, batch: &[(String, String)], added: u64, progress: &mut Progress) -> Result<u64, Ended> {
        let tx = self.inner.store.begin().await?;
        let count = tx.insert_codes(pool, batch.to_vec(), calendar::now()).await?;
        if count < batch.len() as u64 {
            // Somebody was quicker, though no job of this pool: these codes are in another pool now.
            let (ru, en) =
                ("часть кодов тем временем попала в другой пул", "some of the codes have meanwhile got into another pool");
            return Err(input::problem("file", ru, en).into());
        }
        progress.tell(&tx, added + count).await?;
        tx.commit().await?;
        Ok(count)
    }

    async fn take_back(&self, pool: &str, keys: &[&str]) -> Result<(), Error> {
        for keys in keys.chunks(AT_ONCE) {
            let tx = self.inner.store.begin().await?;
            tx.delete_free_codes(pool, keys).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

fn wrong(line: u64, ru: impl Into<String>, en: impl Into<String>) -> CodeProblem {
    CodeProblem { line, ru: ru.into(), en: en.into() }
}

fn read(bytes: &[u8]) -> Result<Read, Error> {
    let lines = file::read(bytes)?;
    let mut codes = Vec::with_capacity(lines.len());
    let mut first_of: HashMap<String, u64> = HashMap::with_capacity(lines.len());
    let mut problems = Vec::new();
    for (line, text) in lines {
        let code = text.trim();
        let key = code::key(code);
        if key.is_empty() {
            problems.push(wrong(line, "нет кода", "has no code"));
        } else if code.chars().count() > LONGEST {
            problems.push(wrong(
                line,
                format!("код длиннее {LONGEST} знаков"),
                format!("has a code of more than {LONGEST} characters"),
            ));
        } else if code.chars().any(char::is_control) {
            problems.push(wrong(line, "в коде недопустимый знак", "has a character that cannot be used"));
        } else if let Some(first) = first_of.get(&key) {
            problems.push(wrong(line, format!("тот же код, что в строке {first}"), format!("has the same code as line {first}")));
        } else {
            first_of.insert(key.clone(), line);
            codes.push((line, key, code.to_owned()));
        }
    }
    Ok(Read { codes, problems })
}
