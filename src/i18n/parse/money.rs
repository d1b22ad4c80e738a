//! Amounts of money.

use super::number::{DecimalError, decimal, pick, signed};
use super::repeated;
use crate::domain::{Currency, Language, Money};
use crate::i18n::money::SIGNS;

/// Says why a text is not an amount of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoneyInputError {
    /// There is no text.
    Empty,
    /// The text, shortened, is not an amount.
    NotAnAmount(String),
    /// The amount is below zero; the caller decides whether that is wrong.
    Negative(Money),
    /// The amount is beyond what can be kept.
    TooLarge {
        /// The largest amount in the currency.
        most: Money,
    },
    /// There are more decimals than the currency has.
    TooManyDecimals {
        /// How many it has.
        most: u32,
    },
}

/// Words for a power of ten, in German and in English, in small letters.
const UNITS: [(&str, u32, u32); 24] = [
    ("k", 3, 3),
    ("t", 3, 3),
    ("tsd", 3, 3),
    ("tausend", 3, 3),
    ("thousand", 3, 3),
    ("m", 6, 6),
    ("mn", 6, 6),
    ("mio", 6, 6),
    ("mill", 6, 6),
    ("million", 6, 6),
    ("millions", 6, 6),
    ("millionen", 6, 6),
    ("mrd", 9, 9),
    ("bn", 9, 9),
    ("milliarde", 9, 9),
    ("milliarden", 9, 9),
    ("billion", 12, 9),
    ("billions", 12, 9),
    ("billionen", 12, 12),
    ("bio", 12, 12),
    ("tn", 12, 12),
    ("trillion", 18, 12),
    ("trillions", 18, 12),
    ("trillionen", 18, 18),
];

/// Words for a currency, in small letters.
const CURRENCY_WORDS: [(&str, Currency); 17] = [
    ("eur", Currency::EUR),
    ("euro", Currency::EUR),
    ("euros", Currency::EUR),
    ("usd", Currency::USD),
    ("dollar", Currency::USD),
    ("dollars", Currency::USD),
    ("us$", Currency::USD),
    ("gbp", Currency::GBP),
    ("pfund", Currency::GBP),
    ("pound", Currency::GBP),
    ("pounds", Currency::GBP),
    ("chf", Currency::CHF),
    ("fr", Currency::CHF),
    ("sfr", Currency::CHF),
    ("franken", Currency::CHF),
    ("jpy", Currency::JPY),
    ("yen", Currency::JPY),
];

/// What a word next to the digits means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Power(u32),
    In(Currency),
    Both(u32, Currency),
}

fn meaning(word: &str, language: Language) -> Option<Meaning> {
    if let Some((currency, _)) = SIGNS.iter().find(|(_, sign)| *sign == word) {
        return Some(Meaning::In(*currency));
    }
    let small = word.to_lowercase();
    if small == "teur" {
        return Some(Meaning::Both(3, Currency::EUR));
    }
    if let Some((_, de, en)) = UNITS.iter().find(|(unit, ..)| *unit == small) {
        return Some(Meaning::Power(pick(language, *de, *en)));
    }
    if let Some((_, currency)) = CURRENCY_WORDS.iter().find(|(name, _)| *name == small) {
        return Some(Meaning::In(*currency));
    }
    // Any other ISO code, but only as codes are written.
    let is_code = word.bytes().all(|byte| byte.is_ascii_uppercase());
    word.parse().ok().filter(|_| is_code).map(Meaning::In)
}

/// Returns true for a word that makes a number an amount: a currency or a power of ten.
pub(in crate::i18n) fn is_unit(word: &str, language: Language) -> bool {
    meaning(word.trim_end_matches('.'), language).is_some()
}

/// Reads an amount of money: `12k`, `12.000`, `1.234,56 €`, `12 Tsd`, `1,5 Mio`,
/// `£1,250.50`, `CHF 1'234.50`, `500,-`.
///
/// Without a currency in the text it is in `currency`.
pub fn money(text: &str, currency: Currency, language: Language) -> Result<Money, MoneyInputError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(MoneyInputError::Empty);
    }
    let parts =
        parts(text, language).ok_or_else(|| MoneyInputError::NotAnAmount(repeated(text)))?;
    let currency = parts.currency.unwrap_or(currency);
    let too_large = || MoneyInputError::TooLarge {
        most: Money::new(Money::MAX_MINOR, currency).unwrap_or(Money::zero(currency)),
    };
    let number = decimal(parts.digits, language).map_err(|error| match error {
        DecimalError::Form => MoneyInputError::NotAnAmount(repeated(text)),
        DecimalError::TooLong => too_large(),
    })?;
    // At most 18 digits times 10^18 times 10^3: far within 128 bits.
    let power = parts.power.unwrap_or(0) + currency.minor_digits();
    let product = i128::from(number.mantissa) * 10_i128.pow(power);
    let divisor = 10_i128.pow(number.scale);
    if product % divisor != 0 {
        return Err(MoneyInputError::TooManyDecimals { most: currency.minor_digits() });
    }
    let minor = i64::try_from(product / divisor).map_err(|_| too_large())?;
    let minor = if parts.minus { -minor } else { minor };
    let money = Money::new(minor, currency).map_err(|_| too_large())?;
    if minor < 0 { Err(MoneyInputError::Negative(money)) } else { Ok(money) }
}

/// An amount taken apart.
#[derive(Default)]
struct Parts<'a> {
    minus: bool,
    digits: &'a str,
    power: Option<u32>,
    currency: Option<Currency>,
}

impl Parts<'_> {
    /// Takes the words in; `None` for an unknown one and for two of a kind.
    fn take_words(&mut self, words: &str, language: Language) -> Option<()> {
        for word in split_signs(words) {
            let (power, currency) = match meaning(word, language)? {
                Meaning::Power(power) => (Some(power), None),
                Meaning::In(currency) => (None, Some(currency)),
                Meaning::Both(power, currency) => (Some(power), Some(currency)),
            };
            if (power.is_some() && self.power.is_some())
                || (currency.is_some() && self.currency.is_some())
            {
                return None;
            }
            self.power = self.power.or(power);
            self.currency = self.currency.or(currency);
        }
        Some(())
    }
}

/// Splits `[sign][currency][sign]digits[power][currency]`.
fn parts(text: &str, language: Language) -> Option<Parts<'_>> {
    let mut parts = Parts::default();
    let (minus, rest) = signed(text);
    let first = rest.find(|c: char| c.is_ascii_digit())?;
    // `.5` begins with its separator, `-€5` and `€-5` with their sign.
    let head = rest.get(..first)?;
    let start = if head.ends_with(['.', ','])
        && !head.trim_end_matches(['.', ',']).ends_with(char::is_alphabetic)
    {
        first - 1
    } else {
        first
    };
    let before = rest.get(..start)?.trim();
    let inner = before.trim_end_matches(['-', '\u{2212}']);
    if before.len() > inner.len() && (minus || before.chars().count() > inner.chars().count() + 1) {
        return None;
    }
    parts.minus = minus || before.len() > inner.len();
    parts.take_words(inner, language)?;
    let tail = rest.get(start..)?;
    let end = tail
        .char_indices()
        .find(|(_, c)| {
            !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’') || c.is_whitespace())
        })
        .map_or(tail.len(), |(at, _)| at);
    let (digits, mut after) = (tail.get(..end)?.trim_end(), tail.get(end..)?.trim());
    parts.digits = digits;
    // `500,-` and `500.–` are round amounts.
    if let Some(round) = digits.strip_suffix([',', '.']) {
        let dashes = after.trim_start_matches(['-', '–', '—']);
        if dashes.len() == after.len() && !after.is_empty() {
            return None;
        }
        after = dashes;
        parts.digits = round;
    }
    parts.take_words(after, language)?;
    Some(parts)
}

/// Yields the words and single signs of a text: `k€` is two, `Tsd. EUR` too.
fn split_signs(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| c.is_whitespace() || c == '.';
    text.split(is_end)
        .flat_map(|word| {
            let sign =
                SIGNS.iter().find_map(|(_, sign)| word.find(sign).map(|at| (at, at + sign.len())));
            let (start, end) = match sign {
                Some(_) if word.eq_ignore_ascii_case("us$") => (word.len(), word.len()),
                Some(at) => at,
                None => (word.len(), word.len()),
            };
            [word.get(..start), word.get(start..end), word.get(end..)]
        })
        .flatten()
        .filter(|word| !word.is_empty())
}
