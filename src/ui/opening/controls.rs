//! Choices of the import: one of few as buttons, one of many as a list.

use crate::ui::lean::{Built, attribute, built, flag, on_event, on_mouse, view};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

/// Does something with the place of what was chosen.
pub type Pick = Arc<dyn Fn(usize) + Send + Sync>;

/// Says something that follows what it reads.
pub type Flag = Box<dyn FnMut() -> bool>;

/// Makes a [`Pick`].
pub fn pick(run: impl Fn(usize) + Send + Sync + 'static) -> Pick {
    Arc::new(run)
}

/// A list to choose from.
pub struct Choice {
    /// What it is for.
    pub label: String,
    /// Whether the label is seen or only read out.
    pub label_class: &'static str,
    /// Its name for tests.
    pub test: String,
    /// What there is.
    pub options: Vec<String>,
    /// The place of what is chosen.
    pub chosen: usize,
}

/// Shows a list to choose from; `hidden` may take it away.
pub fn select(choice: Choice, hidden: Flag, picked: Pick) -> Built {
    let Choice { label, label_class, test, options, chosen } = choice;
    let options: Vec<Built> = options
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            built(view! { <option value=at.to_string() selected=at == chosen>{name}</option> })
        })
        .collect();
    let changed = on_event(move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        if let Some(at) = target.and_then(|select| usize::try_from(select.selected_index()).ok()) {
            picked(at);
        }
    });
    built(view! {
        <label class="field" hidden=hidden>
            <span class=label_class>{label}</span>
            <select data-testid=test on:change=changed>{options}</select>
        </label>
    })
}

/// Never hides anything.
pub fn never() -> Flag {
    flag(|| false)
}

/// Shows buttons of which one is on. A button carries its name for tests.
pub fn segments(
    label: &'static str,
    test: &'static str,
    names: Vec<(&'static str, &'static str)>,
    chosen: impl Fn() -> usize + Send + Sync + 'static,
    picked: Pick,
) -> Built {
    let chosen: Arc<dyn Fn() -> usize + Send + Sync> = Arc::new(chosen);
    let buttons: Vec<Built> = names
        .into_iter()
        .enumerate()
        .map(|(at, (name, value))| {
            let (chosen, picked) = (Arc::clone(&chosen), Arc::clone(&picked));
            let pressed = attribute(move || Some((chosen() == at).to_string()));
            built(view! {
                <button type="button" data-choice=value aria-pressed=pressed
                    on:click=on_mouse(move |_| picked(at))>{name}</button>
            })
        })
        .collect();
    built(view! {
        <div class="field">
            <span>{label}</span>
            <div class="segments" role="group" aria-label=label data-testid=test>{buttons}</div>
        </div>
    })
}
