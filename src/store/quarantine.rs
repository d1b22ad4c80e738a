//! What cannot be read: it is copied aside before anything is written in its place.

use super::chain::Sheet;
use super::key::Key;
use super::{SaveError, Storage, StorageError, Store};
use crate::document::ReadError;
use crate::domain::WorkspaceId;

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
    /// The kept history is damaged.
    History,
    /// A journal entry is whole, but one before it is damaged or missing.
    Unreachable,
}

impl<S: Storage> Store<S> {
    /// Copies unreadable bytes that are in the way of a key into quarantine.
    pub(super) fn make_way(&mut self, key: &str) -> Result<(), SaveError> {
        if !self.unreadable.contains(key) {
            return Ok(());
        }
        let way = |error| SaveError::InTheWay { key: key.to_owned(), error };
        self.quarantine(key).map(|_| ()).map_err(way)
    }

    /// Moves a key into quarantine: copies it there, then removes it.
    pub(super) fn quarantine(&mut self, key: &str) -> Result<String, StorageError> {
        self.unreadable.insert(key.to_owned());
        let mut place = String::new();
        for bytes in [self.storage.read(key)?, self.storage.read_copy(key)?].into_iter().flatten() {
            place = self.copy_aside(key, &bytes)?;
        }
        self.storage.remove(key)?;
        self.unreadable.remove(key);
        Ok(place)
    }

    /// Copies bytes of a key into quarantine.
    pub(super) fn copy_aside(&mut self, key: &str, bytes: &str) -> Result<String, StorageError> {
        let taken = self.storage.keys()?;
        let free = taken.iter().filter_map(|key| match Key::parse(key) {
            Some(Key::Quarantine(number)) => number.checked_add(1),
            Some(_) | None => None,
        });
        let place = Key::Quarantine(free.max().unwrap_or(0)).to_string();
        self.storage.write(&place, &format!("{key}\n{bytes}"))?;
        Ok(place)
    }

    /// Copies broken bytes of a key aside and puts the whole text in their place.
    pub(super) fn heal(
        &mut self,
        key: &str,
        whole: &str,
        broken: Vec<String>,
        damage: &Damage,
        troubles: &mut Vec<Trouble>,
    ) -> Result<(), StorageError> {
        for bytes in broken {
            let quarantine = self.copy_aside(key, &bytes);
            let copied = quarantine.is_ok();
            troubles.push(Trouble { key: key.to_owned(), damage: damage.clone(), quarantine });
            if copied {
                self.storage.write(key, whole)?;
                self.unreadable.remove(key);
            }
        }
        Ok(())
    }

    /// Sets every key of a slot aside.
    pub(super) fn give_up(
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

    pub(super) fn set_aside(&mut self, key: String, damage: Damage, troubles: &mut Vec<Trouble>) {
        // Without room for a copy the bytes stay where they are, marked as unreadable.
        let quarantine = self.quarantine(&key);
        troubles.push(Trouble { key, damage, quarantine });
    }

    /// Copies a whole entry aside that is of another course of things.
    pub(super) fn keep_stray(
        &mut self,
        id: WorkspaceId,
        sheet: &Sheet,
        troubles: &mut Vec<Trouble>,
    ) {
        let key = Key::Journal(id, sheet.entry.sequence).to_string();
        let quarantine = self.copy_aside(&key, &sheet.text);
        troubles.push(Trouble { key, damage: Damage::Unreachable, quarantine });
    }
}
