//! The page: mounts the Leptos application.

#[cfg(target_arch = "wasm32")]
fn main() {
    leptos::mount::mount_to_body(|| {
        use leptos::prelude::*;
        view! { <h1>"Trichter"</h1> }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
