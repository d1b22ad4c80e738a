//! The address bar: reads and writes the fragment.

use leptos::ev;
use leptos::prelude::*;
use trichter::example::Kept;
use trichter::route::Route;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// Reads the route from the address.
pub fn route() -> Route {
    let hash = window().location().hash().unwrap_or_default();
    match hash.parse() {
        Ok(route) => route,
        Err(never) => match never {},
    }
}

/// Writes a route into the address as a new entry of the browser's history.
pub fn push(route: Route) {
    // Setting the fragment cannot fail in a window; a detached one has no address.
    if let Err(error) = window().location().set_hash(&route.to_string()) {
        leptos::logging::error!("the address could not be set: {error:?}");
    }
}

/// Writes a route into the address in place of what stands there.
pub fn replace(route: Route) {
    let Ok(history) = window().history() else { return };
    let here = route.to_string();
    if let Err(error) = history.replace_state_with_url(&JsValue::NULL, "", Some(&here)) {
        leptos::logging::error!("the address could not be replaced: {error:?}");
    }
}

/// Keeps a signal equal to the address. What is being typed is taken before a field goes away,
/// with another address as with the page itself.
pub fn follow(signal: RwSignal<Route>) {
    let handle = window_event_listener(ev::hashchange, move |_| {
        let now = route();
        if signal.get_untracked() != now {
            leave_field();
            signal.set(now);
        }
    });
    let hidden = window_event_listener(ev::pagehide, |_| leave_field());
    on_cleanup(move || {
        handle.remove();
        hidden.remove();
    });
}

/// Leaves the field with the focus, which takes what was typed into it.
fn leave_field() {
    let focused = document().active_element().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(field) = focused {
        field.blur().ok();
    }
}

/// What stands before a document in an address.
const SHARED: &str = "#/share/";

/// Says whether the address holds a document.
pub fn is_shared() -> bool {
    window().location().hash().is_ok_and(|hash| hash.starts_with(SHARED))
}

/// Returns the packed document in the address, if it holds one.
pub fn shared() -> Option<String> {
    let hash = window().location().hash().ok()?;
    hash.strip_prefix(SHARED).map(str::to_owned)
}

/// Returns the address of this page with a packed document in it.
pub fn shared_address(packed: &str) -> String {
    let here = window().location().href().unwrap_or_default();
    let page = here.split('#').next().unwrap_or_default();
    [page, SHARED, packed].concat()
}

/// The most deals a simulation by address makes.
const MOST_DEALS: usize = 50_000;

/// What the address asks to simulate.
pub struct Wish {
    /// Number of deals.
    pub deals: usize,
    /// Seed of every draw.
    pub seed: u64,
    /// Which deals drawn are kept.
    pub kept: Kept,
}

/// Reads what to simulate, if the address asks for it: number of deals, seed, and `open=1` for a
/// full board.
pub fn simulation() -> Option<Wish> {
    let hash = window().location().hash().ok()?;
    let query = hash.strip_prefix("#/data/simulate")?.trim_start_matches('?');
    let number = |name: &str| {
        query.split('&').find_map(|part| {
            part.split_once('=').filter(|(known, _)| *known == name)?.1.parse::<u64>().ok()
        })
    };
    let deals = usize::try_from(number("deals").unwrap_or(100)).ok()?;
    let kept = if number("open") == Some(1) { Kept::Open } else { Kept::Every };
    Some(Wish { deals: deals.min(MOST_DEALS), seed: number("seed").unwrap_or(1), kept })
}
