//! The root: one session, one page for each language, the start or the shell.

use crate::ui::annex;
use crate::ui::browser::mirror::Begun;
use crate::ui::kit::menu::Menu;
use crate::ui::lean::{Built, Derived, built, follow, view};
use crate::ui::session::Session;
use crate::ui::shell::Shell;
use crate::ui::start::Start;
use leptos::prelude::*;
use trichter::domain::Language;

/// Mounts the page and takes the skeleton away.
pub fn mount(begun: Begun) {
    let Some(body) = document().body() else { return };
    // The views make their nodes themselves; what Leptos keeps is the owner of all.
    let parent = body.clone();
    leptos::mount::mount_to_renderer(&body, move || {
        parent.append_child(app(begun).node()).ok();
    })
    .forget();
    if let Some(skeleton) = document().get_element_by_id("boot") {
        skeleton.remove();
    }
}

fn app(begun: Begun) -> Built {
    let session = Session::start(begun);
    provide_context(session);
    annex::ask_soon(session);
    provide_context(Menu::new());
    let language = Derived::new(move || session.preferences.with(|kept| kept.language()));
    follow(move || {
        let Some(root) = document().document_element() else { return };
        let code = match language.get() {
            Language::De => "de",
            Language::En => "en",
        };
        root.set_attribute("lang", code).ok();
        root.set_attribute("data-theme", session.preferences.get().theme.name()).ok();
    });
    // Texts are plain values: another language builds the page anew.
    built(move || {
        language.track();
        if session.open.get() {
            view! { <Shell/> }
        } else {
            view! { <Start/> }
        }
    })
}
