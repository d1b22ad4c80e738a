//! Reads what people type: money, numbers and days, in both languages at once.
//!
//! The language of the interface decides only where a text has two meanings:
//! `1.000` is a thousand in German and one in English. Nothing is guessed
//! silently: what has no clear meaning is a typed error the page says in words.

mod day;
mod money;
mod number;

pub(super) use day::is_full_weekday;
pub use day::{DayInputError, day};
pub(super) use money::is_unit;
pub use money::{MoneyInputError, money};
pub use number::{NumberInputError, percent, rate, whole};

/// The longest part of a text that an error repeats, in characters.
const REPEATED_CHARS: usize = 40;

/// Shortens what was typed for a message.
fn repeated(text: &str) -> String {
    match text.char_indices().nth(REPEATED_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
