//! Where a file comes in: a button, and the whole page to drop it on.

use crate::ui::browser::files;
use crate::ui::lean::{Built, built, flag, on_event, text, view};
use crate::ui::opening::{State, use_opening, words};
use crate::ui::session::Session;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlInputElement};

/// Shows a button for a file and a place to drop one; what is wrong with a file
/// is said below.
pub fn entrance(session: Session) -> Built {
    let opening = use_opening();
    let says = session.text();
    let dragging = RwSignal::new(false);
    listen(session, dragging);
    let chosen = on_event(move |event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(file) = input.and_then(|input| files::take_chosen(&input)) {
            opening.take(session, file);
        }
    });
    let wrong = text(move || {
        opening.face.track();
        opening.with_state(|state| match state {
            State::Failed(file, failure) => words(says, file, failure),
            State::Idle | State::Reading(_) | State::Document(_) | State::Table(_) => String::new(),
        })
    });
    let busy = text(move || {
        opening.face.track();
        opening.with_state(|state| match state {
            State::Reading(file) => says.data.reading(file),
            State::Idle | State::Failed(..) | State::Document(_) | State::Table(_) => String::new(),
        })
    });
    built(view! {
        <div class="entrance" class:dragging=flag(move || dragging.get())>
            <label class="file-button">
                <input type="file" class="visually-hidden" data-testid="open-file"
                    accept=".json,.csv,.tsv,.txt,application/json,text/csv" on:change=chosen/>
                <span>{says.data.import_file()}</span>
            </label>
            <span class="hint">{says.data.drop_file()}</span>
        </div>
        <p class="hint" role="status">{busy}</p>
        <p class="error" role="alert" data-testid="file-error">{wrong}</p>
    })
}

/// Takes files that are dropped anywhere on the page; without this the browser
/// would leave the page for the file.
fn listen(session: Session, dragging: RwSignal<bool>) {
    let opening = use_opening();
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
        if let Some(file) = files.and_then(|files| files.get(0)) {
            opening.take(session, file);
        }
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        drop.remove();
    });
}

fn brings_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|transfer| transfer.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}
