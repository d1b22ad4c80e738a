//! Finds the newest state in what is stored, whatever happened to it.

use super::chain::{Candidate, Copied, Sheets, follow, reaches};
use super::entry;
use super::frame::{Unframed, crc32};
use super::key::Key;
use super::manifest::Manifest;
use super::past::{Links, Past};
use super::quarantine::{Damage, Trouble};
use super::{Storage, StorageError, Store, pack};
use crate::document::{self, Problem, ReadError};
use crate::domain::WorkspaceId;
use crate::workspace::{Transaction, Workspace};

/// No version ever cut a longer segment, in bytes.
const LONGEST_EVER: usize = 512 * 1024;
/// The text of a workspace is seldom longer, in bytes.
const LIKELY: usize = 64 << 20;

/// A workspace as it was last acknowledged.
#[derive(Debug)]
pub struct Loaded {
    /// The workspace; it breaks no rule.
    pub workspace: Workspace,
    /// What was done since the newest snapshot, oldest first, to be undone.
    pub history: Vec<Transaction>,
    /// What could be undone when the history was last kept; it goes before
    /// [`Loaded::history`].
    pub past: Past,
    /// What was wrong with the snapshot as a document, and repaired.
    pub problems: Vec<Problem>,
    /// What could not be read. If any, the state may be an earlier one.
    pub troubles: Vec<Trouble>,
}

/// Why a workspace was not loaded. What is stored of it stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// The storage refused.
    Storage(StorageError),
    /// There is no such workspace.
    Unknown,
    /// It was written by a newer version of this program.
    Newer {
        /// The version of its format.
        version: u64,
    },
    /// Nothing that is stored of it can be read.
    Unreadable(Vec<Trouble>),
}

impl From<StorageError> for LoadError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

/// Why a snapshot cannot be used.
enum Flawed {
    Damaged(Damage),
    Newer(u64),
    Storage(StorageError),
}

impl From<StorageError> for Flawed {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl<S: Storage> Store<S> {
    /// Loads a workspace: the newest whole snapshot and every journal entry
    /// that follows without a gap.
    ///
    /// # Errors
    /// See [`LoadError`]. Nothing that can be read is changed.
    pub fn load(&mut self, id: WorkspaceId) -> Result<Loaded, LoadError> {
        // What was begun before does not go on: the state may be another one now.
        self.compactions += 1;
        let mut troubles = Vec::new();
        let mut sheets = self.sheets(id, &mut troubles)?;
        let mut candidates = self.candidates(id, &mut troubles)?;
        let reaches = reaches(&sheets);
        for candidate in &mut candidates {
            follow(candidate, &sheets, &reaches);
        }
        let rank = |one: &Candidate| (one.term, one.manifest.epoch, one.last, one.manifest.age());
        candidates.sort_by_key(|one| std::cmp::Reverse(rank(one)));
        let mut flawed = [None, None];
        let mut found = None;
        let mut rest = Vec::new();
        for candidate in candidates {
            if found.is_some() {
                rest.push(candidate);
                continue;
            }
            match self.snapshot(id, candidate.slot, &candidate.manifest) {
                Ok((workspace, problems)) => found = Some((candidate, workspace, problems)),
                Err(Flawed::Damaged(damage)) => {
                    if let Some(place) = flawed.get_mut(candidate.slot) {
                        *place = Some(damage);
                    }
                }
                Err(Flawed::Newer(version)) => return Err(LoadError::Newer { version }),
                Err(Flawed::Storage(error)) => return Err(error.into()),
            }
        }
        let used = found.as_ref().map(|(chosen, ..)| chosen.slot);
        for (slot, damage) in flawed.into_iter().enumerate() {
            // Not where the other copy has another snapshot in the same place.
            let taken = used == Some(slot) || rest.iter().any(|one| one.slot == slot);
            if let Some(damage) = damage.filter(|_| !taken) {
                self.give_up(id, slot, &damage, &mut troubles)?;
            }
        }
        let Some((chosen, workspace, problems)) = found else {
            let journal = self.racks.get(&id).is_some_and(|rack| !rack.journal.is_empty());
            if troubles.is_empty() && !journal {
                return Err(LoadError::Unknown);
            }
            return Err(LoadError::Unreadable(troubles));
        };
        // A later snapshot that leads nowhere is of a tab that was not to write any more.
        let other = rest.into_iter().find(|one| one.slot != chosen.slot);
        let stray = other.as_ref().filter(|other| other.manifest.age() > chosen.manifest.age());
        if let Some(stray) = stray {
            self.give_up(id, stray.slot, &Damage::Unreachable, &mut troubles)?;
        }
        let other = if stray.is_some() { None } else { other };
        self.put_right(id, &chosen, other.as_ref(), &sheets)?;
        let mut loaded =
            Loaded { workspace, history: Vec::new(), past: Past::default(), problems, troubles };
        let links = self.replay(id, chosen, &mut sheets, &mut loaded);
        self.past(id, &links, &mut loaded)?;
        Ok(loaded)
    }

    /// Returns what was done between the two snapshots, oldest first: history
    /// that goes before that of [`Loaded`]. Empty when the older snapshot is not
    /// there or not whole. It reads a whole snapshot, so it is for idle moments.
    pub fn earlier_history(&self, id: WorkspaceId) -> Result<Vec<Transaction>, StorageError> {
        let Some(rack) = self.racks.get(&id) else { return Ok(Vec::new()) };
        let Some(newest) = rack.newest() else { return Ok(Vec::new()) };
        let (Some(newer), Some(older)) = (rack.manifest(newest), rack.manifest(1 - newest)) else {
            return Ok(Vec::new());
        };
        if newer.epoch != older.epoch {
            return Ok(Vec::new());
        }
        let mut workspace = match self.snapshot(id, 1 - newest, older) {
            Ok((workspace, _)) => workspace,
            Err(Flawed::Storage(error)) => return Err(error),
            Err(Flawed::Damaged(_) | Flawed::Newer(_)) => return Ok(Vec::new()),
        };
        let mut history = Vec::new();
        for sequence in older.sequence.saturating_add(1)..=newer.sequence {
            let text = self.storage.read(&Key::Journal(id, sequence).to_string())?;
            match text.map(|text| entry::parse(&text, sequence)) {
                Some(Unframed::Whole(entry)) if entry.epoch == newer.epoch => {
                    let transaction = entry.transaction(&workspace);
                    workspace.replay(&transaction);
                    history.push(transaction);
                }
                // What was saved as a snapshot has no entry: history begins after it.
                Some(Unframed::Whole(_) | Unframed::Newer(_) | Unframed::Broken) | None => {
                    return Ok(Vec::new());
                }
            }
        }
        Ok(history)
    }

    fn snapshot(
        &self,
        id: WorkspaceId,
        slot: usize,
        manifest: &Manifest,
    ) -> Result<(Workspace, Vec<Problem>), Flawed> {
        if manifest.segments.iter().any(|segment| segment.length > LONGEST_EVER) {
            return Err(Flawed::Damaged(Damage::Segment));
        }
        let length = manifest.segments.iter().map(|segment| segment.length);
        let length = length.fold(0, usize::saturating_add);
        let mut text = Vec::new();
        // Room for all of it at once, where that is not absurd; else it grows as it is read.
        text.try_reserve(length.min(LIKELY)).ok();
        for (at, segment) in manifest.segments.iter().enumerate() {
            let packed = self.segment(&Key::Segment(id, slot, at).to_string(), segment.crc)?;
            packed
                .and_then(|packed| pack::unpack(&packed, segment.bytes))
                .and_then(|bytes| pack::inflate_onto(&mut text, &bytes, segment.length))
                .ok_or(Flawed::Damaged(Damage::Segment))?;
        }
        let text = String::from_utf8(text).map_err(|_| Flawed::Damaged(Damage::Segment))?;
        match document::read(&text) {
            Ok(reading) if reading.workspace.id() == id => {
                Ok((reading.workspace, reading.problems))
            }
            Ok(_) => Err(Flawed::Damaged(Damage::Manifest)),
            Err(ReadError::NewerVersion { version }) => Err(Flawed::Newer(version)),
            Err(error) => Err(Flawed::Damaged(Damage::Document(error))),
        }
    }

    /// Reads a segment from the copy that has the right one.
    fn segment(&self, key: &str, crc: u32) -> Result<Option<String>, StorageError> {
        let fits = |text: &String| crc32(text.as_bytes()) == crc;
        match self.storage.read(key)?.filter(fits) {
            Some(text) => Ok(Some(text)),
            None => Ok(self.storage.read_copy(key)?.filter(fits)),
        }
    }

    /// Where the two copies of the storage differ, puts the right text into both:
    /// for the snapshot that is used, for the other one and for their entries.
    fn put_right(
        &mut self,
        id: WorkspaceId,
        chosen: &Candidate,
        other: Option<&Candidate>,
        sheets: &Sheets,
    ) -> Result<(), StorageError> {
        // The chosen one last: its entries are the right ones where both have some.
        for candidate in other.into_iter().chain([chosen]) {
            let Candidate { slot, manifest, text, .. } = candidate;
            for (at, segment) in manifest.segments.iter().enumerate() {
                let key = Key::Segment(id, *slot, at).to_string();
                let Some(copy) = self.storage.read_copy(&key)? else { continue };
                let first = self.storage.read(&key)?.unwrap_or_default();
                if crc32(first.as_bytes()) != segment.crc && crc32(copy.as_bytes()) == segment.crc {
                    if !self.is_understood(&key, &first) {
                        self.copy_aside(&key, &first)?;
                    }
                    self.storage.write(&key, &copy)?;
                }
            }
            if candidate.copied == Copied::Second {
                self.storage.write(&Key::Manifest(id, *slot).to_string(), text)?;
            }
            for sheet in candidate.chain.iter().filter_map(|(at, nth)| sheets.get(at)?.get(*nth)) {
                if sheet.copied == Copied::Second {
                    let key = Key::Journal(id, sheet.entry.sequence).to_string();
                    self.storage.write(&key, &sheet.text)?;
                }
            }
        }
        let rack = self.racks.entry(id).or_default();
        for slot in [0, 1] {
            let held = [Some(chosen), other].into_iter().flatten().find(|one| one.slot == slot);
            if let Some(place) = rack.slots.get_mut(slot) {
                *place = held.map(|one| one.manifest.clone());
            }
        }
        Ok(())
    }

    /// Brings the journal into a snapshot's state.
    fn replay(
        &mut self,
        id: WorkspaceId,
        chosen: Candidate,
        sheets: &mut Sheets,
        loaded: &mut Loaded,
    ) -> Links {
        let Candidate { manifest, chain, last, term, .. } = chosen;
        let mut link = manifest.link;
        let mut links = vec![(manifest.sequence, link)];
        for (sequence, nth) in chain {
            let Some(of_number) = sheets.get_mut(&sequence) else { break };
            let sheet = of_number.swap_remove(nth);
            // What the other copy has instead was never part of this state.
            for lost in of_number.drain(..) {
                if lost.sum != sheet.sum {
                    self.keep_stray(id, &lost, &mut loaded.troubles);
                }
            }
            link = sheet.sum;
            links.push((sequence, link));
            let transaction = sheet.entry.transaction(&loaded.workspace);
            loaded.workspace.replay(&transaction);
            loaded.history.push(transaction);
        }
        let mut gap = loaded.troubles.iter().any(
            |trouble| matches!(Key::parse(&trouble.key), Some(Key::Journal(_, at)) if at > last),
        );
        let after = last.saturating_add(1);
        for (sequence, of_number) in sheets.range(after..) {
            if of_number.iter().all(|sheet| sheet.entry.epoch != manifest.epoch) {
                // It belongs to a state that was replaced.
                continue;
            }
            gap = true;
            let key = Key::Journal(id, *sequence).to_string();
            self.set_aside(key, Damage::Unreachable, &mut loaded.troubles);
            if let Some(rack) = self.racks.get_mut(&id) {
                rack.journal.remove(sequence);
            }
        }
        let rack = self.racks.entry(id).or_default();
        rack.epoch = manifest.epoch;
        rack.link = link;
        rack.term = term;
        // After a loss the next edit is saved as a snapshot that begins a new
        // time line, so that nothing left of the old one can follow it.
        rack.last = if gap { None } else { Some(last) };
        links
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Ids, Language, Preset};
    use crate::store::{MemoryStorage, manifest};

    #[test]
    fn a_manifest_that_promises_more_than_there_is_is_damaged_and_takes_no_memory() {
        let mut ids = Ids::seeded(1);
        let workspace = Workspace::new("Test", Preset::Standard, Language::En, &mut ids);
        let mut store = Store::open(MemoryStorage::default()).unwrap().0;
        store.save(&workspace).unwrap();
        let key = Key::Manifest(workspace.id(), 0).to_string();
        let text = store.storage().read(&key).unwrap().unwrap();
        let Unframed::Whole(whole) = manifest::parse(&text) else { panic!("no manifest") };
        for (bytes, length) in
            [(usize::MAX, usize::MAX), (4_000_000_000, 4_000_000_000), (100, 500_000), (1, 0)]
        {
            let mut forged = whole.clone();
            forged.segments[0].bytes = bytes;
            forged.segments[0].length = length;
            let mut storage = store.storage().clone();
            storage.write(&key, &manifest::write(&forged)).unwrap();
            let loaded = Store::open(storage).unwrap().0.load(workspace.id());
            let Err(LoadError::Unreadable(troubles)) = loaded else { panic!("{length}") };
            assert!(troubles.iter().any(|trouble| trouble.damage == Damage::Segment));
        }
        assert!(store.load(workspace.id()).is_ok());
    }
}
