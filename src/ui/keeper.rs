//! Keeps the workspace in this browser: local storage behind the core's store.

use trichter::domain::{Moment, WorkspaceId};
use trichter::i18n::Text;
use trichter::workspace::{History, Transaction, Workspace};

/// Why something is not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble;

impl Trouble {
    /// Says it in words.
    pub fn words(&self, text: &Text) -> String {
        text.errors.storage_blocked.to_owned()
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

/// Keeps workspaces.
pub struct Keeper;

impl Keeper {
    pub fn open(_moment: &Moment) -> (Self, Option<(Workspace, History)>, Option<Trouble>) {
        (Self, None, None)
    }
    pub fn append(
        &mut self,
        _transaction: &Transaction,
        _workspace: &Workspace,
    ) -> Result<(), Trouble> {
        Ok(())
    }
    pub fn adopt(&mut self, _workspace: &Workspace) -> Result<(), Trouble> {
        Ok(())
    }
    pub fn workspaces(&self, current: &Workspace) -> Vec<Known> {
        vec![Known { id: current.id(), name: current.settings().name.clone() }]
    }
    pub fn load(&mut self, _id: WorkspaceId) -> Result<(Workspace, History), Trouble> {
        Err(Trouble)
    }
    pub fn forget(&mut self, _id: WorkspaceId) -> Result<(), Trouble> {
        Ok(())
    }
}
