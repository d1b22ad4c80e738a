//! Moves the keyboard focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Focuses the first element that matches a selector, after the page settled.
pub fn first(selector: impl Into<String>) {
    let selector = selector.into();
    request_animation_frame(move || {
        let found = document().query_selector(&selector).ok().flatten();
        if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            element.focus().ok();
        }
    });
}

/// Returns the element that has the focus.
pub fn current() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}
