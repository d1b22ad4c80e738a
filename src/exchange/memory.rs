//! What was chosen for tables with the same headings, to be chosen again.
//!
//! Of a table only a checksum of its headings is kept, and of the choices only
//! where each column goes and how it is read: no heading, no cell, no name.

use super::mapping::{ClosedStage, ColumnChoice, Mapping, UnknownStages};
use super::{FileKind, RawTable};
use serde::{Deserialize, Serialize};

/// How many sets of headings are remembered.
const LIMIT: usize = 60;

/// Choices by headings, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    sets: Vec<Set>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Set {
    /// The checksum of the headings.
    of: String,
    kind: FileKind,
    columns: Vec<ColumnChoice>,
    unknown_stages: UnknownStages,
    closed_stage: ClosedStage,
}

impl Memory {
    /// Reads what [`Memory::write`] wrote; nothing where it cannot be read.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Writes it as text.
    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Remembers the choices for a table.
    pub fn note(&mut self, table: &RawTable, mapping: &Mapping) {
        let of = checksum(table);
        self.sets.retain(|set| set.of != of);
        self.sets.push(Set {
            of,
            kind: mapping.kind,
            columns: mapping.columns.clone(),
            unknown_stages: mapping.unknown_stages,
            closed_stage: mapping.closed_stage,
        });
        let surplus = self.sets.len().saturating_sub(LIMIT);
        self.sets.drain(..surplus);
    }

    /// Returns the kind of file that was chosen for a table with these headings.
    pub fn kind(&self, table: &RawTable) -> Option<FileKind> {
        self.find(table).map(|set| set.kind)
    }

    /// Makes the choices again. A form of numbers or dates that the cells of this
    /// table contradict is left as guessed; returns false where nothing is known.
    pub fn recall(&self, table: &RawTable, mapping: &mut Mapping) -> bool {
        let Some(set) = self.find(table).filter(|set| set.kind == mapping.kind) else {
            return false;
        };
        if set.columns.len() != mapping.columns.len() {
            return false;
        }
        for (now, then) in mapping.columns.iter_mut().zip(&set.columns) {
            now.target = then.target;
            now.unit = then.unit;
            now.decimal = now.decimal.or(then.decimal);
            now.order = now.order.or(then.order);
        }
        mapping.unknown_stages = set.unknown_stages;
        mapping.closed_stage = set.closed_stage;
        true
    }

    fn find(&self, table: &RawTable) -> Option<&Set> {
        let of = checksum(table);
        self.sets.iter().find(|set| set.of == of)
    }
}

/// FNV-1a over the headings (Fowler, Noll, Vo), 64 bits.
fn checksum(table: &RawTable) -> String {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut sum = BASIS;
    for header in table.headers() {
        for byte in header.bytes().chain([0x1f]) {
            sum = (sum ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    format!("{sum:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;
    use crate::exchange::{Column, DecimalMark, Target};
    use crate::workspace::Workspace;

    fn guess(table: &RawTable) -> Mapping {
        let columns = Column::study_all(table);
        Mapping::guess(table, &columns, &Workspace::default(), Language::En)
    }

    #[test]
    fn a_choice_is_made_again_for_the_same_headings_only() {
        let table = RawTable::read(b"Thing,Worth\nRoof,1.000\n");
        let mut mapping = guess(&table);
        let title = mapping.columns.first_mut().unwrap();
        title.target = Target::Title;
        let worth = mapping.columns.get_mut(1).unwrap();
        (worth.target, worth.decimal) = (Target::Value, Some(DecimalMark::Comma));
        let mut memory = Memory::default();
        memory.note(&table, &mapping);
        let memory = Memory::read(&memory.write());

        let later = RawTable::read(b"Thing,Worth\nDoor,2.000\n");
        let mut again = guess(&later);
        assert!(memory.recall(&later, &mut again));
        assert_eq!(again.columns, mapping.columns);

        let clear = RawTable::read(b"Thing,Worth\nDoor,2000.50\n");
        let mut again = guess(&clear);
        assert!(memory.recall(&clear, &mut again));
        let decimal = again.columns.get(1).and_then(|choice| choice.decimal);
        assert_eq!(decimal, Some(DecimalMark::Point), "the cells say so");

        let other = RawTable::read(b"Thing,Value\nDoor,2.000\n");
        assert!(!memory.recall(&other, &mut guess(&other)));
    }

    #[test]
    fn no_heading_and_no_cell_is_kept_and_the_oldest_set_goes_first() {
        let mut memory = Memory::default();
        for at in 0..LIMIT + 5 {
            let table = RawTable::read(format!("Secret {at},Title\nHidden,x\n").as_bytes());
            memory.note(&table, &guess(&table));
        }
        assert_eq!(memory.sets.len(), LIMIT);
        let text = memory.write();
        assert!(!text.contains("Secret") && !text.contains("Hidden"));
        let first = RawTable::read(b"Secret 0,Title\nHidden,x\n");
        assert_eq!(memory.kind(&first), None);
        assert_eq!(Memory::read("{\"sets\":7}"), Memory::default());
    }
}
