#![allow(clippy::unwrap_used, reason = "tests")]
//! The call log: what waits is written, what does not fit is counted, what is old goes.

mod common;

use std::{
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use common::{Shop, code, publisher, shop, soon};
use contract::{
    ErrorCode,
    inputs::CallsInput,
    views::{CallKind, CallResult, CallsView},
};
use engine::Language;
use service::calls::{Call, CallLogOptions, Kept};
use store::{CallFilter, NewCall};

/// A request is the customer, a space, and the code.
fn keep(request: Option<&[u8]>, answer: &[u8]) -> Kept {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let about = request.map(text).unwrap_or_default();
    let (customer, code) = about.split_once(' ').unwrap_or((&about, ""));
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Kept {
        request: request.map(|_| "{\"masked\":true}".to_owned()),
        answer: text(answer),
        customer: some(customer),
        code: some(code),
        orders: Vec::new(),
    }
}

fn call(request: &'static str) -> Call {
    Call {
        kind: CallKind::Basket,
        arrived: Instant::now(),
        status: 200,
        key_name: Some(Arc::from("imshop")),
        request: Some(request.into()),
        answer: "{}".into(),
    }
}

async fn logging(options: CallLogOptions) -> Shop {
    let shop = shop().await;
    shop.service.start_call_log(shop.store.call_log().await, options, keep).await.unwrap();
    shop
}

async fn list(shop: &Shop, input: &CallsInput) -> CallsView {
    shop.service.list_calls(&publisher(), input, Language::En).await.unwrap()
}

async fn customers(shop: &Shop, input: &CallsInput) -> Vec<String> {
    list(shop, input).await.rows.into_iter().map(|row| row.customer.unwrap_or_default()).collect()
}

#[tokio::test]
async fn what_waits_is_written_before_the_service_stops() {
    let shop = logging(CallLogOptions::default()).await;
    for request in ["anna", "boris", "vera"] {
        shop.service.log_call(call(request));
    }
    shop.service.stop().await;
    let calls = shop.store.call_log().await.list(&CallFilter::default(), 10).await.unwrap();
    let customers: Vec<_> = calls.iter().filter_map(|stored| stored.call.customer.as_deref()).collect();
    assert_eq!(customers, ["vera", "boris", "anna"]);
    let NewCall { at_ms, duration_us, key_name, .. } = &calls[0].call;
    assert!((0..60_000_000).contains(duration_us));
    assert!((0..60_000).contains(&(now_ms() - at_ms)));
    assert_eq!(key_name.as_deref(), Some("imshop"));
    shop.service.log_call(call("late"));
    assert_eq!(shop.service.stats().calls_dropped, 1);
}

#[tokio::test]
async fn calls_are_found_by_customer_code_kind_and_result() {
    let shop = logging(CallLogOptions::default()).await;
    shop.service.log_call(call("anna Sale-10"));
    shop.service.log_call(Call { status: 500, ..call("boris ＳALE-10 ") });
    shop.service.log_call(Call { kind: CallKind::Orders, key_name: None, request: None, status: 401, ..call("") });
    soon(async || list(&shop, &CallsInput::default()).await.rows.len() == 3).await;

    let by = async |input: CallsInput| customers(&shop, &input).await;
    assert_eq!(by(CallsInput { customer: " anna ".to_owned(), ..CallsInput::default() }).await, ["anna"]);
    assert_eq!(by(CallsInput { code: "SALE-10".to_owned(), ..CallsInput::default() }).await, ["boris", "anna"]);
    assert!(by(CallsInput { code: "SALE".to_owned(), ..CallsInput::default() }).await.is_empty());
    assert_eq!(by(CallsInput { kind: Some(CallKind::Orders), ..CallsInput::default() }).await, [""]);
    assert_eq!(by(CallsInput { result: Some(CallResult::Failed), ..CallsInput::default() }).await, ["boris"]);

    let refused = list(&shop, &CallsInput { result: Some(CallResult::Refused), ..CallsInput::default() }).await;
    let view = shop.service.call(&publisher(), refused.rows[0].id, Language::En).await.unwrap();
    assert_eq!((view.request, view.row.key, view.has_code), (None, None, false));
    let anna = list(&shop, &CallsInput { customer: "anna".to_owned(), ..CallsInput::default() }).await;
    let view = shop.service.call(&publisher(), anna.rows[0].id, Language::En).await.unwrap();
    assert_eq!((view.request.as_deref(), view.has_code), (Some("{\n  \"masked\": true\n}"), true));
    assert_eq!(code(shop.service.call(&publisher(), i64::MAX, Language::En).await), ErrorCode::NotFound);
    shop.service.stop().await;
}

#[tokio::test]
async fn the_hash_of_a_code_is_the_installations_own_and_stays() {
    let shop = logging(CallLogOptions::default()).await;
    let other = shop.another().await;
    other.start_call_log(shop.store.call_log().await, CallLogOptions::default(), keep).await.unwrap();
    shop.service.log_call(call("anna SALE"));
    other.log_call(call("boris SALE"));
    shop.service.stop().await;
    other.stop().await;
    let elsewhere = logging(CallLogOptions::default()).await;
    elsewhere.service.log_call(call("vera SALE"));
    elsewhere.service.stop().await;

    let hashes = async |shop: &Shop| {
        let calls = shop.store.call_log().await.list(&CallFilter::default(), 10).await.unwrap();
        calls.into_iter().map(|stored| stored.call.code_hash.unwrap()).collect::<Vec<_>>()
    };
    let (here, there) = (hashes(&shop).await, hashes(&elsewhere).await);
    assert_eq!(here[0], here[1]);
    assert_eq!(here[0].len(), 64);
    assert_ne!(here[0], there[0]);
}

#[tokio::test]
async fn what_does_not_fit_into_the_queue_is_counted_and_not_kept() {
    let shop = logging(CallLogOptions { queue: 3, ..CallLogOptions::default() }).await;
    // Nobody is polled between: the writer takes none.
    for _ in 0..10 {
        shop.service.log_call(call("anna"));
    }
    assert_eq!(shop.service.stats().calls_dropped, 7);
    shop.service.stop().await;
    assert_eq!(shop.store.call_log().await.list(&CallFilter::default(), 50).await.unwrap().len(), 3);
}

#[tokio::test]
async fn pages_follow_one_another() {
    let shop = logging(CallLogOptions::default()).await;
    for _ in 0..120 {
        shop.service.log_call(call("anna"));
    }
    soon(async || {
        let first = list(&shop, &CallsInput::default()).await;
        let Some(next) = first.next else { return false };
        let second = list(&shop, &CallsInput { before: Some(next), ..CallsInput::default() }).await;
        let Some(next) = second.next else { return false };
        let third = list(&shop, &CallsInput { before: Some(next), ..CallsInput::default() }).await;
        (first.rows.len(), second.rows.len(), third.rows.len(), third.next) == (50, 50, 20, None)
    })
    .await;
    shop.service.stop().await;
}

#[tokio::test]
async fn old_calls_go() {
    let shop = shop().await;
    let log = shop.store.call_log().await;
    let day = 24 * 60 * 60 * 1_000;
    let old = |days: i64| NewCall {
        at_ms: now_ms() - days * day,
        kind: CallKind::Basket,
        status: 200,
        duration_us: 1,
        key_name: None,
        customer: None,
        code_hash: None,
        orders: Vec::new(),
        ruleset_revision: 0,
        request: None,
        answer: String::new(),
    };
    log.insert(&[vec![old(15); 1_200], vec![old(13), old(0)]].concat()).await.unwrap();
    shop.service.start_call_log(log.clone(), CallLogOptions::default(), keep).await.unwrap();
    soon(async || log.list(&CallFilter::default(), 10_000).await.unwrap().len() == 2).await;
    shop.service.stop().await;
}

#[tokio::test]
async fn without_a_log_nothing_is_kept_and_the_list_says_so() {
    let shop = shop().await;
    shop.service.log_call(call("anna"));
    let CallsView { rows, next, kept_days } = list(&shop, &CallsInput::default()).await;
    assert_eq!((rows.len(), next, kept_days), (0, None, 0));
    assert_eq!(code(shop.service.call(&publisher(), 1, Language::En).await), ErrorCode::NotFound);
    assert_eq!(shop.service.stats().calls_dropped, 0);
    shop.service.stop().await;
}

/// Calls wait while the log's database does not answer, and the service stops nevertheless.
#[tokio::test]
async fn a_log_that_is_away_holds_up_nobody() {
    let shop = shop().await;
    let log = shop.store.call_log().await;
    shop.service.start_call_log(log.clone(), CallLogOptions::default(), keep).await.unwrap();
    log.close().await.unwrap();
    shop.service.log_call(call("anna"));
    tokio::time::timeout(Duration::from_secs(5), shop.service.stop()).await.unwrap();
    assert_eq!(shop.service.stats().calls_dropped, 1);
}

fn now_ms() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}
