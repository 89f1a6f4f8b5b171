//! States and times as people read them.

use contract::views::{CodeEventKind, CodeState};
use engine::{Moment, Text};

use crate::zone::Zone;

pub const STATES: [CodeState; 4] = [CodeState::Free, CodeState::Given, CodeState::Redeemed, CodeState::Off];

pub const fn state(state: CodeState) -> Text {
    match state {
        CodeState::Free => Text::new("Свободен", "Free"),
        CodeState::Given => Text::new("Выдан", "Given"),
        CodeState::Redeemed => Text::new("Погашен", "Redeemed"),
        CodeState::Off => Text::new("Выключен", "Off"),
    }
}

/// As addresses write it.
pub const fn word(state: CodeState) -> &'static str {
    match state {
        CodeState::Free => "free",
        CodeState::Given => "given",
        CodeState::Redeemed => "redeemed",
        CodeState::Off => "off",
    }
}

pub fn read(text: &str) -> Option<CodeState> {
    STATES.into_iter().find(|state| word(*state) == text)
}

pub const fn event(event: CodeEventKind) -> Text {
    match event {
        CodeEventKind::Made => Text::new("Создан", "Made"),
        CodeEventKind::Given => Text::new("Выдан покупателю", "Given to a customer"),
        CodeEventKind::Redeemed => Text::new("Погашен", "Redeemed"),
        CodeEventKind::GivenBack => Text::new("Возвращён", "Given back"),
        CodeEventKind::SwitchedOff => Text::new("Выключен", "Switched off"),
        CodeEventKind::SwitchedOn => Text::new("Включён", "Switched on"),
    }
}

/// By the shop's clock.
pub fn time(zone: &Zone, at: Moment) -> String {
    zone.local(at).replace('T', " ")
}

/// A number with spaces that do not break.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_threes() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1\u{a0}000"), (1_000_000, "1\u{a0}000\u{a0}000")] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn states_are_read_as_they_are_written() {
        for state in STATES {
            assert_eq!(read(word(state)), Some(state));
        }
        assert_eq!(read("lost"), None);
    }
}
