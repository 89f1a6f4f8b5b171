use engine::Moment;
use store::{JobRow, JobState, StoreError};
use testing::test_store;

fn job(thing: &str) -> JobRow {
    JobRow {
        id: 0,
        kind: "generate".to_owned(),
        thing: thing.to_owned(),
        state: JobState::Running,
        done: 0,
        total: 10,
        message: None,
        started_at: Moment(100),
        heartbeat_at: Moment(100),
        finished_at: None,
        actor: "anna".to_owned(),
    }
}

#[tokio::test]
async fn a_job_occupies_its_thing_until_it_ends_and_ends_once() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    let id = tx.insert_job(&job("a")).await.unwrap();
    tx.insert_job(&job("b")).await.unwrap();
    assert!(tx.job_goes_on(id, 5, Moment(110)).await.unwrap());
    tx.commit().await.unwrap();
    let tx = store.begin().await.unwrap();
    assert!(matches!(tx.insert_job(&job("a")).await, Err(StoreError::Duplicate)));
    drop(tx);

    let tx = store.begin().await.unwrap();
    assert!(tx.end_job(id, JobState::Done, Some(10), Some("{}"), Moment(120)).await.unwrap());
    assert!(!tx.end_job(id, JobState::Failed, None, None, Moment(130)).await.unwrap());
    assert!(!tx.job_goes_on(id, 11, Moment(130)).await.unwrap());
    let next = tx.insert_job(&job("a")).await.unwrap();
    tx.commit().await.unwrap();
    let ended = JobRow {
        id,
        state: JobState::Done,
        done: 10,
        message: Some("{}".to_owned()),
        heartbeat_at: Moment(110),
        finished_at: Some(Moment(120)),
        ..job("a")
    };
    assert_eq!(store.job(id).await.unwrap(), Some(ended.clone()));
    let jobs = store.jobs_of("a", 10).await.unwrap();
    assert_eq!(jobs, [JobRow { id: next, ..job("a") }, ended]);
    assert_eq!(store.jobs_of("a", 1).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_job_of_which_nothing_was_heard_is_ended() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    let dead = tx.insert_job(&job("a")).await.unwrap();
    let alive = tx.insert_job(&job("b")).await.unwrap();
    assert!(tx.job_goes_on(alive, 5, Moment(200)).await.unwrap());
    assert_eq!(tx.end_dead_jobs(Moment(150), "{}", Moment(210)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(store.job(dead).await.unwrap().unwrap().state, JobState::Failed);
    assert_eq!(store.job(alive).await.unwrap().unwrap().state, JobState::Running);
}
