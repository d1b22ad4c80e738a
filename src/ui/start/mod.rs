//! The first run: an example, an empty pipeline, or a file.

use crate::ui::annex::{self, Room};
use crate::ui::browser::{files, local_storage};
use crate::ui::entrance::entrance;
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::kit::toasts::Toasts;
use crate::ui::lean::{Built, view};
use crate::ui::session::{SaveState, Session, use_session};
use leptos::prelude::*;
use trichter::domain::{Language, Preset};
use trichter::example::Example;
use trichter::workspace::Workspace;

/// Offers what to begin with.
#[component]
pub fn Start() -> Built {
    let session = use_session();
    let text = session.text();
    let preset = RwSignal::new(Preset::Standard);
    let begin = move |_| {
        let language = session.language();
        let preset = preset.get_untracked();
        let workspace = session
            .with_ids(|_, ids| Workspace::new(text.start.my_workspace(), preset, language, ids));
        annex::when_kept(session, move || session.replace(workspace));
    };
    let show = move |example: Example| {
        annex::when_here(session, move || {
            let made = annex::example(example, session.language(), &session.moment());
            if let Some(workspace) = made {
                session.replace(workspace);
            }
        });
    };
    let presets = Preset::ALL.map(|choice| {
        view! {
            <label class="choice">
                <input type="radio" name="preset" checked=choice == Preset::Standard
                    on:change=move |_| preset.set(choice)/>
                <span>{text.terms.preset(choice)}</span>
            </label>
        }
    });
    let others = Example::ALL.into_iter().skip(1).map(|example| {
        view! {
            <li>
                <button type="button" class="link" data-example=example.key()
                    on:click=move |_| show(example)>{example.name(session.language())}</button>
            </li>
        }
    });
    let known = session.workspaces();
    let known: Vec<_> = known.into_iter().filter(|known| !known.id.is_none()).collect();
    view! {
        <main class="start" id="main" tabindex="-1">
            <header class="start-head">
                <div>
                    <h1>{text.start.welcome()}</h1>
                    <p class="hint">{text.start.promise()}</p>
                </div>
                <LanguageSwitch/>
            </header>
            {move || trouble(session)}
            <h2>{text.start.choose()}</h2>
            <div class="start-choices">
                <section class="panel">
                    <h3>{text.start.example()}</h3>
                    <p class="hint">{text.start.example_help()}</p>
                    <button type="button" class="primary" data-testid="start-example"
                        on:click=move |_| show(Example::Showcase)>
                        {Example::Showcase.name(session.language())}
                    </button>
                    <ul class="start-examples">{others.collect::<Vec<_>>()}</ul>
                </section>
                <section class="panel">
                    <h3>{text.start.empty()}</h3>
                    <p class="hint">{text.start.empty_help()}</p>
                    <fieldset>
                        <legend class="visually-hidden">{text.start.pipeline()}</legend>
                        <div class="choices">{presets}</div>
                    </fieldset>
                    <button type="button" data-testid="start-empty" on:click=begin>
                        {text.start.empty()}
                    </button>
                </section>
                <section class="panel">
                    <h3>{text.start.open_file()}</h3>
                    <p class="hint">{text.start.open_file_help()}</p>
                    {entrance(session)}
                </section>
            </div>
            {annex::room(Room::Opened)}
            {(!known.is_empty()).then(|| view! {
                <section class="panel">
                    <h2>{text.app.workspaces()}</h2>
                    <ul class="start-examples">
                        {known.into_iter().map(|known| view! {
                            <li>
                                <button type="button" class="link"
                                    on:click=move |_| session.switch(known.id)>{known.name}</button>
                            </li>
                        }).collect::<Vec<_>>()}
                    </ul>
                </section>
            })}
        </main>
        {annex::room(Room::Update)}
        <Toasts/>
    }
}

/// Says that nothing can be stored, or that what is stored cannot be read; then
/// all of it can be taken away as a file.
fn trouble(session: Session) -> Option<Built> {
    let text = session.text();
    let SaveState::NotSaved(reason) = session.save_state.get() else { return None };
    let take = local_storage::everything().is_ok().then(|| {
        let take = move |_| {
            if let Ok(stored) = local_storage::everything() {
                let day = session.moment().today();
                let name = format!("trichter-{day}.json");
                files::download(&name, "application/json", stored.as_bytes());
            }
        };
        view! {
            <button type="button" data-testid="download-stored" on:click=take>
                {text.start.save_stored()}
            </button>
        }
    });
    Some(view! {
        <div class="banner trouble" role="alert">
            <Icon glyph=Glyph::Warning/>
            <p>{reason}</p>
            {take}
        </div>
    })
}

/// Switches the language before there is anything to switch it in.
#[component]
fn LanguageSwitch() -> Built {
    let session = use_session();
    let text = session.text();
    let choice = move |language: Language, name: &'static str, code: &'static str| {
        let pressed = session.language() == language;
        view! {
            <button type="button" lang=code aria-pressed=pressed.to_string()
                on:click=move |_| session.set_language(language)>{name}</button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label=text.app.language()>
            {choice(Language::De, "Deutsch", "de")}
            {choice(Language::En, "English", "en")}
        </div>
    }
}
