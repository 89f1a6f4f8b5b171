//! The shop's time zone, as far as forms need it: from when on which offset holds. The server looks it up; browsers have no
//! time zone database of ours. Both convert with the same code, so what is rendered first is what stays.

use engine::Moment;
use serde::{Deserialize, Serialize};

/// An offset from UTC and the moment from which it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    pub from: Moment,
    /// Local time less UTC.
    pub offset_secs: i32,
}

/// The offsets of a zone, from 2000 to 2060.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Zone {
    /// IANA name.
    pub name: String,
    /// In order of time; the first counts for everything before it as well.
    pub shifts: Vec<Shift>,
}

impl Zone {
    /// UTC where the name is unknown.
    #[cfg(feature = "ssr")]
    pub fn look_up(name: &str) -> Self {
        use jiff::{Timestamp, tz::TimeZone};
        let (first, last) = (Moment(946_684_800), Moment(2_840_140_800));
        let zone = TimeZone::get(name).unwrap_or(TimeZone::UTC);
        let start = Timestamp::from_second(first.0).unwrap_or_default();
        let mut shifts = vec![Shift { from: first, offset_secs: zone.to_offset(start).seconds() }];
        for transition in zone.following(start) {
            let from = Moment(transition.timestamp().as_second());
            if from > last {
                break;
            }
            shifts.push(Shift { from, offset_secs: transition.offset().seconds() });
        }
        Self { name: name.to_owned(), shifts }
    }

    fn offset_at(&self, moment: Moment) -> i64 {
        let found = self.shifts.iter().rev().find(|shift| shift.from <= moment).or(self.shifts.first());
        found.map_or(0, |shift| i64::from(shift.offset_secs))
    }

    /// `2026-12-31T21:00`, with seconds where there are any: as `<input type="datetime-local">` has it.
    pub fn local(&self, moment: Moment) -> String {
        let text = Moment(moment.0 + self.offset_at(moment)).to_string();
        let text = text.trim_end_matches('Z');
        text.strip_suffix(":00").unwrap_or(text).to_owned()
    }

    /// The moment at which clocks of the shop show this local time; the earlier of two, and after a gap the time as if
    /// the clocks had not been put forward. None where the text is no local time.
    pub fn moment(&self, local: &str) -> Option<Moment> {
        let seconds = if local.len() == "2026-12-31T21:00".len() { ":00" } else { "" };
        let as_utc: Moment = format!("{local}{seconds}Z").parse().ok()?;
        let at = |offset: i64| Moment(as_utc.0 - offset);
        let candidates = self.shifts.iter().map(|shift| at(i64::from(shift.offset_secs)));
        let exact = candidates.filter(|moment| moment.0 + self.offset_at(*moment) == as_utc.0).min();
        exact.or_else(|| Some(at(self.offset_at(Moment(as_utc.0 - DAY)))))
    }
}

const DAY: i64 = 86_400;

#[cfg(all(test, feature = "ssr"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn local_times_of_the_shop_go_there_and_back() {
        let moscow = Zone::look_up("Europe/Moscow");
        assert_eq!(moscow.local(moment("2026-12-31T21:00:00Z")), "2027-01-01T00:00");
        assert_eq!(moscow.moment("2027-01-01T00:00"), Some(moment("2026-12-31T21:00:00Z")));
        assert_eq!(moscow.local(moment("2026-01-01T00:00:09Z")), "2026-01-01T03:00:09");
        assert_eq!(moscow.moment("2026-01-01T03:00:09"), Some(moment("2026-01-01T00:00:09Z")));
        assert_eq!(moscow.local(moment("2012-01-01T00:00:00Z")), "2012-01-01T04:00");
    }

    #[test]
    fn clocks_that_are_put_forward_and_back() {
        let berlin = Zone::look_up("Europe/Berlin");
        assert_eq!(berlin.moment("2026-03-29T01:59"), Some(moment("2026-03-29T00:59:00Z")));
        assert_eq!(berlin.moment("2026-03-29T02:30"), Some(moment("2026-03-29T01:30:00Z")));
        assert_eq!(berlin.moment("2026-03-29T03:00"), Some(moment("2026-03-29T01:00:00Z")));
        assert_eq!(berlin.moment("2026-10-25T02:30"), Some(moment("2026-10-25T00:30:00Z")));
        assert_eq!(berlin.moment("2026-10-25T03:30"), Some(moment("2026-10-25T02:30:00Z")));
    }

    #[test]
    fn what_is_no_time_is_none() {
        let utc = Zone::look_up("Nowhere/AtAll");
        for text in ["", "2026", "2026-13-01T00:00", "2026-01-01T00:00Z", "завтра"] {
            assert_eq!(utc.moment(text), None, "{text}");
        }
    }
}
