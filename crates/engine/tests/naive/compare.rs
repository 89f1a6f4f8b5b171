//! Two answers, field by field.

use std::fmt::Debug;

use engine::{
    Money, Quantity, Quote,
    quote::{Applied, CodeOutcome, GroupEntry, Points, QuoteLine},
};

use super::answer::{Answer, AtWork, Choice, Line};

/// Everything in which the engine's quote differs from the second engine's answer, one line each.
pub fn differences(answer: &Answer, quote: &Quote) -> Vec<String> {
    let Quote { total, discount, code, lines, promotions, groups, suggestions, bonuses, notices } = quote;
    let mut out = Differences::default();
    out.check("total", &answer.total, &total.0);
    out.check("discount", &answer.discount, &discount.0);
    out.check("code", &answer.code, &code.as_ref().map(|CodeOutcome { status, applied }| (*status, applied.clone())));
    out.check("suggestions", &answer.suggestions, suggestions);
    out.check("bonuses", &answer.points, &pair(*bonuses));
    out.check("notices", &answer.notices, notices);
    out.check("number of lines", &answer.lines.len(), &lines.len());
    for (index, (naive, engine)) in answer.lines.iter().zip(lines).enumerate() {
        out.within(&format!("lines[{index}]"), |out| line(out, naive, engine));
    }
    let ids = |promotions: &[Applied]| promotions.iter().map(|promotion| promotion.id.clone()).collect::<Vec<_>>();
    out.check("promotions", &answer.promotions.iter().map(|promotion| promotion.id.clone()).collect(), &ids(promotions));
    for (naive, engine) in answer.promotions.iter().zip(promotions) {
        out.within(&format!("promotion {}", naive.id), |out| at_work(out, naive, engine));
    }
    let names = |ids: &mut dyn Iterator<Item = &String>| ids.cloned().collect::<Vec<_>>();
    out.check(
        "groups",
        &answer.groups.iter().map(|group| names(&mut group.iter().map(|choice| &choice.id))).collect::<Vec<_>>(),
        &groups.iter().map(|group| names(&mut group.iter().map(|entry| &entry.id))).collect(),
    );
    for (naive, engine) in answer.groups.iter().flatten().zip(groups.iter().flatten()) {
        out.within(&format!("choice {}", naive.id), |out| choice(out, naive, engine));
    }
    out.found
}

fn line(out: &mut Differences, naive: &Line, engine: &QuoteLine) {
    let QuoteLine { source, offer_id, name, price, quantity, discount, subtotal, gift, .. } = engine;
    let QuoteLine { applied, bonuses, notice, error, set_aside, available, .. } = engine;
    out.check("source", &naive.source, source);
    out.check("offer", &naive.offer, offer_id);
    out.check("name", &naive.name, name);
    out.check("price", &Money(naive.price), price);
    out.check("quantity", &Quantity(naive.quantity), quantity);
    out.check("discount", &Money(naive.discount), discount);
    out.check("subtotal", &Money(naive.subtotal), subtotal);
    out.check("gift", &Quantity(naive.gift), gift);
    out.check("applied", &naive.applied, applied);
    out.check("bonuses", &naive.points, &pair(*bonuses));
    out.check("notice", &naive.notice, notice);
    out.check("error", &naive.error, error);
    out.check("set_aside", &naive.set_aside, set_aside);
    out.check("available", &naive.available, available);
}

fn at_work(out: &mut Differences, naive: &AtWork, engine: &Applied) {
    let Applied { id, name, in_group, gifts, options } = engine;
    out.check("id", &naive.id, id);
    out.check("name", &naive.name, name);
    out.check("in_group", &naive.in_group, in_group);
    out.check("gifts", &naive.gifts, gifts);
    out.check("options", &naive.options, options);
}

fn choice(out: &mut Differences, naive: &Choice, engine: &GroupEntry) {
    let GroupEntry { id, name, sums_with_bonuses, gifts, options, options_limit, discount } = engine;
    out.check("id", &naive.id, id);
    out.check("name", &naive.name, name);
    out.check("sums_with_bonuses", &naive.sums_with_bonuses, sums_with_bonuses);
    out.check("gifts", &naive.gifts, gifts);
    out.check("options", &naive.options, options);
    out.check("options_limit", &naive.limit, options_limit);
    out.check("discount", &naive.discount.map(Money), discount);
}

fn pair(points: Option<Points>) -> Option<(i64, i64)> {
    points.map(|Points { can_spend, will_earn }| (can_spend, will_earn))
}

#[derive(Default)]
struct Differences {
    found: Vec<String>,
}

impl Differences {
    fn check<T: PartialEq + Debug>(&mut self, field: &str, naive: &T, engine: &T) {
        if naive != engine {
            self.found.push(format!("{field}: by the rules {naive:?}, by the engine {engine:?}"));
        }
    }

    fn within(&mut self, place: &str, check: impl FnOnce(&mut Self)) {
        let before = self.found.len();
        check(self);
        for found in &mut self.found[before..] {
            *found = format!("{place}.{found}");
        }
    }
}
