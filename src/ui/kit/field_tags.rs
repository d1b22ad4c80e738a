//! A field for several short texts, each of which can be taken away.

use super::field::{Commit, Draft, Lines, Suggest, TextSpec, text_field};
use super::icon::{Glyph, Icon};
use crate::ui::lean::{Built, view};
use crate::ui::session::use_session;
use leptos::prelude::*;

/// Short texts; several are typed with commas between them.
#[component]
pub fn TagsField(
    /// The label.
    #[prop(into)]
    label: String,
    /// What is stored.
    #[prop(into)]
    value: Signal<Vec<String>>,
    /// Takes the whole list anew.
    commit: Commit<Vec<String>>,
    /// Stands in the empty field.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// What could be meant.
    #[prop(optional)]
    suggest: Option<Suggest>,
    /// The name for tests, after `field-`.
    #[prop(optional)]
    name: &'static str,
) -> Built {
    let text = use_session().text();
    let add = move |typed: String| {
        let mut tags = value.get_untracked();
        for tag in typed.split(',').map(|tag| tag.trim().trim_start_matches('#').trim()) {
            if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
        if tags == value.get_untracked() { Ok(()) } else { commit.run(tags) }
    };
    let draft = Draft::new(Callback::new(add));
    let remove = move |gone: &str| {
        let tags = value.get_untracked().into_iter().filter(|tag| tag != gone).collect();
        if let Err(words) = commit.run(tags) {
            draft.error.try_set(Some(words));
        }
    };
    let chips = move || {
        let tags = value.get();
        (!tags.is_empty()).then(|| {
            let chips = tags.into_iter().map(|tag| {
                let says = format!("{}: {tag}", text.app.remove());
                let gone = tag.clone();
                view! {
                    <li class="chip">
                        <span>{tag}</span>
                        <button type="button" class="ghost chip-remove" aria-label=says
                            on:click=move |_| remove(&gone)>
                            <Icon glyph=Glyph::Close/>
                        </button>
                    </li>
                }
            });
            view! { <ul class="chips">{chips.collect::<Vec<_>>()}</ul> }
        })
    };
    let field = text_field(TextSpec {
        label,
        value: Signal::stored(String::new()),
        draft,
        lines: Lines::One,
        keyboard: "text",
        placeholder,
        suggest,
        name,
        after: None,
    });
    view! { <div class="tags-field">{field}{chips}</div> }
}
