//! The first run: an example, an empty pipeline, or a file.

use crate::ui::session::use_session;
use leptos::prelude::*;
use trichter::domain::Preset;
use trichter::workspace::Workspace;

/// Offers what to begin with.
#[component]
pub fn Start() -> impl IntoView {
    let session = use_session();
    let text = session.text();
    let empty = move |preset: Preset| {
        let language = session.language();
        let workspace = session
            .with_ids(|_, ids| Workspace::new(text.start.my_workspace, preset, language, ids));
        session.replace(workspace);
    };
    view! {
        <main class="start">
            <h1>{text.start.welcome}</h1>
            <p>{text.start.promise}</p>
            <button type="button" on:click=move |_| empty(Preset::Standard)>{text.start.empty}</button>
        </main>
    }
}
