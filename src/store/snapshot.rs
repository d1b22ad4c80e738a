//! Writes a snapshot of a workspace into the slot that is free.

use super::frame::crc32;
use super::key::Key;
use super::manifest::{self, Manifest, Segment};
use super::{SaveError, Saved, Storage, Store, pack};
use crate::document;
use crate::domain::WorkspaceId;
use crate::workspace::Workspace;

/// The shortest text of a segment, in bytes.
const SHORTEST: usize = 64 * 1024;
/// The longest text of a segment, in bytes: packed it is at most 280,000 units.
const LONGEST: usize = 512 * 1024;
/// A segment ends after a line whose mark has these bits clear: one in 64. So
/// an edit changes the segment it is in and moves no border but its own.
const BORDER: u64 = 63;

impl<S: Storage> Store<S> {
    /// Saves a workspace as a snapshot, whatever was saved of it before.
    ///
    /// # Errors
    /// What was acknowledged before is still there; this state is not.
    pub fn save(&mut self, workspace: &Workspace) -> Result<Saved, SaveError> {
        let id = workspace.id();
        let text = document::write(workspace);
        self.check_newest(id)?;
        let rack = self.racks.entry(id).or_default();
        let newest = rack.newest();
        let slot = newest.map_or(0, |slot| 1 - slot);
        let before = newest.and_then(|slot| rack.manifest(slot));
        let generation = before.map_or(0, |known| known.generation).saturating_add(1);
        // A state that does not continue what is stored begins a time line of its own.
        let continues = rack.last.is_some_and(|last| last <= workspace.sequence());
        let epoch = if continues { rack.epoch } else { generation };
        let retired = rack.slots.get_mut(slot).and_then(Option::take);
        let mut manifest = Manifest {
            generation,
            epoch,
            sequence: workspace.sequence(),
            name: workspace.settings().name.clone(),
            ..Manifest::default()
        };
        let key = Key::Manifest(id, slot).to_string();
        self.make_way(&key)?;
        self.storage.remove(&key)?;
        let written = self.write_segments(id, slot, &text, retired.as_ref(), &mut manifest);
        if let Err(error) = written.and_then(|()| self.write_manifest(&key, &manifest)) {
            self.clear_slot(id, slot, 0);
            return Err(error);
        }
        let count = manifest.segments.len();
        let rack = self.racks.entry(id).or_default();
        rack.epoch = epoch;
        rack.last = Some(manifest.sequence);
        if let Some(place) = rack.slots.get_mut(slot) {
            *place = Some(manifest);
        }
        self.clear_slot(id, slot, count);
        self.drop_journal(id, 1 - slot, epoch);
        Ok(Saved::Snapshot)
    }

    /// Makes sure that the newest snapshot is whole before the other is given up.
    fn check_newest(&mut self, id: WorkspaceId) -> Result<(), SaveError> {
        let Some(rack) = self.racks.get(&id) else { return Ok(()) };
        let Some(slot) = rack.newest() else { return Ok(()) };
        let Some(manifest) = rack.manifest(slot).cloned() else { return Ok(()) };
        for (at, segment) in manifest.segments.iter().enumerate() {
            let key = Key::Segment(id, slot, at).to_string();
            let text = self.storage.read(&key)?;
            if text.is_none_or(|text| crc32(text.as_bytes()) != segment.crc) {
                // Its slot becomes the one to be written; its bytes are kept.
                self.unreadable.insert(key);
                self.unreadable.insert(Key::Manifest(id, slot).to_string());
                if let Some(rack) = self.racks.get_mut(&id)
                    && let Some(place) = rack.slots.get_mut(slot)
                {
                    *place = None;
                }
                break;
            }
        }
        Ok(())
    }

    fn write_segments(
        &mut self,
        id: WorkspaceId,
        slot: usize,
        text: &str,
        retired: Option<&Manifest>,
        manifest: &mut Manifest,
    ) -> Result<(), SaveError> {
        for (at, part) in split(text).into_iter().enumerate() {
            let key = Key::Segment(id, slot, at).to_string();
            let mark = format!("{:016x}", mark_of(part));
            let known = retired.and_then(|retired| retired.segments.get(at));
            if let Some(known) =
                known.filter(|known| known.mark == mark && known.length == part.len())
                && self.storage.read(&key)?.is_some_and(|text| crc32(text.as_bytes()) == known.crc)
            {
                manifest.segments.push(known.clone());
                continue;
            }
            let bytes = pack::deflated(part);
            let packed = pack::pack(&bytes);
            let crc = crc32(packed.as_bytes());
            self.make_way(&key)?;
            self.storage.write(&key, &packed)?;
            if self.storage.read(&key)?.as_deref() != Some(packed.as_str()) {
                return Err(SaveError::Unfaithful { key });
            }
            let (bytes, length) = (bytes.len(), part.len());
            manifest.segments.push(Segment { crc, bytes, length, mark, ..Segment::default() });
        }
        Ok(())
    }

    fn write_manifest(&mut self, key: &str, manifest: &Manifest) -> Result<(), SaveError> {
        let text = manifest::write(manifest);
        self.storage.write(key, &text)?;
        if self.storage.read(key)?.as_deref() == Some(text.as_str()) {
            Ok(())
        } else {
            Err(SaveError::Unfaithful { key: key.to_owned() })
        }
    }

    /// Removes what lies in a slot from a segment on, and the manifest with the
    /// first. What the storage refuses to remove is only room that is not freed:
    /// no manifest names it, and the next snapshot writes over it.
    fn clear_slot(&mut self, id: WorkspaceId, slot: usize, from: usize) {
        if from == 0 && self.storage.remove(&Key::Manifest(id, slot).to_string()).is_err() {
            return;
        }
        let Ok(keys) = self.storage.keys() else { return };
        for text in keys {
            match Key::parse(&text) {
                Some(Key::Segment(of, in_slot, at))
                    if of == id
                        && in_slot == slot
                        && at >= from
                        && !self.unreadable.contains(&text) =>
                {
                    if self.storage.remove(&text).is_err() {
                        return;
                    }
                }
                Some(_) | None => {}
            }
        }
    }

    /// Removes the journal entries that the older snapshot contains. One that
    /// cannot be removed is tried again next time; it does no harm.
    fn drop_journal(&mut self, id: WorkspaceId, older: usize, epoch: u64) {
        let Some(rack) = self.racks.get_mut(&id) else { return };
        let Some(contained) = rack.manifest(older) else { return };
        let to = if contained.epoch == epoch { contained.sequence } else { u64::MAX };
        let entries: Vec<u64> = rack.journal.range(..=to).map(|(sequence, _)| *sequence).collect();
        for sequence in entries {
            if self.storage.remove(&Key::Journal(id, sequence).to_string()).is_ok() {
                rack.journal.remove(&sequence);
            }
        }
    }
}

/// Cuts a text into segments at lines that the text itself chooses.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        while end > LONGEST {
            let (part, after) = rest.split_at(rest.floor_char_boundary(LONGEST));
            end -= part.len();
            parts.push(part);
            rest = after;
        }
        if end >= SHORTEST && mark_of(line) & BORDER == 0 {
            let (part, after) = rest.split_at(end);
            parts.push(part);
            rest = after;
            end = 0;
        }
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// FNV-1a of 64 bits.
fn mark_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_join_to_the_text_and_an_edit_changes_few_of_them() {
        let line = |at: u32| format!("{{\"id\":\"{at}\",\"x\":\"{}\"}},\n", "ä".repeat(700));
        let text: String = (0..3_000).map(line).collect();
        let parts = split(&text);
        assert_eq!(parts.concat(), text);
        assert!(parts.len() > 5 && parts.iter().all(|part| part.len() <= LONGEST));
        let edited = text.replacen("{\"id\":\"1500\",", "{\"id\":\"1500\",\"new\":1,", 1);
        let changed = split(&edited).iter().filter(|part| !parts.contains(part)).count();
        assert!((1..=2).contains(&changed), "{changed} of {}", parts.len());
        let wide = "ä".repeat(LONGEST);
        assert_eq!(split(&wide).concat(), wide);
    }
}
