//! What is done here while another tab writes, and what becomes of it.

use super::{Keeper, Opened, Trouble};
use crate::ui::archive;
use crate::ui::browser::mirror::Begun;
use trichter::domain::{Moment, WorkspaceId};
use trichter::store::left::Left;
use trichter::store::tabs::Received;
use trichter::workspace::{Transaction, Workspace};

/// What was done while another tab writes.
#[derive(Default)]
pub(super) struct Waiting {
    /// Edits of the workspace on screen.
    pub edits: Vec<Transaction>,
    /// A workspace that is new here and on screen.
    pub adopted: Option<WorkspaceId>,
}

/// What became of what waited, when this tab took over.
#[derive(Default)]
pub struct Resumed {
    /// The state to show instead of the one on screen.
    pub shown: Option<Opened>,
    /// The edits that were given to the store.
    pub stored: Vec<Transaction>,
    /// The edits that could not be done on it.
    pub refused: Vec<Transaction>,
    /// What is wrong, if anything.
    pub trouble: Option<Trouble>,
}

impl Keeper {
    /// Takes over: this tab writes from now on. What waited is stored; `current` is
    /// the workspace on screen.
    pub fn resume(&mut self, begun: Begun, current: &Workspace, moment: &Moment) -> Resumed {
        let id = current.id();
        let waiting = std::mem::take(&mut self.waiting);
        let before = self.position;
        let mut resumed = Resumed { trouble: self.take(begun).err(), ..Resumed::default() };
        if id.is_none() || resumed.trouble.is_some() {
            return resumed;
        }
        if waiting.adopted == Some(id) {
            resumed.trouble = self.adopt(current, moment).err();
            return resumed;
        }
        let (workspace, history) = match self.load(id, moment) {
            Ok((opened, trouble)) => {
                resumed.trouble = trouble;
                opened
            }
            Err(trouble) => {
                resumed.trouble = Some(trouble);
                return resumed;
            }
        };
        if self.position == before {
            // Nobody was here meanwhile: what is on screen follows what is stored.
            for transaction in &waiting.edits {
                if let Err(trouble) = self.append(transaction, current) {
                    resumed.trouble = Some(trouble);
                }
            }
            resumed.stored = waiting.edits;
            return resumed;
        }
        let mut opened = (workspace, history);
        for mut transaction in waiting.edits {
            if opened.0.takes(&transaction) {
                transaction.sequence = opened.0.sequence() + 1;
                opened.0.replay(&transaction);
                opened.1.push(transaction.clone());
                if let Err(trouble) = self.append(&transaction, &opened.0) {
                    resumed.trouble = Some(trouble);
                }
                resumed.stored.push(transaction);
            } else {
                resumed.refused.push(transaction);
            }
        }
        resumed.shown = Some(opened);
        resumed
    }

    /// Reads what another tab wrote. What waits here is done on it for the eye.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn follow(
        &mut self,
        begun: Begun,
        id: WorkspaceId,
        moment: &Moment,
    ) -> Result<Opened, Trouble> {
        self.take(begun)?;
        let ((mut workspace, mut history), _) = self.load(id, moment)?;
        self.waiting.edits.retain_mut(|transaction| {
            let takes = workspace.takes(transaction);
            if takes {
                transaction.sequence = workspace.sequence() + 1;
                workspace.replay(transaction);
                history.push(transaction.clone());
            }
            takes
        });
        Ok((workspace, history))
    }

    /// Brings an entry of another tab into the workspace on screen.
    pub fn receive(&mut self, workspace: &mut Workspace, entry: &str) -> Received {
        // With edits of its own on screen it waits for its turn to write.
        if !self.waiting.edits.is_empty() {
            return Received::Known;
        }
        archive::receive(workspace, &mut self.position, entry)
    }

    /// Says whether a saved state is one this tab does not know: a later one of the
    /// workspace on screen, or any of a workspace that was not here before.
    pub fn is_news(&self, current: WorkspaceId, id: WorkspaceId, at: (u64, u64)) -> bool {
        if id == current {
            self.position.is_behind(at.0, at.1)
        } else {
            self.found.iter().all(|found| found.id != id)
        }
    }

    /// Takes a workspace off the list that another tab removed.
    pub fn is_gone(&mut self, id: WorkspaceId) {
        self.found.retain(|found| found.id != id);
    }

    /// Forgets what was done here and waits for this tab to write.
    pub fn drop_waiting(&mut self) {
        self.waiting = Waiting::default();
    }

    /// Returns the edits that wait for this tab to write.
    pub fn waiting_edits(&self) -> &[Transaction] {
        &self.waiting.edits
    }

    /// Returns what closed windows left of a workspace, to the one that writes.
    pub fn left(&mut self, id: WorkspaceId) -> Vec<Left> {
        let (Some(_), Some(store)) = (self.term, &mut self.store) else { return Vec::new() };
        match store.left(id) {
            Ok(left) => left,
            Err(error) => {
                leptos::logging::warn!("what was left cannot be read: {error:?}");
                Vec::new()
            }
        }
    }

    /// Takes away what a closed window left.
    pub fn forget_left(&mut self, left: &Left) {
        if let Some(store) = &mut self.store
            && let Err(error) = store.forget_left(left)
        {
            leptos::logging::warn!("what was left stays: {error:?}");
        }
    }

    /// Stops writing: another tab may from now on. `current` is the workspace on screen.
    pub fn resign(&mut self, current: WorkspaceId) {
        self.term = None;
        self.compaction = None;
        // What was done to a workspace that is here is given back by [`Self::take_back`].
        if self.saving.take().is_some_and(|saving| saving.is_adoption()) {
            self.waiting.adopted = Some(current);
        }
    }

    /// Keeps edits that were given to the store and not saved, to do them again.
    pub fn take_back(&mut self, unsaved: Vec<Transaction>) {
        self.waiting.edits.splice(0..0, unsaved);
    }

    /// Says whether something waits for this tab to take over.
    pub fn waits(&self) -> bool {
        let Waiting { edits, adopted } = &self.waiting;
        !edits.is_empty() || adopted.is_some()
    }
}
