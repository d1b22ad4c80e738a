//! Whether a cell is a number, and what it tells about the decimal mark of its column.

use super::{DIGIT_LIMIT, DecimalMark, parse};

/// What one cell says about the decimal mark of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberSign {
    /// It can only be read with this mark.
    Only(DecimalMark),
    /// It reads the same with either: `1200`, `1'200`.
    Either,
    /// It reads differently with each: `1.000`.
    Ambiguous,
    /// It is not a number.
    NotNumber,
}

/// Returns true for a text that is a number under some decimal mark.
pub fn is_number(text: &str) -> bool {
    sign(text) != NumberSign::NotNumber
}

/// Says what a cell tells about the decimal mark.
pub fn sign(text: &str) -> NumberSign {
    match glance(text) {
        Glance::Digits if text.len() <= DIGIT_LIMIT => NumberSign::Either,
        Glance::Digits | Glance::NoNumber => NumberSign::NotNumber,
        Glance::Unclear => closer_sign(text),
    }
}

/// What a look at the bytes of a text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Glance {
    /// Nothing but digits.
    Digits,
    /// There is no digit, or something between two digits that no number has there.
    NoNumber,
    /// It takes a closer look.
    Unclear,
}

/// Tells most cells of a table without reading them as numbers: dates, codes and whole numbers.
fn glance(text: &str) -> Glance {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Glance::Digits;
    }
    let (mut seen, mut broken) = (false, false);
    let mut before = 0;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' if broken => return Glance::NoNumber,
            b'0'..=b'9' => seen = true,
            // An exponent, with its sign.
            b'e' | b'E' => {}
            b'-' if matches!(before, b'e' | b'E') => {}
            b'-' | b'/' | b':' | b'a'..=b'z' | b'A'..=b'Z' => broken = seen,
            _ => {}
        }
        before = byte;
    }
    if seen { Glance::Unclear } else { Glance::NoNumber }
}

fn closer_sign(text: &str) -> NumberSign {
    let comma = parse(text, DecimalMark::Comma);
    let point = parse(text, DecimalMark::Point);
    match (comma, point) {
        (None, None) => NumberSign::NotNumber,
        (Some(_), None) => NumberSign::Only(DecimalMark::Comma),
        (None, Some(_)) => NumberSign::Only(DecimalMark::Point),
        (Some(comma), Some(point)) => {
            let same = comma.digits.checked_mul(10_i128.pow(point.scale))
                == point.digits.checked_mul(10_i128.pow(comma.scale));
            if same { NumberSign::Either } else { NumberSign::Ambiguous }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::tests::random_texts;

    #[test]
    fn only_what_reads_two_ways_is_ambiguous() {
        use DecimalMark::{Comma, Point};
        use NumberSign::{Ambiguous, Either, NotNumber, Only};
        for (text, expected) in [
            ("1.000", Ambiguous),
            ("1,000", Ambiguous),
            ("€ 1.200", Ambiguous),
            ("1.234,56", Only(Comma)),
            ("1,234.56", Only(Point)),
            ("1.234.567", Only(Comma)),
            ("12.5", Only(Point)),
            ("0.500", Only(Point)),
            ("1200", Either),
            ("1'200", Either),
            ("1000,000", Only(Comma)),
            ("Cancity", NotNumber),
            ("2026-01-01", NotNumber),
        ] {
            assert_eq!(sign(text), expected, "{text}");
        }
    }

    #[test]
    fn a_glance_tells_what_a_closer_look_does() {
        let parts = [
            "1", "23", "000", "4567", ".", ",", "'", " ", "\u{a0}", "-", "+", "e", "E", "k", "Mio",
            "t", "EUR", "usd", "€", "US$", "Fr.", "/", ":", "(", ")", "%", "x", "ä", "١",
        ];
        let mut told = [0; 2];
        for text in random_texts(&parts, 7) {
            assert_eq!(sign(&text), closer_sign(&text), "{text:?}");
            told[usize::from(glance(&text) == Glance::Unclear)] += 1;
        }
        assert!(told.iter().all(|count| *count > 20_000), "{told:?}");
        for digits in [24, 25, 64, 65] {
            let text = "7".repeat(digits);
            assert_eq!(sign(&text), closer_sign(&text), "{digits} digits");
        }
    }
}
