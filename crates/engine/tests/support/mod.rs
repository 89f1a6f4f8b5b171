//! The answer as the app sees it, and what the app sends back: the real translation is another crate.

use engine::{Basket, Money, Quantity, Quote, basket::Line, rules::Gift};
use serde_json::{Map, Value, json};

/// The answer as the app would see it.
pub fn answer(quote: &Quote) -> Value {
    let gifts =
        |gifts: &[Gift]| gifts.iter().map(|gift| json!({"id": gift.offer_id, "quantity": gift.quantity})).collect::<Vec<_>>();
    let points = |points: &engine::quote::Points| json!({"canSpend": points.can_spend, "willEarn": points.will_earn});
    let items = quote.lines.iter().map(|line| {
        let mut item = json!({
            "id": line.offer_id, "name": line.name, "price": line.price, "quantity": line.quantity, "discount": line.discount,
            "subtotal": line.subtotal, "selected": !line.set_aside, "canBePurchased": line.available,
        });
        put(&mut item, "gift", (line.gift > Quantity::ZERO).then(|| json!(line.gift)));
        put(&mut item, "appliedDiscounts", (!line.applied.is_empty()).then(|| json!(line.applied)));
        put(&mut item, "bonuses", line.bonuses.as_ref().map(points));
        put(&mut item, "notice", line.notice.as_ref().map(|text| json!(text)));
        put(&mut item, "error", line.error.as_ref().map(|text| json!(text)));
        item
    });
    let promotions = quote.promotions.iter().map(|promotion| {
        let mut entry = json!({"id": promotion.id, "name": promotion.name});
        if !promotion.in_group {
            put(&mut entry, "gifts", (!promotion.gifts.is_empty()).then(|| json!(gifts(&promotion.gifts))));
            put(&mut entry, "giftOptions", (!promotion.options.is_empty()).then(|| json!(gifts(&promotion.options))));
        }
        entry
    });
    let groups = quote.groups.iter().map(|group| {
        let entry = |entry: &engine::quote::GroupEntry| {
            let mut value = json!({"id": entry.id, "name": entry.name, "sumsWithBonuses": entry.sums_with_bonuses});
            put(&mut value, "gifts", (!entry.gifts.is_empty()).then(|| json!(gifts(&entry.gifts))));
            put(&mut value, "giftOptions", (!entry.options.is_empty()).then(|| json!(gifts(&entry.options))));
            put(&mut value, "giftOptionsLimit", entry.options_limit.map(|limit| json!(limit)));
            put(&mut value, "discount", entry.discount.map(|discount| json!(discount)));
            value
        };
        group.iter().map(entry).collect::<Vec<_>>()
    });
    let mut answer = json!({
        "totalPrice": quote.total, "discount": quote.discount, "items": items.collect::<Vec<_>>(),
        "dynamicDiscounts": promotions.collect::<Vec<_>>(),
        "appliedPromocode": quote.code.as_ref().and_then(|code| code.applied.clone()),
    });
    put(&mut answer, "promoGroups", (!quote.groups.is_empty()).then(|| json!(groups.collect::<Vec<_>>())));
    let suggestions = quote.suggestions.iter().map(|suggestion| {
        let mut entry = json!({"promocode": suggestion.code, "title": suggestion.title});
        let text = |text: &String| (!text.is_empty()).then(|| json!(text));
        put(&mut entry, "description", text(&suggestion.description));
        put(&mut entry, "longDescription", text(&suggestion.long_description));
        put(&mut entry, "availableUntil", suggestion.until.map(|until| json!(until.unix_secs())));
        entry
    });
    put(&mut answer, "availablePromocodes", (!quote.suggestions.is_empty()).then(|| json!(suggestions.collect::<Vec<_>>())));
    put(&mut answer, "promocodeStatus", quote.code.as_ref().map(|code| status(code.status)));
    put(&mut answer, "bonuses", quote.bonuses.as_ref().map(points));
    put(&mut answer, "notice", (!quote.notices.is_empty()).then(|| json!(quote.notices.join("\n"))));
    answer
}

fn status(status: engine::quote::CodeStatus) -> Value {
    use engine::quote::CodeStatus;
    json!(match status {
        CodeStatus::Success => "success",
        CodeStatus::NotFound => "notFound",
        CodeStatus::AlreadyRedeemed => "alreadyRedeemed",
        CodeStatus::NotRedeemable => "notRedeemable",
    })
}

fn put(value: &mut Value, key: &str, entry: Option<Value>) {
    if let (Some(object), Some(entry)) = (value.as_object_mut(), entry) {
        object.insert(key.to_owned(), entry);
    }
}

/// The next basket, where the app sends the answer's items back.
pub fn sent_back(basket: &Basket, quote: &Quote) -> Basket {
    let line = |line: &engine::quote::QuoteLine| Line {
        offer_id: line.offer_id.clone(),
        other_id: line.source.and_then(|source| basket.lines[source].other_id.clone()),
        name: line.name.clone(),
        price: Some(line.price),
        quantity: line.quantity,
        applied: line.applied.clone(),
        set_aside: line.set_aside,
    };
    Basket { lines: quote.lines.iter().map(line).collect(), ..basket.clone() }
}

/// The answer without its notices, to compare with the answer to what was sent back.
pub fn but_for_notices(quote: &Quote) -> Value {
    let mut answer = answer(quote);
    answer.as_object_mut().map(|answer: &mut Map<_, _>| answer.remove("notice"));
    answer
}

/// What shuffling and splitting may not change.
pub fn totals(quote: &Quote) -> (Money, Money, Option<engine::quote::Points>) {
    (quote.total, quote.discount, quote.bonuses)
}
