//! Leaving the page before everything is saved: it is asked about, and the edits of
//! a window that waits for its turn to write are left for the one that writes next.

use super::Trust;
use crate::ui::archive;
use crate::ui::browser::local_storage::LocalStorage;
use crate::ui::session::{SaveState, Session, ToastKind};
use leptos::prelude::*;
use trichter::domain::WorkspaceId;
use trichter::store::left::{self, Taken};
use trichter::store::{Storage, StorageError};

/// Who writes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// This window.
    Mine,
    /// Another one.
    OfAnother,
}

impl Trust {
    /// Watches for the end of the page, for as long as it lives.
    pub(super) fn guard_leaving(self) {
        let session = self.session;
        window_event_listener(leptos::ev::beforeunload, move |event| {
            archive::finish_saving(session);
            if is_at_risk(session) {
                event.prevent_default();
            }
        });
        window_event_listener(leptos::ev::pagehide, move |_| {
            archive::finish_saving(session);
            if let Err(error) = leave(session) {
                leptos::logging::warn!("what waits could not be left: {error:?}");
            }
        });
        // What was left may be done elsewhere by now: a page that comes back reads it again.
        window_event_listener(leptos::ev::pageshow, move |event| {
            if event.persisted()
                && let Err(error) = window().location().reload()
            {
                leptos::logging::warn!("the page could not be loaded again: {error:?}");
            }
        });
        // Another window was closed.
        window_event_listener_untyped("storage", move |_| self.look_soon());
    }

    /// Does what closed windows left of the workspace on screen, or asks to write first.
    pub(super) fn take_up_left(self, id: WorkspaceId, turn: Turn) {
        if !has_left(id) {
            return;
        }
        let session = self.session;
        match turn {
            Turn::Mine => take_up(session, id),
            Turn::OfAnother => {
                // Once: what cannot be taken up must not make windows take turns for ever.
                let asked = self.with_watched(|watched| watched.wanted_for.replace(id) == Some(id));
                if !asked {
                    session.want();
                }
            }
        }
    }
}

/// Says whether something would be lost, or done only by another window.
fn is_at_risk(session: Session) -> bool {
    session.open.get_untracked()
        && match session.save_state.get_untracked() {
            SaveState::Saved | SaveState::Weak(_) => false,
            // What local storage has taken comes into the database with the next start.
            SaveState::Saving => session
                .with_inner(|inner| inner.keeper.waits() || inner.keeper.local_trouble().is_some()),
            SaveState::NotSaved(_) => true,
        }
}

fn leave(session: Session) -> Result<(), StorageError> {
    let number = session.with_ids(|_, ids| ids.next());
    let left = session.with_inner(|inner| {
        let edits = inner.keeper.waiting_edits();
        (!edits.is_empty()).then(|| left::leave(inner.workspace.id(), number, edits))
    });
    left.map_or(Ok(()), |(key, text)| LocalStorage::open()?.write(&key, &text))
}

fn has_left(id: WorkspaceId) -> bool {
    let keys = LocalStorage::open().and_then(|storage| storage.keys());
    // Where there is no local storage nobody could leave anything.
    keys.is_ok_and(|keys| keys.iter().any(|key| left::is_left(id, key)))
}

fn take_up(session: Session, id: WorkspaceId) {
    let mut done = 0;
    for mut left in session.with_inner(|inner| inner.keeper.left(id)) {
        while let Some(taken) = session.peek(|workspace| left.next(workspace)) {
            match taken {
                Taken::Next(transaction) => {
                    session.take_on(&transaction);
                    done += 1;
                }
                Taken::Known => {}
                Taken::Changed(transaction) => {
                    let what = session.describe(&transaction.label);
                    let said = session.text().app.changed_elsewhere(&what);
                    session.toast(ToastKind::Refused, said);
                }
            }
        }
        session.with_inner(|inner| inner.keeper.forget_left(&left));
    }
    session.send();
    if done > 0 {
        session.toast(ToastKind::Note, session.text().trust.taken_up(done));
    }
}
