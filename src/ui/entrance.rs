//! Where a file comes in: a button, and the whole page to drop it on.
//!
//! It stands on the start, so it belongs to the first part of the page; what is
//! in a file is looked at in the annex.

use crate::ui::annex::{self, Room};
use crate::ui::browser::files;
use crate::ui::lean::{Built, built, flag, on_event, view};
use crate::ui::session::Session;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, HtmlInputElement};

/// Shows a button for a file and a place to drop one; what is wrong with a file
/// is said below.
pub fn entrance(session: Session) -> Built {
    let says = session.text();
    let dragging = RwSignal::new(false);
    listen(session, dragging);
    let chosen = on_event(move |event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            open(session, files::take_chosen(&input));
        }
    });
    built(view! {
        <div class="entrance" class:dragging=flag(move || dragging.get())>
            <label class="file-button">
                <input type="file" multiple class="visually-hidden" data-testid="open-file"
                    accept=".json,.csv,.tsv,.txt,application/json,text/csv" on:change=chosen/>
                <span>{says.data.import_file()}</span>
            </label>
            <span class="hint">{says.data.drop_file()}</span>
        </div>
        {annex::room(Room::News)}
    })
}

/// Takes files that are dropped anywhere on the page; without this the browser
/// would leave the page for the file.
fn listen(session: Session, dragging: RwSignal<bool>) {
    let over = window_event_listener(leptos::ev::dragover, move |event: DragEvent| {
        if brings_files(&event) {
            event.prevent_default();
            if !dragging.get_untracked() {
                dragging.set(true);
            }
        }
    });
    let leave = window_event_listener(leptos::ev::dragleave, move |event: DragEvent| {
        // Out of the window, not from one element to the next.
        if event.related_target().is_none() {
            dragging.set(false);
        }
    });
    let drop = window_event_listener(leptos::ev::drop, move |event: DragEvent| {
        if !brings_files(&event) {
            return;
        }
        event.prevent_default();
        dragging.set(false);
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        open(session, files::listed(files));
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        drop.remove();
    });
}

/// Shows what is in files.
fn open(session: Session, files: Vec<File>) {
    if !files.is_empty() {
        annex::when_here(session, move || annex::open_files(session, files));
    }
}

fn brings_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|transfer| transfer.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}
