//! Saves what is too long for the journal: a snapshot in slices, while edits go on.

use super::{Compaction, Later, Progress, SaveError, Saved, Storage, Store};
use crate::domain::Timestamp;
use crate::workspace::{History, Transaction, Workspace};

/// A state that is being saved as a snapshot, to be driven by [`Store::go_on_saving`], and what was
/// done since it began. Nothing of it is saved before all of it is.
#[derive(Clone, Debug)]
pub struct Saving {
    compaction: Compaction,
    /// What follows it, in order.
    following: Vec<Transaction>,
    /// When the workspace was opened, if that is to be noted.
    opened: Option<Timestamp>,
}

impl Saving {
    /// Adds what was done meanwhile: it is saved after the snapshot.
    pub fn follow(&mut self, transaction: &Transaction) {
        self.following.push(transaction.clone());
    }

    /// Says whether a workspace is saved that is new here, or is put in place of what was here.
    pub fn is_adoption(&self) -> bool {
        self.opened.is_some()
    }
}

impl<S: Storage> Store<S> {
    /// Begins to save a workspace as a snapshot, whatever was saved of it before. Where it is opened
    /// now, that is noted, and it comes in place of what is stored under its identity: see
    /// [`Self::replace`]. Nothing is written yet.
    pub fn begin_saving(&mut self, workspace: &Workspace, opened: Option<Timestamp>) -> Saving {
        self.later = Later::WHOLE;
        if opened.is_some() {
            self.part_from(workspace.id());
        }
        let compaction = self.begin_compaction(workspace);
        Saving { compaction, following: Vec::new(), opened }
    }

    /// Does the next slice. `workspace` is the state by now, with all that [follows](Saving::follow).
    /// With the last slice what can be undone (`None` where there is no room for it) is kept, too: a
    /// crash never comes between the two.
    ///
    /// # Errors
    /// What was acknowledged before is still there; the rest is saved with the next edit.
    pub fn go_on_saving(
        &mut self,
        saving: &mut Saving,
        workspace: &Workspace,
        history: Option<&History>,
    ) -> Result<Progress, SaveError> {
        let progress = self.step(&mut saving.compaction)?;
        if progress != Progress::Done {
            return Ok(progress);
        }
        if let Some(now) = saving.opened.take() {
            self.mark_opened(workspace.id(), now)?;
        }
        for transaction in std::mem::take(&mut saving.following) {
            if self.append_entry(&transaction, workspace.id())?.is_none() {
                saving.compaction = self.begin_compaction(workspace);
                return Ok(Progress::More);
            }
        }
        if let Some(history) = history {
            // A convenience: nothing else is touched where it is refused.
            let _kept = self.keep_past(workspace, history);
        }
        Ok(Progress::Done)
    }

    /// Saves a transaction; `workspace` is the state after it.
    ///
    /// It goes into the journal. A snapshot is written instead when the
    /// transaction is large, when the one before it was not saved, or when the
    /// workspace is new here; [`Self::begin_saving`] does that in slices.
    ///
    /// # Errors
    /// The edit is not saved; every earlier one still is. The next call saves both.
    pub fn append(
        &mut self,
        transaction: &Transaction,
        workspace: &Workspace,
    ) -> Result<Saved, SaveError> {
        match self.append_entry(transaction, workspace.id())? {
            Some(saved) => Ok(saved),
            None => self.save(workspace),
        }
    }
}
