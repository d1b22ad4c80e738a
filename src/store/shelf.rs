//! Two storages as one: local storage, which answers at once, and a mirror,
//! which answers later but keeps what it acknowledged through a kill of the browser.
//!
//! Every write goes into local storage and into the queue for the mirror. The
//! page hands the queue over in batches ([`Shelf::next_batch`]), each to be
//! written all or nothing and in order, and says what became of them. Only what
//! the mirror acknowledged is saved; where there is no mirror, what local
//! storage took is.
//!
//! Local storage loses the writes of the last minute, some keys and not others,
//! when the browser is killed. So recovery sees both texts of a key where they
//! differ ([`Storage::read_copy`]) and takes the one that fits.

use super::{Counting, Storage, StorageError, Uneven};
use std::collections::{BTreeMap, BTreeSet};

/// A change the mirror is to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The key.
    pub key: String,
    /// Its text from now on; `None` when it is gone.
    pub text: Option<String>,
}

/// Changes the mirror is to make, all or none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Names the batch in the answer.
    pub number: u64,
    /// The changes, in order.
    pub steps: Vec<Step>,
}

/// Whether what was written survives whatever happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Durability {
    /// All of it does.
    Saved,
    /// It is on its way to the mirror.
    Saving,
    /// Some of it is nowhere but on screen.
    NotSaved(StorageError),
}

/// The mirror as this page knows it.
#[derive(Clone, Debug)]
enum Mirror {
    /// The browser gives none.
    Absent,
    /// What it will hold when every batch is written.
    Present(BTreeMap<String, String>),
}

/// Local storage and its mirror.
#[derive(Clone, Debug)]
pub struct Shelf<L> {
    local: Option<L>,
    mirror: Mirror,
    /// Keys that local storage refused to change: the mirror alone has them right.
    refused: BTreeSet<String>,
    /// Why it refused.
    trouble: Option<StorageError>,
    outbox: Vec<Step>,
    under_way: Option<Batch>,
    batches: u64,
    /// Why the mirror refused the last batch.
    failing: Option<StorageError>,
}

impl<L: Storage> Shelf<L> {
    /// Puts a local storage and what its mirror holds together; `None` where the
    /// browser gives no such thing. With neither nothing is kept.
    pub fn new(local: Option<L>, mirror: Option<BTreeMap<String, String>>) -> Self {
        let trouble = local.is_none().then_some(StorageError::Blocked);
        Self {
            local,
            mirror: mirror.map_or(Mirror::Absent, Mirror::Present),
            refused: BTreeSet::new(),
            trouble,
            outbox: Vec::new(),
            under_way: None,
            batches: 0,
            failing: None,
        }
    }

    /// Returns what the mirror is to write now: everything that waits, unless it
    /// is still busy with the batch before. Without a mirror nothing is to be written,
    /// but other tabs may be told of it; it is acknowledged at once.
    pub fn next_batch(&mut self) -> Option<Batch> {
        if self.under_way.is_some() || self.outbox.is_empty() {
            return None;
        }
        self.batches += 1;
        let batch = Batch { number: self.batches, steps: std::mem::take(&mut self.outbox) };
        self.under_way = Some(batch.clone());
        Some(batch)
    }

    /// Notes that the mirror wrote a batch for good.
    pub fn acknowledge(&mut self, number: u64) {
        if self.under_way.as_ref().is_some_and(|batch| batch.number == number) {
            self.under_way = None;
            self.failing = None;
        }
    }

    /// Notes that the mirror did not write a batch. It waits to be handed over again.
    pub fn fail(&mut self, number: u64, error: StorageError) {
        if let Some(batch) = self.under_way.take_if(|batch| batch.number == number) {
            self.outbox.splice(0..0, batch.steps);
            self.failing = Some(error);
        }
    }

    /// Says whether everything written so far survives.
    pub fn durability(&self) -> Durability {
        let kept_here = self.refused.is_empty() && self.local.is_some();
        let waits = self.under_way.is_some() || !self.outbox.is_empty();
        let error = match self.mirror {
            Mirror::Absent => self.trouble.as_ref(),
            Mirror::Present(_) if kept_here => None,
            Mirror::Present(_) => self.failing.as_ref(),
        };
        match error {
            Some(error) => Durability::NotSaved(error.clone()),
            None if waits && self.has_mirror() => Durability::Saving,
            None => Durability::Saved,
        }
    }

    /// Returns why local storage does not hold everything; the mirror does.
    pub fn local_trouble(&self) -> Option<&StorageError> {
        self.trouble.as_ref()
    }

    /// Returns the local storage, if there is one.
    pub fn local_mut(&mut self) -> Option<&mut L> {
        self.local.as_mut()
    }

    /// Returns true where there is a mirror, even if it refused the last batch.
    pub fn is_mirrored(&self) -> bool {
        matches!(self.mirror, Mirror::Present(_))
    }

    /// Returns true while a mirror takes what is written.
    pub fn has_mirror(&self) -> bool {
        self.failing.is_none() && self.is_mirrored()
    }

    fn mirrored(&self, key: &str) -> Option<&String> {
        match &self.mirror {
            Mirror::Present(texts) => texts.get(key),
            Mirror::Absent => None,
        }
    }

    fn local_text(&self, key: &str) -> Result<Option<String>, StorageError> {
        if self.refused.contains(key) {
            return Ok(self.mirrored(key).cloned());
        }
        match (&self.local, &self.mirror) {
            (Some(local), Mirror::Absent) => local.read(key),
            // What cannot be read here is read there.
            (Some(local), Mirror::Present(_)) => Ok(local.read(key).unwrap_or_default()),
            (None, _) => Ok(None),
        }
    }

    /// Changes a key in local storage and remembers if that was refused.
    fn change(&mut self, key: &str, text: Option<&str>) -> Result<(), StorageError> {
        let done = match (&mut self.local, text) {
            (Some(local), Some(text)) => local.write(key, text),
            (Some(local), None) => local.remove(key),
            (None, _) => Err(StorageError::Blocked),
        };
        match (done, &self.mirror) {
            (Ok(()), _) => {
                self.refused.remove(key);
                self.retry();
                Ok(())
            }
            (Err(error), Mirror::Present(_)) => {
                self.refused.insert(key.to_owned());
                self.trouble = Some(error);
                Ok(())
            }
            (Err(error), Mirror::Absent) => Err(error),
        }
    }

    fn write_mirror(&mut self, key: &str, text: &str) {
        match &mut self.mirror {
            Mirror::Present(texts) if texts.get(key).is_some_and(|known| known == text) => return,
            Mirror::Present(texts) => _ = texts.insert(key.to_owned(), text.to_owned()),
            // Nobody waits for it, but other tabs are told.
            Mirror::Absent => {}
        }
        self.outbox.push(Step { key: key.to_owned(), text: Some(text.to_owned()) });
    }

    /// Tries again one key that was refused: there is room, it seems.
    fn retry(&mut self) {
        let Mirror::Present(texts) = &self.mirror else { return };
        if let (Some(local), Some(key)) = (&mut self.local, self.refused.first().cloned()) {
            let done = match texts.get(&key) {
                Some(text) => local.write(&key, text),
                None => local.remove(&key),
            };
            match done {
                Ok(()) => _ = self.refused.remove(&key),
                Err(error) => self.trouble = Some(error),
            }
        }
        if self.refused.is_empty() {
            self.trouble = None;
        }
    }
}

impl<L: Storage> Storage for Shelf<L> {
    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        match self.local_text(key)? {
            Some(text) => Ok(Some(text)),
            None => Ok(self.mirrored(key).cloned()),
        }
    }

    fn write(&mut self, key: &str, text: &str) -> Result<(), StorageError> {
        self.change(key, Some(text))?;
        self.write_mirror(key, text);
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), StorageError> {
        self.change(key, None)?;
        if let Mirror::Present(texts) = &mut self.mirror
            && texts.remove(key).is_some()
        {
            self.outbox.push(Step { key: key.to_owned(), text: None });
        }
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        let local = self.local.as_ref().map_or_else(|| Ok(Vec::new()), Storage::keys);
        let texts = match &self.mirror {
            Mirror::Absent => return local,
            Mirror::Present(texts) => texts,
        };
        let mut keys = local.unwrap_or_default();
        keys.retain(|key| !self.refused.contains(key) && !texts.contains_key(key));
        keys.extend(texts.keys().cloned());
        Ok(keys)
    }

    fn read_copy(&self, key: &str) -> Result<Option<String>, StorageError> {
        let Some(copy) = self.mirrored(key) else { return Ok(None) };
        let local = self.local_text(key)?;
        Ok(local.filter(|text| text != copy).map(|_| copy.clone()))
    }

    fn uneven(&self, key: &str) -> Result<Option<Uneven>, StorageError> {
        if !self.is_mirrored() {
            return Ok(None);
        }
        let (first, second) = (self.local_text(key)?, self.mirrored(key));
        let differ = first.as_ref() != second;
        Ok(differ.then(|| Uneven { first, second: second.cloned() }))
    }

    fn write_copy(&mut self, key: &str, text: &str) -> Result<(), StorageError> {
        self.write_mirror(key, text);
        Ok(())
    }

    fn used(&self, counting: Counting) -> Result<usize, StorageError> {
        self.local.as_ref().map_or(Err(StorageError::Blocked), |local| local.used(counting))
    }
}
