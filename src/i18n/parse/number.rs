//! Numbers with grouping and decimals, percent.

use super::repeated;
use crate::domain::{Language, Probability, Rate};

/// Says why a text is not the number that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberInputError {
    /// There is no text.
    Empty,
    /// The text, shortened, is not a number.
    NotANumber(String),
    /// A whole number was asked for.
    NotWhole,
    /// The number is outside the bounds.
    OutOfRange {
        /// The smallest number allowed.
        least: i64,
        /// The largest number allowed.
        most: i64,
    },
    /// There are more decimals than can be kept.
    TooManyDecimals {
        /// How many can be kept.
        most: u32,
    },
}

/// A decimal number as typed: `mantissa / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub mantissa: u64,
    pub scale: u32,
}

/// Why digits and separators make no [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecimalError {
    Form,
    TooLong,
}

/// More digits than this, leading zeros aside, are beyond every amount.
const MAX_DIGITS: usize = 18;

/// Reads digits with `.`, `,`, apostrophes and spaces between them.
///
/// Of two different separators the last is the decimal one. A single one with
/// three digits behind is grouping or decimal as the language has it; if it
/// cannot be grouping (`1234.567`, `0.500`) it is decimal.
pub(super) fn decimal(text: &str, language: Language) -> Result<Decimal, DecimalError> {
    let is_mark = |c: char| c == '.' || c == ',';
    let last = text.rfind(is_mark);
    let point = last.filter(|&at| {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        let mark = text.get(at..=at).unwrap_or("");
        if before.contains(mark) {
            return false;
        }
        let grouped = before.contains(is_mark) || before.contains(is_space_mark);
        let plain = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
        grouped || !plain || mark == pick(language, ",", ".")
    });
    let (units, decimals) = match point {
        Some(at) => (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or("")),
        None => (text, ""),
    };
    let mut mantissa = ungrouped(units)?;
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) || units.len() + decimals.len() == 0 {
        return Err(DecimalError::Form);
    }
    let decimals = decimals.trim_end_matches('0');
    mantissa.push_str(decimals);
    let digits = mantissa.trim_start_matches('0');
    if digits.len() > MAX_DIGITS || decimals.len() > MAX_DIGITS {
        return Err(DecimalError::TooLong);
    }
    Ok(Decimal {
        mantissa: if digits.is_empty() { 0 } else { digits.parse().unwrap_or(0) },
        scale: u32::try_from(decimals.len()).unwrap_or(0),
    })
}

fn is_space_mark(c: char) -> bool {
    c.is_whitespace() || c == '\'' || c == '’'
}

/// Takes out one kind of grouping mark; behind each must stand three digits.
fn ungrouped(units: &str) -> Result<String, DecimalError> {
    let Some(mark) = units.chars().find(|c| !c.is_ascii_digit()) else {
        return Ok(units.to_owned());
    };
    if mark != '.' && mark != ',' && !is_space_mark(mark) {
        return Err(DecimalError::Form);
    }
    let mut digits = String::with_capacity(units.len());
    for (at, group) in units.split(mark).enumerate() {
        let length_fits = if at == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        if !length_fits || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(DecimalError::Form);
        }
        digits.push_str(group);
    }
    Ok(digits)
}

pub(super) fn pick<T>(language: Language, de: T, en: T) -> T {
    match language {
        Language::De => de,
        Language::En => en,
    }
}

/// Takes a sign off: true when it is a minus.
pub(super) fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text).trim_start()),
    }
}

fn read(
    text: &str,
    language: Language,
    out: NumberInputError,
) -> Result<Decimal, NumberInputError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberInputError::Empty);
    }
    let (minus, digits) = signed(text);
    let number = decimal(digits, language).map_err(|error| match error {
        DecimalError::Form => NumberInputError::NotANumber(repeated(text)),
        DecimalError::TooLong => out.clone(),
    })?;
    if minus && number.mantissa > 0 { Err(out) } else { Ok(number) }
}

/// Reads a whole number from 0 up to `most`: `10.000`, `10,000`, `10 000`.
pub fn whole(text: &str, most: u32, language: Language) -> Result<u32, NumberInputError> {
    let out = NumberInputError::OutOfRange { least: 0, most: i64::from(most) };
    let number = read(text, language, out.clone())?;
    if number.scale > 0 {
        return Err(NumberInputError::NotWhole);
    }
    u32::try_from(number.mantissa).ok().filter(|number| *number <= most).ok_or(out)
}

/// Decimals of a percentage that a [`Probability`] keeps.
const PERCENT_DECIMALS: u32 = 2;

/// Reads a percentage from 0 to 100, with or without its sign: `12,5 %`, `75`.
pub fn percent(text: &str, language: Language) -> Result<Probability, NumberInputError> {
    let text = text.trim();
    let number = text.strip_suffix('%').unwrap_or(text);
    let out = NumberInputError::OutOfRange { least: 0, most: 100 };
    let number = read(number, language, out.clone())?;
    if number.scale > PERCENT_DECIMALS {
        return Err(NumberInputError::TooManyDecimals { most: PERCENT_DECIMALS });
    }
    let basis_points = number.mantissa.checked_mul(10_u64.pow(PERCENT_DECIMALS - number.scale));
    basis_points
        .and_then(|points| u16::try_from(points).ok())
        .and_then(|points| Probability::from_basis_points(points).ok())
        .ok_or(out)
}

/// Decimals of a [`Rate`].
const RATE_DECIMALS: u32 = 9;

/// Reads the rate of a currency: `0,92`; `None` unless above 0, at most a
/// million and of at most nine decimals.
pub fn rate(text: &str, language: Language) -> Option<Rate> {
    let out = NumberInputError::NotWhole;
    let number = read(text, language, out).ok()?;
    let power = RATE_DECIMALS.checked_sub(number.scale)?;
    let billionths = i128::from(number.mantissa) * 10_i128.pow(power);
    i64::try_from(billionths).ok().and_then(Rate::from_billionths)
}
