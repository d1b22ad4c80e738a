//! Makes the two copies a storage may keep the same again.

use super::frame::{Unframed, crc32};
use super::key::Key;
use super::rack::Unsettled;
use super::storage::units;
use super::{Progress, Settled, Storage, StorageError, Store, Uneven, entry, left, manifest, past};
use crate::domain::WorkspaceId;

/// So many units of what differs are written in one slice.
const SLICE_UNITS: usize = 128 * 1024;
/// So many keys are compared in one slice: about as much work.
const SLICE_KEYS: usize = 16;

/// When a key is filled in: segments before the manifest that names them, entries in their order.
fn turn(key: &str) -> (u8, u64) {
    match Key::parse(key) {
        Some(Key::Segment(..)) => (0, 0),
        Some(Key::Manifest(..)) => (1, 0),
        Some(Key::Journal(_, sequence)) => (2, sequence),
        Some(_) | None => (3, 0),
    }
}

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
        let mut rest = match std::mem::take(&mut rack.settled) {
            Settled::No => {
                let prefix = format!("trichter/{id}/");
                let mut left = self.storage.keys()?;
                left.retain(|key| key.starts_with(&prefix));
                // They are taken from the end.
                left.sort_by_cached_key(|key| std::cmp::Reverse(turn(key)));
                Unsettled { left, different: Vec::new() }
            }
            Settled::But(rest) => rest,
            Settled::Yes => Unsettled::default(),
        };
        let done = if rest.left.is_empty() {
            self.replace_different(&mut rest.different)
        } else {
            self.fill_in(&mut rest)
        };
        let is_done = rest == Unsettled::default();
        let progress = if is_done { Progress::Done } else { Progress::More };
        if let Some(rack) = self.racks.get_mut(&id) {
            rack.settled = if is_done { Settled::Yes } else { Settled::But(rest) };
        }
        done.map(|()| progress)
    }

    /// Compares some keys and writes what one copy lacks into it: that harms nothing, whatever comes
    /// after it. What is different in both is noted.
    fn fill_in(&mut self, rest: &mut Unsettled) -> Result<(), StorageError> {
        let mut written = 0;
        for _ in 0..SLICE_KEYS {
            let Some(key) = rest.left.last() else { break };
            match self.storage.uneven(key)? {
                Some(Uneven { first: Some(_), second: Some(_) }) => {
                    rest.different.push(key.clone());
                }
                Some(Uneven { first: Some(text), second: None }) => {
                    self.storage.write_copy(key, &text)?;
                    written += units(&text);
                }
                Some(Uneven { first: None, second: Some(text) }) => {
                    self.storage.write(key, &text)?;
                    written += units(&text);
                }
                Some(Uneven { first: None, second: None }) | None => {}
            }
            rest.left.pop();
            if written >= SLICE_UNITS {
                break;
            }
        }
        Ok(())
    }

    /// Puts the first copy in place of the second where they differ: in one go, so that the second
    /// is what it was or what the first is.
    fn replace_different(&mut self, different: &mut Vec<String>) -> Result<(), StorageError> {
        while let Some(key) = different.last() {
            if let Some(Uneven { first: Some(text), second }) = self.storage.uneven(key)? {
                if let Some(copy) = second
                    && !self.is_understood(key, &copy)
                {
                    self.copy_aside(key, &copy)?;
                }
                self.storage.write_copy(key, &text)?;
            }
            different.pop();
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
