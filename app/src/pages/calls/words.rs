//! Calls in words.

use contract::views::{CallKind, CallResult};
use engine::{Language, Text};
use leptos::prelude::*;

pub const fn kind_text(kind: CallKind) -> Text {
    match kind {
        CallKind::Basket => Text::new("Корзина", "Basket"),
        CallKind::PersonalOffers => Text::new("Личные предложения", "Personal offers"),
        CallKind::Orders => Text::new("Заказы", "Orders"),
    }
}

pub const fn result_text(result: CallResult) -> Text {
    match result {
        CallResult::Ok => Text::new("Отвечено", "Answered"),
        CallResult::Refused => Text::new("Отказано", "Refused"),
        CallResult::Failed => Text::new("Ошибка сервера", "Failed"),
    }
}

/// With the status, where it says more.
pub fn result_badge(result: CallResult, status: u16, language: Language) -> AnyView {
    let class = match result {
        CallResult::Ok => "badge badge-good",
        CallResult::Refused => "badge badge-plain",
        CallResult::Failed => "badge badge-warn",
    };
    let text = result_text(result).get(language);
    let text = if result == CallResult::Ok { text.to_owned() } else { format!("{text}: {status}") };
    view! { <span class=class>{text}</span> }.into_any()
}

/// "1.5 ms", "1,5 мс".
pub fn milliseconds(micros: i64, language: Language) -> String {
    let tenths = micros.saturating_add(50) / 100;
    let (point, unit) = (language.pick(",", "."), language.pick("мс", "ms"));
    format!("{}{point}{}\u{a0}{unit}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_in_milliseconds() {
        for (micros, text) in [(0, "0.0\u{a0}ms"), (49, "0.0\u{a0}ms"), (50, "0.1\u{a0}ms"), (12_345, "12.3\u{a0}ms")] {
            assert_eq!(milliseconds(micros, Language::En), text);
        }
        assert_eq!(milliseconds(1_500, Language::Ru), "1,5\u{a0}мс");
    }
}
