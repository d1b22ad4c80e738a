//! Makes the two copies a storage may keep the same again.

use super::frame::{Unframed, crc32};
use super::key::Key;
use super::storage::units;
use super::{Progress, Settled, Storage, StorageError, Store, Uneven, entry, left, manifest, past};
use crate::domain::WorkspaceId;

/// So many units of what differs are written in one slice.
const SLICE_UNITS: usize = 128 * 1024;
/// So many keys are compared in one slice: about as much work.
const SLICE_KEYS: usize = 16;

impl<S: Storage> Store<S> {
    /// Writes what one copy lacks into it. What recovery found to be right is
    /// already in both; of the rest the first copy stays, and what is not
    /// understood of the second is set aside.
    ///
    /// It is done before the first write; to do it earlier, when there is time, is no harm.
    ///
    /// # Errors
    /// Neither copy takes it.
    pub fn settle(&mut self, id: WorkspaceId) -> Result<(), StorageError> {
        while self.settle_some(id)? == Progress::More {}
        Ok(())
    }

    /// Does a slice of [`Self::settle`].
    ///
    /// # Errors
    /// Neither copy takes it; the next call tries it again.
    pub fn settle_some(&mut self, id: WorkspaceId) -> Result<Progress, StorageError> {
        let Some(rack) = self.racks.get_mut(&id) else { return Ok(Progress::Done) };
        let mut left = match std::mem::take(&mut rack.settled) {
            Settled::No => {
                let prefix = format!("trichter/{id}/");
                let mut keys = self.storage.keys()?;
                keys.retain(|key| key.starts_with(&prefix));
                keys
            }
            Settled::But(keys) => keys,
            Settled::Yes => Vec::new(),
        };
        let done = self.level_some(&mut left);
        let progress = if left.is_empty() { Progress::Done } else { Progress::More };
        if let Some(rack) = self.racks.get_mut(&id) {
            rack.settled = if left.is_empty() { Settled::Yes } else { Settled::But(left) };
        }
        done.map(|()| progress)
    }

    /// Makes some keys the same and takes them from the list.
    fn level_some(&mut self, left: &mut Vec<String>) -> Result<(), StorageError> {
        let mut written = 0;
        for _ in 0..SLICE_KEYS {
            let Some(key) = left.last() else { break };
            if let Some(uneven) = self.storage.uneven(key)? {
                written += self.level(key, uneven)?;
            }
            left.pop();
            if written >= SLICE_UNITS {
                break;
            }
        }
        Ok(())
    }

    /// Makes a key the same; returns how many units were written.
    fn level(&mut self, key: &str, uneven: Uneven) -> Result<usize, StorageError> {
        let Uneven { first, second } = uneven;
        let Some(text) = first else {
            let Some(text) = second else { return Ok(0) };
            self.storage.write(key, &text)?;
            return Ok(units(&text));
        };
        if let Some(copy) = second
            && !self.is_understood(key, &copy)
        {
            self.copy_aside(key, &copy)?;
        }
        self.storage.write_copy(key, &text)?;
        Ok(units(&text))
    }

    /// Says whether a text is something this program wrote, whole.
    pub(super) fn is_understood(&self, key: &str, text: &str) -> bool {
        match Key::parse(key) {
            Some(Key::Manifest(..)) => matches!(manifest::parse(text), Unframed::Whole(_)),
            Some(Key::Journal(_, sequence)) => {
                matches!(entry::parse(text, sequence), Unframed::Whole(_))
            }
            Some(Key::Segment(id, slot, _)) => {
                let crc = crc32(text.as_bytes());
                let known = self.racks.get(&id).is_some_and(|rack| rack.segments.contains(&crc));
                // What was being written and was not finished was promised to nobody.
                let writing = Key::Writing(id, slot).to_string();
                known || self.storage.read(&writing).is_ok_and(|found| found.is_some())
            }
            Some(Key::History(_)) => past::is_whole(text),
            Some(Key::Left(..)) => left::is_whole(text),
            Some(Key::Quarantine(_)) | None => false,
            Some(
                Key::Current | Key::Opened(_) | Key::Deleted(_) | Key::Writing(..) | Key::Term,
            ) => true,
        }
    }
}
