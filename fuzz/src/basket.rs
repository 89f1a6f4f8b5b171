//! A body for the calculation of a basket.

use std::{collections::BTreeMap, time::Duration};

use engine::Quote;
use imshop::{
    RequestError,
    basket::{self, BasketRequest, MAX_ITEMS},
};
use rustix::time::{ClockId, clock_gettime};
use serde_json::value::RawValue;

use crate::{
    answer::{Answer, Item, kopecks, units},
    shop::{SHOPS, Shop},
    syntax,
};

/// No basket takes longer. What the machine does meanwhile for others is not counted.
const PATIENCE: Duration = Duration::from_millis(100);
/// What was slow once may have found cold memory: it is asked again.
const ATTEMPTS: usize = 3;

/// Whatever the body is: nothing panics, it is answered soon, the answer is JSON whose sums hold, its items sent back are
/// answered alike, and so is what is explained.
pub fn check(body: &[u8]) {
    imshop::key_in_body(body);
    syntax::check(body, &basket::read(body));
    for shop in &*SHOPS {
        let Ok(answered) = answer_in_time(shop, body) else { return };
        let basket = answered.request.to_basket(shop.settings());
        assert!(shop.explained_quote(&basket) == answered.quote, "explained, the quote is another one");
        check_sums(&answered.json);
        if let Some(back) = sent_back(body, &answered) {
            let again = answer_in_time(shop, &back).unwrap_or_else(|error| panic!("sent back: {error}"));
            assert_alike(&answered.json, &again.json);
        }
    }
}

struct Answered<'a> {
    request: BasketRequest<'a>,
    quote: Quote,
    json: Vec<u8>,
}

fn answer<'a>(shop: &Shop, body: &'a [u8]) -> Result<Answered<'a>, RequestError> {
    let request = basket::read(body)?;
    let basket = request.to_basket(shop.settings());
    assert_eq!(basket.lines.len(), request.items.len());
    let quote = shop.quote(&basket);
    let json = basket::write(&quote, &request);
    Ok(Answered { request, quote, json })
}

fn answer_in_time<'a>(shop: &Shop, body: &'a [u8]) -> Result<Answered<'a>, RequestError> {
    let mut fastest = Duration::MAX;
    for _ in 0..ATTEMPTS {
        let started = time_at_work();
        let answered = answer(shop, body);
        fastest = fastest.min(time_at_work().saturating_sub(started));
        if fastest < PATIENCE {
            return answered;
        }
    }
    panic!("it took {fastest:?}");
}

/// How long this thread has been calculating.
fn time_at_work() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

/// Σ lines = total, nothing is below nothing, and a line costs what its units cost less its discount.
fn check_sums(json: &[u8]) {
    let answer: Answer<'_> = read(json, "answer");
    let items: Vec<Item<'_>> = answer.items.iter().map(|raw| read(raw.get().as_bytes(), "item")).collect();
    let thousandths = |item: &Item<'_>| kopecks(item.price) * units(item.quantity, 3);
    let (mut total, mut discount) = (0, 0);
    for (item, raw) in items.iter().zip(&answer.items) {
        let (subtotal, off) = (kopecks(item.subtotal), kopecks(item.discount));
        assert!(subtotal >= 0 && off >= 0, "{}", raw.get());
        // The rounding is that of the line's article, and a kopeck of it may be another line's.
        let is_exact = ((subtotal + off) * 1_000 - thousandths(item)).abs() < 2_000;
        assert!(is_exact || item.error.is_some(), "{}", raw.get());
        if item.selected != Some(false) {
            total += subtotal;
            discount += off;
        }
    }
    assert_eq!(kopecks(answer.total_price), total, "the lines do not sum to the total");
    assert!((0..=discount).contains(&kopecks(answer.discount)), "{} of {discount} kopecks", answer.discount);
}

/// The body with the answer's items in place of its own, which have the ids by which the app knows their offers. None
/// where gifts have made more of them than are accepted.
fn sent_back(body: &[u8], answered: &Answered<'_>) -> Option<Vec<u8>> {
    let answer: Answer<'_> = read(&answered.json, "answer");
    assert_eq!(answer.items.len(), answered.quote.lines.len());
    let items: Vec<String> = answer
        .items
        .iter()
        .zip(&answered.quote.lines)
        .map(|(item, line)| {
            let sent = line.source.and_then(|source| answered.request.items.get(source));
            let ids = sent.map(|item| [("privateId", &item.private_id), ("configurationId", &item.configuration_id)]);
            let mut object = "{".to_owned();
            for (name, id) in ids.into_iter().flatten() {
                if let Some(id) = id {
                    object.push_str(&format!("\"{name}\": {}, ", serde_json::Value::from(id.as_ref())));
                }
            }
            object + item.get().trim_start_matches('{')
        })
        .collect();
    // Of two fields of the same name the last counts: the rest of the body stays as it is.
    let end = body.iter().rposition(|&byte| byte == b'}')?;
    let start = std::str::from_utf8(&body[..end]).ok()?.trim_end();
    let comma = if start.ends_with('{') { "" } else { ", " };
    (items.len() <= MAX_ITEMS).then(|| format!("{start}{comma}\"items\": [{}]}}", items.join(", ")).into_bytes())
}

/// Byte for byte, but for `notice`.
fn assert_alike(json: &[u8], again: &[u8]) {
    let [mut first, mut second]: [BTreeMap<String, &RawValue>; 2] = [json, again].map(|json| read(json, "answer"));
    first.remove("notice");
    second.remove("notice");
    let text = |value: Option<&&RawValue>| value.map(|value| value.get().to_owned());
    for name in first.keys().chain(second.keys()) {
        assert_eq!(text(first.get(name)), text(second.get(name)), "sent back, {name} is another one");
    }
}

fn read<'a, T: serde::Deserialize<'a>>(json: &'a [u8], what: &str) -> T {
    serde_json::from_slice(json).unwrap_or_else(|error| panic!("{what}: {error}: {}", String::from_utf8_lossy(json)))
}
