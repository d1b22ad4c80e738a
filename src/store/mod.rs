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
//! | `trichter/ID/w/SLOT` | there while that slot is written |
//! | `trichter/ID/h` | what can be undone, framed and packed, see [`past`] |
//! | `trichter/ID/p/N` | what a window could not save before it was closed, see [`left`] |
//! | `trichter/term` | the term of the last writer |
//! | `trichter/ID/deleted` | the workspace is being removed |
//! | `trichter/quarantine/N` | key and bytes that could not be read |
//!
//! A framed text is `SCHEMA CRC LENGTH JSON`, separated by blanks: the CRC-32 of
//! `SCHEMA JSON` in eight hexadecimal digits, the length of the JSON in bytes.
//! How segments are packed is told in [`pack`].
//!
//! # Protocol
//! An edit is acknowledged when its journal entry is written: by the mirror, where
//! there is one ([`shelf`]). A snapshot is
//! written into the slot that does not hold the newest one: its old manifest is
//! removed, the segments are written, then the manifest, then all of it is read
//! back; only then are journal entries removed, and only those the snapshot in
//! the *other* slot contains. So the other snapshot with the journal always
//! gives the newest state too. Recovery takes the newest snapshot that is whole
//! and every journal entry that follows without a gap: of the same time line, of no
//! earlier term, and naming the checksum of the one before. Where two storages hold
//! a key differently, it takes the text that fits, and puts it into both.
//!
//! # Older formats
//! Schema 1 began without `term` and `link`: an entry without them follows any
//! other of its time line. A schema above [`frame::SCHEMA`] is never written to.

pub mod backup;
mod chain;
mod entry;
mod frame;
mod key;
pub mod left;
mod manifest;
mod memory;
pub mod pack;
pub mod past;
mod quarantine;
mod rack;
mod recovery;
mod saved;
mod saving;
mod segment;
mod settling;
mod shelf;
mod snapshot;
mod storage;
pub mod tabs;
pub mod twin;

pub use key::TERM;
pub use memory::MemoryStorage;
pub use quarantine::{Damage, Trouble};
pub use recovery::{LoadError, Loaded};
pub use saved::{SaveError, Saved};
pub use saving::Saving;
pub use shelf::{Batch, Durability, Shelf, Step};
pub use snapshot::{Compaction, Progress};
pub use storage::{Counting, Storage, StorageError, Uneven};

use crate::domain::{Timestamp, WorkspaceId};
use crate::workspace::{Transaction, Workspace};
use entry::Entry;
use frame::Unframed;
use key::Key;
use rack::{Rack, Settled};
use std::collections::{BTreeMap, BTreeSet};
use storage::units;
use tabs::Position;

/// What local storage holds in one origin, keys included: so many UTF-16 units, in `WebKit` so many
/// bytes ([`Counting`]), which of a compressed snapshot is half as much.
///
/// Measured in Chromium 156, Firefox 153 and `WebKitGTK` 2.50 by writing until no more was taken.
pub const QUOTA: usize = 5_242_880;

/// A journal of so many entries since the newest snapshot asks for compaction.
pub const JOURNAL_ENTRIES: usize = 200;

/// A journal of so many units since the newest snapshot asks for compaction.
pub const JOURNAL_UNITS: usize = 256 * 1024;

/// A transaction of more units than this is saved as a snapshot.
pub const ENTRY_UNITS: usize = 64 * 1024;

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

/// How full the storage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// In use in the whole origin, keys included, as the browser counts.
    pub used: usize,
    /// What there is, counted likewise.
    pub quota: usize,
}

/// Workspaces in a storage.
///
/// It remembers what it found and wrote: nobody else may write meanwhile.
#[derive(Clone, Debug)]
pub struct Store<S> {
    storage: S,
    racks: BTreeMap<WorkspaceId, Rack>,
    /// The term of this writer: what it writes says so.
    term: u64,
    /// The highest term found.
    seen: u64,
    /// How many compactions have begun; only the last may go on.
    compactions: u64,
    /// Keys with bytes that could not be read; never written before they are copied.
    unreadable: BTreeSet<String>,
    /// How to settle.
    later: Later<S>,
}

/// What a store that begins with nothing can do without: pointers, so that a page can
/// leave the functions to a part of it that arrives later.
#[derive(Clone, Copy, Debug)]
struct Later<S> {
    settle: fn(&mut Store<S>, WorkspaceId) -> Result<(), StorageError>,
}

impl<S: Storage> Later<S> {
    const WHOLE: Self = Self { settle: Store::settle };
}

impl<S: Storage> Store<S> {
    /// Takes over a storage that holds nothing of ours, without looking through it.
    /// It keeps nothing before [`Self::save`] was called once.
    pub fn empty(storage: S) -> Self {
        Self {
            storage,
            racks: BTreeMap::new(),
            term: 0,
            seen: 0,
            compactions: 0,
            unreadable: BTreeSet::new(),
            later: Later { settle: |_, _| Ok(()) },
        }
    }

    /// Looks through a storage and lists the workspaces in it, the one opened
    /// last first. Nothing is changed, but a removal that was broken off is ended.
    ///
    /// # Errors
    /// The storage cannot be read.
    pub fn open(storage: S) -> Result<(Self, Vec<Found>), StorageError> {
        let mut store = Self { later: Later::WHOLE, ..Self::empty(storage) };
        let mut names: BTreeMap<WorkspaceId, (u64, String)> = BTreeMap::new();
        let mut opened = BTreeMap::new();
        let mut deleted = Vec::new();
        for text in store.storage.keys()? {
            let Some(key) = Key::parse(&text) else { continue };
            match key {
                Key::Manifest(..) | Key::Journal(..) => {
                    if let Some(stored) = store.storage.read(&text)?
                        && store.look_at(key, &stored, &mut names) == Whole::No
                    {
                        store.unreadable.insert(text.clone());
                    }
                    if let Some(stored) = store.storage.read_copy(&text)? {
                        store.look_at(key, &stored, &mut names);
                    }
                }
                Key::Opened(id) => {
                    let millis = store.storage.read(&text)?.and_then(|text| text.parse().ok());
                    opened.insert(id, millis.map(Timestamp::from_millis));
                }
                Key::Deleted(id) => deleted.push(id),
                Key::Term => {
                    let term = store.storage.read(&text)?.and_then(|text| text.parse().ok());
                    store.seen = store.seen.max(term.unwrap_or_default());
                }
                Key::Current
                | Key::History(_)
                | Key::Left(..)
                | Key::Segment(..)
                | Key::Writing(..)
                | Key::Quarantine(_) => {}
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

    /// Takes up a manifest or a journal entry.
    fn look_at(
        &mut self,
        key: Key,
        stored: &str,
        names: &mut BTreeMap<WorkspaceId, (u64, String)>,
    ) -> Whole {
        let Some(id) = key.workspace() else { return Whole::Yes };
        let rack = self.racks.entry(id).or_default();
        let (term, sequence, name) = match key {
            Key::Manifest(_, slot) => match manifest::parse(stored) {
                Unframed::Whole(manifest) => {
                    rack.segments.extend(manifest.segments.iter().map(|segment| segment.crc));
                    let about = (manifest.term, manifest.sequence, manifest.name.clone());
                    if let Some(place) = rack.slots.get_mut(slot)
                        && place.as_ref().is_none_or(|known| known.age() < manifest.age())
                    {
                        *place = Some(manifest);
                    }
                    about
                }
                Unframed::Newer(_) => return Whole::Yes,
                Unframed::Broken => return Whole::No,
            },
            Key::Journal(_, sequence) => {
                // Whether it is whole is seen when it is read or removed.
                rack.journal.insert(sequence, units(stored));
                // Few entries give a name; only those need to be read now.
                if !stored.contains("\"settings\":") {
                    return Whole::Yes;
                }
                let Unframed::Whole(entry) = entry::parse(stored, sequence) else {
                    return Whole::Yes;
                };
                let name = entry.new_name().map(str::to_owned);
                let Some(name) = name else { return Whole::Yes };
                (entry.term, sequence, name)
            }
            Key::Current
            | Key::Term
            | Key::Opened(_)
            | Key::Deleted(_)
            | Key::History(_)
            | Key::Left(..)
            | Key::Segment(..)
            | Key::Writing(..)
            | Key::Quarantine(_) => return Whole::Yes,
        };
        self.seen = self.seen.max(term);
        let known = names.entry(id).or_default();
        if sequence >= known.0 {
            *known = (sequence, name);
        }
        Whole::Yes
    }

    /// Returns the storage.
    pub fn storage(&self) -> &S {
        &self.storage
    }

    /// Returns the storage, to hand on what it holds for others.
    pub fn storage_mut(&mut self) -> &mut S {
        &mut self.storage
    }

    /// Returns where a loaded or saved workspace is in its course; `None` for one that is
    /// not known, or of which something was lost.
    pub fn position(&self, id: WorkspaceId) -> Option<Position> {
        let rack = self.racks.get(&id)?;
        let (epoch, link, term) = (rack.epoch, rack.link, rack.term);
        rack.last.map(|sequence| Position { epoch, term, sequence, link })
    }

    /// Returns the highest term of a writer that was met: in manifests, under its own key,
    /// and in the entries of what was loaded.
    pub fn seen_term(&self) -> u64 {
        self.seen
    }

    /// Begins the term of this writer. It must be higher than [`Self::seen_term`],
    /// except for a single writer that never meets another and stays with 0.
    pub fn begin_term(&mut self, term: u64) {
        self.term = term;
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

    /// Saves a transaction of a workspace in the journal. `None`, and nothing is written, when the
    /// transaction is large, when the one before it was not saved, or when the workspace is new here:
    /// then it takes a snapshot.
    ///
    /// # Errors
    /// The edit is not saved; every earlier one still is. The next call returns `None`.
    pub fn append_entry(
        &mut self,
        transaction: &Transaction,
        id: WorkspaceId,
    ) -> Result<Option<Saved>, SaveError> {
        if transaction.changes.is_empty() {
            return Ok(Some(Saved::Nothing));
        }
        (self.later.settle)(self, id)?;
        let Some(rack) = self.racks.get(&id) else { return Ok(None) };
        let follows = rack.last.and_then(|last| last.checked_add(1)) == Some(transaction.sequence);
        if !follows || transaction.changes.len() > ENTRY_UNITS / entry::CHANGE_UNITS {
            return Ok(None);
        }
        let term = self.term;
        let text = entry::write(&Entry::of(transaction, rack.epoch, term, rack.link));
        let size = units(&text);
        if size > ENTRY_UNITS {
            return Ok(None);
        }
        let key = Key::Journal(id, transaction.sequence).to_string();
        self.make_way(&key)?;
        self.storage.write(&key, &text)?;
        let rack = self.racks.entry(id).or_default();
        rack.journal.insert(transaction.sequence, size);
        rack.last = Some(transaction.sequence);
        rack.link = frame::sum_of(&text);
        rack.term = term;
        Ok(Some(if rack.is_due() { Saved::CompactionDue } else { Saved::Journalled }))
    }

    /// Folds the journal into a snapshot in one go; [`Self::begin_compaction`] does it in
    /// slices. To be called when there is time after [`Saved::CompactionDue`]; an error
    /// loses nothing and may be tried again.
    pub fn compact(&mut self, workspace: &Workspace) -> Result<Saved, SaveError> {
        self.save(workspace)
    }

    /// Says how full the storage is, all keys of the origin counted.
    ///
    /// # Errors
    /// The storage cannot be read.
    pub fn usage(&self, counting: Counting) -> Result<Usage, StorageError> {
        Ok(Usage { used: self.storage.used(counting)?, quota: QUOTA })
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
}

/// Whether a text is as somebody wrote it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Yes,
    No,
}
