//! A modal dialog on the browser's own `<dialog>`.

use crate::ui::browser::focus;
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Content, Spot, follow, view};
use crate::ui::session::use_session;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

/// Shows its content in front of everything; Escape and the close button end it,
/// and the focus goes back to where it was.
#[component]
pub fn Dialog(
    /// The heading.
    #[prop(into)]
    title: String,
    /// Asked to go away.
    on_close: Callback<()>,
    /// A width of its own: `wide` or nothing.
    #[prop(optional)]
    size: &'static str,
    children: Content,
) -> Built {
    let text = use_session().text();
    let element = Spot::new();
    // Elements of the browser are not `Send`; the page has one thread.
    let before = StoredValue::new_local(focus::current());
    follow(move || {
        let Some(dialog) = element.get() else { return };
        let dialog: HtmlDialogElement = dialog.unchecked_into();
        if !dialog.open() {
            dialog.show_modal().ok();
        }
    });
    on_cleanup(move || {
        // While it is open, nothing outside can take the focus.
        if let Some(dialog) = element.get_untracked() {
            dialog.unchecked_into::<HtmlDialogElement>().close();
        }
        before.with_value(|before| {
            if let Some(before) = before {
                before.focus().ok();
            }
        });
    });
    view! {
        <dialog
            node_ref=element
            class=format!("dialog {size}")
            aria-labelledby="dialog-title"
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_close.run(());
            }
            on:keydown=|event| event.stop_propagation()
        >
            <header class="dialog-head">
                <h2 id="dialog-title">{title}</h2>
                <button type="button" class="ghost icon-only" aria-label=text.app.close()
                    on:click=move |_| on_close.run(())>
                    <Icon glyph=Glyph::Close/>
                </button>
            </header>
            <div class="dialog-body">{children.make()}</div>
        </dialog>
    }
}
