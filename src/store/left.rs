//! Edits that a window could not save before it was closed.
//!
//! A window that does not write yet waits for its turn. If it is closed before, it
//! leaves its edits under a key of its own, `trichter/ID/p/N`, which nobody else
//! writes; whoever writes next does them on the state of that day, as far as they
//! still fit, and takes the key away. To do them twice is to do them once: what is there
//! already is seen.

use super::entry::Entry;
use super::frame::{Unframed, frame, unframe};
use super::key::Key;
use super::{Storage, StorageError, Store};
use crate::domain::WorkspaceId;
use crate::workspace::{Transaction, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// An edit and what takes it back: so it is known on which state it was done.
#[derive(Debug, Serialize, Deserialize)]
struct Edit {
    forth: Entry,
    back: Entry,
}

/// The edits that a closed window left.
#[derive(Debug)]
pub struct Left {
    key: String,
    edits: VecDeque<Edit>,
}

/// What became of an edit that was left.
#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    /// It can be done: as the next transaction of the workspace.
    Next(Transaction),
    /// It is there already.
    Known,
    /// The records are not as they were when it was done, or what it needs is gone.
    Changed(Transaction),
}

/// Returns the key and the text under which a window that is closed leaves its
/// edits, the oldest first; `number` tells windows apart.
pub fn leave(id: WorkspaceId, number: u64, edits: &[Transaction]) -> (String, String) {
    let edit = |edit: &Transaction| Edit {
        forth: Entry::of(edit, 0, 0, 0),
        back: Entry::of(&edit.inverse(edit.sequence, edit.at), 0, 0, 0),
    };
    let edits: Vec<Edit> = edits.iter().map(edit).collect();
    // Records have text keys and no floating-point numbers: nothing serde_json refuses.
    let text = frame(&serde_json::to_string(&edits).unwrap_or_default());
    (Key::Left(id, number).to_string(), text)
}

/// Says whether a key is one under which a closed window left edits of a workspace.
pub fn is_left(id: WorkspaceId, key: &str) -> bool {
    matches!(Key::parse(key), Some(Key::Left(of, _)) if of == id)
}

impl Left {
    /// Says what becomes of the next edit on a state; `None` after the last.
    pub fn next(&mut self, workspace: &Workspace) -> Option<Taken> {
        let Edit { forth, back } = self.edits.pop_front()?;
        let mut forth = forth.transaction(workspace);
        let back = back.transaction(workspace);
        Some(if changes_nothing(&forth) {
            Taken::Known
        } else if changes_nothing(&back) && workspace.is_valid_after(&forth) {
            forth.sequence = workspace.sequence() + 1;
            Taken::Next(forth)
        } else {
            Taken::Changed(forth)
        })
    }
}

/// Says whether every record is already what it would become.
fn changes_nothing(transaction: &Transaction) -> bool {
    transaction.changes.iter().all(|change| *change == change.inverse())
}

impl<S: Storage> Store<S> {
    /// Reads what closed windows left of a workspace.
    ///
    /// # Errors
    /// The storage refused.
    pub fn left(&mut self, id: WorkspaceId) -> Result<Vec<Left>, StorageError> {
        let mut found = Vec::new();
        for key in self.storage.keys()? {
            if !is_left(id, &key) {
                continue;
            }
            let Some(text) = self.storage.read(&key)? else { continue };
            match parse(&text) {
                Unframed::Whole(edits) => found.push(Left { key, edits }),
                // A newer version of this program knows what to do with it.
                Unframed::Newer(_) => {}
                Unframed::Broken => _ = self.quarantine(&key)?,
            }
        }
        Ok(found)
    }

    /// Takes away what a closed window left, after it was done.
    ///
    /// # Errors
    /// The storage refused. It is found again, and seen to be there.
    pub fn forget_left(&mut self, left: &Left) -> Result<(), StorageError> {
        self.storage.remove(&left.key)
    }
}

fn parse(text: &str) -> Unframed<VecDeque<Edit>> {
    match unframe(text) {
        Unframed::Whole(json) => {
            serde_json::from_str(json).map_or(Unframed::Broken, Unframed::Whole)
        }
        Unframed::Newer(schema) => Unframed::Newer(schema),
        Unframed::Broken => Unframed::Broken,
    }
}

/// Says whether a text is one that a window left, whole.
pub(super) fn is_whole(text: &str) -> bool {
    matches!(parse(text), Unframed::Whole(_))
}
