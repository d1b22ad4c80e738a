//! Makes the two copies a storage may keep the same again.

use super::frame::{Unframed, crc32};
use super::key::Key;
use super::{Settled, Storage, StorageError, Store, entry, left, manifest, past};
use crate::domain::WorkspaceId;

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
        if self.racks.get(&id).is_none_or(|rack| rack.settled == Settled::Yes) {
            return Ok(());
        }
        for key in self.storage.differing(&format!("trichter/{id}/"))? {
            let Some(text) = self.storage.read(&key)? else { continue };
            if let Some(copy) = self.storage.read_copy(&key)?
                && !self.is_understood(&key, &copy)
            {
                self.copy_aside(&key, &copy)?;
            }
            self.storage.write(&key, &text)?;
        }
        if let Some(rack) = self.racks.get_mut(&id) {
            rack.settled = Settled::Yes;
        }
        Ok(())
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
