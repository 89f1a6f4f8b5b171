//! Runs `tests/cases/*.json` against the engine.
#![allow(clippy::unwrap_used, clippy::panic)]

mod shop;
#[path = "../support/mod.rs"]
mod support;

use engine::{Basket, Context};
use serde_json::{Value, json};
use shop::{basket, now, pool_code, shop, usage};
use support::{answer, but_for_notices, sent_back, totals};

#[test]
fn golden_cases() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    assert!(paths.len() >= 20, "only {} cases", paths.len());
    let mut failures = Vec::new();
    for path in paths {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        if case["webhook"] == json!("basket") {
            run(&path.file_stem().unwrap().to_string_lossy(), &case, &mut failures);
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn run(name: &str, case: &Value, failures: &mut Vec<String>) {
    let shop = shop(&case["document"]);
    let single = [case.clone()];
    let steps = case["steps"].as_array().map_or(&single[..], Vec::as_slice);
    for (index, step) in steps.iter().enumerate() {
        let name = format!("{name}[{index}]");
        let asked = basket(&step["request"]);
        let of = |key: &str| step.get(key).or(case.get(key)).unwrap_or(&Value::Null);
        let (facts, usage) = (shop.facts(&asked, of("uses"), of("facts")), usage(of("usage")));
        let pool_code = pool_code(of("pool_code"), &case["document"], &asked);
        let context = Context { now: now(of("now")), facts: &facts, usage: &usage, pool_code: &pool_code };

        // Every basket is asked for plain and explained: both must say the same.
        let calculate = |basket: &Basket, how: &str, failures: &mut Vec<String>| {
            let (quote, trace) = shop.engine.explain(&shop.catalogue, basket, &context);
            if shop.engine.quote(&shop.catalogue, basket, &context) != quote {
                failures.push(format!("{name}: {how}, explained, it costs something else"));
            }
            (quote, trace)
        };
        let (quote, trace) = calculate(&asked, "as asked", failures);
        let answered = answer(&quote);
        compare(&name, &step["expect"], &answered, failures);
        for key in of("absent").as_array().into_iter().flatten().filter_map(Value::as_str) {
            if let Some(actual) = answered.get(key) {
                failures.push(format!("{name}.{key}: {actual}, expected none"));
            }
        }
        if let Some(expected) = step.get("trace") {
            compare(&format!("{name}.trace"), expected, &serde_json::to_value(&trace.promotions).unwrap(), failures);
        }
        if step["again"] == json!(false) || case["again"] == json!(false) {
            continue;
        }
        for turn in 1..asked.lines.len() {
            let mut shuffled = asked.clone();
            shuffled.lines.rotate_left(turn);
            shuffled.lines[turn..].reverse();
            let (other, _) = calculate(&shuffled, "shuffled", failures);
            if totals(&other) != totals(&quote) {
                failures.push(format!("{name}: shuffled, {:?} instead of {:?}", totals(&other), totals(&quote)));
            }
        }
        let (again, _) = calculate(&sent_back(&asked, &quote), "sent back", failures);
        if but_for_notices(&again) != but_for_notices(&quote) {
            failures.push(format!(
                "{name}: sent back,\n  {}\ninstead of\n  {}",
                but_for_notices(&again),
                but_for_notices(&quote)
            ));
        }
    }
}

/// Everything that `expected` names is there and equal.
fn compare(place: &str, expected: &Value, actual: &Value, failures: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (key, value) in expected {
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
