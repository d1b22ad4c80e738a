//! Moves the keyboard focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Focuses the first element that matches a selector, after the page settled.
pub fn first(selector: impl Into<String>) {
    let selector = selector.into();
    request_animation_frame(move || _ = now(&selector));
}

/// Focuses the first element that matches a selector at once, so that the next key meets it however
/// soon it comes; returns whether it is there.
pub fn now(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let element = found.and_then(|found| found.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// Returns the element that has the focus.
pub fn current() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Focuses the first element that matches a selector if nothing has the focus, as when the element
/// with it is gone.
pub fn keep_if_lost(selector: impl Into<String>) {
    let selector = selector.into();
    request_animation_frame(move || {
        let lost = current().is_none_or(|element| element.tag_name() == "BODY");
        if lost {
            first(selector);
        }
    });
}

/// Focuses the first element that matches a selector unless by then something is being typed into a
/// field.
pub fn unless_typing(selector: impl Into<String>) {
    let selector = selector.into();
    request_animation_frame(move || {
        let typing = current().is_some_and(|element| {
            ["INPUT", "SELECT", "TEXTAREA"].contains(&element.tag_name().as_str())
        });
        if !typing {
            first(selector);
        }
    });
}
