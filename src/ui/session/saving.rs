//! Stores what was done, and says whether it is stored.

use super::Session;
use crate::ui::archive;
use crate::ui::browser::breath::Breath;
use crate::ui::keeper::Trouble;
use leptos::prelude::*;
use trichter::store::{Counting, Durability, Progress, SaveError, Saved, Usage};
use trichter::workspace::Transaction;

/// How long after an edit the journal is folded, in milliseconds.
const COMPACT_AFTER_MS: u64 = 1_500;

/// How long after its start a page makes the two storages the same, in milliseconds: when it stands,
/// and no later, for until then the mirror may lack something.
const SETTLE_AFTER_MS: u64 = 200;

/// How long the page breathes between two slices of a compaction, in milliseconds.
const SLICE_MS: u64 = 16;

/// Whether what is on screen is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is stored.
    #[default]
    Saved,
    /// It is on its way.
    Saving,
    /// Everything is stored, but one of the two storages does not hold it; what that
    /// means in words.
    Weak(String),
    /// The last change could not be stored; the reason in words.
    NotSaved(String),
}

impl Session {
    pub(super) fn store(self, transaction: &Transaction) {
        let kept = self.with_inner(|inner| {
            inner.note(transaction);
            if inner.keeper.term().is_some() {
                inner.company.note(transaction);
            }
            inner.keeper.append(transaction, &inner.workspace)
        });
        if kept == Ok(Saved::CompactionDue) {
            self.fold_soon();
        }
        self.set_saved(kept.map(|_| ()));
        if self.with_inner(|inner| inner.keeper.is_saving()) {
            // The page shows the edit first.
            set_timeout(move || archive::save_on(self), std::time::Duration::ZERO);
        }
        self.send();
        self.want();
    }

    /// Folds the journal if it is long, not within the edit: the page shows it first.
    pub(in crate::ui) fn fold_soon(self) {
        set_timeout(
            move || archive::fold(self),
            std::time::Duration::from_millis(COMPACT_AFTER_MS),
        );
    }

    /// Folds the journal if it is long.
    pub(in crate::ui) fn fold(self) {
        self.with_inner(|inner| inner.keeper.begin_compaction(&inner.workspace, &inner.history));
        self.save_on();
    }

    /// Goes on with what takes many slices, if that was begun: what takes no more than one is saved
    /// at once.
    pub(in crate::ui) fn save_on(self) {
        if self.with_inner(|inner| inner.keeper.wants_steps()) {
            self.step();
        }
    }

    /// Does slices, and the next ones when the page has breathed.
    fn step(self) {
        let (breath, is_saving) =
            (Breath::new(), self.with_inner(|inner| inner.keeper.is_saving()));
        let progress = loop {
            let progress = self.do_slice();
            // Nobody waits for a folding: it takes its time.
            if progress != Ok(Progress::More) || !is_saving || breath.is_out() {
                break progress;
            }
        };
        match progress {
            Ok(Progress::More) => {
                let pause = if is_saving { 0 } else { SLICE_MS };
                set_timeout(move || self.step(), std::time::Duration::from_millis(pause));
            }
            Ok(Progress::Done | Progress::Overtaken) => {
                self.send();
                if is_saving {
                    // The picture of the board is to be taken with what is stored now.
                    if let Some(body) = document().body() {
                        body.set_attribute("data-stored", "").ok();
                    }
                    // What was done meanwhile may be a long journal.
                    self.fold_soon();
                }
            }
            Err(trouble) => self.set_saved(Err(trouble)),
        }
    }

    fn do_slice(self) -> Result<Progress, Trouble> {
        self.with_inner(|inner| inner.keeper.step(&inner.workspace, &inner.history))
    }

    /// Saves at once what takes many slices: the page or the workspace is being left.
    pub(in crate::ui) fn finish_saving(self) {
        while self.with_inner(|inner| inner.keeper.is_saving()) {
            if let Err(trouble) = self.do_slice() {
                self.set_saved(Err(trouble));
            }
        }
        self.send();
    }

    pub(in crate::ui) fn set_saved(self, kept: Result<(), Trouble>) {
        if kept == Err(Trouble::SetAside) {
            self.aside.set(true);
        }
        match kept {
            // What was read is whole and stored; what was not is told on its own.
            Ok(()) | Err(Trouble::SetAside) => {
                self.with_inner(|inner| inner.refused = None);
                self.say_durability();
            }
            Err(trouble) => {
                let state = SaveState::NotSaved(trouble.words(self.text()));
                self.with_inner(|inner| inner.refused = Some(state.clone()));
                self.say(state);
            }
        }
    }

    /// Says whether what was stored survives.
    pub(in crate::ui) fn say_durability(self) {
        let text = self.text();
        let state = self.with_inner(|inner| {
            if let Some(refused) = &inner.refused {
                return refused.clone();
            }
            let keeper = &inner.keeper;
            if inner.company.is_outdated() && keeper.waits() {
                return SaveState::NotSaved(text.errors.storage_newer().to_owned());
            }
            match (keeper.durability(), keeper.local_trouble()) {
                (Durability::NotSaved(error), _) => {
                    SaveState::NotSaved(Trouble::Save(SaveError::Storage(error)).words(text))
                }
                (Durability::Saving, _) => SaveState::Saving,
                (Durability::Saved, Some(error)) => {
                    let trouble = Trouble::Save(SaveError::Storage(error.clone()));
                    SaveState::Weak(text.app.only_in_mirror(&trouble.words(text)))
                }
                (Durability::Saved, None) => SaveState::Saved,
            }
        });
        self.say(state);
    }

    fn say(self, state: SaveState) {
        if self.save_state.get_untracked() != state {
            self.save_state.set(state);
        }
    }

    /// Makes the two storages the same when the page stands.
    pub(super) fn settle_soon(self) {
        set_timeout(move || self.settle_on(), std::time::Duration::from_millis(SETTLE_AFTER_MS));
    }

    /// Makes the two storages the same in slices.
    pub(in crate::ui) fn settle_on(self) {
        let progress = self.with_inner(|inner| inner.keeper.settle_some(inner.workspace.id()));
        self.send();
        if progress == Progress::More {
            set_timeout(move || self.settle_on(), std::time::Duration::from_millis(SLICE_MS));
        }
    }

    /// Says whether what is stored survives a kill of the browser. Tracked.
    pub fn has_mirror(self) -> bool {
        self.save_state.track();
        self.inner.with_value(|inner| inner.keeper.has_mirror())
    }

    /// Says how full the local storage of this browser is; `None` where there is none.
    pub fn usage(self, counting: Counting) -> Option<Usage> {
        self.with_inner(|inner| inner.keeper.usage(counting)).ok()
    }
}
