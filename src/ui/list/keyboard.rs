//! The table by keyboard: arrows change the row, Enter opens it (it is a link),
//! Space selects it.

use super::{ListState, Selecting};
use crate::ui::browser::focus;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use trichter::domain::DealId;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Does what a key means on the table.
pub fn press(state: ListState, event: &KeyboardEvent) {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let Some(target) = target.filter(|target| !is_control(target)) else { return };
    let key = event.key();
    if event.alt_key() {
        return;
    }
    if event.ctrl_key() || event.meta_key() {
        if key == "a" {
            event.prevent_default();
            state.select_all();
        }
        return;
    }
    let now = state.active.get_untracked();
    let (rows, place) = state
        .shown
        .with_untracked(|shown| (shown.len(), shown.iter().position(|id| Some(*id) == now)));
    let Some(last) = rows.checked_sub(1) else { return };
    let page = page_of(state);
    let to = match key.as_str() {
        "ArrowDown" => place.map_or(0, |place| place + 1),
        "ArrowUp" => place.unwrap_or_default().saturating_sub(1),
        "PageDown" => place.unwrap_or_default() + page,
        "PageUp" => place.unwrap_or_default().saturating_sub(page),
        "Home" => 0,
        "End" => last,
        " " => {
            event.prevent_default();
            if let Some(id) = now.filter(|_| place.is_some()) {
                state.toggle(id);
            }
            return;
        }
        "Escape" if state.session.route.get_untracked().deal.is_none() => {
            if state.chosen.with_untracked(|chosen| !chosen.is_empty()) {
                event.prevent_default();
                state.select_none();
            }
            return;
        }
        // A link opens by itself. The grid stands for its row, and so does a link from which the
        // arrows went on to one that has no focus yet.
        "Enter" if target.tag_name() != "A" || row_of(&target) != now => {
            event.prevent_default();
            state.session.show_deal(now.filter(|_| place.is_some()));
            return;
        }
        _ => return,
    };
    event.prevent_default();
    let Some(id) = state.shown.with_untracked(|shown| shown.get(to.min(last)).copied()) else {
        return;
    };
    if event.shift_key() {
        if state.anchor.get_value().is_none() {
            state.anchor.set_value(now);
        }
        state.select_up_to(id, Selecting::Add);
    }
    go_to(state, id, to.min(last));
}

/// Head buttons and check boxes have keys of their own.
fn is_control(target: &Element) -> bool {
    matches!(target.tag_name().as_str(), "BUTTON" | "INPUT")
}

/// Returns the deal of the row an element is in.
fn row_of(element: &Element) -> Option<DealId> {
    element.closest(".list-row").ok()??.get_attribute("data-deal")?.parse().ok()
}

/// Scrolls a row into sight and focuses it.
fn go_to(state: ListState, id: DealId, place: usize) {
    state.active.set(Some(id));
    let Some(scroller) = state.scroller.get_untracked() else { return };
    let row = state.sight.row_height();
    let top = place as f64 * row;
    let room = f64::from(scroller.client_height()) - head_height(state);
    let now = f64::from(scroller.scroll_top());
    let wanted = now.min(top).max(top + row - room);
    if (wanted - now).abs() > f64::EPSILON {
        #[allow(clippy::cast_possible_truncation, reason = "pixels of a page are below 2^31")]
        scroller.set_scroll_top(wanted.ceil() as i32);
    }
    state.sight.look(&scroller);
    let link = format!(".list-row[data-deal=\"{id}\"] .list-link");
    if !focus::now(&link) {
        focus::first(link);
    }
}

fn head_height(state: ListState) -> f64 {
    let head = state
        .scroller
        .get_untracked()
        .and_then(|scroller| scroller.query_selector(".list-head").ok().flatten());
    head.map_or(0.0, |head| head.get_bounding_client_rect().height())
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of rows: never negative, far below 2^31"
)]
fn page_of(state: ListState) -> usize {
    let height = state.scroller.get_untracked().map_or(0, |scroller| scroller.client_height());
    let room = (f64::from(height) - head_height(state)).max(0.0);
    ((room / state.sight.row_height()) as usize).saturating_sub(1).max(1)
}

/// Follows the scrolling. The row with the focus may leave the page: the grid
/// takes the focus then, so that the keys still work.
pub fn scrolled(state: ListState) {
    let Some(scroller) = state.scroller.get_untracked() else { return };
    let had_focus = focus::current().is_some_and(|element| {
        element.class_list().contains("list-link") && scroller.contains(Some(&element))
    });
    state.sight.look(&scroller);
    if had_focus {
        request_animation_frame(move || {
            let lost = focus::current().is_none_or(|element| element.tag_name() == "BODY");
            if lost {
                scroller.focus().ok();
            }
        });
    }
}
