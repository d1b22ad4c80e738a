//! Days, as dates and in words.

use super::repeated;
use crate::domain::{Day, DayError, Language, Month};
use crate::i18n::format::{MONTHS_DE, MONTHS_EN, WEEKDAYS_DE, WEEKDAYS_EN};

/// Says why a text is not a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayInputError {
    /// There is no text.
    Empty,
    /// The text, shortened, is not a day.
    NotADay(String),
    /// The text has the form of a date, but there is no such day: 31 February.
    NoSuchDay(String),
    /// The day is outside what can be written.
    OutOfRange {
        /// The first day that can be written.
        first: Day,
        /// The last day that can be written.
        last: Day,
    },
}

/// Why words are no day.
enum Refusal {
    NotADay,
    NoSuchDay,
    OutOfRange,
}

impl From<DayError> for Refusal {
    fn from(error: DayError) -> Self {
        match error {
            DayError::Form => Self::NotADay,
            DayError::NoSuchDay => Self::NoSuchDay,
            DayError::YearOutOfRange => Self::OutOfRange,
        }
    }
}

/// Words for a day near today, by distance.
const NEAR: [(&str, i32); 9] = [
    ("heute", 0),
    ("today", 0),
    ("morgen", 1),
    ("tomorrow", 1),
    ("übermorgen", 2),
    ("uebermorgen", 2),
    ("gestern", -1),
    ("yesterday", -1),
    ("vorgestern", -2),
];

/// Short names of the days of the week, Monday = 0. `so`, `do` and `mi` are
/// words of their own: the quick add takes none of these.
const WEEKDAYS_SHORT: [(&str, u32); 19] = [
    ("mo", 0),
    ("mon", 0),
    ("di", 1),
    ("tue", 1),
    ("tues", 1),
    ("mi", 2),
    ("wed", 2),
    ("do", 3),
    ("thu", 3),
    ("thur", 3),
    ("thurs", 3),
    ("fr", 4),
    ("fri", 4),
    ("sa", 5),
    ("sat", 5),
    ("sonnabend", 5),
    ("so", 6),
    ("sun", 6),
    ("su", 6),
];

/// Words for a span of time: days or months in one.
const SPANS: [(&str, i32, i32); 24] = [
    ("d", 1, 0),
    ("t", 1, 0),
    ("day", 1, 0),
    ("days", 1, 0),
    ("tag", 1, 0),
    ("tage", 1, 0),
    ("tagen", 1, 0),
    ("w", 7, 0),
    ("week", 7, 0),
    ("weeks", 7, 0),
    ("woche", 7, 0),
    ("wochen", 7, 0),
    ("m", 0, 1),
    ("month", 0, 1),
    ("months", 0, 1),
    ("monat", 0, 1),
    ("monate", 0, 1),
    ("monaten", 0, 1),
    ("y", 0, 12),
    ("year", 0, 12),
    ("years", 0, 12),
    ("jahr", 0, 12),
    ("jahre", 0, 12),
    ("jahren", 0, 12),
];

/// Words for the one after the coming one.
const NEXT: [&str; 6] = ["next", "nächste", "nächsten", "nächster", "nächstes", "naechsten"];
/// Words for the coming one.
const COMING: [&str; 8] =
    ["this", "coming", "diesen", "dieser", "diese", "kommenden", "kommender", "kommende"];
/// Words for one.
const ONE: [&str; 6] = ["a", "an", "one", "einem", "einer", "ein"];

/// Reads a day, given today.
///
/// Dates: `21.11.2026`, `21.11.26`, `21/11/2026`, `2026-11-21`, `21 Nov 2026`,
/// `21. November`, `November 21, 2026`. Without a year it is the next such day
/// from today on. Days come before months in both languages.
///
/// Words of either language: `morgen`, `Freitag` (the next one after today),
/// `next friday` (the one of the next calendar week, from Monday), `in 3 Tagen`,
/// `2 weeks ago`, `+2w`, `nächste Woche` (its Monday), `next month` (its first).
pub fn day(text: &str, today: Day, _language: Language) -> Result<Day, DayInputError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DayInputError::Empty);
    }
    if text.len() > MAX_BYTES {
        return Err(DayInputError::NotADay(repeated(text)));
    }
    let small = text.to_lowercase();
    let words: Vec<&str> = small.split_whitespace().collect();
    let read = in_words(&words, today).unwrap_or_else(|| date(&small, today));
    read.map_err(|refusal| match refusal {
        Refusal::NotADay => DayInputError::NotADay(repeated(text)),
        Refusal::NoSuchDay => DayInputError::NoSuchDay(repeated(text)),
        Refusal::OutOfRange => DayInputError::OutOfRange { first: Day::MIN, last: Day::MAX },
    })
}

/// Longer texts are no dates.
const MAX_BYTES: usize = 64;

/// Returns true for a whole name of a day of the week, or a word such as `morgen`.
pub(in crate::i18n) fn is_full_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    full_weekday(&word).is_some() || NEAR.iter().any(|(name, _)| *name == word)
}

fn full_weekday(word: &str) -> Option<u32> {
    let position = |names: &[&str; 7]| names.iter().position(|name| name.to_lowercase() == word);
    let at = position(&WEEKDAYS_DE).or_else(|| position(&WEEKDAYS_EN))?;
    u32::try_from(at).ok()
}

fn weekday(word: &str) -> Option<u32> {
    let short = word.trim_end_matches('.');
    full_weekday(word)
        .or_else(|| WEEKDAYS_SHORT.iter().find(|(name, _)| *name == short).map(|(_, at)| *at))
}

fn span(word: &str) -> Option<(i32, i32)> {
    SPANS.iter().find(|(name, ..)| *name == word).map(|(_, days, months)| (*days, *months))
}

/// Reads a day in words; `None` when the words say nothing of the kind.
fn in_words(words: &[&str], today: Day) -> Option<Result<Day, Refusal>> {
    let days = |days: i32| Some(Ok(today.plus_days(days)));
    match *words {
        [word] => {
            if let Some((_, distance)) = NEAR.iter().find(|(name, _)| *name == word) {
                return days(*distance);
            }
            if let Some(weekday) = weekday(word) {
                return Some(Ok(coming(weekday, today)));
            }
            let back = word.starts_with(['-', '\u{2212}']);
            let rest = word.strip_prefix(['+', '-', '\u{2212}'])?;
            let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let number = rest.get(..rest.len() - unit.len())?;
            later(number, if unit.is_empty() { "d" } else { unit }, today, back)
        }
        [which, what] if NEXT.contains(&which) => {
            let monday = today.plus_days(7 - i32::try_from(today.weekday()).unwrap_or(0));
            if let Some(weekday) = weekday(what) {
                return Some(Ok(monday.plus_days(i32::try_from(weekday).unwrap_or(0))));
            }
            match span(what)? {
                (1, _) => days(1),
                (0, 12) => Some(first_of(Month::new(today.year() + 1, 1))),
                (0, months) => Some(first_of(today.month().plus_months(months))),
                (..) => Some(Ok(monday)),
            }
        }
        [which, what] if COMING.contains(&which) => Some(Ok(coming(weekday(what)?, today))),
        ["in", number, unit] => later(number, unit, today, false),
        ["vor", number, unit] | [number, unit, "ago"] => later(number, unit, today, true),
        _ => None,
    }
}

/// Returns the next such day of the week after today.
fn coming(weekday: u32, today: Day) -> Day {
    let ahead = (weekday + 6 - today.weekday() % 7) % 7 + 1;
    today.plus_days(i32::try_from(ahead).unwrap_or(0))
}

fn first_of(month: Month) -> Result<Day, Refusal> {
    Ok(Day::new(month.year(), month.number(), 1)?)
}

/// Reads a number and a unit and goes so far from today.
fn later(number: &str, unit: &str, today: Day, back: bool) -> Option<Result<Day, Refusal>> {
    let number: i32 = if ONE.contains(&number) {
        1
    } else if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        number.parse().unwrap_or(MAX_STEPS)
    } else {
        return None;
    };
    let (days, months) = span(unit)?;
    let number = number.min(MAX_STEPS) * if back { -1 } else { 1 };
    let shifted = if months == 0 {
        let wanted = i64::from(today.epoch_days()) + i64::from(number * days);
        let day = Day::from_epoch_days(wanted);
        if i64::from(day.epoch_days()) == wanted { Ok(day) } else { Err(Refusal::OutOfRange) }
    } else {
        let month = today.month().plus_months(number * months);
        // 31 January and a month is the last day of February.
        first_of(month).map(|first| {
            let last = month.last_day().days_since(first);
            first.plus_days(last.min(i32::try_from(today.day_of_month()).unwrap_or(1) - 1))
        })
    };
    Some(shifted)
}

/// More days, weeks or months than this lead out of every calendar here.
const MAX_STEPS: i32 = 150_000;

/// Reads a date of numbers or with the name of a month.
fn date(text: &str, today: Day) -> Result<Day, Refusal> {
    let is_mark = |c: char| matches!(c, '.' | '/' | '-' | ',') || c.is_whitespace();
    let parts: Vec<&str> = text.split(is_mark).filter(|part| !part.is_empty()).collect();
    let bare = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
    let named = parts.iter().find_map(|part| month(part).map(|month| (*part, month)));
    let Some((name, month)) = named else {
        // `12 5` and `12.5.7.8` are no dates; `12.5` is the twelfth of May.
        return match *parts {
            _ if bare => Err(Refusal::NotADay),
            [year, month, day] if year.len() == 4 => {
                from_numbers(Some(year), number(month)?, day, today)
            }
            [day, month, year] => from_numbers(Some(year), number(month)?, day, today),
            [day, month] => from_numbers(None, number(month)?, day, today),
            _ => Err(Refusal::NotADay),
        };
    };
    let mut numbers = parts.iter().copied().filter(|part| *part != name);
    let day = numbers.next().ok_or(Refusal::NotADay)?;
    let day = ["st", "nd", "rd", "th"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
    let year = numbers.next();
    if numbers.next().is_some() {
        return Err(Refusal::NotADay);
    }
    from_numbers(year, month, day, today)
}

fn number(text: &str) -> Result<u32, Refusal> {
    let digits = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or(Refusal::NotADay)
}

fn from_numbers(year: Option<&str>, month: u32, day: &str, today: Day) -> Result<Day, Refusal> {
    if day.len() > 2 {
        return Err(Refusal::NotADay);
    }
    let day = number(day)?;
    let Some(text) = year else {
        // The next such day; the 29 February may be eight years off (1896–1904).
        let years = today.year()..=today.year() + 8;
        let next = years.filter_map(|year| Day::new(year, month, day).ok()).find(|d| *d >= today);
        return next.ok_or(Refusal::NoSuchDay);
    };
    let year = number(text)?;
    let year = match text.len() {
        2 => 2000 + year,
        4 => year,
        _ => return Err(Refusal::NotADay),
    };
    Ok(Day::new(i32::try_from(year).unwrap_or(0), month, day)?)
}

/// Returns the month, 1 to 12, of a name or its beginning of three letters or more.
fn month(word: &str) -> Option<u32> {
    const OTHER: [(&str, u32); 3] = [("maerz", 3), ("mrz", 3), ("jänner", 1)];
    if word.chars().count() < 3 {
        return None;
    }
    if let Some((_, month)) = OTHER.iter().find(|(name, _)| *name == word) {
        return Some(*month);
    }
    let position =
        |names: &[&str; 12]| names.iter().position(|name| name.to_lowercase().starts_with(word));
    let at = position(&MONTHS_DE).or_else(|| position(&MONTHS_EN))?;
    u32::try_from(at + 1).ok()
}
