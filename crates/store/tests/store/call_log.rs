use contract::views::{CallKind, CallResult};
use store::{CallFilter, CallLog, NewCall, StoredCall, testing::schema};
use testing::{TestStore, test_store};

async fn log() -> (TestStore, CallLog) {
    let store = test_store().await;
    migration::call_log::up(store.connection()).await.unwrap();
    let log = CallLog::beside(&store);
    (store, log)
}

fn call(at_ms: i64, customer: &str) -> NewCall {
    NewCall {
        at_ms,
        kind: CallKind::Basket,
        status: 200,
        duration_us: 1_500,
        key_name: Some("imshop".to_owned()),
        customer: Some(customer.to_owned()),
        code_hash: None,
        orders: Vec::new(),
        ruleset_revision: 3,
        request: Some("{}".to_owned()),
        answer: "{\"a\":\"чай\"}".to_owned(),
    }
}

fn times(calls: &[StoredCall]) -> Vec<i64> {
    calls.iter().map(|stored| stored.call.at_ms).collect()
}

#[tokio::test]
async fn what_was_written_is_read_back_newest_first_and_page_by_page() {
    let (_store, log) = log().await;
    let calls: Vec<_> = (0..120).map(|at| call(at, "anna")).collect();
    log.insert(&calls).await.unwrap();
    log.insert(&[]).await.unwrap();
    let first = log.list(&CallFilter::default(), 50).await.unwrap();
    assert_eq!(times(&first), (70..120).rev().collect::<Vec<_>>());
    let next = log.list(&CallFilter { before: Some(first[49].id), ..CallFilter::default() }, 100).await.unwrap();
    assert_eq!(times(&next), (0..70).rev().collect::<Vec<_>>());
    let one = log.call(first[0].id).await.unwrap().unwrap();
    assert_eq!((one.result, &one.call), (CallResult::Ok, &calls[119]));
    assert!(log.call(i64::MAX).await.unwrap().is_none());
}

#[tokio::test]
async fn each_filter_narrows() {
    let (_store, log) = log().await;
    let orders = vec!["a".to_owned(), "b".to_owned()];
    let calls = [
        call(1, "anna"),
        NewCall { kind: CallKind::Orders, orders: orders.clone(), ..call(2, "anna") },
        NewCall { status: 401, customer: None, key_name: None, request: None, ..call(3, "") },
        NewCall { status: 503, code_hash: Some("h1".to_owned()), ..call(4, "boris") },
    ];
    log.insert(&calls).await.unwrap();
    let listed = async |filter: CallFilter<'static>| times(&log.list(&filter, 50).await.unwrap());
    assert_eq!(listed(CallFilter { kind: Some(CallKind::Orders), ..CallFilter::default() }).await, [2]);
    assert_eq!(listed(CallFilter { result: Some(CallResult::Refused), ..CallFilter::default() }).await, [3]);
    assert_eq!(listed(CallFilter { result: Some(CallResult::Failed), ..CallFilter::default() }).await, [4]);
    assert_eq!(listed(CallFilter { customer: Some("anna"), ..CallFilter::default() }).await, [2, 1]);
    assert_eq!(listed(CallFilter { code_hash: Some("h1"), ..CallFilter::default() }).await, [4]);
    let both = CallFilter { customer: Some("anna"), result: Some(CallResult::Failed), ..CallFilter::default() };
    assert!(listed(both).await.is_empty());
    let order = log.list(&CallFilter { kind: Some(CallKind::Orders), ..CallFilter::default() }, 1).await.unwrap();
    assert_eq!(order[0].call.orders, orders);
}

#[tokio::test]
async fn old_calls_and_those_of_a_customer_go() {
    let (_store, log) = log().await;
    let calls: Vec<_> = (0..10).map(|at| call(at, if at % 2 == 0 { "anna" } else { "boris" })).collect();
    log.insert(&calls).await.unwrap();
    assert_eq!(log.delete_older_than(5, 3).await.unwrap(), 3);
    assert_eq!(times(&log.list(&CallFilter::default(), 50).await.unwrap()), [9, 8, 7, 6, 5, 4, 3]);
    assert_eq!(log.delete_older_than(5, 3).await.unwrap(), 2);
    assert_eq!(log.delete_older_than(5, 3).await.unwrap(), 0);
    assert_eq!(log.delete_of_customer("anna").await.unwrap(), 2);
    assert_eq!(times(&log.list(&CallFilter::default(), 50).await.unwrap()), [9, 7, 5]);
}

#[tokio::test]
async fn its_schema_comes_and_goes_beside_the_other_tables() {
    let store = test_store().await;
    let without = schema(&store).await.unwrap();
    migration::call_log::up(store.connection()).await.unwrap();
    migration::call_log::up(store.connection()).await.unwrap();
    migration::up(store.connection()).await.unwrap();
    assert!(schema(&store).await.unwrap().len() > without.len());
    migration::call_log::down_all(store.connection()).await.unwrap();
    assert_eq!(schema(&store).await.unwrap(), without);
}
