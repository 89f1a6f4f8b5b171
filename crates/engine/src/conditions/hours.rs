//! Days of the week and hours of the day.

use serde::{Deserialize, Serialize};

use super::{Described, Tested, View};
use crate::{
    Now,
    describe::{Choice, Description, Field, FieldKind, parse_time_of_day},
    index::{Dimension, Guard},
    problem::{Place, Problems},
    text::{Text, Words},
    trace::Evidence,
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

/// Minutes of a day.
const DAY: u16 = 24 * 60;

impl Hours {
    /// The minutes of the day, from and to: an end before the beginning is on the next day.
    fn minutes(&self) -> (u16, u16) {
        let minute = |time: &Option<String>| time.as_deref().and_then(parse_time_of_day);
        let (from, to) = (minute(&self.from).unwrap_or(0), minute(&self.to).unwrap_or(DAY));
        (from, if to <= from { to + DAY } else { to })
    }

    fn is_on(&self, weekday: u8) -> bool {
        self.days.is_empty() || self.days.iter().any(|&day| day as u8 == weekday)
    }
}

impl Tested for Hours {
    fn holds(&self, view: &View<'_>) -> bool {
        let (from, to) = self.minutes();
        let Now { weekday, minute, .. } = view.now;
        let yesterday = (weekday + 6) % 7;
        let today = self.is_on(weekday) && (from..to).contains(&minute);
        today || (self.is_on(yesterday) && (from..to).contains(&(minute + DAY)))
    }

    fn evidence(&self, view: &View<'_>) -> Evidence {
        Evidence::Time { weekday: view.now.weekday, minute: view.now.minute }
    }

    fn guard(&self) -> Guard<'_> {
        let (from, to) = self.minutes();
        let mut hours: Vec<String> = Vec::new();
        for day in (0..7).filter(|&day| self.is_on(day)) {
            for hour in from / 60..to.div_ceil(60) {
                let later = u8::from(hour >= 24);
                hours.push(hour_key((day + later) % 7, hour % 24));
            }
        }
        Guard::any_of(Dimension::Hour, hours)
    }
}

/// The key of one hour of the week.
pub(crate) fn hour_key(weekday: u8, hour: u16) -> String {
    format!("{weekday}:{hour}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn hours(days: &[Day], from: &str, to: &str) -> Hours {
        let time = |text: &str| Some(text).filter(|text| !text.is_empty()).map(str::to_owned);
        Hours { days: days.to_vec(), from: time(from), to: time(to) }
    }

    fn holds(hours: &Hours, day: Day, time: &str) -> bool {
        let now = Now { weekday: day as u8, minute: parse_time_of_day(time).unwrap_or(0), ..Now::default() };
        let guarded = hours.guard().0.iter().any(|key| key.id == hour_key(now.weekday, now.minute / 60));
        let holds = hours.holds(&View { now, ..View::default() });
        assert!(guarded || !holds, "the guard misses {day:?} {time}");
        holds
    }

    #[test]
    fn half_open() {
        let test = hours(&[], "10:00", "14:30");
        assert_eq!(["09:59", "10:00", "10:01"].map(|time| holds(&test, Day::Mon, time)), [false, true, true]);
        assert_eq!(["14:29", "14:30", "14:31"].map(|time| holds(&test, Day::Sun, time)), [true, false, false]);
    }

    #[test]
    fn past_midnight_belongs_to_the_day_on_which_it_began() {
        let test = hours(&[Day::Fri], "22:00", "02:00");
        assert_eq!(["21:59", "22:00", "23:59"].map(|time| holds(&test, Day::Fri, time)), [false, true, true]);
        assert_eq!(["00:00", "01:59", "02:00"].map(|time| holds(&test, Day::Sat, time)), [true, true, false]);
        assert!(!holds(&test, Day::Fri, "00:00") && !holds(&test, Day::Sat, "22:00"));
        let sunday = hours(&[Day::Sun], "23:00", "00:30");
        assert!(holds(&sunday, Day::Mon, "00:29") && !holds(&sunday, Day::Mon, "00:30"));
    }

    #[test]
    fn days_without_hours_and_hours_without_an_end() {
        let weekend = hours(&[Day::Sat, Day::Sun], "", "");
        assert!(holds(&weekend, Day::Sat, "00:00") && holds(&weekend, Day::Sun, "23:59"));
        assert!(!holds(&weekend, Day::Fri, "23:59") && !holds(&weekend, Day::Mon, "00:00"));
        let evening = hours(&[], "18:00", "");
        assert!(holds(&evening, Day::Mon, "23:59") && !holds(&evening, Day::Mon, "17:59") && !holds(&evening, Day::Tue, "00:00"));
        let night = hours(&[], "18:00", "24:00");
        assert!(holds(&night, Day::Mon, "23:59") && !holds(&night, Day::Tue, "00:00"));
        let morning = hours(&[], "", "09:00");
        assert!(holds(&morning, Day::Mon, "00:00") && !holds(&morning, Day::Mon, "09:00"));
    }

    #[test]
    fn sentence() {
        let test = hours(&[Day::Sun, Day::Sat], "10:00", "14:00");
        assert_eq!(test.sentence(&Words::plain(Language::Ru)), "день — сб, вс и время с 10:00 до 14:00");
        assert_eq!(test.sentence(&Words::plain(Language::En)), "the day is Sat, Sun and the time is 10:00 to 14:00");
    }
}
