//! The settings: language and theme, the workspace, pipelines and their stages.

mod appearance;
mod ending;
mod pipeline;
mod pipelines;
mod rates;
mod stage;
mod stages;
mod workspace;

use crate::ui::kit::field::{Commit, Lines, TextField};
use crate::ui::lean::{Built, view};
use appearance::Appearance;
use leptos::prelude::*;
use pipelines::Pipelines;
use trichter::i18n::Text;
use workspace::WorkspaceSettings;

/// How a field of text is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// One line.
    Line,
    /// One line with a number.
    Number,
    /// Several lines.
    Lines,
}

/// A field of a record: how it is read and written.
struct RecordField<T: 'static> {
    label: &'static str,
    /// Stands below it; empty says nothing.
    hint: &'static str,
    placeholder: &'static str,
    shape: Shape,
    /// The name for tests, after `field-`.
    name: &'static str,
    read: fn(&T, &Text) -> String,
    /// Takes what was typed, without spaces around, or says why not.
    write: fn(&mut T, &str, &Text) -> Result<(), String>,
}

/// Shows a field of a record.
fn record_field(
    spec: (&'static str, &'static str, Shape, &'static str),
    value: Signal<String>,
    hint: Signal<String>,
    commit: Commit<String>,
) -> Built {
    let (label, placeholder, shape, name) = spec;
    let (lines, keyboard) = match shape {
        Shape::Line => (Lines::One, "text"),
        Shape::Number => (Lines::One, "decimal"),
        Shape::Lines => (Lines::Many, "text"),
    };
    hinted(
        view! {
            <TextField label value commit lines keyboard placeholder=placeholder.to_owned() name/>
        },
        hint,
    )
}

/// Puts a word of help below a field.
fn hinted(field: Built, hint: Signal<String>) -> Built {
    view! {
        <div class="hinted">
            {field}
            <p class="hint">{move || hint.get()}</p>
        </div>
    }
}

/// The screen of the settings.
#[component]
pub fn Settings() -> Built {
    view! {
        <div class="screen settings">
            <Pipelines/>
            <WorkspaceSettings/>
            <Appearance/>
        </div>
    }
}
