use std::time::Duration;

use store::{Options, Store, StoreError};
use testing::test_store;

use crate::things::{NOW, product, promotion};

#[tokio::test]
async fn what_is_not_committed_never_happened() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.insert_product(&product("1", "Чехол"), NOW).await.unwrap();
    assert!(tx.product("1").await.unwrap().is_some(), "it sees what it wrote");
    assert!(store.product("1").await.unwrap().is_none(), "others do not");
    drop(tx);
    assert!(store.product("1").await.unwrap().is_none());
    // And the next writer is not held up.
    let tx = store.begin().await.unwrap();
    tx.insert_product(&product("1", "Чехол"), NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert!(store.product("1").await.unwrap().is_some());
}

#[tokio::test]
async fn after_an_error_the_next_transaction_starts_afresh() {
    let store = test_store().await;
    for _ in 0..3 {
        let tx = store.begin().await.unwrap();
        tx.insert_working_copy(&promotion("a", "A")).await.unwrap();
        assert!(matches!(tx.insert_working_copy(&promotion("a", "A")).await, Err(StoreError::Duplicate)));
    }
    assert!(store.is_empty().await.unwrap());
}

#[tokio::test]
async fn a_writer_that_waits_too_long_may_try_again() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.lock_ruleset().await.unwrap();

    let short = Duration::from_millis(200);
    let options = Options { max_readers: 2, acquire_timeout: short, statement_timeout: short };
    let other = Store::connect(store.url(), &options).await.unwrap();
    let waited = async { other.begin().await?.lock_ruleset().await };
    assert!(matches!(waited.await, Err(StoreError::Unavailable(_))));

    tx.commit().await.unwrap();
    other.begin().await.unwrap().lock_ruleset().await.unwrap();
}

#[tokio::test]
async fn all_readers_busy_is_no_mistake_of_the_program() {
    let store = test_store().await;
    let options = Options { max_readers: 1, acquire_timeout: Duration::from_millis(200), ..Options::default() };
    let narrow = Store::connect(store.url(), &options).await.unwrap();
    let _tx = narrow.begin().await.unwrap();
    assert!(matches!(narrow.begin().await, Err(StoreError::Unavailable(_))));
}

#[tokio::test]
async fn a_closed_store_is_unavailable() {
    let store = test_store().await;
    let closing = store.another().await;
    closing.ping().await.unwrap();
    closing.clone().close().await.unwrap();
    assert!(matches!(closing.ping().await, Err(StoreError::Unavailable(_))));
    store.ping().await.unwrap();
}

#[tokio::test]
async fn an_address_of_another_database_is_refused_without_repeating_it() {
    let error = Store::connect("mysql://root:secret@host/shop", &Options::default()).await.unwrap_err();
    assert!(matches!(error, StoreError::Database(_)));
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[tokio::test]
async fn a_database_in_memory_is_one_for_readers_and_writers() {
    let store = Store::connect("sqlite::memory:", &Options::default()).await.unwrap();
    migration::up(store.connection()).await.unwrap();
    let tx = store.begin().await.unwrap();
    tx.insert_product(&product("1", "Чехол"), NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert!(store.product("1").await.unwrap().is_some());
}

#[tokio::test]
async fn a_backup_is_the_database_of_one_moment() {
    let store = test_store().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("it's a copy.db");
    let path = file.to_str().unwrap();
    let tx = store.begin().await.unwrap();
    tx.insert_product(&product("1", "Чехол"), NOW).await.unwrap();
    tx.commit().await.unwrap();

    let backup = store.backup(path).await;
    if store.url().starts_with("postgres") {
        assert!(matches!(backup, Err(StoreError::Unsupported(_))));
        return;
    }
    backup.unwrap();
    let tx = store.begin().await.unwrap();
    tx.insert_product(&product("2", "Стилус"), NOW).await.unwrap();
    tx.commit().await.unwrap();
    let copy = Store::connect(&format!("sqlite://{path}"), &Options::default()).await.unwrap();
    assert_eq!(copy.all_products().await.unwrap(), [product("1", "Чехол")]);
    assert!(matches!(store.backup(path).await, Err(StoreError::Database(_))), "a file that exists is not overwritten");
}
