//! Reads a whole deal from one line: "Acme Relaunch 12k € Angebot Freitag".

use super::parse::{self, is_full_weekday, is_unit};
use crate::domain::{Availability, Currency, Day, Language, Money, OrganisationId, Stage, StageId};

/// What the quick add knows when it reads.
#[derive(Clone, Copy, Debug)]
pub struct QuickContext<'a> {
    /// Today, for `Freitag` and `in 3 days`.
    pub today: Day,
    /// The language of the interface, for `1.000`.
    pub language: Language,
    /// The currency of an amount that names none.
    pub currency: Currency,
    /// The stages of the pipeline; archived ones are passed over.
    pub stages: &'a [Stage],
    /// The known organisations with their names.
    pub organisations: &'a [(OrganisationId, &'a str)],
}

/// What was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickAdd {
    /// Everything that was not understood, and the name of the organisation.
    /// Empty only if the line is.
    pub title: String,
    /// The value.
    pub value: Option<Money>,
    /// The stage.
    pub stage: Option<StageId>,
    /// The expected close date.
    pub expected_close: Option<Day>,
    /// Words after `#`, in order, without it.
    pub tags: Vec<String>,
    /// The known organisation the line names.
    pub organisation: Option<OrganisationId>,
}

/// Only so many words are looked at; what follows stays in the title. It bounds
/// the time, and no title is that long.
const MAX_WORDS: usize = 64;
/// Longer words are never understood.
const MAX_WORD_BYTES: usize = 40;
/// An amount or a date has at most so many words.
const WINDOW: usize = 4;

/// Words that only lead to a date or an amount and go with it.
const LEADING: [&str; 15] = [
    "am", "an", "bis", "zum", "ab", "vom", "für", "zu", "à", "on", "by", "until", "due", "for",
    "at",
];

/// Ends of company names that people leave out.
const LEGAL_FORMS: [&str; 18] = [
    "gmbh", "ag", "kg", "ug", "se", "ohg", "gbr", "ev", "mbh", "co", "ltd", "limited", "inc",
    "llc", "corp", "plc", "sa", "sarl",
];

/// Reads a line. It never fails: what is not understood stays in the title.
///
/// - An amount counts with a currency, a power of ten or grouping (`12k`,
///   `1.200`, `€500`); a bare number stays in the title, it may be a year.
/// - A stage is named in full, in whole words, not at the very beginning.
/// - A day is a date or a whole word (`Freitag`, `in 3 days`).
/// - Words of a known organisation's name are left alone and stay in the title.
pub fn quick_add(line: &str, context: &QuickContext<'_>) -> QuickAdd {
    // A no-break space holds an amount together.
    let all: Vec<&str> = line
        .split(|c: char| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}')
        .filter(|word| !word.is_empty())
        .collect();
    let mut reading = Reading {
        words: all.get(..MAX_WORDS).unwrap_or(&all),
        taken: vec![false; all.len().min(MAX_WORDS)],
    };
    let mut found = QuickAdd::default();
    let named = reading.organisation(context);
    // Locked, so that "Freitag AG" is no date.
    if let Some((id, start, end)) = named {
        found.organisation = Some(id);
        reading.take(start, end);
    }
    reading.tags(&mut found.tags);
    if let Some((stage, start, end)) = reading.stage(context) {
        found.stage = Some(stage);
        reading.take(start, end);
    }
    // Dates first: "in 3 Tagen" and "21.11." are no amounts. The last one counts.
    found.expected_close = reading.window(Direction::FromEnd, |words, _| date(words, context));
    found.value =
        reading.window(Direction::FromStart, |words, before| amount(words, before, context));
    if let Some((_, start, end)) = named {
        reading.taken.iter_mut().take(end).skip(start).for_each(|taken| *taken = false);
    }
    let left =
        all.iter().enumerate().filter(|(at, _)| !reading.taken.get(*at).copied().unwrap_or(false));
    found.title = left.map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
    if found.title.is_empty() {
        // Nothing is left to call it by: the line itself is the title.
        return QuickAdd { title: all.join(" "), ..QuickAdd::default() };
    }
    found
}

/// The words of a line and which of them were understood.
struct Reading<'a> {
    words: &'a [&'a str],
    taken: Vec<bool>,
}

/// From which side the first thing found counts.
#[derive(Clone, Copy)]
enum Direction {
    FromStart,
    FromEnd,
}

impl Reading<'_> {
    fn take(&mut self, start: usize, end: usize) {
        self.taken.iter_mut().take(end).skip(start).for_each(|taken| *taken = true);
    }

    fn is_free(&self, start: usize, end: usize) -> bool {
        self.taken.get(start..end).is_some_and(|taken| taken.iter().all(|taken| !taken))
    }

    fn tags(&mut self, tags: &mut Vec<String>) {
        for (word, taken) in self.words.iter().zip(&mut self.taken) {
            let tag = word.strip_prefix('#').unwrap_or_default();
            let tag = tag.trim_end_matches([',', ';', '.', '!', '?']);
            // `#1` is a number in a title, not a tag.
            if !*taken && tag.starts_with(char::is_alphabetic) {
                *taken = true;
                if !tags.iter().any(|known| known == tag) {
                    tags.push(tag.to_owned());
                }
            }
        }
    }

    /// Finds the known organisation with the longest name in the line; none if
    /// two have the same name there.
    fn organisation(&self, context: &QuickContext<'_>) -> Option<(OrganisationId, usize, usize)> {
        let mut best: Option<(OrganisationId, usize, usize)> = None;
        let mut doubtful = false;
        for (id, name) in context.organisations {
            let mut parts: Vec<&str> = name.split_whitespace().collect();
            let full = parts.len();
            let place = self.find(&parts).map(|start| (start, full)).or_else(|| {
                while parts.len() > 1 && parts.last().is_some_and(|word| is_legal_form(word)) {
                    parts.pop();
                }
                // "Freitag" alone is a day, even where a company has the name.
                let is_day = parts.first().is_some_and(|word| is_full_weekday(word));
                let is_short = parts.len() < full && !(parts.len() == 1 && is_day);
                let start = is_short.then(|| self.find(&parts)).flatten()?;
                Some((start, parts.len()))
            });
            let Some((start, length)) = place else { continue };
            // The longest name counts, of two as long the first in the line.
            let best_rank = best.map_or((0, 0), |(_, start, end)| (end - start, MAX_WORDS - start));
            let rank = (length, MAX_WORDS - start);
            if rank > best_rank {
                (best, doubtful) = (Some((*id, start, start + length)), false);
            } else if rank == best_rank {
                doubtful = true;
            }
        }
        best.filter(|_| !doubtful)
    }

    /// Finds the last stage that is named, the longest name where two end there.
    fn stage(&self, context: &QuickContext<'_>) -> Option<(StageId, usize, usize)> {
        let active = |stage: &&Stage| stage.availability == Availability::Active;
        let places = context.stages.iter().filter(active).filter_map(|stage| {
            let name: Vec<&str> = stage.name.split_whitespace().collect();
            let start = (1..self.words.len()).rev().find(|start| self.is_at(*start, &name))?;
            let end = start + name.len();
            self.is_free(start, end).then_some((stage.id, start, end))
        });
        places.max_by_key(|(_, start, end)| (*end, end - start))
    }

    fn find(&self, name: &[&str]) -> Option<usize> {
        (0..self.words.len()).find(|start| self.is_at(*start, name))
    }

    fn is_at(&self, start: usize, name: &[&str]) -> bool {
        let words = self.words.get(start..start + name.len()).unwrap_or_default();
        let Some((last, begin)) = name.split_last() else { return false };
        words.len() == name.len()
            && words.iter().zip(begin).all(|(word, part)| same(word, part))
            && words.last().is_some_and(|word| same_word(word, last))
    }

    /// Tries windows of words, the longest first at each place, takes the first
    /// that is understood with the words that lead to it.
    fn window<T>(
        &mut self,
        direction: Direction,
        read: impl Fn(&[&str], &str) -> Option<T>,
    ) -> Option<T> {
        let count = self.words.len();
        for step in 0..count {
            for length in (1..=WINDOW).rev() {
                let (start, end) = match direction {
                    Direction::FromStart => (step, step + length),
                    Direction::FromEnd if step + length > count => continue,
                    Direction::FromEnd => (count - step - length, count - step),
                };
                let Some(words) = self.words.get(start..end) else { continue };
                if !self.is_free(start, end) || words.iter().any(|w| w.len() > MAX_WORD_BYTES) {
                    continue;
                }
                let before = start.checked_sub(1).and_then(|at| self.words.get(at)).copied();
                if let Some(value) = read(words, before.unwrap_or_default()) {
                    let leads = start > 0
                        && self.is_free(start - 1, start)
                        && before.is_some_and(is_leading);
                    self.take(if leads { start - 1 } else { start }, end);
                    return Some(value);
                }
            }
        }
        None
    }
}

fn is_leading(word: &str) -> bool {
    LEADING.iter().any(|known| same_word(word, known))
}

fn is_legal_form(word: &str) -> bool {
    let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    word.is_empty() || LEGAL_FORMS.iter().any(|known| same_word(&word, known))
}

/// Compares words without regard to capitals and to a comma behind the typed one.
fn same_word(typed: &str, known: &str) -> bool {
    same(typed, known) || same(typed.trim_end_matches([',', ';', ':']), known)
}

fn same(one: &str, other: &str) -> bool {
    one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}

fn date(words: &[&str], context: &QuickContext<'_>) -> Option<Day> {
    let text = words.join(" ");
    let text = text.trim_end_matches([',', ';']);
    // "so", "Mai" and "3.5" are words and numbers like any other.
    let clear = match words {
        [word] => is_full_weekday(word.trim_end_matches([',', ';'])) || is_clear_date(text),
        _ => true,
    };
    parse::day(text, context.today, context.language).ok().filter(|_| clear)
}

/// Returns true for `21.11.`, `21.11.2026`, `2026-11-21`, `21/11/26`, `+2w`; not
/// for `3.5`, `24/7` and other numbers in a title.
fn is_clear_date(word: &str) -> bool {
    let marks = word.bytes().filter(|byte| matches!(byte, b'.' | b'/' | b'-')).count();
    word.starts_with('+') && word.len() > 2 || marks == 2
}

fn amount(words: &[&str], before: &str, context: &QuickContext<'_>) -> Option<Money> {
    let has_digit = |word: &&&str| word.bytes().any(|byte| byte.is_ascii_digit());
    let mut numbers = words.iter().filter(has_digit);
    let (number, None) = (numbers.next()?, numbers.next()) else { return None };
    // "Phase 1 200 €" could be 200 or 1,200.
    let is_group = |word: &str| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    if !before.is_empty() && is_group(before) && number.get(..3).is_some_and(is_group) {
        return None;
    }
    let text = words.join(" ");
    let text = text.trim_end_matches([',', ';']);
    let letters: String = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    let unit = letters.trim_matches(['.', ',', '\'', '’', '\u{a0}', '\u{202f}']);
    let clear = match words {
        // "3m" is a length, "4t" a weight; "3m €" is money again.
        [_] => {
            unit.chars().count() > 1
                || matches!(unit, "k" | "K" | "€" | "$" | "£" | "¥")
                || (unit.is_empty() && is_grouped(number))
        }
        _ => {
            words.iter().any(|word| {
                !has_digit(&word)
                    && word.trim_end_matches('.').len() > 1
                    && is_unit(word.trim_end_matches([',', ';']), context.language)
            }) || words.iter().any(|word| matches!(*word, "$"))
        }
    };
    parse::money(text, context.currency, context.language).ok().filter(|_| clear)
}

/// Returns true for digits in groups of three such as `12.000` or `1'200.50`.
fn is_grouped(word: &str) -> bool {
    let mut groups = word.trim_end_matches([',', ';']).split(['.', ',', '\'', '’']);
    groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && first != "0")
        && groups.next().is_some_and(|second| second.len() == 3)
}

#[cfg(test)]
#[path = "quick_tests.rs"]
mod tests;
