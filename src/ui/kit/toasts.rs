//! Short messages, and the voice for screen readers.

use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, rows, view};
use crate::ui::session::{ToastKind, use_session};
use leptos::prelude::*;

/// Shows the messages of the session. Stands once in the page.
#[component]
pub fn Toasts() -> Built {
    let session = use_session();
    let text = session.text();
    let keys = move || session.toasts.with(|toasts| toasts.iter().map(|toast| toast.id).collect());
    let row = move |id| {
        let toast = session.toasts.with_untracked(|toasts| {
            toasts.iter().find(|toast| toast.id == id).map(|toast| (toast.text.clone(), toast.kind))
        });
        let (words, kind) = toast.unwrap_or((String::new(), ToastKind::Note));
        view! {
            <div class="toast" class:refused=kind == ToastKind::Refused data-testid="toast">
                <span>{words}</span>
                {(kind == ToastKind::Done).then(|| view! {
                    <button type="button" class="link" on:click=move |_| {
                        session.dismiss(id);
                        session.undo();
                    }>{text.app.undo()}</button>
                })}
                <button type="button" class="ghost icon-only" aria-label=text.a11y.dismiss()
                    on:click=move |_| session.dismiss(id)>
                    <Icon glyph=Glyph::Close/>
                </button>
            </div>
        }
    };
    view! {
        <div class="visually-hidden" role="status" aria-live="polite">
            {move || session.announcement.get()}
        </div>
        <section class="toasts" aria-label=text.a11y.notifications()>{rows(keys, row)}</section>
    }
}
