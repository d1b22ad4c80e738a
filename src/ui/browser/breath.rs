//! Lets the page breathe between two slices of long work.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// How long a slice of work may keep the page busy, in milliseconds.
const SLICE_MS: f64 = 24.0;

/// Work that is done in slices.
pub struct Breath {
    since: f64,
}

impl Breath {
    /// Begins a slice.
    pub fn new() -> Self {
        Self { since: now() }
    }

    /// Says whether the slice has been long enough.
    pub fn is_out(&self) -> bool {
        now() - self.since > SLICE_MS
    }

    /// Lets the page breathe if the slice has been long enough.
    pub async fn take(&mut self) {
        if self.is_out() {
            breathe().await;
            self.since = now();
        }
    }
}

/// Lets the page draw and answer.
pub async fn breathe() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        // Without a timer the work goes on at once.
        if window().set_timeout_with_callback(&resolve).is_err() {
            resolve.call0(&wasm_bindgen::JsValue::NULL).ok();
        }
    });
    JsFuture::from(promise).await.ok();
}

fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
