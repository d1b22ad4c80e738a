//! Fields that take what was typed when it is complete: on Enter, on leaving
//! the field and on a choice from the list. What is refused stays as it was
//! typed, with the reason under it; Escape brings back what is stored.

use crate::ui::lean::{Built, Spot, view};
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::JsCast;

/// Takes a value; an error is said in words at the field.
pub type Commit<T> = Callback<T, Result<(), String>>;

/// Lists what could be meant by what was typed so far, the likeliest first.
pub type Suggest = Callback<String, Vec<String>>;

/// How many values a list of suggestions shows.
const SUGGESTIONS: usize = 12;

/// Returns the most frequent texts that contain what was typed.
pub fn likeliest<'a>(texts: impl Iterator<Item = &'a str>, typed: &str) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for text in texts.filter(|text| !text.is_empty()) {
        *counts.entry(text).or_default() += 1;
    }
    let mut found: Vec<(usize, &str)> = counts
        .into_iter()
        .filter(|(text, _)| typed.is_empty() || text.to_lowercase().contains(&typed))
        .map(|(text, count)| (count, text))
        .collect();
    found.sort_unstable_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(two.1)));
    found.into_iter().take(SUGGESTIONS).map(|(_, text)| text.to_owned()).collect()
}

/// Returns an id no other element of the page has.
pub fn fresh_id() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("f{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// What is typed and not taken yet, and why it was not taken.
#[derive(Clone, Copy)]
pub struct Draft {
    typed: RwSignal<Option<String>>,
    /// Why what was typed is refused.
    pub error: RwSignal<Option<String>>,
    commit: Commit<String>,
}

impl Draft {
    /// Makes an empty one.
    pub fn new(commit: Commit<String>) -> Self {
        Self { typed: RwSignal::new(None), error: RwSignal::new(None), commit }
    }

    // A field that goes while it has the focus still gets its last events, when
    // what it holds is gone already: hence every `try_`.

    fn input(self, text: String) {
        self.typed.try_set(Some(text));
        if self.is_refused() {
            self.error.try_set(None);
        }
    }

    fn is_refused(self) -> bool {
        self.error.try_with_untracked(Option::is_some).unwrap_or(false)
    }

    /// Takes a text as if it had been typed and Enter pressed.
    pub fn take(self, text: String) {
        self.input(text);
        self.finish();
    }

    /// Takes what was typed, if anything was.
    fn finish(self) {
        let Some(text) = self.typed.try_get_untracked().flatten() else { return };
        match self.commit.run(text) {
            Ok(()) => {
                self.error.try_set(None);
                self.typed.try_set(None);
            }
            Err(words) => {
                self.error.try_set(Some(words));
            }
        }
    }

    /// Takes what was typed unless it was refused as it is.
    fn leave(self) {
        if !self.is_refused() {
            self.finish();
        }
    }

    /// Drops what was typed; false when nothing was.
    fn restore(self) -> bool {
        let had = self.typed.try_with_untracked(Option::is_some).unwrap_or(false);
        if had {
            self.typed.try_set(None);
            self.error.try_set(None);
        }
        had
    }
}

/// Whether a text has one line or many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// One; Enter takes it.
    #[default]
    One,
    /// Many; Ctrl+Enter takes them.
    Many,
}

/// A field of text as the other fields build on it.
pub struct TextSpec {
    /// The label.
    pub label: String,
    /// What is stored, as it is shown.
    pub value: Signal<String>,
    /// What is typed.
    pub draft: Draft,
    /// One line or many.
    pub lines: Lines,
    /// The keyboard of a telephone: `text`, `decimal`, `numeric`, `email`, `tel`, `url`.
    pub keyboard: &'static str,
    /// Stands in the empty field.
    pub placeholder: Signal<String>,
    /// What could be meant.
    pub suggest: Option<Suggest>,
    /// The name for tests, after `field-`.
    pub name: &'static str,
    /// What stands beside the input.
    pub after: Option<Built>,
}

/// Shows a field of text.
pub fn text_field(spec: TextSpec) -> Built {
    let TextSpec { label, value, draft, lines, keyboard, placeholder, suggest, name, after } = spec;
    let id = fresh_id();
    let error_id = format!("{id}e");
    let list_id = format!("{id}l");
    let shown = move || draft.typed.get().unwrap_or_else(|| value.get());
    let invalid = move || draft.error.with(Option::is_some).then_some("true");
    let described = {
        let error_id = error_id.clone();
        move || draft.error.with(Option::is_some).then(|| error_id.clone())
    };
    let suggestions = RwSignal::new(Vec::<String>::new());
    let look = move |typed: &str| {
        if let Some(suggest) = suggest {
            suggestions.set(suggest.run(typed.to_owned()));
        }
    };
    let on_input = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        look(&text);
        draft.input(text);
        // A choice from the list is complete.
        let chosen = event.dyn_ref::<web_sys::InputEvent>().is_some_and(|event| {
            event.input_type() == "insertReplacementText" && suggest.is_some()
        });
        if chosen {
            draft.finish();
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.is_composing() && (lines == Lines::One || event.ctrl_key()) => {
            draft.finish();
        }
        "Escape" if draft.restore() => {
            event.prevent_default();
            event.stop_propagation();
        }
        _ => {}
    };
    let testid = format!("field-{name}");
    let control = match lines {
        Lines::One => {
            let list = suggest.map(|_| {
                view! {
                    <datalist id=list_id.clone()>
                        {move || suggestions.get().into_iter()
                            .map(|text| view! { <option value=text></option> })
                            .collect::<Vec<_>>()}
                    </datalist>
                }
            });
            view! {
                <div class="field-line">
                    <input id=id.clone() type="text" autocomplete="off" inputmode=keyboard
                        data-testid=testid list=suggest.map(|_| list_id)
                        placeholder=move || placeholder.get()
                        prop:value=shown aria-invalid=invalid aria-describedby=described
                        on:focus=move |_| look("") on:input=on_input on:keydown=on_key
                        on:change=move |_| draft.leave()/>
                    {list}
                    {after}
                </div>
            }
        }
        Lines::Many => view! {
            <textarea id=id.clone() rows="3" data-testid=testid prop:value=shown
                placeholder=move || placeholder.get()
                aria-invalid=invalid aria-describedby=described
                on:input=on_input on:keydown=on_key on:change=move |_| draft.leave()></textarea>
        },
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {control}
            <p id=error_id class="error" role="alert">{move || draft.error.get()}</p>
        </div>
    }
}

/// A text.
#[component]
pub fn TextField(
    /// The label.
    #[prop(into)]
    label: String,
    /// What is stored.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was typed.
    commit: Commit<String>,
    /// One line or many.
    #[prop(optional)]
    lines: Lines,
    /// The keyboard of a telephone.
    #[prop(default = "text")]
    keyboard: &'static str,
    /// Stands in the empty field.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// What could be meant; makes the field one to choose from.
    #[prop(optional)]
    suggest: Option<Suggest>,
    /// The name for tests, after `field-`.
    #[prop(optional)]
    name: &'static str,
) -> Built {
    let draft = Draft::new(commit);
    text_field(TextSpec {
        label,
        value,
        draft,
        lines,
        keyboard,
        placeholder,
        suggest,
        name,
        after: None,
    })
}

/// One of the values of a [`SelectField`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub label: String,
    /// The heading it stands under, or empty. Equal ones stand together.
    pub group: String,
}

impl<T: Into<String>> From<T> for Choice {
    fn from(label: T) -> Self {
        Self { label: label.into(), group: String::new() }
    }
}

/// One value of a list, by its place.
#[component]
pub fn SelectField(
    /// The label.
    #[prop(into)]
    label: String,
    /// The values to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The place of the stored one.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Takes the place of another.
    commit: Commit<usize>,
    /// True where nothing can be chosen now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The name for tests, after `field-`.
    #[prop(optional)]
    name: &'static str,
) -> Built {
    let id = fresh_id();
    let error_id = format!("{id}e");
    let error = RwSignal::new(None::<String>);
    let element = Spot::new();
    let choose = move |_| {
        let Some(select) = element.get_untracked() else { return };
        let select: web_sys::HtmlSelectElement = select.unchecked_into();
        let at = usize::try_from(select.selected_index()).unwrap_or(0);
        match commit.run(at) {
            Ok(()) => {
                error.try_set(None);
            }
            Err(words) => {
                error.try_set(Some(words));
                let stored = i32::try_from(chosen.get_untracked()).unwrap_or(0);
                select.set_selected_index(stored);
            }
        }
    };
    let described = {
        let error_id = error_id.clone();
        move || error.with(Option::is_some).then(|| error_id.clone())
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select node_ref=element id=id data-testid=format!("field-{name}") on:change=choose
                disabled=move || disabled.get()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described>
                {move || options(choices.get(), chosen)}
            </select>
            <p id=error_id class="error" role="alert">{move || error.get()}</p>
        </div>
    }
}

fn options(choices: Vec<Choice>, chosen: Signal<usize>) -> Vec<Built> {
    let mut views = Vec::new();
    let mut group: Option<(String, Vec<Built>)> = None;
    for (at, choice) in choices.into_iter().enumerate() {
        let option = view! {
            <option value=at.to_string() prop:selected=move || chosen.get() == at>{choice.label}</option>
        };
        if choice.group.is_empty() {
            views.extend(group.take().map(grouped));
            views.push(option);
            continue;
        }
        match &mut group {
            Some((name, members)) if *name == choice.group => members.push(option),
            _ => {
                views.extend(group.take().map(grouped));
                group = Some((choice.group, vec![option]));
            }
        }
    }
    views.extend(group.map(grouped));
    views
}

fn grouped((name, members): (String, Vec<Built>)) -> Built {
    view! { <optgroup label=name>{members}</optgroup> }
}
