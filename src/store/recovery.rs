//! Finds the newest state in what is stored, whatever happened to it.

use super::entry;
use super::frame::{Unframed, crc32};
use super::key::Key;
use super::manifest::{self, Manifest};
use super::{Storage, StorageError, Store, pack};
use crate::document::{self, Problem, ReadError};
use crate::domain::WorkspaceId;
use crate::workspace::{Transaction, Workspace};

/// A workspace as it was last acknowledged.
#[derive(Debug)]
pub struct Loaded {
    /// The workspace; it breaks no rule.
    pub workspace: Workspace,
    /// What was done since the newest snapshot, oldest first, to be undone.
    pub history: Vec<Transaction>,
    /// What was wrong with the snapshot as a document, and repaired.
    pub problems: Vec<Problem>,
    /// What could not be read. If any, the state may be an earlier one.
    pub troubles: Vec<Trouble>,
}

/// Something stored that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Under which key it was.
    pub key: String,
    /// What is wrong.
    pub damage: Damage,
    /// Where the bytes are now, or why they could not be copied there. Then they
    /// are where they were, and nothing is written there until they can be.
    pub quarantine: Result<String, StorageError>,
}

/// What is wrong with something stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A manifest is damaged.
    Manifest,
    /// A segment of a snapshot is damaged or missing, or it belongs to such a snapshot.
    Segment,
    /// A snapshot holds no document.
    Document(ReadError),
    /// A journal entry is damaged.
    Entry,
    /// A journal entry is whole, but one before it is damaged or missing.
    Unreachable,
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
        let mut troubles = Vec::new();
        let snapshots = self.manifests(id, &mut troubles)?;
        for (slot, manifest) in snapshots {
            match self.snapshot(id, slot, &manifest) {
                Ok((workspace, problems)) => {
                    let mut loaded = Loaded { workspace, history: Vec::new(), problems, troubles };
                    self.replay(id, &manifest, &mut loaded)?;
                    return Ok(loaded);
                }
                Err(Flawed::Damaged(damage)) => self.give_up(id, slot, &damage, &mut troubles)?,
                Err(Flawed::Newer(version)) => return Err(LoadError::Newer { version }),
                Err(Flawed::Storage(error)) => return Err(error.into()),
            }
        }
        let journal = self.racks.get(&id).is_some_and(|rack| !rack.journal.is_empty());
        if troubles.is_empty() && !journal {
            return Err(LoadError::Unknown);
        }
        Err(LoadError::Unreadable(troubles))
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

    /// Reads the manifests, newest first, and sets damaged ones aside.
    fn manifests(
        &mut self,
        id: WorkspaceId,
        troubles: &mut Vec<Trouble>,
    ) -> Result<Vec<(usize, Manifest)>, LoadError> {
        let mut snapshots = Vec::new();
        for slot in [0, 1] {
            let text = self.storage.read(&Key::Manifest(id, slot).to_string())?;
            match text.map(|text| manifest::parse(&text)) {
                Some(Unframed::Whole(manifest)) => snapshots.push((slot, manifest)),
                Some(Unframed::Newer(version)) => {
                    return Err(LoadError::Newer { version: version.into() });
                }
                Some(Unframed::Broken) => self.give_up(id, slot, &Damage::Manifest, troubles)?,
                None => {}
            }
        }
        snapshots.sort_by_key(|(_, manifest)| std::cmp::Reverse(manifest.generation));
        Ok(snapshots)
    }

    fn snapshot(
        &self,
        id: WorkspaceId,
        slot: usize,
        manifest: &Manifest,
    ) -> Result<(Workspace, Vec<Problem>), Flawed> {
        let mut text = String::new();
        for (at, segment) in manifest.segments.iter().enumerate() {
            let packed = self.storage.read(&Key::Segment(id, slot, at).to_string())?;
            let part = packed
                .filter(|packed| crc32(packed.as_bytes()) == segment.crc)
                .and_then(|packed| pack::unpack(&packed, segment.bytes))
                .and_then(|bytes| pack::inflated(&bytes, segment.length));
            text.push_str(&part.ok_or(Flawed::Damaged(Damage::Segment))?);
        }
        match document::read(&text) {
            Ok(reading) if reading.workspace.id() == id => {
                Ok((reading.workspace, reading.problems))
            }
            Ok(_) => Err(Flawed::Damaged(Damage::Manifest)),
            Err(ReadError::NewerVersion { version }) => Err(Flawed::Newer(version)),
            Err(error) => Err(Flawed::Damaged(Damage::Document(error))),
        }
    }

    /// Sets every key of a slot aside.
    fn give_up(
        &mut self,
        id: WorkspaceId,
        slot: usize,
        damage: &Damage,
        troubles: &mut Vec<Trouble>,
    ) -> Result<(), StorageError> {
        if let Some(place) = self.racks.entry(id).or_default().slots.get_mut(slot) {
            *place = None;
        }
        for text in self.storage.keys()? {
            match Key::parse(&text) {
                Some(Key::Manifest(of, at) | Key::Segment(of, at, _)) if of == id && at == slot => {
                    self.set_aside(text, damage.clone(), troubles);
                }
                Some(_) | None => {}
            }
        }
        Ok(())
    }

    fn set_aside(&mut self, key: String, damage: Damage, troubles: &mut Vec<Trouble>) {
        // Without room for a copy the bytes stay where they are, marked as unreadable.
        let quarantine = self.quarantine(&key);
        troubles.push(Trouble { key, damage, quarantine });
    }

    /// Brings the journal into a snapshot's state.
    fn replay(
        &mut self,
        id: WorkspaceId,
        manifest: &Manifest,
        loaded: &mut Loaded,
    ) -> Result<(), LoadError> {
        let mut last = manifest.sequence;
        let mut gap = false;
        while let Some(next) = last.checked_add(1) {
            let Some(text) = self.storage.read(&Key::Journal(id, next).to_string())? else { break };
            match entry::parse(&text, next) {
                Unframed::Whole(entry) if entry.epoch == manifest.epoch => {
                    let transaction = entry.transaction(&loaded.workspace);
                    loaded.workspace.replay(&transaction);
                    loaded.history.push(transaction);
                    last = next;
                }
                // It belongs to a state that was replaced.
                Unframed::Whole(_) => break,
                Unframed::Newer(version) => {
                    return Err(LoadError::Newer { version: version.into() });
                }
                Unframed::Broken => {
                    gap = true;
                    break;
                }
            }
        }
        let mut journal = Vec::new();
        for text in self.storage.keys()? {
            if let Some(Key::Journal(of, sequence)) = Key::parse(&text)
                && of == id
            {
                journal.push((sequence, text));
            }
        }
        journal.sort_unstable();
        for (sequence, key) in journal {
            let Some(text) = self.storage.read(&key)? else { continue };
            let damage = match entry::parse(&text, sequence) {
                Unframed::Whole(entry) if entry.epoch == manifest.epoch && sequence > last => {
                    gap = true;
                    Damage::Unreachable
                }
                Unframed::Whole(_) | Unframed::Newer(_) => continue,
                Unframed::Broken => Damage::Entry,
            };
            self.set_aside(key, damage, &mut loaded.troubles);
            if let Some(rack) = self.racks.get_mut(&id) {
                rack.journal.remove(&sequence);
            }
        }
        let rack = self.racks.entry(id).or_default();
        rack.epoch = manifest.epoch;
        // After a loss the next edit is saved as a snapshot that begins a new
        // time line, so that nothing left of the old one can follow it.
        rack.last = if gap { None } else { Some(last) };
        Ok(())
    }
}
