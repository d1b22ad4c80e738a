//! The page: renders the core, stores its transactions, talks to the browser.
//!
//! It exists only for wasm32; elsewhere this binary is empty, so that the core
//! builds and tests without any browser crate.

#[cfg(target_arch = "wasm32")]
mod ui;

#[cfg(target_arch = "wasm32")]
fn main() {
    ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
