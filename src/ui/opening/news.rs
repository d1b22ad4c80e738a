//! What is said while files come in.

use crate::ui::lean::{Built, built, nothing, on_mouse, part, text, view};
use crate::ui::opening::{State, shortened, use_opening, words};
use crate::ui::session::Session;
use leptos::prelude::*;

/// Says that files are being read, how far that is, or why they cannot be.
pub fn news(session: Session) -> Built {
    let opening = use_opening();
    let says = session.text();
    let wrong = text(move || {
        opening.face.track();
        opening.with_state(|state| match state {
            State::Failed(failed) => {
                let lines: Vec<String> =
                    failed.iter().map(|(file, failure)| words(says, file, failure)).collect();
                lines.join("\n")
            }
            State::Idle | State::Reading(_) | State::Document(_) | State::Tables(_) => {
                String::new()
            }
        })
    });
    let busy = part(move || {
        opening.face.track();
        let names = opening.with_state(|state| match state {
            State::Reading(files) => Some(files.clone()),
            State::Idle | State::Failed(_) | State::Document(_) | State::Tables(_) => None,
        });
        let Some(names) = names else { return nothing() };
        let label = match names.as_slice() {
            [only] => says.data.reading(&shortened(only)),
            several => says.import.reading_many(several.len()),
        };
        let share = text(move || opening.progress.get().to_string());
        built(view! {
            <div class="import-progress" data-testid="import-progress">
                <p role="status" id="import-progress-label">{label}</p>
                <progress max="1" value=share aria-labelledby="import-progress-label"></progress>
                <button type="button" data-testid="import-stop"
                    on:click=on_mouse(move |_| opening.close())>{says.app.cancel()}</button>
            </div>
        })
    });
    built(view! {
        {busy}
        <p class="error pre-line" role="alert" data-testid="file-error">{wrong}</p>
    })
}
