//! What is said while a file comes in.

use crate::ui::lean::{Built, built, text, view};
use crate::ui::opening::{State, use_opening, words};
use crate::ui::session::Session;
use leptos::prelude::*;

/// Says that a file is being read, or why it cannot be.
pub fn news(session: Session) -> Built {
    let opening = use_opening();
    let says = session.text();
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
        <p class="hint" role="status">{busy}</p>
        <p class="error" role="alert" data-testid="file-error">{wrong}</p>
    })
}
