//! A newer version of the page, as `boot/offline.js` finds and starts it.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = trichterOffline, js_name = listen)]
    fn js_listen(told: &js_sys::Function);
    #[wasm_bindgen(js_namespace = trichterOffline, js_name = renew)]
    fn js_renew(is_saved: &js_sys::Function);
}

/// Calls back for the life of the page when there is a newer version; at once if there is one.
pub fn listen(told: impl Fn() + 'static) {
    let told = Closure::<dyn Fn()>::new(told);
    js_listen(told.as_ref().unchecked_ref());
    // It lives as long as the page.
    told.forget();
}

/// Starts the newer version: it takes over, then the page is reloaded at a moment when everything
/// is saved.
pub fn renew(is_saved: impl Fn() -> bool + 'static) {
    let is_saved = Closure::<dyn Fn() -> bool>::new(is_saved);
    js_renew(is_saved.as_ref().unchecked_ref());
    // It lives as long as the page.
    is_saved.forget();
}
