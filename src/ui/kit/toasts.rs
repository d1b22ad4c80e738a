//! Short messages, and the voice for screen readers.

use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::session::{ToastKind, use_session};
use leptos::prelude::*;

/// Shows the messages of the session. Stands once in the page.
#[component]
pub fn Toasts() -> impl IntoView {
    let session = use_session();
    let text = session.text();
    view! {
        <div class="visually-hidden" role="status" aria-live="polite">
            {move || session.announcement.get()}
        </div>
        <section class="toasts" aria-label=text.a11y.notifications>
            <For each=move || session.toasts.get() key=|toast| toast.id let:toast>
                <div class="toast" class:refused=toast.kind == ToastKind::Refused
                    data-testid="toast">
                    <span>{toast.text}</span>
                    {(toast.kind == ToastKind::Done).then(|| view! {
                        <button type="button" class="link" on:click=move |_| {
                            session.dismiss(toast.id);
                            session.undo();
                        }>{text.app.undo}</button>
                    })}
                    <button type="button" class="ghost icon-only" aria-label=text.a11y.dismiss
                        on:click=move |_| session.dismiss(toast.id)>
                        <Icon glyph=Glyph::Close/>
                    </button>
                </div>
            </For>
        </section>
    }
}
