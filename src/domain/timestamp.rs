//! Instants, the zone that turns them into days, and "now".

use super::Day;
use serde::{Deserialize, Serialize};

/// A UTC instant in milliseconds since 1970-01-01T00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// Milliseconds of a day.
pub(crate) const DAY_MS: i64 = 86_400_000;
/// Milliseconds of half a year.
const HALF_YEAR_MS: i64 = 1_461 * DAY_MS / 8;

impl Timestamp {
    /// Makes an instant from milliseconds since the epoch.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Returns milliseconds since the epoch.
    pub fn millis(self) -> i64 {
        self.0
    }
}

/// The offsets of the device's time zone from UTC over the years.
///
/// The page reads them from the browser once; UTC is the default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Zone {
    /// From this instant on, local time = UTC + so many milliseconds. Ascending.
    offsets: Vec<(Timestamp, i64)>,
}

impl Zone {
    /// Makes a zone from its changes of offset in milliseconds, in any order.
    /// Before the first change the offset of the first holds.
    pub fn new(mut offsets: Vec<(Timestamp, i64)>) -> Self {
        offsets.sort_unstable();
        offsets.dedup_by_key(|(_, offset)| *offset);
        Self { offsets }
    }

    /// Returns the span around an instant in which the clock is not changed.
    pub(crate) fn span(&self, at: Timestamp) -> Span {
        let mut span = Span { from: i64::MIN, until: i64::MAX, offset: 0 };
        let Some(last) = self.offsets.len().checked_sub(1) else { return span };
        let begins = |index: usize| self.offsets.get(index).map(|(from, _)| from.0);
        // Counted back from the last change, two a year: nearly always next to the right one.
        let back = begins(last).unwrap_or(0).saturating_sub(at.0).max(0) / HALF_YEAR_MS;
        let mut index = last.saturating_sub(usize::try_from(back).unwrap_or(last));
        while index < last && begins(index + 1).is_some_and(|from| from <= at.0) {
            index += 1;
        }
        while index > 0 && begins(index).is_some_and(|from| from > at.0) {
            index -= 1;
        }
        if index > 0 {
            span.from = begins(index).unwrap_or(i64::MIN);
        }
        span.until = begins(index + 1).unwrap_or(i64::MAX);
        span.offset = self.offsets.get(index).map_or(0, |(_, offset)| *offset);
        span
    }

    fn offset(&self, at: Timestamp) -> i64 {
        self.span(at).offset
    }

    /// Returns local clock time in milliseconds, as if the clock stood in UTC.
    pub(crate) fn local(&self, at: Timestamp) -> i64 {
        at.0.saturating_add(self.offset(at))
    }

    /// Returns the local calendar day of an instant.
    pub fn day(&self, at: Timestamp) -> Day {
        Day::from_epoch_days(self.local(at).div_euclid(DAY_MS))
    }

    /// Returns the minute of the local day, 0 to 1,439.
    pub fn minute_of_day(&self, at: Timestamp) -> u32 {
        u32::try_from(self.local(at).rem_euclid(DAY_MS) / 60_000).unwrap_or(0)
    }

    /// Returns the instant at which a local day begins (its midnight, or the
    /// first instant after a gap).
    pub fn start_of(&self, day: Day) -> Timestamp {
        self.at_minute(day, 0)
    }

    /// Returns the instant of a local clock time, minutes after midnight.
    pub fn at_minute(&self, day: Day, minute: u32) -> Timestamp {
        let local = i64::from(day.epoch_days()) * DAY_MS + i64::from(minute) * 60_000;
        // Two passes settle which side of a change of offset the instant is on.
        let guess = Timestamp(local - self.offset(Timestamp(local)));
        Timestamp(local - self.offset(guess))
    }

    /// Returns the days between two instants on the local clock, in days and
    /// parts of a day; never negative. A change to summer time counts nothing:
    /// midnight to midnight is a whole number.
    pub fn days_between(&self, from: Timestamp, to: Timestamp) -> f64 {
        let millis = self.local(to).saturating_sub(self.local(from)).max(0);
        millis as f64 / DAY_MS as f64
    }
}

/// A span of time in which the clock is not changed. What happens to a deal lies
/// close together: whoever goes through many instants keeps the span of the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    from: i64,
    until: i64,
    offset: i64,
}

impl Span {
    /// Returns what [`Zone::local`] does, and becomes the span around the instant.
    pub(crate) fn local(&mut self, zone: &Zone, at: Timestamp) -> i64 {
        if at.0 < self.from || at.0 >= self.until {
            *self = zone.span(at);
        }
        at.0.saturating_add(self.offset)
    }
}

/// The instant and the zone in which something is looked at or done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// Now, as the caller says.
    pub now: Timestamp,
    /// The zone of the device.
    pub zone: Zone,
}

impl Moment {
    /// Makes a moment at the start of a day in UTC: for tests, examples and reports.
    pub fn at_start_of(day: Day) -> Self {
        let zone = Zone::default();
        Self { now: zone.start_of(day), zone }
    }

    /// Returns the local calendar day of now.
    pub fn today(&self) -> Day {
        self.zone.day(self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Berlin around the change to summer time on 2026-03-29, 01:00 UTC.
    fn berlin() -> Zone {
        let change = Timestamp(1_774_746_000_000);
        Zone::new(vec![(Timestamp(0), 3_600_000), (change, 7_200_000)])
    }

    #[test]
    fn a_late_evening_in_utc_is_the_next_day_in_berlin() {
        let zone = berlin();
        let day = Day::new(2026, 3, 28).unwrap();
        let late = Timestamp(i64::from(day.epoch_days()) * DAY_MS + 23 * 3_600_000 + 1_800_000);
        assert_eq!(zone.day(late), day.plus_days(1));
        assert_eq!(Zone::default().day(late), day);
    }

    #[test]
    fn the_offset_is_that_of_the_latest_change_wherever_the_changes_lie() {
        let mut dice = crate::domain::Ids::seeded(5);
        for changes in [0, 1, 2, 3, 90] {
            for spread in [1_000, 40 * DAY_MS, 1_461 * DAY_MS / 8, 9_000 * DAY_MS] {
                let mut at = -20_000 * DAY_MS;
                let mut held = Vec::new();
                for offset in 0..changes {
                    let wide = u64::try_from(2 * spread).unwrap();
                    at += 1 + i64::try_from(dice.below(wide)).unwrap();
                    held.push((Timestamp(at), offset));
                }
                let zone = Zone::new(held.clone());
                let mut span = Span::default();
                let edges = held.iter().flat_map(|(from, _)| [from.0 - 1, from.0, from.0 + 1]);
                for at in edges.chain([i64::MIN, 0, i64::MAX]).map(Timestamp) {
                    let latest = held.iter().rev().find(|(from, _)| *from <= at).or(held.first());
                    assert_eq!(span.local(&zone, at), zone.local(at));
                    assert_eq!(zone.offset(at), latest.map_or(0, |(_, offset)| *offset), "{at:?}");
                }
            }
        }
    }

    #[test]
    fn midnight_to_midnight_is_whole_days_over_a_change_of_the_clock() {
        let zone = berlin();
        let day = Day::new(2026, 3, 28).unwrap();
        let (from, to) = (zone.start_of(day), zone.start_of(day.plus_days(3)));
        assert_eq!(to.millis() - from.millis(), 3 * DAY_MS - 3_600_000);
        assert!((zone.days_between(from, to) - 3.0).abs() < 1e-12);
        assert!(zone.days_between(to, from) <= 0.0);
        for offset in 0..4 {
            assert_eq!(zone.day(zone.start_of(day.plus_days(offset))), day.plus_days(offset));
        }
    }
}
