//! Numbers, money and days in the form of a language.
//!
//! Everything here is text for people. Values for programs
//! (`data-value`, files) are written by their own types.

use crate::domain::{Day, Language, Month, Probability, Timestamp, Zone};

/// The no-break space between a number and its unit.
pub(super) const NBSP: char = '\u{a0}';
/// The minus sign as print has it, as wide as a plus.
pub(super) const MINUS: char = '\u{2212}';
/// What stands where there is nothing to show.
pub const NOTHING: &str = "–";

/// Writes values in the form of a language.
///
/// # Example
/// ```
/// use trichter::domain::{Currency, Language, Money};
/// use trichter::i18n::Format;
/// let money = Money::new(123_450, Currency::EUR)?;
/// assert_eq!(Format::of(Language::De).money(money), "1.234,50\u{a0}€");
/// assert_eq!(Format::of(Language::En).money(money), "€1,234.50");
/// # Ok::<(), trichter::domain::MoneyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    language: Language,
}

impl Format {
    /// Makes the format of a language.
    pub const fn of(language: Language) -> Self {
        Self { language }
    }

    /// Returns the language.
    pub fn language(self) -> Language {
        self.language
    }

    pub(super) fn pick<T>(self, de: T, en: T) -> T {
        match self.language {
            Language::De => de,
            Language::En => en,
        }
    }

    /// Writes a whole number with grouping: `1.234`, `1,234`.
    pub fn whole(self, number: i64) -> String {
        self.fixed(number, 0)
    }

    /// Writes a count with grouping.
    pub fn count(self, number: usize) -> String {
        self.whole(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// Writes a number with so many decimals (at most 9), rounded half away from
    /// zero; "–" for what is no number.
    pub fn decimal(self, number: f64, digits: u32) -> String {
        scaled(number, digits).map_or_else(|| NOTHING.to_owned(), |n| self.fixed(n, digits))
    }

    /// Writes a number with at most so many decimals, without zeros at the end.
    pub fn rounded(self, number: f64, digits: u32) -> String {
        let mut digits = digits;
        let Some(mut value) = scaled(number, digits) else { return NOTHING.to_owned() };
        while digits > 0 && value % 10 == 0 {
            value /= 10;
            digits -= 1;
        }
        self.fixed(value, digits)
    }

    /// Writes a share of 1 in percent with at most one decimal: `33,3 %`, `30 %`.
    ///
    /// A share that is not quite nothing or not quite all says so (`<0,1 %`,
    /// `>99,9 %`) instead of being rounded to 0 or 100.
    pub fn percent(self, share: f64) -> String {
        if share > 0.0 && share < 0.000_5 {
            return format!("<{}", self.percent_sign(&self.fixed(1, 1)));
        }
        if (0.999_5..1.0).contains(&share) {
            return format!(">{}", self.percent_sign(&self.fixed(999, 1)));
        }
        self.percent_number(share, &self.rounded(share * 100.0, 1))
    }

    /// Writes a share of 1 in percent with exactly so many decimals.
    pub fn percent_fixed(self, share: f64, digits: u32) -> String {
        self.percent_number(share, &self.decimal(share * 100.0, digits))
    }

    /// Writes a probability exactly: `12,5 %`, `33,33 %`.
    pub fn probability(self, probability: Probability) -> String {
        self.percent_sign(&self.rounded(f64::from(probability.basis_points()) / 100.0, 2))
    }

    fn percent_number(self, share: f64, number: &str) -> String {
        if share.is_finite() { self.percent_sign(number) } else { number.to_owned() }
    }

    fn percent_sign(self, number: &str) -> String {
        self.pick(format!("{number}{NBSP}%"), format!("{number}%"))
    }

    /// Writes `value / 10^digits` with grouping.
    pub(super) fn fixed(self, value: i64, digits: u32) -> String {
        let (group, point) = self.pick(('.', ','), (',', '.'));
        let per_unit = 10_u64.pow(digits.min(MAX_DIGITS));
        let (units, rest) = (value.unsigned_abs() / per_unit, value.unsigned_abs() % per_unit);
        let units = units.to_string();
        let mut text = String::with_capacity(units.len() * 4 / 3 + 12);
        if value < 0 {
            text.push(MINUS);
        }
        for (at, digit) in units.chars().enumerate() {
            if at > 0 && (units.len() - at).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        if digits > 0 {
            text.push(point);
            let rest = rest.to_string();
            text.extend(std::iter::repeat_n('0', digits.min(MAX_DIGITS) as usize - rest.len()));
            text.push_str(&rest);
        }
        text
    }

    /// Writes a day: `21.11.2026`, `21 Nov 2026`.
    pub fn day(self, day: Day) -> String {
        let (number, year) = (day.day_of_month(), day.year());
        match self.language {
            Language::De => format!("{number:02}.{:02}.{year}", day.month_number()),
            Language::En => format!("{number} {} {year}", self.month_short(day.month_number())),
        }
    }

    /// Writes a day without its year: `21.11.`, `21 Nov`.
    pub fn day_short(self, day: Day) -> String {
        let number = day.day_of_month();
        match self.language {
            Language::De => format!("{number:02}.{:02}.", day.month_number()),
            Language::En => format!("{number} {}", self.month_short(day.month_number())),
        }
    }

    /// Writes a day in words: `Samstag, 21. November 2026`.
    pub fn day_long(self, day: Day) -> String {
        let (weekday, number) = (self.weekday(day.weekday()), day.day_of_month());
        let dot = self.pick(".", "");
        format!("{weekday}, {number}{dot} {}", self.month(day.month()))
    }

    /// Writes a day as near as it is: `heute`, `Freitag` within the coming six
    /// days, `21.11.` within the year, else with the year.
    pub fn day_near(self, day: Day, today: Day) -> String {
        match day.days_since(today) {
            -1..=1 => self.relative(day, today),
            2..=6 => self.weekday(day.weekday()).to_owned(),
            _ if day.year() == today.year() => self.day_short(day),
            _ => self.day(day),
        }
    }

    /// Writes how far a day is from today: `heute`, `in 3 Tagen`, `3 days ago`.
    pub fn relative(self, day: Day, today: Day) -> String {
        let distance = day.days_since(today);
        match distance {
            0 => return self.pick("heute", "today").to_owned(),
            1 => return self.pick("morgen", "tomorrow").to_owned(),
            -1 => return self.pick("gestern", "yesterday").to_owned(),
            _ => {}
        }
        let number = self.whole(i64::from(distance.unsigned_abs()));
        if distance > 0 {
            self.pick(format!("in {number} Tagen"), format!("in {number} days"))
        } else {
            self.pick(format!("vor {number} Tagen"), format!("{number} days ago"))
        }
    }

    /// Writes a number of days with at most one decimal: `57 Tage`, `51,8 days`.
    pub fn days(self, days: f64) -> String {
        let number = self.rounded(days, 1);
        let unit = if number == "1" { self.pick("Tag", "day") } else { self.pick("Tage", "days") };
        if days.is_finite() { format!("{number}{NBSP}{unit}") } else { number }
    }

    /// Writes a number of whole days as short as it goes: `57 T`, `57 d`.
    pub fn days_short(self, days: u32) -> String {
        format!("{}{NBSP}{}", self.whole(i64::from(days)), self.pick("T", "d"))
    }

    /// Writes a month: `November 2026`.
    pub fn month(self, month: Month) -> String {
        format!("{} {}", self.month_name(month.number()), month.year())
    }

    /// Writes a month for an axis: `Nov 26`.
    pub fn month_axis(self, month: Month) -> String {
        format!("{} {:02}", self.month_short(month.number()), month.year().rem_euclid(100))
    }

    /// Returns the name of a month, 1 to 12.
    pub fn month_name(self, month: u32) -> &'static str {
        name(self.pick(&MONTHS_DE, &MONTHS_EN), month.wrapping_sub(1))
    }

    /// Returns the first three letters of a month, 1 to 12.
    pub fn month_short(self, month: u32) -> &'static str {
        let full = self.month_name(month);
        full.char_indices().nth(3).and_then(|(end, _)| full.get(..end)).unwrap_or(full)
    }

    /// Returns the name of a day of the week, Monday = 0.
    pub fn weekday(self, weekday: u32) -> &'static str {
        name(self.pick(&WEEKDAYS_DE, &WEEKDAYS_EN), weekday)
    }

    /// Returns the short name of a day of the week, Monday = 0: `Mo`, `Mon`.
    pub fn weekday_short(self, weekday: u32) -> &'static str {
        self.weekday(weekday).get(..self.pick(2, 3)).unwrap_or_default()
    }

    /// Writes a local clock time, minutes after midnight: `14:05`.
    pub fn time(self, minute: u32) -> String {
        format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
    }

    /// Writes an instant on the local clock: `21.11.2026, 14:05`.
    pub fn date_time(self, at: Timestamp, zone: &Zone) -> String {
        format!("{}, {}", self.day(zone.day(at)), self.time(zone.minute_of_day(at)))
    }

    /// Writes a size in bytes, kilobytes of 1,000 and so on: `512 B`, `1,2 MB`.
    pub fn bytes(self, bytes: u64) -> String {
        let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
        let fits = units.iter().find(|(unit, _)| bytes >= *unit);
        let (unit, name) = fits.copied().unwrap_or((1, "B"));
        format!("{}{NBSP}{name}", self.rounded(bytes as f64 / unit as f64, 1))
    }
}

/// German names of the months.
pub(super) const MONTHS_DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
/// English names of the months.
pub(super) const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// German names of the days of the week.
pub(super) const WEEKDAYS_DE: [&str; 7] =
    ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
/// English names of the days of the week.
pub(super) const WEEKDAYS_EN: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// More decimals than this are not written.
const MAX_DIGITS: u32 = 9;

fn name(names: &[&'static str], at: u32) -> &'static str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or(NOTHING)
}

/// Returns `number * 10^digits` rounded half away from zero; `None` when it is
/// no number or beyond what an `f64` holds exactly.
pub(super) fn scaled(number: f64, digits: u32) -> Option<i64> {
    let scaled = (number * 10_f64.powi(i32::try_from(digits.min(MAX_DIGITS)).unwrap_or(0))).round();
    #[allow(clippy::cast_possible_truncation, reason = "checked to be a whole number below 2^63")]
    (scaled.abs() < 9.2e18).then_some(scaled as i64)
}

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
