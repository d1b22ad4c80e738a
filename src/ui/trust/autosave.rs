//! Writes the workspace into a file of the user's choice after each change.

use super::{Trust, file};
use crate::ui::browser::clock;
use crate::ui::browser::disk::{self, Asking, Choice, Handle};
use crate::ui::browser::drawer;
use crate::ui::keeper::Trouble;
use crate::ui::lean::{Built, built, view};
use crate::ui::session::ToastKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use trichter::domain::{Timestamp, WorkspaceId};
use trichter::store::{SaveError, StorageError};
use trichter::workspace::Workspace;
use wasm_bindgen::JsValue;

/// So long after the last change the file is written.
const AFTER: Duration = Duration::from_secs(1);

/// How it is with the file of the workspace on screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Autosave {
    /// There is none.
    #[default]
    Off,
    /// It is written after each change.
    On {
        /// Its name.
        name: String,
        /// When it was written last, and which state.
        written: Option<(Timestamp, u64)>,
    },
    /// The browser wants to be asked again.
    Permission(String),
    /// It could not be written: its name, and why.
    Failed(String, String),
}

fn note_of(id: WorkspaceId) -> String {
    format!("autosave/{id}")
}

impl Trust {
    /// Takes up the file of another workspace, or writes that of this one.
    pub(super) fn follow_autosave(self, id: WorkspaceId, sequence: u64) {
        if !disk::can_write() {
            return;
        }
        if self.watched_file(id) {
            spawn_local(async move {
                let handle = Handle::of(drawer::note(&note_of(id)).await);
                let state = match &handle {
                    None => Autosave::Off,
                    Some(handle) if handle.is_allowed(Asking::No).await => {
                        Autosave::On { name: handle.name(), written: None }
                    }
                    Some(handle) => Autosave::Permission(handle.name()),
                };
                if self.session.peek(Workspace::id) == id {
                    self.handle.set_value(handle);
                    self.autosave.set(state);
                    self.write_soon();
                }
            });
            return;
        }
        let due = self.autosave.with_untracked(|autosave| match autosave {
            Autosave::On { written, .. } => written.is_none_or(|(_, known)| known != sequence),
            Autosave::Off | Autosave::Permission(_) | Autosave::Failed(..) => false,
        });
        if due {
            self.write_soon();
        }
    }

    fn write_soon(self) {
        let turn = self.next_turn();
        set_timeout(
            move || {
                if self.is_turn(turn) {
                    spawn_local(self.write_file());
                }
            },
            AFTER,
        );
    }

    async fn write_file(self) {
        let session = self.session;
        let Some(handle) = self.handle.get_value() else { return };
        if !matches!(self.autosave.get_untracked(), Autosave::On { .. }) {
            return;
        }
        let workspace = session.peek(Workspace::clone);
        let (id, sequence) = (workspace.id(), workspace.sequence());
        let own = format!("{}.json", file::file_name(&workspace.settings().name));
        let document = file::in_slices(&workspace).await;
        let written = handle.write(&own, &document).await;
        if session.peek(Workspace::id) != id {
            return;
        }
        let name = handle.name();
        match written {
            Ok(()) => {
                let now = clock::now();
                self.autosave.set(Autosave::On { name, written: Some((now, sequence)) });
                self.note_files(|files| files.written(sequence, now));
                if session.peek(Workspace::sequence) != sequence {
                    self.write_soon();
                }
            }
            Err(_) if !handle.is_allowed(Asking::No).await => {
                self.autosave.set(Autosave::Permission(name));
            }
            Err(error) => self.autosave.set(Autosave::Failed(name, self.why(error))),
        }
    }

    fn why(self, error: StorageError) -> String {
        match error {
            StorageError::Other(words) => words,
            error => Trouble::Save(SaveError::Storage(error)).words(self.session.text()),
        }
    }

    /// Lets the user choose where.
    fn choose(self, choice: Choice) {
        let session = self.session;
        let (id, own) = session.peek(|workspace| {
            (workspace.id(), format!("{}.json", file::file_name(&workspace.settings().name)))
        });
        spawn_local(async move {
            match disk::choose(choice, &own).await {
                Ok(None) => {}
                Ok(Some(handle)) => {
                    // A browser that cannot keep it is asked again the next time.
                    drawer::keep_note(&note_of(id), &handle.0).await.ok();
                    let name = handle.name();
                    self.handle.set_value(Some(handle));
                    self.autosave.set(Autosave::On { name, written: None });
                    self.write_file().await;
                }
                Err(error) => session.toast(ToastKind::Refused, self.why(error)),
            }
        });
    }

    /// Asks for the permission again; a click has led here.
    fn allow(self) {
        let Some(handle) = self.handle.get_value() else { return };
        spawn_local(async move {
            if handle.is_allowed(Asking::Yes).await {
                self.autosave.set(Autosave::On { name: handle.name(), written: None });
                self.write_file().await;
            }
        });
    }

    fn stop(self) {
        let id = self.session.peek(Workspace::id);
        self.handle.set_value(None);
        self.autosave.set(Autosave::Off);
        spawn_local(async move {
            drawer::keep_note(&note_of(id), &JsValue::UNDEFINED).await.ok();
        });
    }
}

/// Shows how it is with the file, and what can be done.
pub fn autosave(trust: Trust) -> Built {
    let text = trust.session.text();
    let said = &text.trust;
    if !disk::can_write() {
        return view! { <p class="hint">{said.autosave_none()}</p> };
    }
    let state = move || {
        trust.autosave.with(|autosave| match autosave {
            Autosave::Off => ("off", said.autosave_off().to_owned()),
            Autosave::On { name, written: None } => ("on", said.autosave_writing(name)),
            Autosave::On { name, written: Some((at, _)) } => {
                let zone = trust.session.moment().zone;
                ("on", said.autosave_written(name, &text.format.time(zone.minute_of_day(*at))))
            }
            Autosave::Permission(name) => ("permission", said.autosave_permission(name)),
            Autosave::Failed(name, why) => ("failed", said.autosave_failed(name, why)),
        })
    };
    let buttons = move || {
        let button = |id: &'static str, label: &'static str, run: fn(Trust)| {
            view! {
                <button type="button" data-testid=id on:click=move |_| run(trust)>{label}</button>
            }
        };
        let file =
            || button("autosave-file", said.choose_file(), |trust| trust.choose(Choice::File));
        let folder = || {
            button("autosave-folder", said.choose_folder(), |trust| trust.choose(Choice::Folder))
        };
        let stop = || button("autosave-stop", said.stop(), Trust::stop);
        let allow = || button("autosave-allow", said.allow(), Trust::allow);
        trust.autosave.with(|autosave| match autosave {
            Autosave::Off => vec![file(), folder()],
            Autosave::On { .. } => vec![stop()],
            Autosave::Permission(_) => vec![allow(), stop()],
            Autosave::Failed(..) => vec![file(), folder(), stop()],
        })
    };
    built(view! {
        <p class="hint">{said.autosave_help()}</p>
        <div class="export-line">
            <span role="status" data-testid="autosave" data-state=move || state().0.to_owned()>
                {move || state().1}
            </span>
            {buttons}
        </div>
    })
}
