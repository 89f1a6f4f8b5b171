//! Work that goes on behind the answers: one job at a time on a thing, with its progress.

use engine::Moment;
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, sea_query::Expr};

use crate::{
    Result, Tx,
    access::{Access, Source},
    entities::jobs::{ActiveModel, Column, Entity, Model},
    error::unreadable,
};

/// What has become of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    Running,
    Done,
    Failed,
    Canceled,
}

impl JobState {
    /// As the database writes it.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
        }
    }

    fn parse(text: &str) -> Result<Self> {
        [Self::Running, Self::Done, Self::Failed, Self::Canceled]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| unreadable("jobs.state", &text))
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRow {
    /// Of a new one: 0.
    pub id: i64,
    /// What it does.
    pub kind: String,
    /// What it works on.
    pub thing: String,
    pub state: JobState,
    pub done: i64,
    pub total: i64,
    /// What came of it, as JSON.
    pub message: Option<String>,
    pub started_at: Moment,
    /// When it was last known to be at work.
    pub heartbeat_at: Moment,
    pub finished_at: Option<Moment>,
    /// Who started it.
    pub actor: String,
}

impl<C: Source> Access<C> {
    pub async fn job(&self, id: i64) -> Result<Option<JobRow>> {
        Entity::find_by_id(id).one(self.db()).await?.map(job).transpose()
    }

    /// The jobs that worked on a thing, newest first.
    pub async fn jobs_of(&self, thing: &str, most: u64) -> Result<Vec<JobRow>> {
        let query = Entity::find().filter(Column::Thing.eq(thing)).order_by_desc(Column::Id).limit(most);
        query.all(self.db()).await?.into_iter().map(job).collect()
    }
}

impl Tx {
    /// A new job, which occupies its thing until it ends; its id. [`crate::StoreError::Duplicate`] where another one does.
    pub async fn insert_job(&self, new: &JobRow) -> Result<i64> {
        let JobRow { id: _, kind, thing, state, done, total, message, started_at, heartbeat_at, finished_at, actor } =
            new.clone();
        let row = ActiveModel {
            id: NotSet,
            occupies: Set((state == JobState::Running).then(|| thing.clone())),
            kind: Set(kind),
            thing: Set(thing),
            state: Set(state.as_str().to_owned()),
            done: Set(done),
            total: Set(total),
            message: Set(message),
            started_at: Set(started_at.unix_secs()),
            heartbeat_at: Set(heartbeat_at.unix_secs()),
            finished_at: Set(finished_at.map(Moment::unix_secs)),
            actor: Set(actor),
        };
        Ok(Entity::insert(row).exec(self.db()).await?.last_insert_id)
    }

    /// How far a job is; false where it runs no longer: somebody has ended it.
    pub async fn job_goes_on(&self, id: i64, done: i64, at: Moment) -> Result<bool> {
        let updated = Entity::update_many()
            .col_expr(Column::Done, Expr::value(done))
            .col_expr(Column::HeartbeatAt, Expr::value(at.unix_secs()))
            .filter(Column::Id.eq(id))
            .filter(Column::State.eq(JobState::Running.as_str()))
            .exec(self.db())
            .await?;
        Ok(updated.rows_affected == 1)
    }

    /// Ends a running job, once; false where it runs no longer.
    pub async fn end_job(&self, id: i64, state: JobState, done: Option<i64>, message: Option<&str>, at: Moment) -> Result<bool> {
        let mut ended = Entity::update_many()
            .col_expr(Column::State, Expr::value(state.as_str()))
            .col_expr(Column::Message, Expr::value(message.map(str::to_owned)))
            .col_expr(Column::FinishedAt, Expr::value(at.unix_secs()))
            .col_expr(Column::Occupies, Expr::value(Option::<String>::None))
            .filter(Column::Id.eq(id))
            .filter(Column::State.eq(JobState::Running.as_str()));
        if let Some(done) = done {
            ended = ended.col_expr(Column::Done, Expr::value(done));
        }
        Ok(ended.exec(self.db()).await?.rows_affected == 1)
    }

    /// Ends the running jobs of which nothing was heard since `before`: their process has died.
    pub async fn end_dead_jobs(&self, before: Moment, message: &str, at: Moment) -> Result<u64> {
        let ended = Entity::update_many()
            .col_expr(Column::State, Expr::value(JobState::Failed.as_str()))
            .col_expr(Column::Message, Expr::value(message))
            .col_expr(Column::FinishedAt, Expr::value(at.unix_secs()))
            .col_expr(Column::Occupies, Expr::value(Option::<String>::None))
            .filter(Column::State.eq(JobState::Running.as_str()))
            .filter(Column::HeartbeatAt.lt(before.unix_secs()))
            .exec(self.db())
            .await?;
        Ok(ended.rows_affected)
    }
}

fn job(row: Model) -> Result<JobRow> {
    let Model { id, kind, thing, state, done, total, message, started_at, heartbeat_at, finished_at, actor, occupies: _ } = row;
    Ok(JobRow {
        id,
        kind,
        thing,
        state: JobState::parse(&state)?,
        done,
        total,
        message,
        started_at: Moment(started_at),
        heartbeat_at: Moment(heartbeat_at),
        finished_at: finished_at.map(Moment),
        actor,
    })
}
