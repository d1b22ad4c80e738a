//! Keeps the workspaces in this browser: local storage and its mirror behind the
//! core's store.
//!
//! Only the tab that writes gives anything to local storage. The store of another
//! one holds what it read and keeps nothing; what is done there waits in
//! [`Waiting`] until the tab has taken over.

mod saving;
mod trouble;
mod waiting;

pub use trouble::Trouble;

use crate::ui::archive::{self, Aside, Shelf};
use crate::ui::browser::local_storage::{LocalStorage, holds_data};
use crate::ui::browser::mirror::Begun;
use saving::Driven;
use trichter::domain::{Moment, WorkspaceId};
use trichter::store::tabs::Position;
use trichter::store::{
    Batch, Compaction, Counting, Durability, Found, LoadError, Progress, SaveError, Saving,
    Storage, StorageError, Store, Usage,
};
use trichter::workspace::{History, Workspace};
use waiting::Waiting;

/// A workspace of this browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Identity.
    pub id: WorkspaceId,
    /// Name.
    pub name: String,
}

/// What is opened: a workspace with what can be undone in it.
pub type Opened = (Workspace, History);

/// Keeps workspaces. Where the browser gives no storage, it keeps nothing and says so.
pub struct Keeper {
    store: Option<Store<Shelf>>,
    found: Vec<Found>,
    /// The term of this tab; `None` while another one writes.
    term: Option<u64>,
    waiting: Waiting,
    /// Where the workspace on screen is, without what waits.
    position: Position,
    compaction: Option<Compaction>,
    /// What is too long for the journal and on its way.
    saving: Option<Saving>,
    driven: Driven,
    /// What was set aside when a workspace was last read with a loss.
    aside: Aside,
}

impl Keeper {
    /// Opens what this browser holds: the workspace opened last, and what is
    /// wrong, if anything.
    pub fn open(begun: Begun, moment: &Moment) -> (Self, Option<Opened>, Option<Trouble>) {
        let mut keeper = Self {
            store: None,
            found: Vec::new(),
            term: None,
            waiting: Waiting::default(),
            position: Position::default(),
            compaction: None,
            saving: None,
            driven: Driven::default(),
            aside: Aside::default(),
        };
        match keeper.take(begun) {
            Ok(()) => {
                let (opened, trouble) = keeper.open_last(moment);
                (keeper, opened, trouble)
            }
            Err(trouble) => (keeper, None, Some(trouble)),
        }
    }

    /// Takes what was found for the store.
    ///
    /// # Errors
    /// It cannot be looked through, or there is no storage.
    pub fn take(&mut self, begun: Begun) -> Result<(), Trouble> {
        let Begun { term, texts } = begun;
        let is_new = !holds_data() && texts.as_ref().is_none_or(|texts| !holds_any(texts.keys()));
        let local = LocalStorage::open();
        let shelf = match (term, local, texts) {
            (_, Err(error), None) => return Err(Trouble::Load(LoadError::Storage(error))),
            (Some(_), local, texts) => Shelf::new(local.ok(), texts),
            // Who does not write leaves local storage alone.
            (None, _, Some(texts)) => Shelf::new(None, Some(texts)),
            (None, Ok(local), None) => {
                let read = local.keys().and_then(|keys| {
                    let read = |key: String| {
                        local.read(&key).map(|text| text.map(|text| (key, text))).transpose()
                    };
                    keys.into_iter().filter_map(read).collect()
                });
                let read = read.map_err(|error| Trouble::Load(LoadError::Storage(error)))?;
                Shelf::new(None, Some(read))
            }
        };
        let opened =
            if is_new { Ok((Store::empty(shelf), Vec::new())) } else { archive::open(shelf) };
        let (mut store, found) =
            opened.map_err(|error| Trouble::Load(LoadError::Storage(error)))?;
        store.begin_term(term.unwrap_or_default());
        self.store = Some(store);
        self.found = found;
        self.term = term;
        self.compaction = None;
        self.saving = None;
        Ok(())
    }

    /// Returns what was set aside when a workspace was last read with a loss.
    pub fn aside(&self) -> &Aside {
        &self.aside
    }

    /// Keeps what can be undone where the newest snapshot goes beyond what is kept. Returns
    /// true where something was written.
    pub fn keep_past(&mut self, workspace: &Workspace, history: &History) -> bool {
        let history = self.past_with_room(history);
        let (Some(_), Some(store), Some(history)) = (self.term, &mut self.store, history) else {
            return false;
        };
        if !store.is_past_due(workspace.id()) {
            return false;
        }
        match store.keep_past(workspace, history) {
            Ok(kept) => kept,
            Err(error) => {
                leptos::logging::warn!("the history is not kept: {error:?}");
                false
            }
        }
    }

    /// Reads a workspace that is not on screen, as it is stored.
    pub fn look_at(&mut self, id: WorkspaceId) -> Option<Workspace> {
        let read = archive::load(self.store.as_mut()?, id).ok()?;
        Some(read.opened.0)
    }

    /// Returns the storage, to read what was set aside.
    pub fn storage(&self) -> Option<&Shelf> {
        self.store.as_ref().map(Store::storage)
    }

    /// Returns the term of this tab; `None` while another one writes.
    pub fn term(&self) -> Option<u64> {
        self.term
    }

    /// Returns the highest term that was met.
    pub fn seen_term(&self) -> u64 {
        self.store.as_ref().map(Store::seen_term).unwrap_or_default()
    }

    /// Returns what the mirror is to write now.
    pub fn next_batch(&mut self) -> Option<Batch> {
        self.term?;
        // A state that takes many slices is handed over in one piece.
        if self.saving.is_some() {
            return None;
        }
        self.store.as_mut()?.storage_mut().next_batch()
    }

    /// Notes what became of a batch of this term.
    pub fn answered(&mut self, number: u64, answer: Result<(), StorageError>) {
        if let Some(store) = &mut self.store {
            match answer {
                Ok(()) => store.storage_mut().acknowledge(number),
                Err(error) => store.storage_mut().fail(number, error),
            }
        }
    }

    /// Says whether what was stored survives.
    pub fn durability(&self) -> Durability {
        match &self.store {
            Some(_) if self.waits() || self.saving.is_some() => Durability::Saving,
            Some(_) if self.term.is_none() => Durability::Saved,
            Some(store) => store.storage().durability(),
            None => Durability::NotSaved(StorageError::Blocked),
        }
    }

    /// Returns why local storage does not hold what the mirror holds.
    pub fn local_trouble(&self) -> Option<&StorageError> {
        self.term?;
        self.store.as_ref()?.storage().local_trouble()
    }

    /// Says whether there is a mirror that batches are to be written to.
    pub fn is_mirrored(&self) -> bool {
        self.store.as_ref().is_some_and(|store| store.storage().is_mirrored())
    }

    /// Says whether what is stored survives a kill of the browser.
    pub fn has_mirror(&self) -> bool {
        self.store.as_ref().is_some_and(|store| store.storage().has_mirror())
    }

    /// Does a slice of making local storage and the mirror the same. To be called when there is
    /// time; what fails is done before the next edit.
    pub fn settle_some(&mut self, id: WorkspaceId) -> Progress {
        let (Some(term), Some(store)) = (self.term, &mut self.store) else {
            return Progress::Done;
        };
        // Somebody else may write by now, and this tab has not heard of it yet.
        let local = store.storage_mut().local_mut().map(|local| local.read(trichter::store::TERM));
        let begun = local.and_then(|read| read.ok().flatten()?.parse::<u64>().ok());
        if begun.is_some_and(|begun| begun > term) {
            return Progress::Done;
        }
        archive::settle_some(store, id).unwrap_or_else(|error| {
            leptos::logging::warn!("the two storages differ: {error:?}");
            Progress::Done
        })
    }

    fn open_last(&mut self, moment: &Moment) -> (Option<Opened>, Option<Trouble>) {
        let current = self.store.as_ref().map(Store::current);
        let last = match current {
            Some(Ok(Some(id))) => Some(id),
            Some(Ok(None)) | None => self.found.first().map(|found| found.id),
            Some(Err(error)) => return (None, Some(Trouble::Load(LoadError::Storage(error)))),
        };
        let Some(id) = last else { return (None, None) };
        match self.load(id, moment) {
            Ok((opened, trouble)) => (Some(opened), trouble),
            Err(trouble) => (None, Some(trouble)),
        }
    }

    /// Reads a workspace, and says if some of it could not be read.
    ///
    /// # Errors
    /// Nothing of it can be read; what is stored stays.
    pub fn load(
        &mut self,
        id: WorkspaceId,
        moment: &Moment,
    ) -> Result<(Opened, Option<Trouble>), Trouble> {
        let store = self.store()?;
        let read = archive::load(store, id).map_err(Trouble::Load)?;
        let position = store.position(id).unwrap_or_default();
        let noted = store.mark_opened(id, moment.now);
        self.position = position;
        let trouble = if read.aside.is_empty() {
            noted.err().map(|error| Trouble::Save(SaveError::Storage(error)))
        } else {
            self.aside = read.aside;
            Some(Trouble::SetAside)
        };
        Ok((read.opened, trouble))
    }

    /// Lists the workspaces; the one on screen by the name it has now.
    pub fn workspaces(&self, current: &Workspace) -> Vec<Known> {
        let mut known: Vec<Known> = self
            .found
            .iter()
            .map(|found| {
                let on_screen = found.id == current.id();
                let name = if on_screen { &current.settings().name } else { &found.name };
                Known { id: found.id, name: name.clone() }
            })
            .collect();
        if !current.id().is_none() && known.iter().all(|one| one.id != current.id()) {
            known.push(Known { id: current.id(), name: current.settings().name.clone() });
        }
        known
    }

    /// Removes a workspace from this browser. Only who [writes](Self::writes) may.
    ///
    /// # Errors
    /// The storage refused; it is still there.
    pub fn forget(&mut self, id: WorkspaceId) -> Result<(), Trouble> {
        if let Some(store) = &mut self.store {
            let removed = store.delete_workspace(id);
            removed.map_err(|error| Trouble::Save(SaveError::Storage(error)))?;
        }
        self.found.retain(|found| found.id != id);
        Ok(())
    }

    /// Says whether this tab writes: not another one, nor one that is still to hand over.
    pub fn writes(&self) -> bool {
        self.term.is_some() || self.store.is_none()
    }

    /// Says whether a workspace is stored in this browser.
    pub fn knows(&self, id: WorkspaceId) -> bool {
        self.found.iter().any(|found| found.id == id)
    }

    /// Says how full the local storage is.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn usage(&mut self, counting: Counting) -> Result<Usage, Trouble> {
        let usage = self.store()?.usage(counting);
        usage.map_err(|error| Trouble::Load(LoadError::Storage(error)))
    }

    fn store(&mut self) -> Result<&mut Store<Shelf>, Trouble> {
        self.store.as_mut().ok_or(Trouble::Load(LoadError::Storage(StorageError::Blocked)))
    }
}

/// Says whether there is anything of a workspace among some keys.
pub fn holds_any<'a>(mut keys: impl Iterator<Item = &'a String>) -> bool {
    keys.any(|key| key != trichter::store::TERM)
}
