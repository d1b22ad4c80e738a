//! The history: what was done, with a way back to any point of it.

use crate::ui::browser::focus;
use crate::ui::kit::dialog::Dialog;
use crate::ui::lean::{Built, built, view};
use crate::ui::session::{Ask, Session, use_session};
use leptos::prelude::*;
use trichter::domain::Timestamp;
use trichter::store::past::STEPS;
use trichter::workspace::Transaction;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// Which way a step leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Forth,
}

/// A step of the list.
struct Step {
    words: String,
    at: Timestamp,
}

/// Shows the history while it is asked for.
#[component]
pub fn HistoryDialog() -> Built {
    let session = use_session();
    let text = session.text();
    built(move || {
        (session.ask.get() == Ask::History).then(|| {
            let close = Callback::new(move |()| session.ask.set(Ask::Nothing));
            view! {
                <Dialog title=text.trust.history() on_close=close>
                    <p class="hint">{text.trust.history_help()}</p>
                    {list(session)}
                </Dialog>
            }
        })
    })
}

/// Lists the steps, the latest first; what was taken back stands above.
fn list(session: Session) -> Built {
    let text = session.text();
    built(move || {
        session.revision();
        let (undone, done) = steps(session);
        if undone.is_empty() && done.is_empty() {
            return view! { <p class="empty-state">{text.trust.history_empty()}</p> };
        }
        let redo = undone.len();
        let forth: Vec<Built> = undone
            .into_iter()
            .enumerate()
            .map(|(at, step)| line(session, step, redo - at, Way::Forth))
            .collect();
        let back: Vec<Built> = done
            .into_iter()
            .enumerate()
            .map(|(at, step)| line(session, step, at + 1, Way::Back))
            .collect();
        view! {
            <ol class="history" data-testid="history-list" on:keydown=move_focus>
                {forth}
                <li class="history-now" tabindex="-1" id="history-now">{text.trust.now()}</li>
                {back}
            </ol>
        }
    })
}

/// Returns what was undone, the furthest first, and what was done, the latest first.
fn steps(session: Session) -> (Vec<Step>, Vec<Step>) {
    let step = |transaction: &Transaction| Step {
        words: session.describe(&transaction.label),
        at: transaction.at,
    };
    session.with_inner(|inner| {
        let undone = inner.history.undone().rev().take(STEPS).map(step).collect::<Vec<_>>();
        let done = inner.history.done().rev().take(STEPS).map(step).collect();
        (undone.into_iter().rev().collect(), done)
    })
}

fn line(session: Session, step: Step, count: usize, way: Way) -> Built {
    let text = session.text();
    let moment = session.moment();
    let day = text.format.day_near(moment.zone.day(step.at), moment.today());
    let time = text.format.time(moment.zone.minute_of_day(step.at));
    let (class, does) = match way {
        Way::Back => ("history-step", text.trust.undo_to(count)),
        Way::Forth => ("history-step undone", text.trust.redo_to(count)),
    };
    let key = match way {
        Way::Back => format!("back-{count}"),
        Way::Forth => format!("forth-{count}"),
    };
    view! {
        <li class=class>
            <button type="button" data-step=key on:click=move |_| go(session, count, way)>
                <span class="history-what">{step.words}</span>
                <span class="history-when">{day}", "{time}</span>
                <span class="history-does">{does}</span>
            </button>
        </li>
    }
}

/// Takes steps back or does them again. Each is a transaction, as if it was done one by one.
fn go(session: Session, count: usize, way: Way) {
    let gone = match way {
        Way::Back => session.go_back(count),
        Way::Forth => session.go_forth(count),
    };
    let said = &session.text().trust;
    session.announce(match way {
        Way::Back => said.went_back(gone),
        Way::Forth => said.went_forward(gone),
    });
    focus::first("#history-now");
}

/// The arrows go from step to step.
fn move_focus(event: KeyboardEvent) {
    let down = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    let Some(here) = focus::current() else { return };
    let mut item = here.closest("li").ok().flatten();
    loop {
        item = item.and_then(|item| {
            if down { item.next_element_sibling() } else { item.previous_element_sibling() }
        });
        let Some(there) = &item else { return };
        if let Ok(Some(button)) = there.query_selector("button") {
            event.prevent_default();
            if let Ok(button) = button.dyn_into::<HtmlElement>() {
                button.focus().ok();
            }
            return;
        }
    }
}
