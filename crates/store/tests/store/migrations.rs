use store::{StoreError, testing::schema};
use testing::{empty_store, test_store};

use crate::things::{NOW, product};

#[tokio::test]
async fn each_runs_up_down_and_up_again_to_the_same_schema() {
    let store = empty_store().await;
    let connection = store.connection();
    assert!(schema(&store).await.unwrap().is_empty());
    let names: Vec<String> = migration::status(connection).await.unwrap().into_iter().map(|(name, _)| name).collect();
    assert!(schema(&store).await.unwrap().is_empty(), "asking for the status changes nothing");

    migration::up(connection).await.unwrap();
    let newest = schema(&store).await.unwrap();
    for left in (0..names.len()).rev() {
        migration::down(connection, 1).await.unwrap();
        let applied = migration::status(connection).await.unwrap().into_iter().filter(|(_, applied)| *applied).count();
        assert_eq!(applied, left);
        migration::up(connection).await.unwrap();
        assert_eq!(schema(&store).await.unwrap(), newest, "after {} came back", names[left]);
        migration::down(connection, u32::try_from(names.len() - left).unwrap()).await.unwrap();
    }
    migration::up(connection).await.unwrap();
    assert_eq!(schema(&store).await.unwrap(), newest);
    migration::down_all(connection).await.unwrap();
    assert!(schema(&store).await.unwrap().is_empty(), "nothing is left, not even the list of migrations");
}

#[tokio::test]
async fn running_them_again_keeps_what_is_there() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.insert_product(&product("1", "Чехол"), NOW).await.unwrap();
    tx.commit().await.unwrap();
    migration::up(store.connection()).await.unwrap();
    assert!(store.product("1").await.unwrap().is_some());
    assert!(migration::status(store.connection()).await.unwrap().into_iter().all(|(_, applied)| applied));
}

#[tokio::test]
async fn instances_that_start_together_migrate_once() {
    let store = empty_store().await;
    let mut starting = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let instance = store.another().await;
        starting.spawn(async move { migration::up(instance.connection()).await });
    }
    while let Some(started) = starting.join_next().await {
        started.unwrap().unwrap();
    }
    assert_eq!(store.counters().await.unwrap(), store::Counters::default(), "the counters were made, and once");
    let tx = store.begin().await.unwrap();
    assert_eq!(tx.raise_counter(store::Counter::Keys).await.unwrap(), 1);
}

#[tokio::test]
async fn without_them_the_store_says_that_the_database_is_wrong() {
    let store = empty_store().await;
    assert!(matches!(store.counters().await, Err(StoreError::Database(_))));
}

/// Postgres sorts texts by the language of the database unless a column says otherwise.
#[tokio::test]
async fn every_text_is_compared_bytewise() {
    let store = test_store().await;
    let texts: Vec<String> =
        schema(&store).await.unwrap().into_iter().filter(|line| line.contains(" text ") && !line.contains("CREATE")).collect();
    assert!(texts.iter().all(|line| line.ends_with(" C")), "{texts:#?}");
    assert_eq!(texts.is_empty(), store.url().starts_with("sqlite"));
}
