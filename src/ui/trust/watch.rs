//! Looks at what happens to the data, and does in the background what is due.

use super::Trust;
use super::leaving::Turn;
use crate::ui::browser::clock;
use crate::ui::browser::disk;
use crate::ui::lean::follow;
use crate::ui::session::SaveState;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use trichter::domain::WorkspaceId;
use trichter::store::backup::{Reason, ring};
use trichter::workspace::Workspace;

/// So long after a change it is looked at what is due: several changes are one then.
const AFTER: Duration = Duration::from_millis(400);

/// What was seen so far.
#[derive(Default)]
pub struct Watched {
    /// A look is on its way.
    soon: Soon,
    /// The workspace on screen and its state when it was first seen.
    began: Option<(WorkspaceId, u64)>,
    /// The workspace and state that was last tried to be backed up.
    tried: Option<(WorkspaceId, u64)>,
    /// A backup is being made.
    making: Soon,
    /// The workspace for which this tab asked to write, to take up what was left.
    pub(super) wanted_for: Option<WorkspaceId>,
    /// The browser was asked not to clean up.
    asked: Soon,
    /// The workspace whose file was looked for.
    file_of: Option<WorkspaceId>,
    /// Grows with each wish to write the file.
    turn: u64,
}

/// Whether something is on its way.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Soon {
    #[default]
    No,
    Yes,
}

impl Trust {
    /// Looks at every change from now on.
    pub(super) fn watch(self) {
        self.session.annex.page().with(|| {
            follow(move || {
                self.session.revision();
                self.session.save_state.track();
                self.session.open.track();
                self.look_soon();
            });
        });
    }

    pub(super) fn look_soon(self) {
        // At once: somebody who is quick makes the first edit before the first look.
        self.note_began();
        let on_its_way =
            self.with_watched(|watched| std::mem::replace(&mut watched.soon, Soon::Yes));
        if on_its_way == Soon::No {
            set_timeout(move || self.look(), AFTER);
        }
    }

    /// Says whether the file of a workspace is still to be looked for, once.
    pub(super) fn watched_file(self, id: WorkspaceId) -> bool {
        self.with_watched(|watched| watched.file_of.replace(id) != Some(id))
    }

    /// Takes a turn; an earlier one is over.
    pub(super) fn next_turn(self) -> u64 {
        self.with_watched(|watched| {
            watched.turn += 1;
            watched.turn
        })
    }

    /// Says whether nobody took a turn since.
    pub(super) fn is_turn(self, turn: u64) -> bool {
        self.with_watched(|watched| watched.turn == turn)
    }

    pub(super) fn with_watched<R>(self, run: impl FnOnce(&mut Watched) -> R) -> R {
        self.watched
            .try_update_value(run)
            .unwrap_or_else(|| unreachable!("what is watched lives as long as the page"))
    }

    fn look(self) {
        self.with_watched(|watched| watched.soon = Soon::No);
        let session = self.session;
        if !session.open.get_untracked() {
            return;
        }
        let (id, sequence) = session.peek(|workspace| (workspace.id(), workspace.sequence()));
        self.note_seen(sequence);
        self.follow_autosave(id, sequence);
        if self.with_watched(|watched| watched.began) != Some((id, sequence)) {
            self.ask_to_persist();
        }
        let writes = session.with_inner(|inner| inner.keeper.term().is_some());
        let saved = match session.save_state.get_untracked() {
            SaveState::Saved | SaveState::Weak(_) => true,
            SaveState::Saving | SaveState::NotSaved(_) => false,
        };
        self.take_up_left(id, if writes { Turn::Mine } else { Turn::OfAnother });
        if !writes {
            return;
        }
        // Not only in a quiet moment: between two snapshots of somebody who never rests the history
        // would end.
        let kept =
            session.with_inner(|inner| inner.keeper.keep_past(&inner.workspace, &inner.history));
        if kept {
            session.send();
        }
        if saved {
            self.back_up_if_due(id, sequence);
        }
    }

    /// Notes the state in which a workspace came on screen.
    fn note_began(self) {
        if !self.session.open.get_untracked() {
            return;
        }
        let seen = self.session.peek(|workspace| (workspace.id(), workspace.sequence()));
        self.with_watched(|watched| {
            if watched.began.is_none_or(|(known, _)| known != seen.0) {
                watched.began = Some(seen);
            }
        });
    }

    fn note_seen(self, sequence: u64) {
        let now = clock::now();
        let mut files = untrack(|| self.files_now());
        if files.seen(sequence, now) {
            self.note_files(|known| *known = files);
        }
    }

    /// Makes a backup of what was edited since the last one, if it is time.
    fn back_up_if_due(self, id: WorkspaceId, sequence: u64) {
        let (times, last) =
            self.backups.with_untracked(|backups| (backups.times(id), backups.last_sequence(id)));
        let tried = self.with_watched(|watched| {
            watched.tried == Some((id, sequence)) || watched.making == Soon::Yes
        });
        if sequence == 0 || last == Some(sequence) || tried || !ring::is_due(&times, clock::now()) {
            return;
        }
        self.with_watched(|watched| watched.making = Soon::Yes);
        let workspace = self.session.peek(Workspace::clone);
        spawn_local(async move {
            let made = self.back_up(&workspace, Reason::Time).await;
            self.with_watched(|watched| {
                watched.making = Soon::No;
                // What failed is tried again after the next edit.
                watched.tried = Some((id, sequence));
            });
            if let Err(error) = made {
                leptos::logging::warn!("no backup: {error:?}");
            }
        });
    }

    /// Asks the browser after the first edit not to clean up.
    fn ask_to_persist(self) {
        let asked = self.with_watched(|watched| std::mem::replace(&mut watched.asked, Soon::Yes));
        if asked == Soon::Yes || self.persisted.get_untracked() == Some(true) {
            return;
        }
        self.persist();
    }

    /// Asks the browser not to clean up.
    pub(super) fn persist(self) {
        spawn_local(async move { self.persisted.set(disk::persist().await) });
    }
}
