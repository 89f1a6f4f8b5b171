//! Golden cases over HTTP, each on an empty database: see crates/engine/tests/cases/README.md.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::TestServer;

const CASES: &str = "../crates/engine/tests/cases";

#[tokio::test(flavor = "multi_thread")]
async fn golden_cases() {
    let mut failures = Vec::new();
    let mut ran = 0;
    for path in cases() {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        if !only_the_engine_can(&case) {
            run(&path.file_stem().unwrap().to_string_lossy(), &case, &mut failures).await;
            ran += 1;
        }
    }
    assert!(ran >= 11, "only {ran} cases");
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths
}

/// The clock of a running server cannot be set, nor what has been used up or cannot be looked up: see the README of the cases.
fn only_the_engine_can(case: &Value) -> bool {
    let says = |value: &Value| ["now", "usage", "uses", "facts", "pool_code"].into_iter().any(|key| value.get(key).is_some());
    says(case) || case["steps"].as_array().is_some_and(|steps| steps.iter().any(says))
}

async fn run(name: &str, case: &Value, failures: &mut Vec<String>) {
    let server = TestServer::start().await;
    let permit = support::admin().permit().unwrap();
    if let Err(error) = server.service.import(&permit, &case["document"].to_string(), &[]).await {
        failures.push(format!("{name}: not imported: {:?}", error.told()));
        return server.stop().await;
    }
    let webhook = case["webhook"].as_str().unwrap();
    let single = [case.clone()];
    let steps = case["steps"].as_array().map_or(&single[..], Vec::as_slice);
    for (index, step) in steps.iter().enumerate() {
        let place = format!("{name}[{index}]");
        let (request, expect) = (&step["request"], &step["expect"]);
        let (status, answer) = server.ask(webhook, request).await;
        let expected = expect["status"].as_u64().unwrap_or(200);
        if u64::from(status.as_u16()) != expected {
            failures.push(format!("{place}: {status}, expected {expected}: {answer}"));
            continue;
        }
        compare(&place, expect, &answer, failures);
        let absent = step.get("absent").or(case.get("absent")).and_then(Value::as_array);
        for key in absent.into_iter().flatten().filter_map(Value::as_str) {
            if let Some(actual) = answer.get(key) {
                failures.push(format!("{place}.{key}: {actual}, expected none"));
            }
        }
        let once = [&case["again"], &step["again"]].contains(&&json!(false));
        if webhook == "basket" && expected == 200 && !once {
            again(&server, &place, request, &answer, failures).await;
        }
    }
    server.stop().await;
}

/// With the lines in every order that rotating and turning around make, and with the answer's items sent back.
async fn again(server: &TestServer, place: &str, request: &Value, answer: &Value, failures: &mut Vec<String>) {
    let items = request["items"].as_array().cloned().unwrap_or_default();
    for turn in 1..items.len() {
        let mut shuffled = items.clone();
        shuffled.rotate_left(turn);
        shuffled[turn..].reverse();
        let (_, other) = server.ask("basket", &with_items(request, shuffled.into())).await;
        for total in ["totalPrice", "discount", "bonuses"] {
            if other[total] != answer[total] {
                failures.push(format!("{place}: shuffled, {total} is {} instead of {}", other[total], answer[total]));
            }
        }
    }
    let sent_back = answer["items"].as_array().into_iter().flatten().map(|item| as_the_app_keeps_it(item, &items)).collect();
    let (_, back) = server.ask("basket", &with_items(request, sent_back)).await;
    let (back, answer) = (without_notice(&back), without_notice(answer));
    if back != answer {
        failures.push(format!("{place}: sent back,\n  {back}\ninstead of\n  {answer}"));
    }
}

/// An item of the answer with the ids that the app knows its offer by: of the line that was sent.
fn as_the_app_keeps_it(item: &Value, sent: &[Value]) -> Value {
    const IDS: [&str; 2] = ["privateId", "configurationId"];
    let mut item = item.clone();
    // By the id that the answer has taken: the first of the two that is one.
    let line = IDS.iter().find_map(|id| sent.iter().find(|line| line[id] == item["id"]));
    for id in IDS {
        if let Some(known) = line.and_then(|line| line.get(id)) {
            item[id] = known.clone();
        }
    }
    item
}

fn with_items(request: &Value, items: Value) -> Value {
    let mut request = request.clone();
    request["items"] = items;
    request
}

fn without_notice(answer: &Value) -> Value {
    let mut answer = answer.clone();
    if let Some(answer) = answer.as_object_mut() {
        answer.remove("notice");
    }
    answer
}

/// Everything that `expected` names is there and equal.
fn compare(place: &str, expected: &Value, actual: &Value, failures: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (key, value) in expected.iter().filter(|(key, _)| *key != "status") {
                match actual.get(key) {
                    Some(actual) => compare(&format!("{place}.{key}"), value, actual, failures),
                    None => failures.push(format!("{place}.{key}: missing, expected {value}")),
                }
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                compare(&format!("{place}[{index}]"), expected, actual, failures);
            }
        }
        (Value::Number(expected), Value::Number(actual)) if expected.as_f64() == actual.as_f64() => {}
        (expected, actual) if expected == actual => {}
        _ => failures.push(format!("{place}: {actual}, expected {expected}")),
    }
}
