//! How much room there is, and what the browser promised.

use super::{Trust, use_trust};
use crate::ui::browser::disk;
use crate::ui::lean::{Built, Derived, built, nothing, view};
use crate::ui::session::{SaveState, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;
use trichter::store::Counting;

/// The share of the room from which it is said to be scarce, in tenths.
const SCARCE: usize = 8;

/// Shows how full local storage and database are.
pub fn room(session: Session) -> Built {
    let trust = use_trust(session);
    let says = session.text();
    let counting = disk::counting();
    let usage = Derived::new(move || {
        session.revision();
        session.save_state.track();
        session.usage(counting).map(|usage| (usage.used, usage.quota))
    });
    spawn_local(async move {
        trust.estimate.set(disk::estimate().await);
    });
    let meter = move || {
        let Some((used, quota)) = usage.get() else {
            return if session.has_mirror() {
                view! { <h3>{says.trust.local()}</h3><p>{says.trust.local_none()}</p> }
            } else {
                view! { <p class="error">{says.trust.memory_only()}</p> }
            };
        };
        let share = used as f64 / quota.max(1) as f64;
        let format = says.format;
        let share = format.percent(share);
        let bytes = |count: usize| format.bytes(count as u64);
        let words = match counting {
            Counting::Units => {
                says.data.storage_used(&share, &format.count(used), &format.count(quota))
            }
            Counting::Bytes => says.data.storage_bytes(&share, &bytes(used), &bytes(quota)),
        };
        view! {
            <h3>{says.trust.local()}</h3>
            <meter class="meter" min="0" max=quota.to_string() value=used.to_string()
                high=(quota / 10 * SCARCE).to_string() aria-label=says.data.storage()></meter>
            <p data-testid="storage-used" data-value=used.to_string()>{words}</p>
        }
    };
    built(view! {
        {meter}
        {database(trust)}
        {promise(trust)}
    })
}

fn database(trust: Trust) -> Built {
    let (session, says) = (trust.session, trust.session.text());
    let words = move || {
        if !session.has_mirror() {
            return says.trust.mirror_none().to_owned();
        }
        let bytes = |bytes: f64| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bytes")]
            let whole = bytes.max(0.0) as u64;
            says.format.bytes(whole)
        };
        trust.estimate.get().map_or_else(String::new, |(used, quota)| {
            says.trust.mirror_used(&bytes(used), &bytes(quota))
        })
    };
    built(move || {
        // Where nothing is stored at all, one sentence is enough.
        if matches!(session.save_state.get(), SaveState::NotSaved(_)) && !session.has_mirror() {
            return nothing();
        }
        view! {
            <h3>{says.trust.mirror()}</h3>
            <p data-testid="database-used">{words}</p>
        }
    })
}

fn promise(trust: Trust) -> Built {
    let said = &trust.session.text().trust;
    let state = move || match trust.persisted.get() {
        Some(true) => ("granted", said.persist_granted()),
        Some(false) => ("denied", said.persist_denied()),
        None => ("unknown", said.persist_unknown()),
    };
    let ask = move || {
        (trust.persisted.get() == Some(false)).then(|| {
            view! {
                <button type="button" data-testid="persist-ask"
                    on:click=move |_| trust.persist()>{said.persist_ask()}</button>
            }
        })
    };
    view! {
        <h3>{said.persist()}</h3>
        <div class="export-line">
            <span data-testid="persist" data-state=move || state().0>{move || state().1}</span>
            {ask}
        </div>
    }
}

/// Says when there was a file last, with a button for another.
pub fn facts(session: Session) -> Built {
    let trust = use_trust(session);
    built(view! { <p data-testid="last-file">{move || trust.file_words()}</p> })
}
