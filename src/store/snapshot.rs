//! Writes a snapshot of a workspace into the slot that is free, in slices.

use super::frame::{Unframed, crc32, unframe};
use super::key::Key;
use super::manifest::{self, Manifest, Segment};
use super::segment::{LONGEST, border, mark_of};
use super::{Later, SaveError, Saved, Storage, StorageError, Store, pack};
use crate::document::{self, Written};
use crate::domain::WorkspaceId;
use crate::workspace::Workspace;

/// A snapshot that is being written, to be driven by [`Store::step`].
///
/// It holds the state as it was when it began; edits may be saved meanwhile.
#[derive(Clone, Debug)]
pub struct Compaction {
    number: u64,
    workspace: Workspace,
    stage: Stage,
    /// Whether the store knows the workspace by now: then it is given up when that is removed.
    known: bool,
    /// Text that is written but not yet in a segment.
    text: Vec<u8>,
    written: Written,
    slot: usize,
    /// What the slot held before.
    retired: Option<Manifest>,
    manifest: Manifest,
    /// The time line that it goes on with; `None` when it begins one of its own.
    epoch: Option<u64>,
    /// The checksum of the entry that led to the state, if there is one.
    link: Option<u32>,
}

/// What is done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Reading back this segment of the newest snapshot.
    Check(usize),
    /// Freeing the slot.
    Free,
    /// Writing segments.
    Write,
    /// Everything is done.
    End,
}

/// How far a compaction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is more to do.
    More,
    /// The snapshot is written.
    Done,
    /// Another snapshot was begun meanwhile, or the workspace was removed; this one is given up.
    Overtaken,
}

impl<S: Storage> Store<S> {
    /// Saves a workspace as a snapshot, whatever was saved of it before.
    ///
    /// # Errors
    /// What was acknowledged before is still there; this state is not.
    pub fn save(&mut self, workspace: &Workspace) -> Result<Saved, SaveError> {
        self.later = Later::WHOLE;
        let mut compaction = self.begin_compaction(workspace);
        while self.step(&mut compaction)? == Progress::More {}
        Ok(Saved::Snapshot)
    }

    /// Saves a workspace in place of what is stored under its identity: as a time
    /// line of its own, so that nothing stored before can follow it, and other tabs
    /// see that it is another one.
    ///
    /// # Errors
    /// What was acknowledged before is still there; this state is not.
    pub fn replace(&mut self, workspace: &Workspace) -> Result<Saved, SaveError> {
        self.part_from(workspace.id());
        self.save(workspace)
    }

    /// Lets what is saved next of a workspace begin a time line of its own.
    pub(super) fn part_from(&mut self, id: WorkspaceId) {
        if let Some(rack) = self.racks.get_mut(&id) {
            rack.last = None;
        }
    }

    /// Begins a snapshot of a workspace. Nothing is written yet.
    pub fn begin_compaction(&mut self, workspace: &Workspace) -> Compaction {
        self.compactions += 1;
        let sequence = workspace.sequence();
        let rack = self.racks.get(&workspace.id());
        // A state that does not continue what is stored begins a time line of its own.
        let continued = rack.filter(|rack| rack.last.is_some_and(|last| last <= sequence));
        Compaction {
            epoch: continued.map(|rack| rack.epoch),
            link: continued.filter(|rack| rack.last == Some(sequence)).map(|rack| rack.link),
            number: self.compactions,
            known: rack.is_some(),
            workspace: workspace.clone(),
            stage: Stage::Check(0),
            text: Vec::new(),
            written: Written::default(),
            slot: 0,
            retired: None,
            manifest: Manifest::default(),
        }
    }

    /// Does the next slice of a snapshot: at most one segment is made or read.
    ///
    /// # Errors
    /// What was acknowledged before is still there. The snapshot is given up.
    pub fn step(&mut self, compaction: &mut Compaction) -> Result<Progress, SaveError> {
        let id = compaction.workspace.id();
        let is_gone = compaction.known && !self.racks.contains_key(&id);
        if is_gone || compaction.number != self.compactions {
            return Ok(Progress::Overtaken);
        }
        match compaction.stage {
            Stage::Check(at) => {
                if at == 0 {
                    self.settle(id)?;
                }
                let whole = self.check_newest(id, at)?;
                compaction.stage =
                    if whole == Newest::Whole { Stage::Check(at + 1) } else { Stage::Free };
            }
            Stage::Free => {
                self.free(compaction)?;
                compaction.known = true;
                compaction.stage = Stage::Write;
            }
            Stage::Write => match self.write_next(compaction) {
                Ok(stage) => compaction.stage = stage,
                Err(error) => {
                    self.compactions += 1;
                    self.clear_slot(id, compaction.slot, 0);
                    return Err(error);
                }
            },
            Stage::End => return Ok(Progress::Done),
        }
        Ok(if compaction.stage == Stage::End { Progress::Done } else { Progress::More })
    }

    /// Makes sure that the newest snapshot is whole before the other is given up.
    fn check_newest(&mut self, id: WorkspaceId, at: usize) -> Result<Newest, SaveError> {
        let Some(rack) = self.racks.get(&id) else { return Ok(Newest::Checked) };
        let Some(slot) = rack.newest() else { return Ok(Newest::Checked) };
        let Some(segment) = rack.manifest(slot).and_then(|known| known.segments.get(at)) else {
            return Ok(Newest::Checked);
        };
        let crc = segment.crc;
        let key = Key::Segment(id, slot, at).to_string();
        if self.storage.read(&key)?.is_some_and(|text| crc32(text.as_bytes()) == crc) {
            return Ok(Newest::Whole);
        }
        // Its slot becomes the one to be written; its bytes are kept.
        self.unreadable.insert(key);
        self.unreadable.insert(Key::Manifest(id, slot).to_string());
        if let Some(rack) = self.racks.get_mut(&id)
            && let Some(place) = rack.slots.get_mut(slot)
        {
            *place = None;
        }
        Ok(Newest::Checked)
    }

    /// Chooses the slot and takes its manifest away.
    fn free(&mut self, compaction: &mut Compaction) -> Result<(), SaveError> {
        let workspace = &compaction.workspace;
        let id = workspace.id();
        let (term, rack) = (self.term, self.racks.entry(id).or_default());
        let newest = rack.newest();
        let slot = newest.map_or(0, |slot| 1 - slot);
        let generations = rack.slots.iter().flatten().map(|known| known.generation);
        let generation = generations.max().unwrap_or(0).saturating_add(1);
        let epoch = compaction.epoch.unwrap_or(generation);
        // Nobody can take another entry for the one before a state that has none.
        let own = || crc32(format!("{term} {generation} {}", workspace.sequence()).as_bytes());
        let link = compaction.link.unwrap_or_else(own);
        compaction.slot = slot;
        compaction.retired = rack.slots.get_mut(slot).and_then(Option::take);
        compaction.manifest = Manifest {
            generation,
            epoch,
            sequence: workspace.sequence(),
            term,
            link,
            name: workspace.settings().name.clone(),
            ..Manifest::default()
        };
        let key = Key::Manifest(id, slot).to_string();
        self.make_way(&key)?;
        let writing = Key::Writing(id, slot).to_string();
        if compaction.retired.is_none() && self.storage.read(&writing)?.is_none() {
            self.keep_orphans(id, slot)?;
        }
        self.storage.write(&writing, "")?;
        self.storage.remove(&key)?;
        Ok(())
    }

    /// Sets segments aside whose manifest is gone: nobody knows what they are.
    fn keep_orphans(&mut self, id: WorkspaceId, slot: usize) -> Result<(), SaveError> {
        for key in self.storage.keys()? {
            if let Some(Key::Segment(of, at, _)) = Key::parse(&key)
                && of == id
                && at == slot
            {
                self.unreadable.insert(key.clone());
                self.make_way(&key)?;
            }
        }
        Ok(())
    }

    /// Writes one segment, or after the last one the manifest.
    fn write_next(&mut self, compaction: &mut Compaction) -> Result<Stage, SaveError> {
        let Compaction { workspace, text, written, .. } = compaction;
        document::write_on(workspace, written, text, LONGEST);
        if !text.is_empty() {
            // It stops between records only, and each record is text.
            let whole = std::str::from_utf8(text).unwrap_or_default();
            let end = border(whole);
            let part = whole.get(..end).unwrap_or_default();
            let segment = self.write_segment(
                workspace.id(),
                compaction.slot,
                compaction.manifest.segments.len(),
                part,
                compaction.retired.as_ref(),
            )?;
            compaction.manifest.segments.push(segment);
            text.drain(..end);
            return Ok(Stage::Write);
        }
        let id = workspace.id();
        let key = Key::Manifest(id, compaction.slot).to_string();
        self.write_manifest(&key, &compaction.manifest)?;
        self.finish(id, compaction.slot, &compaction.manifest);
        Ok(Stage::End)
    }

    fn finish(&mut self, id: WorkspaceId, slot: usize, manifest: &Manifest) {
        let count = manifest.segments.len();
        let rack = self.racks.entry(id).or_default();
        // What was appended since it began follows it.
        let follows = rack.epoch == manifest.epoch;
        let ahead = rack.last.filter(|last| follows && *last > manifest.sequence);
        rack.epoch = manifest.epoch;
        if ahead.is_none() {
            rack.last = Some(manifest.sequence);
            rack.link = manifest.link;
            rack.term = manifest.term;
        }
        if let Some(place) = rack.slots.get_mut(slot) {
            *place = Some(manifest.clone());
        }
        self.clear_slot(id, slot, count);
        self.drop_journal(id, 1 - slot, manifest.epoch);
    }

    fn write_segment(
        &mut self,
        id: WorkspaceId,
        slot: usize,
        at: usize,
        part: &str,
        retired: Option<&Manifest>,
    ) -> Result<Segment, SaveError> {
        let key = Key::Segment(id, slot, at).to_string();
        let mark = format!("{:016x}", mark_of(part));
        if let Some(retired) = retired {
            let known = retired.segments.get(at);
            let there = self.storage.read(&key)?;
            let sum = there.map(|text| crc32(text.as_bytes()));
            let whole = known.filter(|known| sum == Some(known.crc));
            match whole {
                Some(whole) if whole.mark == mark && whole.length == part.len() => {
                    return Ok(whole.clone());
                }
                // Bytes that the manifest does not know are kept.
                None if sum.is_some() => _ = self.unreadable.insert(key.clone()),
                Some(_) | None => {}
            }
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
        Ok(Segment { crc, bytes, length, mark, ..Segment::default() })
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
        // Left behind it says only that nothing here is worth keeping without a manifest.
        let _harmless = self.storage.remove(&Key::Writing(id, slot).to_string());
    }

    /// Removes the journal entries that the older snapshot contains. One that
    /// cannot be removed is tried again next time; it does no harm.
    fn drop_journal(&mut self, id: WorkspaceId, older: usize, epoch: u64) {
        let Some(rack) = self.racks.get(&id) else { return };
        let Some(contained) = rack.manifest(older) else { return };
        let to = if contained.epoch == epoch { contained.sequence } else { u64::MAX };
        let entries: Vec<u64> = rack.journal.range(..=to).map(|(sequence, _)| *sequence).collect();
        for sequence in entries {
            if self.drop_entry(&Key::Journal(id, sequence).to_string()).is_ok()
                && let Some(rack) = self.racks.get_mut(&id)
            {
                rack.journal.remove(&sequence);
            }
        }
    }

    /// Removes a journal entry; a broken one is set aside.
    fn drop_entry(&mut self, key: &str) -> Result<(), StorageError> {
        for text in [self.storage.read(key)?, self.storage.read_copy(key)?].into_iter().flatten() {
            if matches!(unframe(&text), Unframed::Broken) {
                return self.quarantine(key).map(|_| ());
            }
        }
        self.storage.remove(key)
    }
}

/// What was read of the newest snapshot.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Newest {
    /// This segment is whole; there may be more.
    Whole,
    /// There is nothing more to check.
    Checked,
}
