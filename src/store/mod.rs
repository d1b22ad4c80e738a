//! Keeps workspaces in a storage of keys and texts, such that an acknowledged
//! edit survives and unreadable bytes are never overwritten.
//!
//! # Keys
//! | key | value |
//! |---|---|
//! | `trichter/current` | the id of the workspace opened last |
//! | `trichter/ID/opened` | when a workspace was opened last, milliseconds since 1970 |
//! | `trichter/ID/j/N` | journal: transaction number N, framed |
//! | `trichter/ID/m/SLOT` | manifest of the snapshot in slot 0 or 1, framed |
//! | `trichter/ID/s/SLOT/N` | segment N of that snapshot, packed |
//! | `trichter/ID/deleted` | the workspace is being removed |
//! | `trichter/quarantine/N` | key and bytes that could not be read |
//!
//! A framed text is `SCHEMA CRC LENGTH JSON`, separated by blanks: the CRC-32 of
//! `SCHEMA JSON` in eight hexadecimal digits, the length of the JSON in bytes.
//! How segments are packed is told in [`pack`].
//!
//! # Protocol
//! An edit is acknowledged when its journal entry is written. A snapshot is
//! written into the slot that does not hold the newest one: its old manifest is
//! removed, the segments are written, then the manifest, then all of it is read
//! back; only then are journal entries removed, and only those the snapshot in
//! the *other* slot contains. So the other snapshot with the journal always
//! gives the newest state too. Recovery takes the newest snapshot that is whole
//! and every journal entry that follows without a gap.

mod entry;
mod frame;
mod key;
mod manifest;
mod memory;
pub mod pack;
mod recovery;
mod snapshot;

pub use memory::MemoryStorage;
pub use recovery::{Damage, LoadError, Loaded, Trouble};

use crate::domain::{Timestamp, WorkspaceId};
use crate::workspace::{Transaction, Workspace};
use entry::Entry;
use frame::Unframed;
use key::Key;
use manifest::Manifest;
use std::collections::{BTreeMap, BTreeSet};

/// What local storage holds in one origin, in UTF-16 units, keys included.
///
/// Measured in Chromium 156; Firefox and Safari give as much.
pub const QUOTA_UNITS: usize = 5_242_880;

/// A journal of so many entries since the newest snapshot asks for compaction.
pub const JOURNAL_ENTRIES: usize = 200;

/// A journal of so many units since the newest snapshot asks for compaction.
pub const JOURNAL_UNITS: usize = 256 * 1024;

/// A transaction of more units than this is saved as a snapshot.
pub const ENTRY_UNITS: usize = 64 * 1024;

/// Texts by key, as local storage has them. Writing one key is atomic.
pub trait Storage {
    /// Returns the text of a key, if there is one.
    fn read(&self, key: &str) -> Result<Option<String>, StorageError>;
    /// Writes the text of a key, all or nothing.
    fn write(&mut self, key: &str, text: &str) -> Result<(), StorageError>;
    /// Removes a key; one that is not there is no error.
    fn remove(&mut self, key: &str) -> Result<(), StorageError>;
    /// Returns every key of the origin.
    fn keys(&self) -> Result<Vec<String>, StorageError>;
}

/// Why a storage did not do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// There is no room.
    Full,
    /// The browser gives no access.
    Blocked,
    /// Anything else, in the words of the browser.
    Other(String),
}

/// A workspace in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: WorkspaceId,
    /// Its name; empty when nothing readable says it.
    pub name: String,
    /// When it was opened last.
    pub opened: Option<Timestamp>,
}

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

/// How full the storage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Units in use in the whole origin, keys included.
    pub used: usize,
    /// Units there are.
    pub quota: usize,
}

/// Workspaces in a storage.
///
/// It remembers what it found and wrote: nobody else may write meanwhile.
#[derive(Debug)]
pub struct Store<S> {
    storage: S,
    racks: BTreeMap<WorkspaceId, Rack>,
    /// Keys with bytes that could not be read; never written before they are copied.
    unreadable: BTreeSet<String>,
}

/// What is known of one workspace in the storage.
#[derive(Debug, Default)]
struct Rack {
    /// The valid manifests.
    slots: [Option<Manifest>; 2],
    /// Units of each valid journal entry.
    journal: BTreeMap<u64, usize>,
    /// Which time line the journal belongs to.
    epoch: u64,
    /// The last acknowledged transaction; `None` before the workspace is loaded or saved.
    last: Option<u64>,
}

impl Rack {
    /// Returns the slot of the newest snapshot.
    fn newest(&self) -> Option<usize> {
        let generation = |slot: usize| self.slots.get(slot)?.as_ref().map(|known| known.generation);
        [0, 1].into_iter().filter(|slot| generation(*slot).is_some()).max_by_key(|&s| generation(s))
    }

    fn manifest(&self, slot: usize) -> Option<&Manifest> {
        self.slots.get(slot)?.as_ref()
    }

    /// Says whether the journal after the newest snapshot is long enough to be folded.
    fn is_due(&self) -> bool {
        let from = self.newest().and_then(|slot| self.manifest(slot)).map_or(0, |m| m.sequence);
        let following = self.journal.range(from.saturating_add(1)..);
        let (entries, units) = following.fold((0, 0), |(n, sum), (_, units)| (n + 1, sum + units));
        entries >= JOURNAL_ENTRIES || units >= JOURNAL_UNITS
    }
}

impl<S: Storage> Store<S> {
    /// Looks through a storage and lists the workspaces in it, the one opened
    /// last first. Nothing is changed, but a removal that was broken off is ended.
    ///
    /// # Errors
    /// The storage cannot be read.
    pub fn open(storage: S) -> Result<(Self, Vec<Found>), StorageError> {
        let mut store = Self { storage, racks: BTreeMap::new(), unreadable: BTreeSet::new() };
        let mut names: BTreeMap<WorkspaceId, (u64, String)> = BTreeMap::new();
        let mut opened = BTreeMap::new();
        let mut deleted = Vec::new();
        let keys = store.storage.keys()?;
        for text in &keys {
            match Key::parse(text) {
                Some(Key::Manifest(id, slot)) => {
                    let Some(stored) = store.storage.read(text)? else { continue };
                    let rack = store.racks.entry(id).or_default();
                    match manifest::parse(&stored) {
                        Unframed::Whole(manifest) => {
                            let name = names.entry(id).or_default();
                            if manifest.sequence >= name.0 {
                                *name = (manifest.sequence, manifest.name.clone());
                            }
                            if let Some(place) = rack.slots.get_mut(slot) {
                                *place = Some(manifest);
                            }
                        }
                        Unframed::Newer(_) => {}
                        Unframed::Broken => _ = store.unreadable.insert(text.clone()),
                    }
                }
                Some(Key::Journal(id, sequence)) => {
                    let Some(stored) = store.storage.read(text)? else { continue };
                    let rack = store.racks.entry(id).or_default();
                    match entry::parse(&stored, sequence) {
                        Unframed::Whole(entry) => {
                            rack.journal.insert(sequence, units(&stored));
                            let name = names.entry(id).or_default();
                            if let Some(new) = entry.new_name().filter(|_| sequence >= name.0) {
                                *name = (sequence, new.to_owned());
                            }
                        }
                        Unframed::Newer(_) => {}
                        Unframed::Broken => _ = store.unreadable.insert(text.clone()),
                    }
                }
                Some(Key::Opened(id)) => {
                    let millis = store.storage.read(text)?.and_then(|text| text.parse().ok());
                    opened.insert(id, millis.map(Timestamp::from_millis));
                }
                Some(Key::Deleted(id)) => deleted.push(id),
                Some(Key::Current | Key::Segment(..) | Key::Quarantine(_)) | None => {}
            }
        }
        for id in deleted {
            store.delete_workspace(id)?;
        }
        let mut found: Vec<Found> = store
            .racks
            .keys()
            .map(|id| Found {
                id: *id,
                name: names.remove(id).unwrap_or_default().1,
                opened: opened.get(id).copied().flatten(),
            })
            .collect();
        found.sort_by(|one, two| (two.opened, &one.name).cmp(&(one.opened, &two.name)));
        Ok((store, found))
    }

    /// Returns the storage.
    pub fn storage(&self) -> &S {
        &self.storage
    }

    /// Returns the workspace that was opened last, if it is there.
    pub fn current(&self) -> Result<Option<WorkspaceId>, StorageError> {
        let id = self.storage.read(&Key::Current.to_string())?.and_then(|id| id.parse().ok());
        Ok(id.filter(|id| self.racks.contains_key(id)))
    }

    /// Notes that a workspace was opened.
    pub fn mark_opened(&mut self, id: WorkspaceId, at: Timestamp) -> Result<(), StorageError> {
        self.storage.write(&Key::Opened(id).to_string(), &at.millis().to_string())?;
        self.storage.write(&Key::Current.to_string(), &id.to_string())
    }

    /// Saves a transaction; `workspace` is the state after it.
    ///
    /// It goes into the journal. A snapshot is written instead when the
    /// transaction is large, when the one before it was not saved, or when the
    /// workspace is new here.
    ///
    /// # Errors
    /// The edit is not saved; every earlier one still is. The next call saves both.
    pub fn append(
        &mut self,
        transaction: &Transaction,
        workspace: &Workspace,
    ) -> Result<Saved, SaveError> {
        if transaction.changes.is_empty() {
            return Ok(Saved::Nothing);
        }
        let id = workspace.id();
        let Some(rack) = self.racks.get(&id) else { return self.save(workspace) };
        if rack.last.is_none_or(|last| last.checked_add(1) != Some(transaction.sequence)) {
            return self.save(workspace);
        }
        let text = entry::write(&Entry::of(transaction, rack.epoch));
        let size = units(&text);
        if size > ENTRY_UNITS {
            return self.save(workspace);
        }
        let key = Key::Journal(id, transaction.sequence).to_string();
        self.make_way(&key)?;
        self.storage.write(&key, &text)?;
        let rack = self.racks.entry(id).or_default();
        rack.journal.insert(transaction.sequence, size);
        rack.last = Some(transaction.sequence);
        Ok(if rack.is_due() { Saved::CompactionDue } else { Saved::Journalled })
    }

    /// Folds the journal into a snapshot. To be called when there is time after
    /// [`Saved::CompactionDue`]; an error loses nothing and may be tried again.
    pub fn compact(&mut self, workspace: &Workspace) -> Result<Saved, SaveError> {
        self.save(workspace)
    }

    /// Says how full the storage is, all keys of the origin counted.
    pub fn usage(&self) -> Result<Usage, StorageError> {
        let mut used = 0;
        for key in self.storage.keys()? {
            used += units(&key) + self.storage.read(&key)?.map_or(0, |text| units(&text));
        }
        Ok(Usage { used, quota: QUOTA_UNITS })
    }

    /// Removes a workspace for good. What is in quarantine stays.
    ///
    /// # Errors
    /// The storage refused; the removal is ended when the store is next opened.
    pub fn delete_workspace(&mut self, id: WorkspaceId) -> Result<(), StorageError> {
        let tombstone = Key::Deleted(id).to_string();
        self.storage.write(&tombstone, "")?;
        self.racks.remove(&id);
        let current = Key::Current.to_string();
        if self.storage.read(&current)?.is_some_and(|current| current == id.to_string()) {
            self.storage.remove(&current)?;
        }
        for key in self.storage.keys()? {
            if key != tombstone && Key::parse(&key).is_some_and(|key| key.workspace() == Some(id)) {
                self.storage.remove(&key)?;
                self.unreadable.remove(&key);
            }
        }
        self.storage.remove(&tombstone)
    }

    /// Copies unreadable bytes that are in the way of a key into quarantine.
    fn make_way(&mut self, key: &str) -> Result<(), SaveError> {
        if !self.unreadable.contains(key) {
            return Ok(());
        }
        let way = |error| SaveError::InTheWay { key: key.to_owned(), error };
        self.quarantine(key).map(|_| ()).map_err(way)
    }

    /// Moves a key into quarantine: copies it there, then removes it.
    fn quarantine(&mut self, key: &str) -> Result<String, StorageError> {
        self.unreadable.insert(key.to_owned());
        let taken = self.storage.keys()?;
        let free = taken.iter().filter_map(|key| match Key::parse(key) {
            Some(Key::Quarantine(number)) => number.checked_add(1),
            Some(_) | None => None,
        });
        let place = Key::Quarantine(free.max().unwrap_or(0)).to_string();
        if let Some(bytes) = self.storage.read(key)? {
            self.storage.write(&place, &format!("{key}\n{bytes}"))?;
            self.storage.remove(key)?;
        }
        self.unreadable.remove(key);
        Ok(place)
    }
}

/// Counts the UTF-16 units of a text, which is what a browser counts.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
