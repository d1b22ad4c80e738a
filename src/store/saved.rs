//! How an edit was saved, or why it was not.

use super::StorageError;

/// How an edit was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// There was nothing to save.
    Nothing,
    /// In the journal.
    Journalled,
    /// In the journal, which is now long enough for [`Store::compact`].
    CompactionDue,
    /// As a snapshot.
    Snapshot,
}

/// Why something was not saved. What was acknowledged before is still there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The storage refused.
    Storage(StorageError),
    /// What was written reads back differently.
    Unfaithful {
        /// The key.
        key: String,
    },
    /// Unreadable bytes are in the way and could not be set aside.
    InTheWay {
        /// Their key.
        key: String,
        /// Why they could not be copied.
        error: StorageError,
    },
}

impl From<StorageError> for SaveError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}
