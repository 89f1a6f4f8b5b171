//! Codes: made by pattern, brought in, handed out, switched off, looked for; and those who guess them.
//!
//! `PODAROK_TEST_LONG=1` takes the full sizes.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use common::*;
use contract::{
    ErrorCode,
    views::{CodeEventKind, CodeState, JobState, JobView, PoolView},
};
use engine::{Basket, quote::CodeStatus};
use serde_json::{Value, json};
use service::{
    Service,
    codes::{CodesImport, CodesInput, FileKind},
    orders::NewOrder,
};

fn long() -> bool {
    std::env::var_os("PODAROK_TEST_LONG").is_some_and(|value| value == "1")
}

/// A tenth off for a code of the pool `summer`, and for the shared code `SALE`.
fn document() -> Value {
    let mut promotion = live(percent_off("summer", 10));
    promotion["code_pool"] = json!("summer");
    let mut shared = live(percent_off("sale", 20));
    shared["codes"] = json!(["SALE"]);
    json!({
        "products": goods(),
        "promotions": [promotion, shared],
        "code_pools": [{ "id": "summer", "codes": ["A7K2"] }],
    })
}

/// What has become of a job, once it has ended.
async fn ended(service: &Service, job: JobView) -> JobView {
    let start = Instant::now();
    loop {
        let now = service.job(&viewer(), job.id).await.unwrap();
        if now.state != JobState::Running {
            return now;
        }
        assert!(start.elapsed() < Duration::from_secs(600), "{now:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn numbers(shop: &Shop, pool: &str) -> PoolView {
    shop.service.code_pool(&viewer(), pool).await.unwrap()
}

fn with_code(customer: &str, code: &str) -> Basket {
    Basket { code: Some(code.to_owned()), ..basket_of(customer, &["tea"]) }
}

async fn status(service: &Service, customer: &str, code: &str) -> CodeStatus {
    quote(service, &with_code(customer, code)).await.code.unwrap().status
}

async fn all_codes(shop: &Shop, pool: &str) -> Vec<String> {
    let (mut codes, mut after) = (Vec::new(), None);
    loop {
        let input = CodesInput { after, limit: 1_000, ..CodesInput::default() };
        let page = shop.service.codes_of_pool(&publisher(), pool, &input).await.unwrap();
        codes.extend(page.codes.into_iter().map(|code| code.code));
        after = page.next;
        if after.is_none() {
            return codes;
        }
    }
}

#[tokio::test]
async fn codes_are_made_by_a_pattern_all_different_and_work_at_once() {
    let shop = shop_with(document()).await;
    assert_eq!(status(&shop.service, "anna", "SUMMER-2345").await, CodeStatus::NotFound);
    let job = shop.service.generate_codes(&publisher(), "summer", " SUMMER-#### ", 7_000).await.unwrap();
    let job = ended(&shop.service, job).await;
    assert_eq!((job.state, job.done, job.total), (JobState::Done, 7_000, 7_000), "{job:?}");
    assert!(job.ru.contains("7\u{a0}000") && job.en.starts_with("Codes made"), "{job:?}");
    let codes = all_codes(&shop, "summer").await;
    assert_eq!(codes.len(), 7_001);
    assert_eq!(codes.iter().collect::<HashSet<_>>().len(), 7_001);
    assert!(codes[1..].iter().all(|code| code.len() == 11 && code.starts_with("SUMMER-")), "{:?}", &codes[..3]);
    assert!(codes[1..].iter().all(|code| !code[7..].contains(['0', 'O', '1', 'I', 'L'])));
    assert_eq!(status(&shop.service, "anna", &codes[5_000].to_lowercase()).await, CodeStatus::Success);
    assert_eq!(
        numbers(&shop, "summer").await,
        PoolView { id: "summer".to_owned(), total: 7_001, free: 7_001, ..PoolView::default() }
    );
    assert_eq!(shop.service.jobs_of_pool(&viewer(), "summer").await.unwrap(), [job]);
    let log = shop.store.audit_log(Some(("code_pool", "summer")), &store::Filter::default()).await.unwrap().0;
    assert_eq!(
        (log[0].action.as_str(), log[0].after.as_deref()),
        ("generate", Some(r#"{"count":7000,"pattern":"SUMMER-####"}"#))
    );
}

#[tokio::test]
async fn codes_that_would_be_guessed_are_not_made() {
    let shop = shop_with(document()).await;
    let generate = async |pattern, count| shop.service.generate_codes(&publisher(), "summer", pattern, count).await;
    // 31^4 is 923,521.
    assert_eq!(places(generate("SUMMER-####", 9_236).await), ["pattern"]);
    ended(&shop.service, generate("SUMMER-####", 9_000).await.unwrap()).await;
    assert_eq!(places(generate("SUMMER-####", 1_000).await), ["pattern"], "together with those that are there");
    let view = shop.service.key_space(&publisher(), "WINTER-####", 92).await.unwrap();
    assert_eq!((view.space.as_str(), view.one_in, view.good, view.samples.len()), ("923\u{a0}521", 10_038, true, 3));
    assert!(!shop.service.key_space(&publisher(), "SUMMER-####", 92).await.unwrap().good);
    assert_eq!(places(generate("SUMMER", 1).await), ["pattern"]);
    assert_eq!(places(generate("A-########", 0).await), ["count"]);
    assert_eq!(places(generate("A-########", 1_000_001).await), ["count"]);
    let nowhere = shop.service.generate_codes(&publisher(), "nowhere", "A-########", 1).await;
    assert_eq!(code(nowhere), ErrorCode::NotFound);
}

#[tokio::test]
async fn codes_that_are_drawn_again_are_made_up_for() {
    let shop = shop_with(document()).await;
    // Of 923,521 codes, some twenty are drawn both times.
    for (count, total) in [(5_000, 5_001), (4_200, 9_201)] {
        let job = shop.service.generate_codes(&publisher(), "summer", "R####", count).await.unwrap();
        assert_eq!(ended(&shop.service, job).await.done, count);
        assert_eq!(numbers(&shop, "summer").await.total, total);
    }
}

#[tokio::test]
async fn one_job_at_a_time_works_on_a_pool() {
    let shop = shop_with(document()).await;
    let size = if long() { 200_000 } else { 20_000 };
    let first = shop.service.generate_codes(&publisher(), "summer", "A-########", size).await.unwrap();
    assert_eq!(places(shop.service.generate_codes(&publisher(), "summer", "B-########", 1).await), ["job"]);
    assert_eq!(places(shop.service.switch_pool(&publisher(), "summer", false).await), ["job"]);
    shop.service.create_code_pool(&publisher(), "other").await.unwrap();
    let other = shop.service.generate_codes(&publisher(), "other", "C-########", 10).await.unwrap();
    assert_eq!(ended(&shop.service, other).await.state, JobState::Done);
    assert_eq!(ended(&shop.service, first).await.done, size);
    let next = shop.service.generate_codes(&publisher(), "summer", "B-########", 1).await.unwrap();
    assert_eq!(ended(&shop.service, next).await.state, JobState::Done);
}

#[tokio::test]
async fn a_job_whose_process_died_has_failed_and_occupies_nothing() {
    let shop = shop_with(document()).await;
    let old = engine::Moment(1_000);
    let row = store::JobRow {
        id: 0,
        kind: "generate".to_owned(),
        thing: "code_pool/summer".to_owned(),
        state: store::JobState::Running,
        done: 5_000,
        total: 10_000,
        message: None,
        started_at: old,
        heartbeat_at: old,
        finished_at: None,
        actor: "anna".to_owned(),
    };
    let tx = shop.store.begin().await.unwrap();
    let id = tx.insert_job(&row).await.unwrap();
    tx.commit().await.unwrap();
    let dead = shop.service.job(&viewer(), id).await.unwrap();
    assert_eq!((dead.state, dead.done, dead.en.is_empty()), (JobState::Failed, 5_000, false));
    let next = shop.service.generate_codes(&publisher(), "summer", "B-########", 1).await.unwrap();
    assert_eq!(ended(&shop.service, next).await.state, JobState::Done);
    assert_eq!(shop.service.job(&viewer(), id).await.unwrap().state, JobState::Failed);
    assert_eq!(code(shop.service.job(&viewer(), 999).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn a_service_that_stops_ends_its_jobs_and_says_so() {
    let shop = shop_with(document()).await;
    let other = shop.another().await;
    let job = other.generate_codes(&publisher(), "summer", "A-########", 1_000_000).await.unwrap();
    other.stop().await;
    let job = shop.service.job(&viewer(), job.id).await.unwrap();
    assert_eq!(job.state, JobState::Failed, "{job:?}");
    assert!(numbers(&shop, "summer").await.total < 1_000_001);
}

/// The whole of it, timed, with orders beside it: `PODAROK_TEST_LONG=1`, and `--release` for the time that counts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_million_codes_in_one_job_and_orders_are_not_held_up() {
    let count = if long() { 1_000_000 } else { 20_000 };
    let shop = shop_with(document()).await;
    let start = Instant::now();
    let job = shop.service.generate_codes(&publisher(), "summer", "S-########", count).await.unwrap();
    let (mut slowest, mut orders) = (Duration::ZERO, 0);
    loop {
        let at = Instant::now();
        let order = NewOrder { uuid: format!("o{orders}"), basket: basket_of("anna", &["tea"]), ..NewOrder::default() };
        shop.service.record_order(&order).await.unwrap();
        slowest = slowest.max(at.elapsed());
        orders += 1;
        if shop.service.job(&viewer(), job.id).await.unwrap().state != JobState::Running {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let took = start.elapsed();
    let job = shop.service.job(&viewer(), job.id).await.unwrap();
    assert_eq!((job.state, job.done), (JobState::Done, count), "{job:?}");
    assert_eq!(numbers(&shop, "summer").await.total, count + 1);
    println!("{count} codes in {took:?}; of {orders} orders beside it the slowest took {slowest:?}");
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
}

#[tokio::test]
async fn a_code_that_is_switched_off_is_in_no_pool_until_it_is_on_again() {
    let shop = shop_with(document()).await;
    let switch = async |code: &str, active| shop.service.switch_code(&publisher(), code, active).await;
    assert_eq!(status(&shop.service, "anna", "A7K2").await, CodeStatus::Success);
    switch("a7k2", false).await.unwrap();
    switch("a7k2", false).await.unwrap();
    assert_eq!(status(&shop.service, "anna", "A7K2").await, CodeStatus::NotFound);
    assert_eq!(numbers(&shop, "summer").await.off, 1);
    switch("A7K2", true).await.unwrap();
    assert_eq!(status(&shop.service, "anna", "A7K2").await, CodeStatus::Success);
    assert_eq!(code(switch("nowhere", false).await), ErrorCode::NotFound);

    let order = NewOrder { uuid: "o1".to_owned(), basket: with_code("anna", "A7K2"), ..NewOrder::default() };
    shop.service.record_order(&order).await.unwrap();
    let view = shop.service.code(&publisher(), " A7k2 ").await.unwrap();
    let events: Vec<_> = view.history.iter().map(|event| event.what).collect();
    assert!(events.contains(&CodeEventKind::Made) && events.contains(&CodeEventKind::SwitchedOff), "{events:?}");
    let redeemed = view.history.iter().find(|event| event.what == CodeEventKind::Redeemed).unwrap();
    assert_eq!((redeemed.who.as_str(), redeemed.by.as_str(), redeemed.thing.as_str()), ("anna", "order/o1", "summer"));
    assert_eq!(view.of_pool.unwrap().state, CodeState::Redeemed);
    assert_eq!(view.stands_for.iter().map(|used| used.id.as_str()).collect::<Vec<_>>(), ["summer"]);
    let off = events.iter().filter(|what| **what == CodeEventKind::SwitchedOff).count();
    assert_eq!(off, 1, "switching off twice is once");

    let shared = shop.service.code(&publisher(), "sale").await.unwrap();
    assert_eq!((shared.of_pool, shared.stands_for[0].id.as_str()), (None, "sale"));
    let nothing = shop.service.code(&publisher(), "nothing").await.unwrap();
    assert!(nothing.of_pool.is_none() && nothing.stands_for.is_empty() && nothing.history.is_empty());
}

#[tokio::test]
async fn all_codes_of_a_pool_that_nobody_redeemed_are_switched_off_at_once() {
    let shop = shop_with(document()).await;
    let job = shop.service.generate_codes(&publisher(), "summer", "A-########", 6_000).await.unwrap();
    ended(&shop.service, job).await;
    let order = NewOrder { uuid: "o1".to_owned(), basket: with_code("anna", "A7K2"), ..NewOrder::default() };
    shop.service.record_order(&order).await.unwrap();
    let off = shop.service.switch_pool(&publisher(), "summer", false).await.unwrap();
    let off = ended(&shop.service, off).await;
    assert_eq!((off.state, off.done, off.total), (JobState::Done, 6_000, 6_000));
    let pool = numbers(&shop, "summer").await;
    assert_eq!((pool.free, pool.off, pool.redeemed), (0, 6_000, 1));
    let on = shop.service.switch_pool(&publisher(), "summer", true).await.unwrap();
    assert_eq!(ended(&shop.service, on).await.done, 6_000);
    assert_eq!(numbers(&shop, "summer").await.free, 6_000);
}

#[tokio::test]
async fn codes_are_listed_by_page_state_and_beginning() {
    let mut document = document();
    document["code_pools"][0]["codes"] = json!(["A1", "A2", "A3", "B1", "B2"]);
    let shop = shop_with(document).await;
    let list = async |input: CodesInput| shop.service.codes_of_pool(&publisher(), "summer", &input).await.unwrap();
    let page = list(CodesInput { search: "a".to_owned(), limit: 2, ..CodesInput::default() }).await;
    let codes = |page: &contract::views::CodesPage| page.codes.iter().map(|code| code.code.clone()).collect::<Vec<_>>();
    assert_eq!((codes(&page), page.next.as_deref()), (vec!["A1".to_owned(), "A2".to_owned()], Some("a2")));
    let page = list(CodesInput { search: "a".to_owned(), limit: 2, after: page.next, ..CodesInput::default() }).await;
    assert_eq!((codes(&page), page.next), (vec!["A3".to_owned()], None));
    shop.service.switch_code(&publisher(), "b1", false).await.unwrap();
    let off = list(CodesInput { state: Some(CodeState::Off), ..CodesInput::default() }).await;
    assert_eq!((codes(&off), off.codes[0].state), (vec!["B1".to_owned()], CodeState::Off));
    let none = list(CodesInput { search: "a\0".to_owned(), after: Some("\0".to_owned()), ..CodesInput::default() }).await;
    assert_eq!(none.codes.len(), 3);
}

#[tokio::test]
async fn whoever_guesses_is_told_that_there_is_no_such_code_without_a_look() {
    let shop = shop_with(document()).await;
    let service = &shop.service;
    let ask = async |customer: Option<&str>, install: Option<&str>, code: &str| {
        let basket = Basket { customer: customer.map(str::to_owned), code: Some(code.to_owned()), ..basket(&["tea"]) };
        service.quote(&service.live(), &basket, install).await.code.unwrap().status
    };
    for guess in 0..20 {
        assert_eq!(ask(Some("anna"), Some("phone"), &format!("guess{guess}")).await, CodeStatus::NotFound);
        // The app asks again at every change of the basket.
        ask(Some("anna"), Some("phone"), "guess0").await;
    }
    assert_eq!(ask(Some("anna"), Some("tablet"), "A7K2").await, CodeStatus::NotFound);
    assert_eq!(ask(Some("anna"), None, "SALE").await, CodeStatus::Success, "shared codes work all the same");
    assert_eq!(ask(None, Some("phone"), "A7K2").await, CodeStatus::Success);
    assert_eq!(ask(Some("boris"), Some("phone"), "A7K2").await, CodeStatus::Success);
    // Nobody can be told from anybody else.
    for guess in 0..30 {
        ask(None, None, &format!("guess{guess}")).await;
    }
    assert_eq!(ask(None, None, "A7K2").await, CodeStatus::Success);
    for guess in 0..20 {
        ask(None, Some("phone"), &format!("guess{guess}")).await;
    }
    assert_eq!(ask(None, Some("phone"), "A7K2").await, CodeStatus::NotFound);
    // An order is true to whoever placed it.
    let order = NewOrder { uuid: "o1".to_owned(), basket: with_code("anna", "A7K2"), ..NewOrder::default() };
    let recorded = service.record_order(&order).await.unwrap();
    assert_eq!(recorded.code.unwrap().status, CodeStatus::Success);
}

/// An offer of which each customer has a code of their own.
fn own_codes(codes: &[String]) -> Value {
    let mut document = document();
    document["code_pools"] = json!([{ "id": "summer", "codes": codes }]);
    document["personal_offers"] = json!([{
        "id": "gift", "name": "Gift", "status": "live", "code_pool": "summer", "audience": { "everyone": true }
    }]);
    document
}

async fn own_code(service: &Service, customer: &str) -> Option<(String, Option<bool>)> {
    let offers = service.personal_offers(Some(customer), &[]).await;
    offers.into_iter().next().map(|answer| (answer.code.unwrap(), answer.used))
}

#[tokio::test]
async fn each_customer_gets_a_code_of_their_own_which_works_for_nobody_else() {
    let shop = shop_with(own_codes(&["A1".to_owned(), "A2".to_owned()])).await;
    let service = &shop.service;
    let (anna, used) = own_code(service, "anna").await.unwrap();
    assert_eq!(used, Some(false));
    assert_eq!(own_code(service, "anna").await.unwrap().0, anna, "the same one at each request");
    let other = shop.another().await;
    assert_eq!(own_code(&other, "anna").await.unwrap().0, anna, "whichever server is asked");
    let (boris, _) = own_code(service, "boris").await.unwrap();
    assert_ne!(anna, boris);
    assert_eq!(own_code(service, "vera").await, None, "none left: the offer is not shown");
    assert!(service.personal_offers(None, &[]).await.is_empty(), "nobody has no code");

    assert_eq!(status(service, "boris", &anna).await, CodeStatus::NotRedeemable);
    assert_eq!(status(service, "anna", &anna.to_lowercase()).await, CodeStatus::Success);
    let pool = numbers(&shop, "summer").await;
    assert_eq!((pool.free, pool.given), (0, 2));

    let order = NewOrder { uuid: "o1".to_owned(), basket: with_code("anna", &anna), ..NewOrder::default() };
    assert_eq!(service.record_order(&order).await.unwrap().code.unwrap().status, CodeStatus::Success);
    assert_eq!(own_code(service, "anna").await.unwrap(), (anna.clone(), Some(true)));
    assert_eq!(own_code(service, "boris").await.unwrap(), (boris, Some(false)));
    assert_eq!(status(service, "anna", &anna).await, CodeStatus::AlreadyRedeemed);
    let given = service.code(&publisher(), &anna).await.unwrap();
    let given = given.history.into_iter().find(|event| event.what == CodeEventKind::Given).unwrap();
    assert_eq!(given.who, "anna");
    other.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_customers_at_once_never_share_a_code() {
    let codes: Vec<String> = (0..190).map(|number| format!("CODE{number:03}")).collect();
    let shop = shop_with(own_codes(&codes)).await;
    let tasks: Vec<_> = (0..400)
        .map(|number| {
            let service = shop.service.clone();
            tokio::spawn(async move { own_code(&service, &format!("c{}", number % 200)).await })
        })
        .collect();
    let mut given = std::collections::HashMap::<usize, String>::new();
    for (number, task) in tasks.into_iter().enumerate() {
        let Some((code, _)) = task.await.unwrap() else { continue };
        let same = given.entry(number % 200).or_insert_with(|| code.clone());
        assert_eq!(*same, code, "both requests of a customer show one code");
    }
    assert_eq!(given.len(), 190, "as many as there are codes");
    assert_eq!(given.values().collect::<HashSet<_>>().len(), 190);
    assert_eq!(numbers(&shop, "summer").await.given, 190);
}

async fn import_file(shop: &Shop, bytes: impl Into<Vec<u8>>, dry_run: bool) -> CodesImport {
    shop.service.import_codes(&publisher(), "summer", bytes.into(), dry_run).await.unwrap()
}

async fn imported(shop: &Shop, bytes: impl Into<Vec<u8>>) -> JobView {
    match import_file(shop, bytes, false).await {
        CodesImport::Started(job) => ended(&shop.service, job).await,
        CodesImport::Checked(checked) => panic!("{checked:?}"),
    }
}

async fn export(shop: &Shop, kind: FileKind) -> Vec<u8> {
    let mut export = shop.service.export_codes(&publisher(), "summer", &CodesInput::default(), kind).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = export.next().await.unwrap() {
        bytes.extend(piece);
    }
    bytes
}

#[tokio::test]
async fn a_file_with_something_wrong_changes_nothing_and_tells_each_line() {
    let mut document = document();
    document["code_pools"] = json!([{ "id": "summer", "codes": ["A7K2"] }, { "id": "winter", "codes": ["W1"] }]);
    let shop = shop_with(document).await;
    let long = "x".repeat(65);
    let file = format!("n,code\n1,NEW1\n2,\n3,a7k2\n4,new1\n5,w1\n6,sale\n7,{long}\n8,a\u{7}b\n");
    for dry_run in [true, false] {
        let CodesImport::Checked(checked) = import_file(&shop, file.clone(), dry_run).await else { panic!("nothing starts") };
        assert_eq!((checked.new, checked.known, checked.wrong), (1 + 2, 1, 6), "{checked:?}");
        let told: Vec<_> = checked.problems.iter().map(|problem| (problem.line, problem.en.as_str())).collect();
        assert_eq!(
            told,
            [
                (3, "has no code"),
                (5, "has the same code as line 2"),
                (6, "is already a code of pool winter"),
                (7, "is a shared code: “20 %”"),
                (8, "has a code of more than 64 characters"),
                (9, "has a character that cannot be used"),
            ]
        );
        assert!(checked.problems.iter().all(|problem| problem.ru != problem.en));
    }
    assert_eq!(numbers(&shop, "summer").await.total, 1);
    let many: String = (0..500).map(|_| "SAME\n").collect();
    let CodesImport::Checked(checked) = import_file(&shop, many, false).await else { panic!("nothing starts") };
    assert_eq!((checked.problems.len(), checked.wrong), (100, 499));
    let bad = shop.service.import_codes(&publisher(), "summer", Vec::new(), false).await;
    assert_eq!(places(bad), ["file"]);
}

#[tokio::test]
async fn what_was_exported_comes_back_as_it_was_in_both_formats() {
    let mut document = document();
    document["code_pools"][0]["codes"] = json!(["A7K2", "=SUM(1)", "С КИРИЛЛИЦЕЙ; и запятой,"]);
    let shop = shop_with(document).await;
    let job = shop.service.generate_codes(&publisher(), "summer", "A-########", 2_500).await.unwrap();
    ended(&shop.service, job).await;
    let order = NewOrder { uuid: "=o1".to_owned(), basket: with_code("anna", "A7K2"), ..NewOrder::default() };
    shop.service.record_order(&order).await.unwrap();
    let (csv, xlsx) = (export(&shop, FileKind::Csv).await, export(&shop, FileKind::Xlsx).await);
    let text = String::from_utf8(csv.clone()).unwrap();
    assert_eq!(text.lines().count(), 2_504);
    assert!(text.starts_with("\u{feff}code,state,made_at,"), "{}", &text[..100]);
    assert!(text.contains("\n'=SUM(1),free,"));
    assert!(text.lines().any(|line| line.starts_with("A7K2,redeemed,") && line.contains(",order/=o1,anna,")));
    assert!(xlsx.starts_with(b"PK"));
    for file in [csv, xlsx] {
        let CodesImport::Checked(checked) = import_file(&shop, file, true).await else { panic!("it is only looked through") };
        assert_eq!((checked.new, checked.known, checked.wrong), (0, 2_503, 0), "{checked:?}");
    }
    let log = shop.store.audit_log(Some(("code_pool", "summer")), &store::Filter::default()).await.unwrap().0;
    assert!(log.iter().filter(|row| row.action == "export").count() == 2);
}

#[tokio::test]
async fn a_file_is_imported_whole_and_once() {
    let shop = shop_with(document()).await;
    let count = if long() { 1_000_000 } else { 12_000 };
    let file: String = (0..count).map(|number| format!("F{number:07}\n")).collect();
    let start = Instant::now();
    let job = imported(&shop, file.clone()).await;
    println!("{count} codes imported in {:?}", start.elapsed());
    assert_eq!((job.state, job.done), (JobState::Done, count));
    assert_eq!(imported(&shop, file).await.done, 0, "what is there stays");
    assert_eq!(numbers(&shop, "summer").await.total, count + 1);
    assert_eq!(status(&shop.service, "anna", "f0000007").await, CodeStatus::Success);
}

#[tokio::test]
async fn what_gets_into_another_pool_meanwhile_leaves_nothing_of_the_import() {
    let shop = shop_with(document()).await;
    shop.service.create_code_pool(&publisher(), "other").await.unwrap();
    let file: String = (0..20_000).map(|number| format!("F{number:05}\n")).collect();
    // The last batch meets it.
    let CodesImport::Started(job) = import_file(&shop, file, false).await else { panic!("nothing is wrong yet") };
    let tx = shop.store.begin().await.unwrap();
    tx.insert_codes("other", vec![("f19999".to_owned(), "F19999".to_owned())], engine::Moment(1)).await.unwrap();
    tx.commit().await.unwrap();
    let job = ended(&shop.service, job).await;
    assert_eq!(job.state, JobState::Failed, "{job:?}");
    assert_eq!(numbers(&shop, "summer").await.total, 1);
}
