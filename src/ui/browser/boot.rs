//! The script that started the page, and shows the rescue screen.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = reportError)]
    fn report_error(error: &js_sys::Error);
}

/// The name of the error by which `boot/boot.js` knows that the page cannot start.
const NAME: &str = "StartError";

/// Tells the script that the page cannot start.
pub fn report(why: &str) {
    let error = js_sys::Error::new(why);
    error.set_name(NAME);
    report_error(&error);
}
