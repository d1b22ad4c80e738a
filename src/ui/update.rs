//! The offer of a new version, and the wait until everything is saved.
//!
//! A new version waits beside the running one until somebody agrees. Then it still waits for the
//! store: no edit is on its way when the page is reloaded.

use crate::ui::browser::offline;
use crate::ui::lean::{Built, built, follow, view};
use crate::ui::session::{SaveState, Session};
use leptos::prelude::*;
use trichter::store::Durability;

/// How far the change to a new version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    /// There is none, or it was put off.
    None,
    /// It is there.
    Ready,
    /// It was asked for and waits until everything is saved.
    Wanted,
}

/// The offer; lives as long as the page.
#[derive(Clone, Copy)]
struct Update(RwSignal<Offer>);

/// Lets the offer live as long as the owner this is called in, and listens for a new version.
pub fn provide(session: Session) {
    let offer = RwSignal::new(Offer::None);
    provide_context(Update(offer));
    offline::listen(move || offer.set(Offer::Ready));
    follow(move || {
        if offer.get() == Offer::Wanted && holds_everything(session) {
            offline::renew(move || untrack(|| holds_everything(session)));
        }
    });
}

/// Says whether nothing would be lost now. Without a workspace there is nothing to lose.
fn holds_everything(session: Session) -> bool {
    let said = matches!(session.save_state.get(), SaveState::Saved | SaveState::Weak(_));
    let held = session.with_inner(|inner| inner.keeper.durability()) == Durability::Saved;
    !session.open.get() || (said && held)
}

/// Shows the offer, with "reload" and "later".
pub fn notice(session: Session) -> Built {
    let Some(Update(offer)) = use_context::<Update>() else { return built(()) };
    let text = session.text();
    built(move || {
        let words = match offer.get() {
            Offer::None => return None,
            Offer::Ready => text.app.new_version(),
            Offer::Wanted => text.app.new_version_waits(),
        };
        let ready = offer.get_untracked() == Offer::Ready;
        Some(view! {
            <div class="toast update" role="status" data-testid="update">
                <span>{words}</span>
                {ready.then(|| view! {
                    <button type="button" class="link" data-testid="update-now"
                        on:click=move |_| offer.set(Offer::Wanted)>{text.app.reload()}</button>
                })}
                <button type="button" class="link" data-testid="update-later"
                    on:click=move |_| offer.set(Offer::None)>{text.app.later()}</button>
            </div>
        })
    })
}
