//! Numbers as people write them, read without rounding.

mod sign;

pub use sign::{NumberSign, is_number, sign};

use crate::domain::{Currency, Money, MoneyError};
use serde::{Deserialize, Serialize};

/// The sign between whole and parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DecimalMark {
    /// `1.234,56`
    Comma,
    /// `1,234.56`
    Point,
}

impl DecimalMark {
    /// Both marks.
    pub const ALL: [Self; 2] = [Self::Comma, Self::Point];

    fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Point => b'.',
        }
    }
}

/// An exact decimal number with what stood around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The number without its decimal mark.
    digits: i128,
    /// How many of the digits are decimals.
    scale: u32,
    /// The currency that stood beside it.
    pub currency: Option<Currency>,
    /// Whether a per-cent sign stood behind it.
    pub percent: Percent,
}

/// Whether a number is a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Percent {
    /// A plain number.
    No,
    /// It has a per-cent sign.
    Yes,
}

/// Most digits a number may have; `i128` holds 38.
const DIGIT_LIMIT: usize = 24;

impl Number {
    /// Returns the number in minor units of a currency, rounded half away from
    /// zero, after multiplying by `factor` (1,000 for a column in thousands).
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] beyond [`Money::MAX_MINOR`].
    pub fn money(&self, currency: Currency, factor: i64) -> Result<Money, MoneyError> {
        let minor = i128::from(currency.minor_per_unit()) * i128::from(factor);
        let product = self.digits.checked_mul(minor).ok_or(MoneyError::TooLarge)?;
        let minor = divide(product, 10_i128.pow(self.scale));
        Money::new(i64::try_from(minor).map_err(|_| MoneyError::TooLarge)?, currency)
    }

    /// Returns the nearest whole number, if it fits.
    pub fn whole(&self) -> Option<i64> {
        i64::try_from(divide(self.digits, 10_i128.pow(self.scale))).ok()
    }

    /// Returns the number in ten-thousandths, rounded, if it fits.
    pub fn ten_thousandths(&self) -> Option<i64> {
        let product = self.digits.checked_mul(10_000)?;
        i64::try_from(divide(product, 10_i128.pow(self.scale))).ok()
    }

    /// Returns true below zero.
    pub fn is_negative(&self) -> bool {
        self.digits < 0
    }

    /// Returns the number as a float, for statistics and spreadsheet dates.
    pub fn as_f64(&self) -> f64 {
        self.digits as f64 / 10_f64.powi(i32::try_from(self.scale).unwrap_or(0))
    }
}

/// Divides and rounds half away from zero.
fn divide(numerator: i128, divisor: i128) -> i128 {
    let half = divisor / 2;
    if numerator < 0 { (numerator - half) / divisor } else { (numerator + half) / divisor }
}

/// Reads a number with a given decimal mark: signs, currency before or behind,
/// groups of three by `.` `,` `'` or a space, `k`/`Tsd`/`Mio`/`m`, per cent, and
/// the exponent of a spreadsheet. `None` if anything is left over.
pub fn parse(text: &str, mark: DecimalMark) -> Option<Number> {
    if text.len() > 64 {
        return None;
    }
    let (core, currency) = strip_currency(text.trim_matches(is_space))?;
    let (core, negative) = strip_sign(core)?;
    let (core, currency) = match currency {
        Some(_) => (core, currency),
        // "-€5": the sign stands before the currency.
        None => strip_currency(core)?,
    };
    let (core, percent) = match core.strip_suffix('%') {
        Some(core) => (core.trim_end_matches(is_space), Percent::Yes),
        None => (core, Percent::No),
    };
    let (core, thousands) = strip_multiple(core);
    let (core, exponent) = strip_exponent(core)?;
    let (digits, scale) = digits(core, mark)?;
    let mut digits = if negative { -digits } else { digits };
    let power = i64::from(thousands) + i64::from(exponent) - i64::from(scale);
    let scale = if power > 0 {
        let factor = 10_i128.checked_pow(u32::try_from(power).ok()?)?;
        digits = digits.checked_mul(factor)?;
        0
    } else {
        u32::try_from(-power).ok()?
    };
    // A millionth of a millionth of anything is a slip.
    (scale <= 30).then_some(Number { digits, scale, currency, percent })
}

fn is_space(character: char) -> bool {
    // No-break, thin and narrow no-break spaces group digits in French and Swiss texts.
    character.is_whitespace() || matches!(character, '\u{a0}' | '\u{2009}' | '\u{202f}')
}

fn strip_sign(text: &str) -> Option<(&str, bool)> {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return Some((inner.trim_matches(is_space), true));
    }
    let (rest, negative) = if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        (rest, true)
    } else {
        (text.strip_prefix('+').unwrap_or(text), false)
    };
    let rest = rest.trim_matches(is_space);
    (!rest.starts_with(['+', '-', '\u{2212}'])).then_some((rest, negative))
}

const SIGNS: [(&str, Currency); 6] = [
    ("€", Currency::EUR),
    ("US$", Currency::USD),
    ("$", Currency::USD),
    ("£", Currency::GBP),
    ("¥", Currency::JPY),
    ("Fr.", Currency::CHF),
];

/// Codes that are read beside a number. Any three letters would make a number
/// of the product "GTX 500".
const CODES: [[u8; 3]; 44] = [
    *b"EUR", *b"USD", *b"GBP", *b"CHF", *b"JPY", *b"CNY", *b"SEK", *b"NOK", *b"DKK", *b"PLN",
    *b"CZK", *b"HUF", *b"RON", *b"BGN", *b"TRY", *b"RUB", *b"UAH", *b"INR", *b"BRL", *b"MXN",
    *b"CAD", *b"AUD", *b"NZD", *b"ZAR", *b"SGD", *b"HKD", *b"KRW", *b"ILS", *b"AED", *b"SAR",
    *b"EGP", *b"THB", *b"IDR", *b"MYR", *b"PHP", *b"VND", *b"ARS", *b"CLP", *b"COP", *b"PEN",
    *b"ISK", *b"HRK", *b"RSD", *b"KES",
];

fn is_code(part: &str) -> bool {
    let code =
        <[u8; 3]>::try_from(part.as_bytes()).map(|code| code.map(|b| b.to_ascii_uppercase()));
    code.is_ok_and(|code| CODES.contains(&code))
}

/// Reads the sign or code of a currency at either end; `None` when a code is
/// no currency.
fn strip_currency(text: &str) -> Option<(&str, Option<Currency>)> {
    for (sign, currency) in SIGNS {
        let rest = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign));
        if let Some(rest) = rest {
            return Some((rest.trim_matches(is_space), Some(currency)));
        }
    }
    if let Some(head) = text.get(..3).filter(|head| is_code(head)) {
        let rest = text.get(3..).unwrap_or_default().trim_matches(is_space);
        return Some((rest, Some(head.parse().ok()?)));
    }
    let split = text.len().checked_sub(3).filter(|at| text.is_char_boundary(*at));
    if let Some(at) = split
        && let Some(tail) = text.get(at..).filter(|tail| is_code(tail))
        && text.get(..at).is_some_and(|head| !head.ends_with(|c: char| c.is_alphabetic()))
    {
        let rest = text.get(..at).unwrap_or_default().trim_matches(is_space);
        return Some((rest, Some(tail.parse().ok()?)));
    }
    Some((text, None))
}

/// Reads `k`, `Tsd`, `Mio`, `m` behind a number; returns the power of ten.
fn strip_multiple(text: &str) -> (&str, u32) {
    const MULTIPLES: [(&str, u32); 8] =
        [("tsd.", 3), ("tsd", 3), ("mio.", 6), ("mio", 6), ("mn", 6), ("m", 6), ("k", 3), ("t", 3)];
    for (unit, power) in MULTIPLES {
        let at = text.len().checked_sub(unit.len()).filter(|at| text.is_char_boundary(*at));
        if let Some(at) = at
            && text.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(unit))
        {
            return (text.get(..at).unwrap_or_default().trim_end_matches(is_space), power);
        }
    }
    (text, 0)
}

/// Reads the exponent of `1,2E+05`.
fn strip_exponent(text: &str) -> Option<(&str, i32)> {
    match text.split_once(['E', 'e']) {
        None => Some((text, 0)),
        Some((core, exponent)) => {
            let exponent: i32 = exponent.parse().ok()?;
            (-20..=20).contains(&exponent).then_some((core, exponent))
        }
    }
}

/// Reads digits with groups and decimals; returns all digits and how many are decimals.
fn digits(text: &str, mark: DecimalMark) -> Option<(i128, u32)> {
    let (whole, decimals) = match text.rsplit_once(char::from(mark.byte())) {
        Some((whole, decimals)) => (whole, decimals),
        None => (text, ""),
    };
    if !decimals.bytes().all(|byte| byte.is_ascii_digit())
        || whole.contains(char::from(mark.byte()))
    {
        return None;
    }
    let group = |c: char| is_space(c) || matches!(c, '\'' | '’' | '.' | ',');
    let mut value: i128 = 0;
    let mut count = 0;
    let mut separator = None;
    for (index, part) in whole.split(group).enumerate() {
        let grouped = whole.len() != part.len();
        let fits = if index == 0 { (1..=3).contains(&part.len()) } else { part.len() == 3 };
        if (grouped && !fits) || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        value = add_digits(value, part, &mut count)?;
    }
    // "1.234'567": two kinds of groups are no number.
    for sign in whole.chars().filter(|c| group(*c)) {
        if *separator.get_or_insert(sign) != sign {
            return None;
        }
    }
    // "0.500" is not five hundred, with whatever mark.
    if separator.is_some() && whole.starts_with('0') {
        return None;
    }
    value = add_digits(value, decimals, &mut count)?;
    (count > 0).then_some((value, u32::try_from(decimals.len()).ok()?))
}

fn add_digits(value: i128, digits: &str, count: &mut usize) -> Option<i128> {
    *count += digits.len();
    (*count <= DIGIT_LIMIT).then(|| {
        digits.bytes().fold(value, |value, digit| value * 10 + i128::from(digit.wrapping_sub(b'0')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(text: &str, mark: DecimalMark) -> Option<i64> {
        parse(text, mark)?.money(Currency::EUR, 1).ok().map(Money::minor)
    }

    #[test]
    fn numbers_read_as_they_are_written() {
        use DecimalMark::{Comma, Point};
        for (text, mark, expected) in [
            ("1.234,56", Comma, 123_456),
            ("1,234.56", Point, 123_456),
            ("1 234,56", Comma, 123_456),
            ("1\u{202f}234,56 €", Comma, 123_456),
            ("1'234.50", Point, 123_450),
            ("12k", Point, 1_200_000),
            ("1,5 Mio", Comma, 150_000_000),
            ("3 Tsd.", Comma, 300_000),
            ("£1,250.50", Point, 125_050),
            ("€ 1.200", Comma, 120_000),
            ("EUR 1.200,00", Comma, 120_000),
            ("1200 CHF", Point, 120_000),
            ("-5", Comma, -500),
            ("-€5", Comma, -500),
            ("(5.00)", Point, -500),
            ("1.2E+05", Point, 12_000_000),
            ("117.0", Point, 11_700),
            ("1.000", Comma, 100_000),
            ("1.000", Point, 100),
            ("0.005", Point, 1),
            (",5", Comma, 50),
            ("1.234.567", Comma, 123_456_700),
        ] {
            assert_eq!(cents(text, mark), Some(expected), "{text} {mark:?}");
        }
        for text in [
            "",
            "-",
            "€",
            "12a",
            "1.23.456",
            "--5",
            "5-",
            "1 2",
            "1e99",
            "1,2,3",
            "k",
            "٣",
            "1.234'567",
        ] {
            assert_eq!(cents(text, Comma), None, "{text}");
            assert_eq!(cents(text, Point), None, "{text}");
        }
    }

    #[test]
    fn an_absurd_amount_is_too_large_not_wrapped() {
        let number = parse("99999999999999999999", DecimalMark::Point).unwrap();
        assert_eq!(number.money(Currency::EUR, 1), Err(MoneyError::TooLarge));
        assert_eq!(number.money(Currency::EUR, 1_000_000), Err(MoneyError::TooLarge));
        assert!(parse(&"9".repeat(60), DecimalMark::Point).is_none());
    }
}
