//! The page. Screens use [`kit`], [`session`] and the core, never each other.
#![allow(
    clippy::needless_pass_by_value,
    reason = "a component owns its props; the macro takes them by value"
)]

mod analyst;
mod annex;
mod app;
mod archive;
mod board;
mod browser;
mod chart;
mod closing;
mod contacts;
mod data;
mod deal;
mod entrance;
mod forecast;
mod funnel;
mod insights;
mod keeper;
mod keys;
mod kit;
mod lean;
mod list;
mod opening;
mod report;
mod scores;
mod screen;
mod session;
mod settings;
mod shell;
mod start;
mod tabs;
mod today;
mod trust;
mod update;

/// Shows the page in place of the skeleton that `index.html` brings.
pub fn start() {
    console_error_panic_hook::set_once();
    if web_sys::window().is_none() {
        // In a worker: nothing is shown here.
        wasm_bindgen_futures::spawn_local(annex::serve());
        return;
    }
    // Leptos has no executor before the page is mounted.
    wasm_bindgen_futures::spawn_local(async {
        let begun = browser::mirror::first().await;
        let mirrored = begun.texts.as_ref().is_some_and(|texts| keeper::holds_any(texts.keys()));
        if (mirrored || browser::local_storage::holds_data()) && archive::fetch().await.is_err() {
            browser::boot::report("a part of the page did not load");
            return;
        }
        app::mount(begun);
    });
}
