//! Work that goes on behind the answers: once, with its progress, and told of when it is over.
//!
//! A job belongs to the process that started it. Where that process dies, nobody goes on with it: a minute without a sign of
//! life, and it counts as failed. What it had done by then stays, for it works in small transactions, between which orders
//! have their turn.

use std::{
    pin::Pin,
    time::{Duration, Instant},
};

use contract::{
    ErrorCode,
    views::{JobState, JobView},
};
use engine::Moment;
use serde::{Deserialize, Serialize};
use store::{JobRow, StoreError, Tx};

use crate::{Actor, Error, Permit, Read, Service, calendar, input};

/// The database is told of the progress no more often than this.
const TELL_EVERY: Duration = Duration::from_millis(500);
/// Of which nothing was heard for so long, its process has died.
const DEAD_AFTER_SECS: i64 = 60;
/// Jobs of a thing that a page shows.
const MOST_SHOWN: u64 = 10;

/// What came of a job, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    pub ru: String,
    pub en: String,
}

/// Why a job ended before it was done.
#[derive(Debug)]
pub(crate) enum Ended {
    /// Somebody ended it, and wrote so.
    Canceled,
    /// The server stops.
    Stopping,
    Failed(Error),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// How a job tells how far it is.
#[derive(Debug)]
pub(crate) struct Progress {
    id: i64,
    told_at: Option<Instant>,
    stopping: tokio::sync::watch::Receiver<bool>,
}

impl Progress {
    /// So much is done once this transaction is committed.
    ///
    /// # Errors
    /// Where the job is to end: then the transaction must be dropped.
    pub(crate) async fn tell(&mut self, tx: &Tx, done: u64) -> Result<(), Ended> {
        if *self.stopping.borrow() {
            return Err(Ended::Stopping);
        }
        if self.told_at.is_none_or(|at| at.elapsed() >= TELL_EVERY) {
            if !tx.job_goes_on(self.id, whole(done), calendar::now()).await? {
                return Err(Ended::Canceled);
            }
            self.told_at = Some(Instant::now());
        }
        Ok(())
    }
}

type Work = Pin<Box<dyn Future<Output = Result<(u64, Told), Ended>> + Send>>;

/// What a new job is about.
pub(crate) struct NewJob<'a> {
    pub kind: &'static str,
    pub thing: String,
    pub total: u64,
    pub actor: &'a Actor,
}

impl Service {
    /// Starts a job in the transaction that tells the audit log of it, and commits that. `work` says how much it did, and
    /// what came of it.
    ///
    /// # Errors
    /// Where another job works on the same thing.
    pub(crate) async fn start_job<W>(
        &self,
        tx: Tx,
        new: NewJob<'_>,
        work: impl FnOnce(Self, Progress) -> W,
    ) -> Result<JobView, Error>
    where
        W: Future<Output = Result<(u64, Told), Ended>> + Send + 'static,
    {
        let now = calendar::now();
        let NewJob { kind, thing, total, actor } = new;
        end_dead(&tx, now).await?;
        let mut row = JobRow {
            id: 0,
            kind: kind.to_owned(),
            thing,
            state: store::JobState::Running,
            done: 0,
            total: whole(total),
            message: None,
            started_at: now,
            heartbeat_at: now,
            finished_at: None,
            actor: actor.name.clone(),
        };
        row.id = match tx.insert_job(&row).await {
            Ok(id) => id,
            Err(StoreError::Duplicate) => {
                let ru = "с этим уже работает другое задание: дождитесь его конца";
                return Err(input::problem("job", ru, "another job is at work on this: wait until it has ended"));
            }
            Err(error) => return Err(error.into()),
        };
        tx.commit().await?;
        let progress = Progress { id: row.id, told_at: None, stopping: self.inner.stopping.subscribe() };
        let work: Work = Box::pin(work(self.clone(), progress));
        let task = tokio::spawn(run(self.clone(), row.id, work));
        let mut tasks = self.inner.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        tasks.retain(|task| !task.is_finished());
        tasks.push(task);
        Ok(view(row, now))
    }

    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn job(&self, _: &Permit<Read>, id: i64) -> Result<JobView, Error> {
        let row = self.inner.store.job(id).await?.ok_or(ErrorCode::NotFound)?;
        Ok(view(row, calendar::now()))
    }

    /// The newest jobs of a thing.
    pub(crate) async fn jobs_of(&self, thing: &str) -> Result<Vec<JobView>, Error> {
        let now = calendar::now();
        Ok(self.inner.store.jobs_of(thing, MOST_SHOWN).await?.into_iter().map(|row| view(row, now)).collect())
    }
}

/// Marks the jobs whose processes have died, so that they occupy nothing.
async fn end_dead(tx: &Tx, now: Moment) -> Result<(), Error> {
    let message = json(&died())?;
    tx.end_dead_jobs(Moment(now.unix_secs().saturating_sub(DEAD_AFTER_SECS)), &message, now).await?;
    Ok(())
}

async fn run(service: Service, id: i64, work: Work) {
    let (state, done, told) = match work.await {
        Ok((done, told)) => (store::JobState::Done, Some(done), told),
        // Whoever ended it wrote so.
        Err(Ended::Canceled) => return,
        Err(Ended::Stopping) => {
            let (ru, en) = ("сервер был остановлен", "the server was stopped");
            (store::JobState::Failed, None, Told { ru: ru.to_owned(), en: en.to_owned() })
        }
        Err(Ended::Failed(error)) => {
            let contract::Error { code, problems } = error.told();
            let texts = problems.0.into_iter().next().map(|problem| (problem.ru, problem.en));
            let (ru, en) = texts.unwrap_or_else(|| {
                let text = code.text();
                (text.ru.to_owned(), text.en.to_owned())
            });
            (store::JobState::Failed, None, Told { ru, en })
        }
    };
    let ended = async {
        let tx = service.inner.store.begin().await?;
        tx.end_job(id, state, done.map(whole), Some(&json(&told)?), calendar::now()).await?;
        tx.commit().await?;
        Ok::<(), Error>(())
    };
    // A minute later it counts as failed by itself.
    if let Err(error) = ended.await {
        tracing::error!(%error, id, "what came of a job was not written");
    }
}

fn json(told: &Told) -> Result<String, Error> {
    serde_json::to_string(told).map_err(|error| Error::internal("writing what came of a job", error))
}

fn died() -> Told {
    let (ru, en) = ("сервер остановился, не закончив", "the server ended before it had finished");
    Told { ru: ru.to_owned(), en: en.to_owned() }
}

fn view(row: JobRow, now: Moment) -> JobView {
    let JobRow { id, kind, thing, state, done, total, message, started_at, heartbeat_at, finished_at, actor } = row;
    let is_dead = state == store::JobState::Running && heartbeat_at.unix_secs() < now.unix_secs().saturating_sub(DEAD_AFTER_SECS);
    let state = match state {
        store::JobState::Running if is_dead => JobState::Failed,
        store::JobState::Running => JobState::Running,
        store::JobState::Done => JobState::Done,
        store::JobState::Failed => JobState::Failed,
        store::JobState::Canceled => JobState::Canceled,
    };
    let told = message.and_then(|message| serde_json::from_str(&message).ok()).or_else(|| is_dead.then(died));
    let (ru, en) = told.map(|Told { ru, en }| (ru, en)).unwrap_or_default();
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    JobView { id, kind, thing, state, done: count(done), total: count(total), ru, en, started_at, finished_at, by: actor }
}

/// Databases count in i64.
fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
