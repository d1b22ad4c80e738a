//! Brings other programs' files in and takes ours out.
//!
//! A file goes through stages that can each be shown and corrected:
//! bytes → [`decode`] → text → [`RawTable`] → [`Column`] (what the cells seem
//! to be) → [`Mapping`] (what the user wants) → [`plan`] → [`ImportPlan`]. The
//! plan holds a batch; nothing is written before `Command::Import` is applied
//! with it: one transaction, one undo. Unknown stays unknown: an empty date or
//! amount never becomes today or zero.
//!
//! The other way, [`export`] writes tables that spreadsheets open.

mod clock;
mod column;
mod date;
mod decode;
mod delimiter;
pub mod export;
mod header;
mod import;
mod mapping;
mod memory;
mod number;
mod reading;
mod records;
pub mod share;
mod sort;
mod table;
mod target;
pub mod trello;
mod vocabulary;

pub use column::{Column, ColumnKind, DateEvidence, EXAMPLE_LIMIT, NumberEvidence, Verdict};
pub use date::{DateError, DateSign, DayOrder, When};
pub use decode::{Decoded, Encoding, decode, decode_as};
pub use delimiter::{Delimiter, guess as guess_delimiter};
pub use header::{Origin, heading, origin};
pub use import::{
    Bundle, Duplicate, ImportPlan, Likeness, NEW_STAGE_LIMIT, NewStages, Planning, Reason,
    RecordRef, RowDecision, RowError, Sheet, Warning, plan, plan_all, rejected_rows,
};
pub use mapping::{
    ClosedStage, ColumnChoice, Contradiction, Mapping, MappingProblem, PipelineChoice, Unit,
    UnknownStages,
};
pub use memory::Memory;
pub use number::{DecimalMark, Number, NumberSign, Percent};
pub use reading::{Reading, SLICE, Step};
pub use sort::FileSort;
pub use table::{Heading, PROBLEM_LIMIT, RawTable, SIZE_LIMIT, TableProblem, WIDTH_LIMIT};
pub use target::{Content, FileKind, Target};

/// Reduces a name to what makes it the same name: case and spaces do not count.
fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().flat_map(char::to_lowercase));
    }
    key
}

/// Returns true for a table this program wrote: only such cells carry the
/// apostrophes that [`export`] puts before formulas.
fn is_own(table: &RawTable) -> bool {
    table.headers().any(|name| name == export::OWN_ID_HEADER)
}

#[cfg(test)]
mod tests {
    use crate::domain::Ids;

    /// Makes 200,000 texts, each of at most so many of the parts; always the same ones.
    pub(super) fn random_texts(parts: &[&str], most: usize) -> impl Iterator<Item = String> {
        let mut random = Ids::seeded(7);
        let mut below = move |bound: usize| usize::try_from(random.below(bound as u64)).unwrap();
        (0..200_000).map(move |_| {
            let length = below(most + 1);
            (0..length).filter_map(|_| parts.get(below(parts.len()))).copied().collect()
        })
    }
}
