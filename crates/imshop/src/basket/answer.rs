use engine::{
    Quote,
    quote::{Applied, CodeOutcome, CodeStatus, GroupEntry, Points, QuoteLine, Suggestion},
    rules::Gift,
};

use super::{BasketRequest, Item, Passthrough};
use crate::json::{Object, write_text};

/// Bytes of a line of the answer, about.
const LINE_BYTES: usize = 320;

/// The JSON answer to a basket: of the request it takes what comes back as it came.
///
/// `quote` must be that of the request's basket. What is optional and absent or empty is left out, `appliedPromocode`
/// excepted, which is `null`. Numbers are written from integers: `1000`, `499.9`.
///
/// Source: docs/protocol.md, "Basket: answer".
pub fn write(quote: &Quote, request: &BasketRequest<'_>) -> Vec<u8> {
    let Quote { total, discount, code, lines, promotions, groups, suggestions, bonuses, notices } = quote;
    let mut out = Vec::with_capacity(LINE_BYTES * (lines.len() + promotions.len() + 1));
    Object::write(&mut out, |answer| {
        answer.money("totalPrice", *total);
        write_code(answer, code.as_ref());
        answer.money("discount", *discount);
        let notice: Vec<&str> = notices.iter().map(String::as_str).filter(|notice| !notice.is_empty()).collect();
        answer.optional_text("notice", Some(&notice.join("\n")));
        answer.list("items", lines, |out, line| {
            let item = line.source.and_then(|source| request.items.get(source));
            Object::write(out, |object| write_line(object, line, item));
        });
        answer.list("dynamicDiscounts", promotions, |out, applied| Object::write(out, |object| write_applied(object, applied)));
        answer.optional_list("promoGroups", groups, |out, group| write_group(out, group));
        answer.optional_list("availablePromocodes", suggestions, write_suggestion);
        write_points(answer, *bonuses);
    });
    out
}

pub(crate) fn write_code(answer: &mut Object<'_>, code: Option<&CodeOutcome>) {
    match code.and_then(|code| code.applied.as_deref()) {
        Some(applied) => answer.text("appliedPromocode", applied),
        None => answer.null("appliedPromocode"),
    }
    if let Some(code) = code {
        let status = match code.status {
            CodeStatus::Success => "success",
            CodeStatus::NotFound => "notFound",
            CodeStatus::AlreadyRedeemed => "alreadyRedeemed",
            CodeStatus::NotRedeemable => "notRedeemable",
        };
        answer.text("promocodeStatus", status);
    }
}

fn write_line(object: &mut Object<'_>, line: &QuoteLine, item: Option<&Item<'_>>) {
    let QuoteLine {
        source: _,
        offer_id,
        name,
        price,
        quantity,
        discount,
        subtotal,
        gift,
        applied,
        bonuses,
        notice,
        error,
        set_aside,
        available,
    } = line;
    object.optional_text("name", Some(name));
    object.text("id", offer_id);
    object.money("price", *price);
    object.money("discount", *discount);
    object.quantity("quantity", *quantity);
    object.money("subtotal", *subtotal);
    if gift.thousandths() > 0 {
        object.quantity("gift", *gift);
    }
    object.optional_list("appliedDiscounts", applied, |out, id| write_text(out, id));
    write_points(object, *bonuses);
    object.optional_text("notice", notice.as_deref());
    object.optional_text("error", error.as_deref());
    if *set_aside || item.is_some_and(|item| item.selected.is_some()) {
        object.flag("selected", !set_aside);
    }
    if !available {
        object.flag("canBePurchased", false);
    }
    if let Some(item) = item {
        write_passthrough(object, item.passthrough);
    }
}

fn write_passthrough(object: &mut Object<'_>, passthrough: Passthrough<'_>) {
    let Passthrough { item_kit_id, addons, warehouse_id, delivery_group } = passthrough;
    let fields =
        [("itemKitId", item_kit_id), ("addons", addons), ("warehouseId", warehouse_id), ("deliveryGroup", delivery_group)];
    for (name, value) in fields {
        if let Some(json) = value {
            object.raw(name, json);
        }
    }
}

fn write_points(object: &mut Object<'_>, points: Option<Points>) {
    if let Some(Points { can_spend, will_earn }) = points {
        object.object("bonuses", |bonuses| {
            bonuses.integer("canSpend", can_spend);
            bonuses.integer("willEarn", will_earn);
        });
    }
}

fn write_applied(object: &mut Object<'_>, applied: &Applied) {
    let Applied { id, name, in_group, gifts, options } = applied;
    object.text("id", id);
    object.text("name", name);
    if !in_group {
        object.optional_list("gifts", gifts, write_gift);
        object.optional_list("giftOptions", options, write_gift);
    }
}

fn write_group(out: &mut Vec<u8>, group: &[GroupEntry]) {
    crate::json::write_list(out, group, |out, entry| Object::write(out, |object| write_entry(object, entry)));
}

fn write_entry(object: &mut Object<'_>, entry: &GroupEntry) {
    let GroupEntry { id, name, sums_with_bonuses, gifts, options, options_limit, discount } = entry;
    object.text("id", id);
    object.text("name", name);
    object.flag("sumsWithBonuses", *sums_with_bonuses);
    object.optional_list("gifts", gifts, write_gift);
    object.optional_list("giftOptions", options, write_gift);
    if let Some(limit) = options_limit {
        object.integer("giftOptionsLimit", *limit);
    }
    if let Some(discount) = discount {
        object.money("discount", *discount);
    }
}

fn write_suggestion(out: &mut Vec<u8>, suggestion: &Suggestion) {
    let Suggestion { code, title, description, long_description, until } = suggestion;
    Object::write(out, |object| {
        object.text("promocode", code);
        object.text("title", title);
        object.optional_text("description", Some(description));
        object.optional_text("longDescription", Some(long_description));
        if let Some(until) = until {
            object.integer("availableUntil", until.unix_secs());
        }
    });
}

fn write_gift(out: &mut Vec<u8>, gift: &Gift) {
    let Gift { offer_id, quantity } = gift;
    Object::write(out, |object| {
        object.text("id", offer_id);
        object.quantity("quantity", *quantity);
    });
}
