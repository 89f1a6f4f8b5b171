//! The shop's calendar: what the clock says in its time zone, and how people write it.

use engine::{Now, text::Language, units::Moment};
use jiff::{Timestamp, Zoned, civil::DateTime, tz::TimeZone};

/// The time by the system's clock.
pub(crate) fn now() -> Moment {
    Moment(Timestamp::now().as_second())
}

/// The same in milliseconds.
pub(crate) fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}

/// The zone of an IANA name; none where there is no such zone.
pub(crate) fn time_zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// The time with the shop's weekday and minute, as the engine wants it (R17).
pub(crate) fn engine_now(zone: &TimeZone, at: Moment) -> Now {
    let zoned = zoned(zone, at);
    let (hour, minute) = (zoned.hour().unsigned_abs(), zoned.minute().unsigned_abs());
    Now { at, weekday: zoned.weekday().to_monday_zero_offset().unsigned_abs(), minute: u16::from(hour) * 60 + u16::from(minute) }
}

/// "10 ноября 2026, 00:00", "10 Nov 2026, 00:00".
pub(crate) fn moment(zone: &TimeZone, language: Language, at: Moment) -> String {
    const GENITIVE: [&str; 12] =
        ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];
    let zoned = zoned(zone, at);
    match language {
        Language::Ru => {
            let month = usize::from(zoned.month().unsigned_abs()).saturating_sub(1);
            let month = GENITIVE.get(month).copied().unwrap_or_default();
            format!("{} {month} {}, {}", zoned.day(), zoned.year(), zoned.strftime("%H:%M"))
        }
        Language::En => zoned.strftime("%-d %b %Y, %H:%M").to_string(),
    }
}

/// The same with seconds, of a time in milliseconds.
pub(crate) fn with_seconds(zone: &TimeZone, language: Language, at_ms: i64) -> String {
    let at = Moment(at_ms.div_euclid(1_000));
    format!("{}:{:02}", moment(zone, language, at), zoned(zone, at).second())
}

/// A half-open period in words: "с …", "до …", "… – …"; empty where it has no ends.
pub(crate) fn period(zone: &TimeZone, language: Language, (from, to): (Option<Moment>, Option<Moment>)) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("{} {}", language.pick("с", "from"), moment(zone, language, from)),
        (None, Some(to)) => format!("{} {}", language.pick("до", "until"), moment(zone, language, to)),
        (Some(from), Some(to)) => format!("{} – {}", moment(zone, language, from), moment(zone, language, to)),
    }
}

/// A time as programs write it (RFC 3339), or as a browser's `datetime-local` does: then by the shop's clock.
pub(crate) fn parse(zone: &TimeZone, text: &str) -> Option<Moment> {
    if let Ok(at) = text.parse::<Moment>() {
        return Some(at);
    }
    let local = text.trim().parse::<DateTime>().ok()?;
    let zoned = local.to_zoned(zone.clone()).ok()?;
    Some(Moment(zoned.timestamp().as_second()))
}

/// Times beyond the calendar's ends stand at its beginning: nothing here may fail.
fn zoned(zone: &TimeZone, at: Moment) -> Zoned {
    Timestamp::from_second(at.unix_secs()).unwrap_or_default().to_zoned(zone.clone())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn moscow() -> TimeZone {
        time_zone("Europe/Moscow").unwrap()
    }

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn the_engine_is_given_the_shops_weekday_and_minute() {
        // 22:30 on Sunday in UTC is half past one on Monday in Moscow.
        let now = engine_now(&moscow(), at("2026-11-08T22:30:00Z"));
        assert_eq!((now.weekday, now.minute), (0, 90));
        let now = engine_now(&time_zone("America/New_York").unwrap(), at("2026-11-08T22:30:00Z"));
        assert_eq!((now.weekday, now.minute), (6, 17 * 60 + 30));
    }

    #[test]
    fn moments_read_as_people_write_them() {
        let start = at("2026-11-10T00:00:00+03:00");
        assert_eq!(moment(&moscow(), Language::Ru, start), "10 ноября 2026, 00:00");
        assert_eq!(moment(&moscow(), Language::En, start), "10 Nov 2026, 00:00");
        assert_eq!(with_seconds(&moscow(), Language::En, start.unix_secs() * 1_000 + 7_999), "10 Nov 2026, 00:00:07");
    }

    #[test]
    fn periods_say_only_the_ends_that_they_have() {
        let (from, to) = (Some(at("2026-11-10T00:00:00+03:00")), Some(at("2027-05-01T10:05:00+03:00")));
        let ru = |period_of| period(&moscow(), Language::Ru, period_of);
        assert_eq!(ru((from, to)), "10 ноября 2026, 00:00 – 1 мая 2027, 10:05");
        assert_eq!(ru((from, None)), "с 10 ноября 2026, 00:00");
        assert_eq!(ru((None, to)), "до 1 мая 2027, 10:05");
        assert_eq!(ru((None, None)), "");
        assert_eq!(period(&moscow(), Language::En, (None, to)), "until 1 May 2027, 10:05");
    }

    #[test]
    fn a_time_with_an_offset_and_one_by_the_shops_clock_are_read() {
        let expected = Some(at("2026-11-10T07:30:00Z"));
        assert_eq!(parse(&moscow(), "2026-11-10T10:30:00+03:00"), expected);
        assert_eq!(parse(&moscow(), " 2026-11-10T10:30 "), expected);
        assert_eq!(parse(&moscow(), "tomorrow"), None);
        assert_eq!(parse(&moscow(), "2026-02-30T10:00"), None);
    }

    #[test]
    fn a_moment_beyond_the_calendar_breaks_nothing() {
        assert_eq!(engine_now(&moscow(), Moment(i64::MAX)).at, Moment(i64::MAX));
        assert!(!moment(&moscow(), Language::En, Moment(i64::MIN)).is_empty());
    }
}
