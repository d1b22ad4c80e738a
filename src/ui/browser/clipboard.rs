//! The clipboard.

use leptos::prelude::window;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// Writes a text into the clipboard, then does something. Where the page may not, as without
/// https, nothing happens.
pub fn write(text: &str, done: impl FnOnce() + 'static) {
    let navigator = window().navigator();
    let open = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if open.is_err() || open.is_ok_and(|clipboard| clipboard.is_undefined()) {
        return;
    }
    let written = navigator.clipboard().write_text(text);
    spawn_local(async move {
        if JsFuture::from(written).await.is_ok() {
            done();
        }
    });
}
