//! Opens a workspace that a link holds, after asking.

use super::review::Review;
use super::{Failure, Opening, State};
use crate::ui::browser::{address, focus};
use crate::ui::session::Session;
use leptos::ev;
use leptos::prelude::*;
use trichter::document;
use trichter::exchange::share;
use trichter::route::{Route, Screen};

/// Shows what the address holds, now and whenever it holds something.
pub fn follow(session: Session, opening: Opening) {
    look(session, opening);
    let handle = window_event_listener(ev::hashchange, move |_| look(session, opening));
    on_cleanup(move || handle.remove());
}

fn look(session: Session, opening: Opening) {
    let Some(packed) = address::shared() else { return };
    // What the link holds stays out of the history of the browser.
    let route = Route { screen: Screen::Data, ..Route::default() };
    address::replace(route);
    session.route.set(route);
    let name = session.text().out.shared().to_owned();
    let state = match share::unpack(&packed) {
        Err(_) => State::Failed(vec![(name, Failure::Link)]),
        Ok(text) => match document::read(&text) {
            Ok(reading) => State::Document(Box::new(Review::new(name, reading))),
            Err(error) => State::Failed(vec![(name, Failure::Read(error))]),
        },
    };
    opening.show(state);
    focus::first("#opened-title");
}
