//! Keys that work on every screen.

use crate::ui::browser::focus;
use crate::ui::kit::dialog::Dialog;
use crate::ui::lean::{Built, built, view};
use crate::ui::session::{Ask, Session, use_session};
use leptos::ev;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use trichter::route::Screen;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Screens reached with `g` and a letter.
const GO: [(&str, Screen); 10] = [
    ("t", Screen::Today),
    ("b", Screen::Board),
    ("l", Screen::List),
    ("k", Screen::Contacts),
    ("f", Screen::Funnel),
    ("i", Screen::Insights),
    ("p", Screen::Forecast),
    ("s", Screen::Scores),
    ("d", Screen::Data),
    ("e", Screen::Settings),
];

/// Listens while the shell is on screen.
pub fn listen(session: Session) {
    let going = StoredValue::new(false);
    let handle = window_event_listener(ev::keydown, move |event| press(session, going, &event));
    on_cleanup(move || handle.remove());
}

fn press(session: Session, going: StoredValue<bool>, event: &KeyboardEvent) {
    if event.default_prevented() {
        return;
    }
    let key = event.key();
    if (event.ctrl_key() || event.meta_key()) && !event.alt_key() {
        let shift = event.shift_key();
        match key.to_lowercase().as_str() {
            // A text field has an undo of its own.
            "z" if !types_text() => {
                event.prevent_default();
                if shift { session.redo() } else { session.undo() }
            }
            "y" if !types_text() => {
                event.prevent_default();
                session.redo();
            }
            _ => {}
        }
        return;
    }
    if types_text() || event.alt_key() {
        return;
    }
    if going.get_value() {
        going.set_value(false);
        if let Some((_, screen)) = GO.iter().find(|(letter, _)| *letter == key) {
            event.prevent_default();
            session.go_to(*screen);
            return;
        }
    }
    match key.as_str() {
        "g" => going.set_value(true),
        "/" => {
            event.prevent_default();
            focus::first("[data-testid=filter]");
        }
        "n" => {
            event.prevent_default();
            if session.route.get_untracked().screen != Screen::Board {
                session.go_to(Screen::Board);
            }
            focus::first("[data-testid=quick-add]");
        }
        "?" => session.ask.set(Ask::Keys),
        "h" => session.ask.set(Ask::History),
        "Escape" if session.route.get_untracked().deal.is_some() => session.show_deal(None),
        _ => {}
    }
}

/// Returns true while a key would type into something.
fn types_text() -> bool {
    let Some(element) = focus::current() else { return false };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            let kind = element.get_attribute("type").unwrap_or_default();
            !matches!(kind.as_str(), "checkbox" | "radio" | "button" | "file" | "range")
        }
        _ => element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable),
    }
}

/// Shows what the keys do.
#[component]
pub fn KeysDialog() -> Built {
    let session = use_session();
    let text = session.text();
    let row = |keys: &'static str, what: &'static str| {
        view! { <tr><td><kbd>{keys}</kbd></td><td>{what}</td></tr> }
    };
    let go = move || {
        GO.map(|(letter, screen)| {
            let name = crate::ui::shell::screen_name(text, screen);
            view! { <tr><td><kbd>"g"</kbd>" "<kbd>{letter}</kbd></td><td>{name}</td></tr> }
        })
    };
    built(move || {
        (session.ask.get() == Ask::Keys).then(|| {
            view! {
                <Dialog title=text.shortcuts.title()
                    on_close=Callback::new(move |()| session.ask.set(Ask::Nothing))>
                    <table class="keys">
                        <tbody>
                            {row("n", text.board.new_deal())}
                            {row("/", text.app.search())}
                            {row("d", text.shortcuts.complete())}
                            {row("Ctrl+Z", text.app.undo())}
                            {row("Ctrl+Shift+Z", text.app.redo())}
                            {row("h", text.trust.history())}
                            {row("?", text.shortcuts.title())}
                            {go()}
                        </tbody>
                    </table>
                    <p class="hint">{text.a11y.drag_help()}</p>
                </Dialog>
            }
        })
    })
}
