//! Language and theme of this device.

use crate::ui::browser::focus;
use crate::ui::browser::preferences::Theme;
use crate::ui::lean::{Built, view};
use crate::ui::session::use_session;
use leptos::prelude::*;
use trichter::domain::Language;

/// Chooses language and theme; both hold at once.
#[component]
pub fn Appearance() -> Built {
    let session = use_session();
    let text = session.text();
    let language = |language: Language| {
        let (name, code) = match language {
            Language::De => (text.app.german(), "de"),
            Language::En => (text.app.english(), "en"),
        };
        let on = move || session.preferences.get().language() == language;
        let choose = move |_| {
            session.set_language(language);
            // The page is built anew in the other language.
            focus::first(format!("[data-testid=language-{code}]"));
        };
        view! {
            <button type="button" lang=code data-testid=format!("language-{code}")
                aria-pressed=move || on().to_string() on:click=choose>{name}</button>
        }
    };
    let theme = |theme: Theme| {
        let name = match theme {
            Theme::System => text.app.theme_system(),
            Theme::Light => text.app.theme_light(),
            Theme::Dark => text.app.theme_dark(),
        };
        let on = move || session.preferences.get().theme == theme;
        view! {
            <button type="button" data-testid=format!("theme-{}", theme.name())
                aria-pressed=move || on().to_string()
                on:click=move |_| session.set_theme(theme)>{name}</button>
        }
    };
    view! {
        <section class="panel" aria-labelledby="settings-appearance">
            <h2 id="settings-appearance">{text.settings.appearance()}</h2>
            <p class="hint">{text.settings.appearance_help()}</p>
            <div class="settings-pair">
                <div class="field">
                    <span>{text.app.language()}</span>
                    <div class="segments" role="group" aria-label=text.app.language()>
                        {[Language::De, Language::En].map(language)}
                    </div>
                </div>
                <div class="field">
                    <span>{text.app.theme()}</span>
                    <div class="segments" role="group" aria-label=text.app.theme()>
                        {Theme::ALL.map(theme)}
                    </div>
                </div>
            </div>
        </section>
    }
}
