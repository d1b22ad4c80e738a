//! Keeps the workspaces in this browser: local storage behind the core's store.

use crate::ui::archive;
use crate::ui::browser::local_storage::{LocalStorage, holds_data};
use trichter::domain::{Moment, WorkspaceId};
use trichter::i18n::Text;
use trichter::store::{Found, LoadError, SaveError, Saved, StorageError, Store, Usage};
use trichter::workspace::{History, Transaction, Workspace};

/// Why something is not stored or not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It was not stored.
    Save(SaveError),
    /// It was not read.
    Load(LoadError),
    /// Some of what was stored could not be read; it was set aside.
    SetAside,
}

impl Trouble {
    /// Says it in words.
    pub fn words(&self, text: &Text) -> String {
        let errors = &text.errors;
        match self {
            Self::Save(SaveError::Storage(error) | SaveError::InTheWay { error, .. })
            | Self::Load(LoadError::Storage(error)) => match error {
                StorageError::Full => errors.storage_full().to_owned(),
                StorageError::Blocked => errors.storage_blocked().to_owned(),
                StorageError::Other(words) => format!("{} {words}", text.data.storage_other()),
            },
            Self::Save(SaveError::Unfaithful { .. }) => text.data.storage_other().to_owned(),
            Self::Load(LoadError::Newer { .. }) => errors.storage_newer().to_owned(),
            Self::Load(LoadError::Unknown) => errors.record_gone().to_owned(),
            Self::Load(LoadError::Unreadable(_)) | Self::SetAside => {
                errors.storage_unreadable().to_owned()
            }
        }
    }
}

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
    store: Option<Store<LocalStorage>>,
    found: Vec<Found>,
}

impl Keeper {
    /// Opens what this browser holds: the workspace opened last, and what is
    /// wrong, if anything.
    pub fn open(moment: &Moment) -> (Self, Option<Opened>, Option<Trouble>) {
        let opened = if holds_data() {
            archive::open()
        } else {
            LocalStorage::open().map(|storage| (Store::empty(storage), Vec::new()))
        };
        match opened {
            Ok((store, found)) => {
                let mut keeper = Self { store: Some(store), found };
                let (opened, trouble) = keeper.open_last(moment);
                (keeper, opened, trouble)
            }
            Err(error) => {
                let trouble = Trouble::Load(LoadError::Storage(error));
                (Self { store: None, found: Vec::new() }, None, Some(trouble))
            }
        }
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
        let loaded = archive::load(store, id).map_err(Trouble::Load)?;
        let noted = store.mark_opened(id, moment.now);
        let mut history = History::default();
        for transaction in loaded.history {
            history.take_up(transaction);
        }
        let trouble = if !loaded.troubles.is_empty() || !loaded.problems.is_empty() {
            Some(Trouble::SetAside)
        } else {
            noted.err().map(|error| Trouble::Save(SaveError::Storage(error)))
        };
        Ok(((loaded.workspace, history), trouble))
    }

    /// Looks through the storage again, because another window wrote to it, and
    /// reads a workspace.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn reload(&mut self, id: WorkspaceId, moment: &Moment) -> Result<Opened, Trouble> {
        let opened = archive::open();
        let (store, found) = opened.map_err(|error| Trouble::Load(LoadError::Storage(error)))?;
        self.store = Some(store);
        self.found = found;
        self.load(id, moment).map(|(opened, _)| opened)
    }

    /// Stores a transaction. Returns true when the journal is long and
    /// [`Self::compact`] should be called when there is time.
    ///
    /// # Errors
    /// It is not stored; the next call stores both.
    pub fn append(
        &mut self,
        transaction: &Transaction,
        workspace: &Workspace,
    ) -> Result<Saved, Trouble> {
        self.store()?.append(transaction, workspace).map_err(Trouble::Save)
    }

    /// Folds the journal into a snapshot.
    ///
    /// # Errors
    /// Nothing is lost; it may be tried again.
    pub fn compact(&mut self, workspace: &Workspace) -> Result<(), Trouble> {
        self.store()?.compact(workspace).map(|_| ()).map_err(Trouble::Save)
    }

    /// Stores a workspace that is new here, and makes it the one opened last.
    ///
    /// # Errors
    /// It is not stored.
    pub fn adopt(&mut self, workspace: &Workspace, moment: &Moment) -> Result<(), Trouble> {
        let store = self.store()?;
        store.compact(workspace).map_err(Trouble::Save)?;
        let noted = store.mark_opened(workspace.id(), moment.now);
        noted.map_err(|error| Trouble::Save(SaveError::Storage(error)))?;
        if self.found.iter().all(|found| found.id != workspace.id()) {
            let name = workspace.settings().name.clone();
            self.found.push(Found { id: workspace.id(), name, opened: Some(moment.now) });
        }
        Ok(())
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

    /// Removes a workspace from this browser.
    ///
    /// # Errors
    /// The storage refused; it is still there.
    pub fn forget(&mut self, id: WorkspaceId) -> Result<(), Trouble> {
        let removed = self.store()?.delete_workspace(id);
        removed.map_err(|error| Trouble::Save(SaveError::Storage(error)))?;
        self.found.retain(|found| found.id != id);
        Ok(())
    }

    /// Says how full the storage is.
    ///
    /// # Errors
    /// The storage cannot be read.
    pub fn usage(&mut self) -> Result<Usage, Trouble> {
        let usage = self.store()?.usage();
        usage.map_err(|error| Trouble::Load(LoadError::Storage(error)))
    }

    fn store(&mut self) -> Result<&mut Store<LocalStorage>, Trouble> {
        self.store.as_mut().ok_or(Trouble::Load(LoadError::Storage(StorageError::Blocked)))
    }
}
