//! Calendar days and months, without any time of day.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A local calendar day between 1900-01-01 and 2199-12-31.
///
/// Held as days since 1970-01-01, so that the difference of two days is a
/// subtraction. It has no zone; [`super::Zone`] turns instants into days.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// A calendar month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Months since January of year 0.
    index: i32,
}

/// Says why a text or a triple of numbers is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayError {
    /// The text has not the form `YYYY-MM-DD`.
    Form,
    /// There is no such day, such as 31 February.
    NoSuchDay,
    /// The year is before 1900 or after 2199: almost always a slip.
    YearOutOfRange,
}

impl fmt::Display for DayError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Form => "not a day of the form YYYY-MM-DD",
            Self::NoSuchDay => "there is no such day",
            Self::YearOutOfRange => "the year must lie between 1900 and 2199",
        })
    }
}

/// Days between 0001-01-01 (chrono's day 1) and 1970-01-01.
const EPOCH_FROM_CE: i32 = 719_163;

impl Day {
    /// The first day that can be written.
    pub const MIN: Self = Self(-25_567);
    /// The last day that can be written.
    pub const MAX: Self = Self(84_005);

    /// Makes a day from year, month 1–12 and day of the month.
    ///
    /// # Errors
    /// When there is no such day or the year is outside 1900–2199.
    pub fn new(year: i32, month: u32, day: u32) -> Result<Self, DayError> {
        let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(DayError::NoSuchDay)?;
        if !(1900..=2199).contains(&year) {
            return Err(DayError::YearOutOfRange);
        }
        Ok(Self(date.num_days_from_ce() - EPOCH_FROM_CE))
    }

    /// Makes a day from days since 1970-01-01, pulled into the writable range.
    pub fn from_epoch_days(days: i64) -> Self {
        let days = days.clamp(i64::from(Self::MIN.0), i64::from(Self::MAX.0));
        Self(i32::try_from(days).unwrap_or(0))
    }

    /// Returns days since 1970-01-01.
    pub fn epoch_days(self) -> i32 {
        self.0
    }

    fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0 + EPOCH_FROM_CE).unwrap_or_default()
    }

    /// Returns the year.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// Returns the month, 1 to 12.
    pub fn month_number(self) -> u32 {
        self.date().month()
    }

    /// Returns the day of the month, 1 to 31.
    pub fn day_of_month(self) -> u32 {
        self.date().day()
    }

    /// Returns the day of the week, Monday = 0 to Sunday = 6.
    pub fn weekday(self) -> u32 {
        self.date().weekday().num_days_from_monday()
    }

    /// Returns the calendar month.
    pub fn month(self) -> Month {
        let date = self.date();
        Month::new(date.year(), date.month())
    }

    /// Returns the day `days` later (earlier if negative), kept within the writable range.
    pub fn plus_days(self, days: i32) -> Self {
        Self::from_epoch_days(i64::from(self.0) + i64::from(days))
    }

    /// Returns the number of days since an earlier day; negative if it is later.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(formatter, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Day {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, DayError> {
        let mut parts = text.splitn(3, '-');
        let mut number = |digits: usize| {
            parts
                .next()
                .filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|part| part.parse::<u32>().ok())
                .ok_or(DayError::Form)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        Self::new(i32::try_from(year).map_err(|_| DayError::Form)?, month, day)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = super::record::Key::deserialize(deserializer)?;
        text.0.parse().map_err(serde::de::Error::custom)
    }
}

impl Month {
    /// Makes a month from a year and a month 1–12 (pulled into that range).
    pub fn new(year: i32, month: u32) -> Self {
        let month = i32::try_from(month.clamp(1, 12)).unwrap_or(1);
        Self { index: year * 12 + month - 1 }
    }

    /// Returns the year.
    pub fn year(self) -> i32 {
        self.index.div_euclid(12)
    }

    /// Returns the month, 1 to 12.
    pub fn number(self) -> u32 {
        u32::try_from(self.index.rem_euclid(12) + 1).unwrap_or(1)
    }

    /// Returns the month `months` later (earlier if negative).
    pub fn plus_months(self, months: i32) -> Self {
        Self { index: self.index + months }
    }

    /// Returns the number of months since an earlier one; negative if it is later.
    pub fn months_since(self, earlier: Self) -> i32 {
        self.index - earlier.index
    }

    /// Returns the first day.
    pub fn first_day(self) -> Day {
        Day::new(self.year(), self.number(), 1).unwrap_or(Day::MAX)
    }

    /// Returns the last day.
    pub fn last_day(self) -> Day {
        self.plus_months(1).first_day().plus_days(-1)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year(), self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thirty_first_of_february_does_not_exist() {
        assert_eq!("2026-02-31".parse::<Day>(), Err(DayError::NoSuchDay));
        assert_eq!("2024-02-29".parse::<Day>().map(|d| d.to_string()), Ok("2024-02-29".into()));
        assert_eq!("2023-02-29".parse::<Day>(), Err(DayError::NoSuchDay));
        assert_eq!("0026-01-01".parse::<Day>(), Err(DayError::YearOutOfRange));
        for text in ["", "2026", "2026-1-1", "2026-01-01T", "+026-01-01", "２０２６-01-01"] {
            assert_eq!(text.parse::<Day>(), Err(DayError::Form), "{text}");
        }
    }

    #[test]
    fn the_range_ends_where_it_says() {
        assert_eq!(Day::new(1900, 1, 1), Ok(Day::MIN));
        assert_eq!(Day::new(2199, 12, 31), Ok(Day::MAX));
        assert_eq!(Day::new(1970, 1, 1).map(Day::epoch_days), Ok(0));
    }

    #[test]
    fn months_know_their_first_and_last_day() {
        let february = Month::new(2024, 2);
        assert_eq!(february.last_day().to_string(), "2024-02-29");
        assert_eq!(february.plus_months(-2).to_string(), "2023-12");
        assert_eq!(Day::new(2026, 11, 21).unwrap().weekday(), 5);
    }
}
