//! One sentence that says what a rule does.

use engine::{
    Settings,
    describe::Reference,
    rules::{Audience, GiftOptions, PersonalOffer, PromoGroup},
    text::{Words, plural_ru},
    units::Quantity,
};

use super::AnyRule;

/// Gifts and promotions that a sentence names before it counts the rest.
const NAMED: usize = 3;

pub(crate) fn sentence(rule: &AnyRule, words: &Words<'_>) -> String {
    match rule {
        AnyRule::Settings(settings) => shop(settings, words),
        AnyRule::GiftOptions(options) => gifts(options, words),
        AnyRule::Promotion(promotion) => promotion.sentence(words),
        AnyRule::PromoGroup(group) => choice(group, words),
        AnyRule::PersonalOffer(offer) => personal(offer, words),
    }
}

/// "RUB, Europe/Moscow, 3 полосы, баллы 5 %".
fn shop(settings: &Settings, words: &Words<'_>) -> String {
    let lanes = settings.lanes.len();
    let number = i64::try_from(lanes).unwrap_or(i64::MAX);
    let lanes = words.pick(
        format!("{lanes} {}", plural_ru(number, "полоса", "полосы", "полос")),
        format!("{lanes} {}", if lanes == 1 { "lane" } else { "lanes" }),
    );
    let points = settings.bonuses.as_ref().map(|bonuses| {
        let percent = words.percent(bonuses.earn_percent);
        words.pick(format!(", баллами возвращается {percent}"), format!(", {percent} back in points"))
    });
    format!("{}, {}, {lanes}{}", settings.currency, settings.time_zone, points.unwrap_or_default())
}

/// "На выбор: «Чехол» или «Стилус» × 2".
fn gifts(options: &GiftOptions, words: &Words<'_>) -> String {
    let names: Vec<_> = options
        .options
        .iter()
        .map(|gift| {
            let name = words.name(Reference::Offer, &gift.offer_id);
            if gift.quantity == Quantity::ONE { name } else { format!("{name} × {}", words.quantity(gift.quantity)) }
        })
        .collect();
    match join(&names, words.or(), words) {
        None => words.pick("Подарков пока нет", "No gifts yet").to_owned(),
        Some(gifts) => format!("{}: {gifts}", words.pick("На выбор", "To choose from")),
    }
}

/// "Покупатель выбирает вместе: «Чехол» и «Стилус»".
fn choice(group: &PromoGroup, words: &Words<'_>) -> String {
    let names: Vec<_> = group.promotions.iter().map(|id| words.name(Reference::Promotion, id)).collect();
    match join(&names, words.and(), words) {
        None => words.pick("Акций пока нет", "No promotions yet").to_owned(),
        Some(promotions) => format!("{}: {promotions}", words.pick("Один вариант выбора", "One choice")),
    }
}

/// "Промокод DUHI1000 — сегменту «Только распродажи»".
fn personal(offer: &PersonalOffer, words: &Words<'_>) -> String {
    let code = match (&offer.promocode, &offer.code_pool) {
        (Some(code), _) => words.pick(format!("Промокод {code}"), format!("Code {code}")),
        (None, Some(pool)) => {
            let pool = words.name(Reference::CodePool, pool);
            words.pick(format!("Личный промокод из пула {pool}"), format!("A code of one's own from pool {pool}"))
        }
        (None, None) => words.pick("Промокода пока нет", "No code yet").to_owned(),
    };
    format!("{code} — {}", audience(&offer.audience, words))
}

fn audience(audience: &Audience, words: &Words<'_>) -> String {
    let Audience { everyone, segments, customers } = audience;
    if *everyone {
        return words.pick("всем", "for everyone").to_owned();
    }
    let mut parts = Vec::new();
    if !segments.is_empty() {
        let list = words.list(Reference::Segment, segments, words.and());
        let word = if segments.len() == 1 {
            words.pick("сегменту", "for segment")
        } else {
            words.pick("сегментам", "for segments")
        };
        parts.push(format!("{word} {list}"));
    }
    if !customers.is_empty() {
        let number = i64::try_from(customers.len()).unwrap_or(i64::MAX);
        parts.push(words.pick(
            format!("{number} {}", plural_ru(number, "покупателю", "покупателям", "покупателям")),
            format!("for {number} {}", if number == 1 { "customer" } else { "customers" }),
        ));
    }
    match parts.is_empty() {
        true => words.pick("пока никому", "for nobody yet").to_owned(),
        false => parts.join(words.pick(" и ", " and ")),
    }
}

/// The first of the names, and how many more there are; none where there are none.
fn join(names: &[String], glue: &str, words: &Words<'_>) -> Option<String> {
    let rest = names.len().saturating_sub(NAMED);
    if rest > 0 {
        let shown = names.get(..NAMED).unwrap_or_default().join(", ");
        return Some(words.pick(format!("{shown} и ещё {rest}"), format!("{shown} and {rest} more")));
    }
    let (last, before) = names.split_last()?;
    Some(if before.is_empty() { last.clone() } else { format!("{} {glue} {last}", before.join(", ")) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use engine::text::{Language, Names};

    use super::*;

    struct Shop;

    impl Names for Shop {
        fn name(&self, reference: Reference, id: &str) -> Option<String> {
            match (reference, id) {
                (Reference::Offer, "case") => Some("Чехол".to_owned()),
                (Reference::Segment, "SALES") => Some("Только распродажи".to_owned()),
                _ => None,
            }
        }
    }

    fn ru(kind: contract::RuleKind, json: &str) -> String {
        sentence(&AnyRule::read(kind, json).unwrap(), &Words::new(Language::Ru, &Shop))
    }

    fn en(kind: contract::RuleKind, json: &str) -> String {
        sentence(&AnyRule::read(kind, json).unwrap(), &Words::new(Language::En, &Shop))
    }

    #[test]
    fn gift_options_name_their_gifts() {
        let two = r#"{"id":"a","name":"A","options":[{"offer_id":"case"},{"offer_id":"pen","quantity":2}]}"#;
        assert_eq!(ru(contract::RuleKind::GiftOptions, two), "На выбор: «Чехол» или pen × 2");
        assert_eq!(en(contract::RuleKind::GiftOptions, two), "To choose from: “Чехол” or pen × 2");
        let none = r#"{"id":"a","name":"A"}"#;
        assert_eq!(ru(contract::RuleKind::GiftOptions, none), "Подарков пока нет");
    }

    #[test]
    fn groups_name_their_promotions() {
        let four = r#"{"id":"g","name":"G","promotions":["a","b","c","d"]}"#;
        assert_eq!(en(contract::RuleKind::PromoGroup, four), "One choice: a, b, c and 1 more");
    }

    #[test]
    fn personal_offers_name_their_code_and_audience() {
        let offer = |rest: &str| format!(r#"{{"id":"o","name":"O",{rest}}}"#);
        let kind = contract::RuleKind::PersonalOffer;
        let segment = offer(r#""promocode":"DUHI","audience":{"segments":["SALES"],"customers":["1","2"]}"#);
        assert_eq!(ru(kind, &segment), "Промокод DUHI — сегменту «Только распродажи» и 2 покупателям");
        assert_eq!(en(kind, &segment), "Code DUHI — for segment “Только распродажи” and for 2 customers");
        assert_eq!(
            ru(kind, &offer(r#""code_pool":"autumn","audience":{"everyone":true}"#)),
            "Личный промокод из пула autumn — всем"
        );
        assert_eq!(en(kind, &offer(r#""promocode":null"#)), "No code yet — for nobody yet");
    }

    #[test]
    fn settings_say_what_the_shop_is_like() {
        let settings = r#"{"lanes":[{"id":"a"},{"id":"b"}],"bonuses":{"earn_percent":5}}"#;
        assert_eq!(ru(contract::RuleKind::Settings, settings), "RUB, Europe/Moscow, 2 полосы, баллами возвращается 5\u{a0}%");
        assert_eq!(en(contract::RuleKind::Settings, "{}"), "RUB, Europe/Moscow, 3 lanes");
    }
}
