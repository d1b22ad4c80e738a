//! Writes tables that spreadsheets open.
//!
//! Text cells that a spreadsheet would take for a formula get an apostrophe in
//! front, and lose it again when a table of ours is imported: the two are exact
//! opposites. Numbers and dates are ours and are written as they are.

mod calendar;
mod cards;
mod history;
mod lines;
mod records;

pub use calendar::calendar;
pub use cards::cards;
pub use history::history;
pub use records::{activities, deals, organisations, people};

use crate::domain::{Day, Language, Money, Timestamp, Zone};
use std::borrow::Cow;
use std::fmt::Write as _;

/// The name of the column with our own ids. A table that has it is ours.
pub const OWN_ID_HEADER: &str = "Trichter-ID";

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// For Excel in German: UTF-8 with a mark, `;`, decimal comma, `31.12.2026`, CRLF.
    German,
    /// For everything else: UTF-8, `,`, decimal point, `2026-12-31`, CRLF (RFC 4180).
    English,
}

impl Style {
    /// Both styles.
    pub const ALL: [Self; 2] = [Self::German, Self::English];

    fn delimiter(self) -> char {
        match self {
            Self::German => ';',
            Self::English => ',',
        }
    }

    fn pick(self, de: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::German => de,
            Self::English => en,
        }
    }

    /// Returns the style that suits a language of the interface.
    pub fn of(language: Language) -> Self {
        match language {
            Language::De => Self::German,
            Language::En => Self::English,
        }
    }
}

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A text that somebody wrote; disarmed.
    Text(&'a str),
    /// An amount, without its currency.
    Money(Money),
    /// A whole number.
    Whole(i64),
    /// A number with up to six digits behind the mark; nothing for what is none.
    Number(f64),
    /// Ten-thousandths, written as per cent: 7,500 is `75%`.
    PerCent(u16),
    /// A calendar day.
    Day(Day),
    /// An instant on the local clock; midnight is written as a day.
    At(Timestamp, &'a Zone),
    /// A clock time on a day, in minutes after midnight; midnight too.
    Clock(Day, u16),
    /// A number of so many decimals without its mark: 1,234 of 2 is `12.34`.
    Decimal(i64, u32),
}

/// Writes records.
#[derive(Clone, Debug)]
pub struct Writer {
    style: Style,
    text: String,
}

impl Writer {
    /// Begins a table.
    pub fn new(style: Style) -> Self {
        let mark = match style {
            Style::German => "\u{feff}",
            Style::English => "",
        };
        Self { style, text: mark.to_owned() }
    }

    /// Adds a record.
    pub fn record<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        let start = self.text.len();
        let mut count = 0;
        for cell in cells {
            if count > 0 {
                self.text.push(self.style.delimiter());
            }
            count += 1;
            let text = self.style.text(cell);
            quote(&mut self.text, &text, self.style.delimiter());
        }
        // A record of one empty cell would be an empty line, which is no record.
        if count == 1 && self.text.len() == start {
            self.text.push_str("\"\"");
        }
        self.text.push_str("\r\n");
    }

    /// Returns the table.
    pub fn finish(self) -> String {
        self.text
    }
}

/// Writes the table of any report: names of columns, then rows.
pub fn table<'a>(
    style: Style,
    headers: &[&'a str],
    rows: impl IntoIterator<Item = Vec<Cell<'a>>>,
) -> String {
    let mut writer = Writer::new(style);
    writer.record(headers.iter().map(|header| Cell::Text(header)));
    for row in rows {
        writer.record(row);
    }
    writer.finish()
}

impl Style {
    fn number(self, number: f64) -> String {
        const DIGITS: f64 = 1e6;
        if !number.is_finite() {
            return String::new();
        }
        // Never "-0".
        let text = ((number * DIGITS).round() / DIGITS + 0.0).to_string();
        match self {
            Self::German => text.replace('.', ","),
            Self::English => text,
        }
    }

    fn text(self, cell: Cell<'_>) -> Cow<'_, str> {
        match cell {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => armed(text),
            Cell::Money(money) => Cow::Owned(self.money(money)),
            Cell::Whole(number) => Cow::Owned(number.to_string()),
            Cell::Number(number) => Cow::Owned(self.number(number)),
            Cell::PerCent(parts) => Cow::Owned(format!("{}%", self.decimal(i64::from(parts), 2))),
            Cell::Day(day) => Cow::Owned(self.day(day)),
            Cell::At(at, zone) => Cow::Owned(self.instant(at, zone)),
            Cell::Clock(day, minute) => {
                Cow::Owned(format!("{} {:02}:{:02}", self.day(day), minute / 60, minute % 60))
            }
            Cell::Decimal(parts, digits) => Cow::Owned(self.decimal(parts, digits.min(18))),
        }
    }

    fn money(self, money: Money) -> String {
        self.decimal(money.minor(), money.currency().minor_digits())
    }

    /// Writes an integer of so many decimals; a whole number without any.
    fn decimal(self, parts: i64, digits: u32) -> String {
        let scale = 10_i64.pow(digits);
        let (whole, rest) = (parts / scale, parts % scale);
        if rest == 0 {
            return whole.to_string();
        }
        let sign = if parts < 0 { "-" } else { "" };
        let (whole, rest) = (whole.unsigned_abs(), rest.unsigned_abs());
        let mark = match self {
            Self::German => ',',
            Self::English => '.',
        };
        let width = usize::try_from(digits).unwrap_or(0);
        format!("{sign}{whole}{mark}{rest:0width$}")
    }

    fn day(self, day: Day) -> String {
        match self {
            Self::German => {
                format!("{:02}.{:02}.{}", day.day_of_month(), day.month_number(), day.year())
            }
            Self::English => day.to_string(),
        }
    }

    fn instant(self, at: Timestamp, zone: &Zone) -> String {
        let day = zone.day(at);
        let minute = zone.minute_of_day(at);
        let second = at.millis().div_euclid(1_000).rem_euclid(60);
        let mut text = self.day(day);
        if minute > 0 || second > 0 {
            // Writing into a string cannot fail.
            let _ = write!(text, " {:02}:{:02}:{second:02}", minute / 60, minute % 60);
        }
        text
    }
}

fn quote(output: &mut String, text: &str, delimiter: char) {
    let quoted = |c: char| c == delimiter || matches!(c, '"' | '\r' | '\n');
    let spaced = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    if text.contains(quoted) || spaced {
        output.push('"');
        output.push_str(&text.replace('"', "\"\""));
        output.push('"');
    } else {
        output.push_str(text);
    }
}

/// Returns true where a spreadsheet would see a formula behind any apostrophes
/// (OWASP, "CSV Injection"; the wide forms are those of Japanese keyboards).
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Puts an apostrophe before a text that looks like a formula.
fn armed(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes that apostrophe away again.
pub(in crate::exchange) fn disarmed(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_in_text_are_disarmed_and_come_back_exactly() {
        for text in
            ["=1+1", "+49 30 1", "-5", "@x", "\tx", "'=1", "''-5", "'plain", "plain", "", "'"]
        {
            let written = armed(text);
            assert!(!written.starts_with(['=', '+', '-', '@', '\t']), "{text:?}");
            assert_eq!(disarmed(&written), text, "{text:?}");
        }
        let negative = Money::new(-500, crate::domain::Currency::EUR).unwrap();
        assert_eq!(Style::German.text(Cell::Money(negative)), "-5");
    }

    #[test]
    fn amounts_have_the_decimal_mark_of_their_style() {
        let money = Money::new(123_456, crate::domain::Currency::EUR).unwrap();
        assert_eq!(Style::German.text(Cell::Money(money)), "1234,56");
        assert_eq!(Style::English.text(Cell::Money(money)), "1234.56");
        assert_eq!(Style::German.text(Cell::PerCent(7_550)), "75,50%");
    }

    #[test]
    fn numbers_keep_six_digits_and_what_is_none_is_empty() {
        assert_eq!(Style::German.text(Cell::Number(-0.123_456_789)), "-0,123457");
        assert_eq!(Style::English.text(Cell::Number(1_234.5)), "1234.5");
        assert_eq!(Style::English.text(Cell::Number(-0.000_000_1)), "0");
        assert_eq!(Style::English.text(Cell::Number(f64::NAN)), "");
    }
}
