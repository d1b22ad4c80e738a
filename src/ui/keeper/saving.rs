//! Saving what was done: at once in the journal, or in slices as a snapshot.

use super::{Keeper, Trouble};
use crate::ui::archive;
use trichter::domain::Moment;
use trichter::store::{Found, Progress, Saved};
use trichter::workspace::{History, Transaction, Workspace};

/// Whether somebody calls [`Keeper::step`] until it is done.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Driven {
    #[default]
    No,
    Yes,
}

impl Keeper {
    /// Stores a transaction. Where [`Saved::CompactionDue`] is the answer,
    /// [`Self::begin_compaction`] should be called when there is time. What is too long for the
    /// journal is only begun; see [`Self::wants_steps`].
    ///
    /// # Errors
    /// It is not stored; the next call stores both.
    pub fn append(
        &mut self,
        transaction: &Transaction,
        workspace: &Workspace,
    ) -> Result<Saved, Trouble> {
        if self.term.is_none() && self.store.is_some() {
            self.waiting.edits.push(transaction.clone());
            return Ok(Saved::Nothing);
        }
        if let Some(saving) = &mut self.saving {
            saving.follow(transaction);
            return Ok(Saved::Nothing);
        }
        let store = self.store()?;
        let id = workspace.id();
        if let Some(saved) = store.append_entry(transaction, id).map_err(Trouble::Save)? {
            self.position = store.position(id).unwrap_or_default();
            return Ok(saved);
        }
        let saving = archive::begin_saving(store, workspace, None);
        self.saving = Some(saving.map_err(Trouble::Save)?);
        self.compaction = None;
        Ok(Saved::Nothing)
    }

    /// Begins to fold the journal into a snapshot if it is long.
    pub fn begin_compaction(&mut self, workspace: &Workspace, history: &History) {
        let history = self.past_with_room(history);
        let (Some(_), Some(store), None, None) =
            (self.term, &mut self.store, &self.compaction, &self.saving)
        else {
            return;
        };
        self.compaction = store.begin_folding(workspace, history);
    }

    /// Says whether [`Self::step`] is to be called until it is done, to the one who is to do that.
    pub fn wants_steps(&mut self) -> bool {
        let wanted = self.saving.is_some() || self.compaction.is_some();
        wanted && std::mem::replace(&mut self.driven, Driven::Yes) == Driven::No
    }

    /// Says whether a state is being saved that cannot be saved at once.
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// Does the next slice of what is being saved, or else of what is folded. `workspace` is the
    /// one on screen.
    ///
    /// # Errors
    /// Nothing that was saved is lost. A folding may be begun again; the rest is saved with the
    /// next edit.
    pub fn step(&mut self, workspace: &Workspace, history: &History) -> Result<Progress, Trouble> {
        let history = self.past_with_room(history);
        let (progress, is_saving) = match (&mut self.store, &mut self.saving, &mut self.compaction)
        {
            (Some(store), Some(saving), _) => {
                (store.go_on_saving(saving, workspace, history), true)
            }
            (Some(store), None, Some(compaction)) => (store.step(compaction), false),
            _ => (Ok(Progress::Done), false),
        };
        if progress != Ok(Progress::More) {
            self.driven = Driven::No;
            if is_saving {
                self.saving = None;
                let store = self.store()?;
                self.position = store.position(workspace.id()).unwrap_or_default();
            } else {
                self.compaction = None;
            }
        }
        progress.map_err(Trouble::Save)
    }

    /// With no room for it, the history ends at the newest snapshot; nothing else does.
    pub(super) fn past_with_room<'a>(&self, history: &'a History) -> Option<&'a History> {
        let room = self.store.as_ref()?.storage().local_trouble().is_none();
        room.then_some(history)
    }

    /// Begins to store a workspace that is new here, and to make it the one opened last.
    ///
    /// # Errors
    /// It is not stored.
    pub fn adopt(&mut self, workspace: &Workspace, moment: &Moment) -> Result<(), Trouble> {
        if self.term.is_none() && self.store.is_some() {
            self.waiting.edits.clear();
            self.waiting.adopted = Some(workspace.id());
            return Ok(());
        }
        let store = self.store()?;
        let saving = archive::begin_saving(store, workspace, Some(moment.now));
        self.saving = Some(saving.map_err(Trouble::Save)?);
        self.compaction = None;
        if self.found.iter().all(|found| found.id != workspace.id()) {
            let name = workspace.settings().name.clone();
            self.found.push(Found { id: workspace.id(), name, opened: Some(moment.now) });
        }
        Ok(())
    }
}
