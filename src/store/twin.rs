//! A copy of a workspace elsewhere in the same page, kept the same by what is done.
//!
//! The copy begins as a document ([`crate::document`]) and follows by entries as the journal holds
//! them, one for each transaction, in their order and without a gap.

use super::entry::{self, Entry};
use super::tabs::{Position, Received, receive};
use crate::document;
use crate::workspace::{Transaction, Workspace};

/// Tells a transaction to a copy.
pub fn tell(transaction: &Transaction) -> String {
    entry::write(&Entry::of(transaction, 0, 0, 0))
}

/// A copy of a workspace.
#[derive(Debug)]
pub struct Twin {
    /// The workspace as the copy has it.
    pub workspace: Workspace,
    at: Position,
}

impl Twin {
    /// Begins a copy; `None` where the document is not that of a whole workspace.
    pub fn read(document: &str) -> Option<Self> {
        let reading = document::read(document).ok()?;
        if !reading.problems.is_empty() {
            return None;
        }
        let workspace = reading.workspace;
        let at = Position { sequence: workspace.sequence(), ..Position::default() };
        Some(Self { workspace, at })
    }

    /// Follows a transaction; returns false, and changes nothing, where it is not the next one.
    pub fn hear(&mut self, told: &str) -> bool {
        self.at.link = 0;
        matches!(receive(&mut self.workspace, &mut self.at, told), Received::Done(_))
    }
}
