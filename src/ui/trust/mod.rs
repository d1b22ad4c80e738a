//! What makes data safe beyond saving: backups in this browser, files, the history,
//! and saying truthfully how things are.
//!
//! All of it arrives with the annex. [`watch`] looks at what happens to the data; the rest is what the
//! user sees and does.

mod aside;
mod autosave;
mod backups;
mod banner;
mod centre;
mod file;
mod history;
mod leaving;
mod preview;
mod room;
mod strip;
mod watch;

pub use backups::before;
pub use banner::banner;
pub use centre::{centre, opened};
pub use file::{export, file_name};
pub use history::HistoryDialog;
pub use room::{facts, room};
pub use strip::strip;

use crate::ui::browser::clock;
use crate::ui::browser::disk::{self, Handle};
use crate::ui::browser::drawer;
use crate::ui::session::Session;
use autosave::Autosave;
use backups::Backups;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use std::sync::Arc;
use trichter::domain::WorkspaceId;
use trichter::store::backup::reminder::{Eviction, Files};
use trichter::workspace::Workspace;
use wasm_bindgen::JsValue;

/// What is known of backups and files; free to copy. Lives as long as the page.
#[derive(Clone, Copy)]
pub struct Trust {
    session: Session,
    /// The backups of this browser.
    backups: RwSignal<Backups>,
    /// What is known of the files of each workspace, in sight of everything that says so.
    files: RwSignal<BTreeMap<WorkspaceId, Files>>,
    /// Whether the browser promised not to clean up; `None` where it says nothing.
    persisted: RwSignal<Option<bool>>,
    /// Bytes in use and bytes there may be in the database.
    estimate: RwSignal<Option<(f64, f64)>>,
    /// Whether what Safari does was read.
    warned: RwSignal<bool>,
    eviction: Eviction,
    /// Writing into a file by itself.
    autosave: RwSignal<Autosave>,
    handle: StoredValue<Option<Handle>, LocalStorage>,
    /// The backup that is looked at.
    looked: RwSignal<Option<Arc<preview::Looked>>>,
    watched: StoredValue<watch::Watched>,
}

/// Where what is known of files is noted.
const FILES: &str = "files";
/// Where it is noted that the warning was read.
const WARNED: &str = "warned";

/// Returns what is known of backups and files.
pub fn use_trust(session: Session) -> Trust {
    session.annex.page().with(expect_context::<Trust>)
}

/// Begins to watch, for as long as the owner this is called in.
pub fn provide(session: Session) {
    let trust = Trust {
        session,
        backups: RwSignal::new(Backups::Looking),
        files: RwSignal::new(BTreeMap::new()),
        persisted: RwSignal::new(None),
        estimate: RwSignal::new(None),
        warned: RwSignal::new(true),
        eviction: disk::eviction(),
        autosave: RwSignal::new(Autosave::Off),
        handle: StoredValue::new_local(None),
        looked: RwSignal::new(None),
        watched: StoredValue::new(watch::Watched::default()),
    };
    provide_context(trust);
    trust.guard_leaving();
    spawn_local(async move {
        if let Some(text) = drawer::note(FILES).await.as_string()
            && let Ok(files) = serde_json::from_str(&text)
        {
            trust.files.set(files);
        }
        trust.warned.set(drawer::note(WARNED).await.is_truthy());
        trust.persisted.set(disk::is_persisted().await);
        trust.refresh().await;
        trust.watch();
    });
}

impl Trust {
    /// Returns what is known of the files of the workspace on screen. Tracked.
    fn files_now(self) -> Files {
        let id = self.session.peek(Workspace::id);
        self.files.with(|files| files.get(&id).copied().unwrap_or_default())
    }

    /// Says when the workspace on screen was last written to a file, and what is not in
    /// it. Tracked.
    fn file_words(self) -> String {
        self.session.revision();
        let text = self.session.text();
        let files = self.files_now();
        let Some(at) = files.at else { return text.trust.never_in_file().to_owned() };
        let behind = files.behind(self.session.peek(Workspace::sequence));
        let behind = usize::try_from(behind).unwrap_or(usize::MAX);
        let zone = self.session.moment().zone;
        let mut words = text.trust.last_file_at(&text.format.date_time(at, &zone));
        words.push(' ');
        words.push_str(&match behind {
            0 => text.trust.all_in_file().to_owned(),
            more => text.trust.behind(more),
        });
        words
    }

    /// Notes something about the files of the workspace on screen; kept where the browser can.
    fn note_files(self, change: impl FnOnce(&mut Files)) {
        let id = self.session.peek(Workspace::id);
        self.files.update(|files| change(files.entry(id).or_default()));
        let text = self.files.with_untracked(serde_json::to_string);
        let Ok(text) = text else { return };
        spawn_local(async move {
            // Where there is no database it is known as long as the page.
            drawer::keep_note(FILES, &JsValue::from_str(&text)).await.ok();
        });
    }

    /// Says whether it is time to remind of a file. Tracked.
    fn is_file_due(self) -> Option<u64> {
        self.session.revision();
        if !self.session.open.get() || !self.is_by_hand() {
            return None;
        }
        let files = self.files_now();
        let (sequence, is_example) = self
            .session
            .peek(|workspace| (workspace.sequence(), !workspace.settings().example.is_empty()));
        let due = files.is_due(sequence, clock::now(), self.eviction);
        (due && !is_example).then(|| files.behind(sequence))
    }

    /// Says whether nothing writes a file by itself. Tracked.
    fn is_by_hand(self) -> bool {
        self.autosave.with(|autosave| !matches!(autosave, Autosave::On { .. }))
    }

    /// Puts the reminder off.
    fn put_off(self) {
        let now = clock::now();
        self.note_files(|files| files.put_off = Some(now));
    }

    /// Notes that the warning was read.
    fn understood(self) {
        self.warned.set(true);
        spawn_local(async move {
            drawer::keep_note(WARNED, &JsValue::TRUE).await.ok();
        });
    }
}
