//! Dates and times as people and programs write them.

use super::clock::clock;
use crate::domain::{Day, DayError, Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// Which comes first where both are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DayOrder {
    /// `31/12/2026`, the United Kingdom.
    DayFirst,
    /// `12/31/2026`, the United States.
    MonthFirst,
}

impl DayOrder {
    /// Both orders.
    pub const ALL: [Self; 2] = [Self::DayFirst, Self::MonthFirst];
}

/// What one cell says about the order of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateSign {
    /// It can only be read in this order.
    Only(DayOrder),
    /// It reads the same in any order: ISO, German, with a month name, `5/5/2026`.
    Either,
    /// It reads differently in each: `3/4/2026`.
    Ambiguous,
    /// A number that a spreadsheet could mean as a date.
    Serial,
    /// It is not a date.
    NotDate,
}

/// A date as it was read, with or without a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A calendar day.
    Day(Day),
    /// A clock time on a day, in seconds after midnight.
    Local(Day, u32),
    /// An instant: the text named its offset from UTC.
    Instant(Timestamp),
}

impl When {
    /// Returns the instant; a day without a time begins at local midnight.
    pub fn timestamp(self, zone: &Zone) -> Timestamp {
        match self {
            Self::Day(day) => zone.start_of(day),
            Self::Local(day, second) => {
                let minute = zone.at_minute(day, second / 60);
                Timestamp::from_millis(minute.millis() + i64::from(second % 60) * 1_000)
            }
            Self::Instant(at) => at,
        }
    }

    /// Returns the local calendar day.
    pub fn day(self, zone: &Zone) -> Day {
        match self {
            Self::Day(day) | Self::Local(day, _) => day,
            Self::Instant(at) => zone.day(at),
        }
    }
}

/// Says why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It has no form we know.
    Form,
    /// There is no such day, such as 31 February.
    NoSuchDay,
    /// The year is before 1900 or after 2199.
    YearOutOfRange,
    /// There is no such time of day.
    NoSuchTime,
    /// Day and month could be either way round, and nobody said which.
    OrderUnknown,
}

impl From<DayError> for DateError {
    fn from(error: DayError) -> Self {
        match error {
            DayError::Form => Self::Form,
            DayError::NoSuchDay => Self::NoSuchDay,
            DayError::YearOutOfRange => Self::YearOutOfRange,
        }
    }
}

/// Spreadsheet dates that are taken for dates: 1954 to 2119.
const SERIALS: std::ops::RangeInclusive<f64> = 20_000.0..=80_000.0;
/// The serial of 1970-01-01 where 1900-01-01 is 1 and 1900 is taken for a leap year.
const SERIAL_OF_EPOCH: i64 = 25_569;
pub(super) const DAY_SECONDS: u32 = 86_400;
/// Two-digit years below this are of this century, as in Excel.
const CENTURY_PIVOT: i32 = 50;

/// Says what a cell tells about the order of day and month.
pub fn sign(text: &str) -> DateSign {
    glance(text.as_bytes()).unwrap_or_else(|| closer_sign(text))
}

/// Tells the two kinds of cells that tables are full of without reading them: whole numbers and
/// days as in ISO 8601. `None` for every other.
fn glance(text: &[u8]) -> Option<DateSign> {
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    match text {
        // Too short for a day of a spreadsheet, and for one written in eight digits.
        [] | [_] | [_, _] | [_, _, _] | [_, _, _, _] if digits(text) => Some(DateSign::NotDate),
        [year @ .., b'-', a, b, b'-', c, d] if year.len() == 4 => {
            (digits(year) && digits(&[*a, *b, *c, *d])).then_some(DateSign::Either)
        }
        _ => None,
    }
}

fn closer_sign(text: &str) -> DateSign {
    match Shape::read(text.trim()) {
        Some(Shape { date: Parts::Serial(_), .. }) => DateSign::Serial,
        Some(Shape { date: Parts::Fixed { .. }, .. }) => DateSign::Either,
        Some(Shape { date: Parts::Numbers { first, second, .. }, .. }) => {
            match (first > 12, second > 12) {
                (true, false) => DateSign::Only(DayOrder::DayFirst),
                (false, true) => DateSign::Only(DayOrder::MonthFirst),
                (false, false) if first == second => DateSign::Either,
                (false, false) => DateSign::Ambiguous,
                (true, true) => DateSign::NotDate,
            }
        }
        None => DateSign::NotDate,
    }
}

/// Reads a date. `order` is needed only where both ways are possible.
pub fn parse(text: &str, order: Option<DayOrder>) -> Result<When, DateError> {
    let shape = Shape::read(text.trim()).ok_or(DateError::Form)?;
    let day = match shape.date {
        Parts::Serial(serial) => return serial_date(serial),
        Parts::Fixed { year, month, day } => Day::new(year, month, day)?,
        Parts::Numbers { first, second, year } => {
            let order = match order {
                Some(order) => order,
                None if first > 12 || first == second => DayOrder::DayFirst,
                None if second > 12 => DayOrder::MonthFirst,
                None => return Err(DateError::OrderUnknown),
            };
            match order {
                DayOrder::DayFirst => Day::new(year, second, first)?,
                DayOrder::MonthFirst => Day::new(year, first, second)?,
            }
        }
    };
    match shape.time {
        "" => Ok(When::Day(day)),
        time => clock(day, time),
    }
}

/// A text cut into its date and its time.
struct Shape<'a> {
    date: Parts,
    time: &'a str,
}

enum Parts {
    /// Year, month and day are told apart by the form.
    Fixed { year: i32, month: u32, day: u32 },
    /// `a/b/year`.
    Numbers { first: u32, second: u32, year: i32 },
    /// A day number of a spreadsheet.
    Serial(f64),
}

impl<'a> Shape<'a> {
    fn read(text: &'a str) -> Option<Self> {
        if text.len() > 64 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if let Some(serial) = serial(text) {
            return Some(Self { date: Parts::Serial(serial), time: "" });
        }
        if let Some(shape) = named_month(text) {
            return Some(shape);
        }
        let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '/' | '.'));
        let (date, rest) = text.split_at(end.unwrap_or(text.len()));
        let time = match rest.strip_prefix(['T', 't']) {
            Some(time) => time,
            None if rest.is_empty() || rest.starts_with([' ', ',', '\u{a0}']) => {
                rest.trim_start_matches([' ', ',', '\u{a0}'])
            }
            None => return None,
        };
        Some(Self { date: numeric_date(date)?, time })
    }
}

fn numeric_date(date: &str) -> Option<Parts> {
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        let year = digits(date.get(..4)?, 4..=4)?;
        return (1900..=2199).contains(&year).then_some(Parts::Fixed {
            year: i32::try_from(year).ok()?,
            month: digits(date.get(4..6)?, 2..=2)?,
            day: digits(date.get(6..)?, 2..=2)?,
        });
    }
    let separator = date.chars().find(|c| !c.is_ascii_digit())?;
    let mut parts = date.split(separator);
    let (Some(a), Some(b), Some(c), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    if a.len() == 4 {
        let year = i32::try_from(digits(a, 4..=4)?).ok()?;
        return Some(Parts::Fixed { year, month: digits(b, 1..=2)?, day: digits(c, 1..=2)? });
    }
    let (first, second, year) = (digits(a, 1..=2)?, digits(b, 1..=2)?, year(c)?);
    Some(match separator {
        // Only German and its neighbours write points, always the day first.
        '.' => Parts::Fixed { year, month: second, day: first },
        _ => Parts::Numbers { first, second, year },
    })
}

pub(super) fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    (length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn year(text: &str) -> Option<i32> {
    let year = i32::try_from(digits(text, 2..=4)?).ok()?;
    match text.len() {
        2 if year < CENTURY_PIVOT => Some(2000 + year),
        2 => Some(1900 + year),
        4 => Some(year),
        _ => None,
    }
}

/// First letters of the months in English and German, lower case.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän"],
    &["feb"],
    &["mar", "mär", "mrz"],
    &["apr"],
    &["may", "mai"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez"],
];

/// Reads `21 Nov 2026`, `21. November 2026`, `Nov 21, 2026`, `21-Nov-26`.
fn named_month(text: &str) -> Option<Shape<'_>> {
    let start = text.find(char::is_alphabetic)?;
    let letters = text.get(start..)?;
    let name_length = letters.find(|c: char| !c.is_alphabetic()).unwrap_or(letters.len());
    let name = letters.get(..name_length)?;
    name.chars().nth(2)?;
    let name = name.to_lowercase();
    let month =
        MONTHS.iter().position(|names| names.iter().any(|known| name.starts_with(known)))?;
    let month = u32::try_from(month + 1).ok()?;
    let punctuation = |c: char| matches!(c, ' ' | '.' | ',' | '-' | '/' | '\u{a0}');
    let before = text.get(..start)?.trim_matches(punctuation);
    let after = letters.get(name_length..)?.trim_start_matches(punctuation);
    let next = |text: &'_ str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if before.is_empty() {
        // Nov 21, 2026
        let (day, rest) = after.split_at(next(after));
        let rest = rest.trim_start_matches(punctuation);
        let (year_text, time) = rest.split_at(next(rest));
        let date = Parts::Fixed { year: year(year_text)?, month, day: digits(day, 1..=2)? };
        return Some(Shape { date, time: time.trim_start_matches(punctuation) });
    }
    let (year_text, time) = after.split_at(next(after));
    let date = Parts::Fixed { year: year(year_text)?, month, day: digits(before, 1..=2)? };
    Some(Shape { date, time: time.trim_start_matches(punctuation) })
}

fn serial(text: &str) -> Option<f64> {
    if !(5..=24).contains(&text.len())
        || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
    {
        return None;
    }
    let serial: f64 = text.replace(',', ".").parse().ok()?;
    SERIALS.contains(&serial).then_some(serial)
}

#[allow(clippy::cast_possible_truncation, reason = "a serial lies within 20,000 to 80,000")]
fn serial_date(serial: f64) -> Result<When, DateError> {
    let seconds = (serial * f64::from(DAY_SECONDS)).round() as i64;
    let days = seconds.div_euclid(i64::from(DAY_SECONDS)) - SERIAL_OF_EPOCH;
    let day = Day::from_epoch_days(days);
    let second = u32::try_from(seconds.rem_euclid(i64::from(DAY_SECONDS)));
    match second.map_err(|_| DateError::Form)? {
        0 => Ok(When::Day(day)),
        second => Ok(When::Local(day, second)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn dates_read_as_they_are_written() {
        for text in [
            "2026-11-21",
            "2026/11/21",
            "20261121",
            "21.11.2026",
            "21.11.26",
            "21 Nov 2026",
            "21. November 2026",
            "Nov 21, 2026",
            "21-Nov-26",
            "11/21/2026",
            "21/11/26",
            "46347",
        ] {
            assert_eq!(parse(text, None), Ok(When::Day(day("2026-11-21"))), "{text}");
        }
        for (text, second) in [
            ("2026-11-21 08:05", 29_100),
            ("2026-11-21T08:05:30.250", 29_130),
            ("11/21/26 08:55 PM", 75_300),
            ("21.11.2026 12:00 AM", 0),
            ("21.11.2026, 8:05 Uhr", 29_100),
            ("46347.5", 43_200),
            ("46347,5", 43_200),
        ] {
            assert_eq!(parse(text, None), Ok(When::Local(day("2026-11-21"), second)), "{text}");
        }
        let zulu = parse("2026-11-21T08:05:00Z", None).unwrap();
        assert_eq!(parse("2026-11-21T10:05:00+02:00", None), Ok(zulu));
    }

    #[test]
    fn what_is_no_date_says_why() {
        for (text, error) in [
            ("31.02.2026", DateError::NoSuchDay),
            ("2026-02-31", DateError::NoSuchDay),
            ("1726-02-01", DateError::YearOutOfRange),
            ("2026-02-01 25:00", DateError::NoSuchTime),
            ("3/4/2026", DateError::OrderUnknown),
            ("soon", DateError::Form),
            ("Q3 2026", DateError::Form),
            ("", DateError::Form),
            ("1.5", DateError::Form),
            ("2026-02-01 noon", DateError::Form),
        ] {
            assert_eq!(parse(text, None), Err(error), "{text}");
        }
    }

    #[test]
    fn a_glance_tells_what_a_closer_look_does() {
        let parts = ["1", "12", "2026", "0", "-", "-", "-", "/", ".", " ", "x"];
        let mut told = 0;
        for text in crate::exchange::tests::random_texts(&parts, 5) {
            assert_eq!(sign(&text), closer_sign(&text), "{text:?}");
            told += usize::from(glance(text.as_bytes()).is_some());
        }
        assert!(told > 20_000, "{told}");
        for text in ["0000-00-00", "2026-13-41", "1999-12-31", "12-34-56", "202-6-10-20"] {
            assert_eq!(sign(text), closer_sign(text), "{text}");
        }
    }

    #[test]
    fn only_what_reads_two_ways_is_ambiguous() {
        assert_eq!(sign("3/4/2026"), DateSign::Ambiguous);
        assert_eq!(sign("13/4/2026"), DateSign::Only(DayOrder::DayFirst));
        assert_eq!(sign("02/24/26"), DateSign::Only(DayOrder::MonthFirst));
        assert_eq!(sign("5/5/2026"), DateSign::Either);
        assert_eq!(sign("3.4.2026"), DateSign::Either);
        assert_eq!(sign("45631"), DateSign::Serial);
        assert_eq!(sign("1054"), DateSign::NotDate);
        let april = parse("3/4/2026", Some(DayOrder::DayFirst));
        assert_eq!(april, Ok(When::Day(day("2026-04-03"))));
    }
}
