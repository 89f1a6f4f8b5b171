//! Days of the week and hours of the day.

use serde::{Deserialize, Serialize};

use super::{Described, Tested};
use crate::{
    describe::{Choice, Description, Field, FieldKind, parse_time_of_day},
    problem::{Place, Problems},
    text::{Text, Words},
};

/// On these days (any, where none is given), `from` and before `to` (R17), by the shop's clock. Hours past midnight
/// (`22:00` to `02:00`) belong to the day on which they began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

const DAYS: &[Choice] = &[
    Choice { value: "mon", label: Text::new("пн", "Mon") },
    Choice { value: "tue", label: Text::new("вт", "Tue") },
    Choice { value: "wed", label: Text::new("ср", "Wed") },
    Choice { value: "thu", label: Text::new("чт", "Thu") },
    Choice { value: "fri", label: Text::new("пт", "Fri") },
    Choice { value: "sat", label: Text::new("сб", "Sat") },
    Choice { value: "sun", label: Text::new("вс", "Sun") },
];

impl Described for Hours {
    const DESCRIPTION: Description = Description {
        kind: "hours",
        title: Text::new("Дни и часы", "Days and hours"),
        summary: Text::new("В эти дни недели и часы", "On these weekdays and at these hours"),
        fields: &[
            Field::optional("days", FieldKind::Choices(DAYS), Text::new("Дни", "Days"))
                .hint(Text::new("все, если не выбраны", "all, where none is chosen")),
            Field::optional("from", FieldKind::TimeOfDay, Text::new("С", "From")),
            Field::optional("to", FieldKind::TimeOfDay, Text::new("До", "To"))
                .hint(Text::new("можно за полночь: с 22:00 до 02:00", "past midnight is possible: 22:00 to 02:00")),
        ],
        built: false,
    };

    fn sentence(&self, words: &Words<'_>) -> String {
        let mut parts = Vec::new();
        if !self.days.is_empty() {
            let mut days = self.days.clone();
            days.sort_unstable();
            days.dedup();
            let names: Vec<_> =
                days.iter().filter_map(|day| DAYS.get(*day as usize)).map(|day| day.label.get(words.language)).collect();
            parts.push(words.pick(format!("день — {}", names.join(", ")), format!("the day is {}", names.join(", "))));
        }
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => {
                parts.push(words.pick(format!("время с {from} до {to}"), format!("the time is {from} to {to}")))
            }
            (Some(from), None) => parts.push(words.pick(format!("время с {from}"), format!("the time is {from} or later"))),
            (None, Some(to)) => parts.push(words.pick(format!("время до {to}"), format!("the time is before {to}"))),
            (None, None) => {}
        }
        parts.join(words.pick(" и ", " and "))
    }

    fn check(&self, place: &Place, problems: &mut Problems) {
        if self.days.is_empty() && self.from.is_none() && self.to.is_none() {
            problems.add(&place.key("days"), "выберите дни или часы", "give days or hours");
        }
        let minute = |time: &Option<String>| time.as_deref().and_then(parse_time_of_day);
        if let (Some(from), Some(to)) = (minute(&self.from), minute(&self.to))
            && from == to
        {
            problems.add(&place.key("to"), "должно отличаться от начала", "must differ from the beginning");
        }
    }
}

impl Tested for Hours {}
