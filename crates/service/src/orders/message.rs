//! What an order's answer tells its reader, in the shop's language.

use engine::{text::Language, units::Money};

pub(super) fn join(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (true, _) => second.to_owned(),
        (_, true) => first.to_owned(),
        _ => format!("{first}\n{second}"),
    }
}

pub(super) fn canceled(language: Language) -> &'static str {
    language.pick("Заказ отменён: всё, что он израсходовал, возвращено.", "The order is canceled: what it used up is given back.")
}

pub(super) fn was_canceled(language: Language) -> &'static str {
    language.pick(
        "Заказ с этим номером уже отменён и ничего не израсходовал.",
        "The order of this number was canceled before, and uses nothing up.",
    )
}

pub(super) fn unknown_canceled(language: Language) -> &'static str {
    language.pick(
        "Отменён заказ, о котором мы не знали: если он придёт позже, он ничего не израсходует.",
        "An order that was not known here is canceled: should it come later, it will use nothing up.",
    )
}

pub(super) fn other_contents(language: Language) -> &'static str {
    language.pick(
        "Заказ с этим номером уже записан с другим составом. Действует первая запись.",
        "An order of this number is recorded already, with other contents. The first record stands.",
    )
}

pub(super) fn used_up(language: Language, names: &[&str]) -> String {
    let names = names.iter().map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ");
    match language {
        Language::Ru => format!("Лимит исчерпан, заказ посчитан без скидки: {names}."),
        Language::En => format!("The limit is used up, the order is priced without: {names}."),
    }
}

pub(super) fn code_used(language: Language, code: &str) -> String {
    match language {
        Language::Ru => format!("Промокод «{code}» уже использован, заказ посчитан без него."),
        Language::En => format!("The code “{code}” was redeemed before, the order is priced without it."),
    }
}

pub(super) fn fewer_points(language: Language, paid: i64, allowed: i64) -> String {
    match language {
        Language::Ru => format!("Оплачено баллами {paid}, а можно было {allowed}. Списано {allowed}."),
        Language::En => format!("{paid} points were paid, {allowed} may be. {allowed} are taken off."),
    }
}

pub(super) fn differs(language: Language, was: Money, is: Money) -> String {
    match language {
        Language::Ru => format!("Было {was}, по пересчёту {is}."),
        Language::En => format!("It was {was}, and is {is} when priced again."),
    }
}

pub(super) fn forgotten(language: Language) -> &'static str {
    language.pick(
        "Покупатель забыт: что зависело от него, карты и адреса, пересчитать нельзя.",
        "The customer was forgotten: what depended on them, the card and the address cannot be priced again.",
    )
}

pub(super) fn other_rules(language: Language) -> &'static str {
    language.pick("Тогда действовала другая версия правил расчёта.", "The rules of calculation had another version then.")
}
