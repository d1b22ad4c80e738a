//! What is said above every screen: loud and lasting where something is wrong, calm
//! where something is to be done some day.

use super::{Trust, aside, export, use_trust};
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Derived, built, nothing, view};
use crate::ui::session::{SaveState, Session};
use leptos::prelude::*;
use trichter::store::backup::reminder::Eviction;
use trichter::workspace::Workspace;

/// What is said; the first that applies.
#[derive(Clone, Debug, PartialEq)]
enum Said {
    Nothing,
    /// Something is not stored, or in one place only.
    Trouble(String),
    /// Something was set aside.
    Aside,
    /// The browser deletes what is not visited.
    Eviction,
    /// So many edits are in no file.
    Reminder(u64),
}

/// Says what is to be said.
pub fn banner(session: Session) -> Built {
    let trust = use_trust(session);
    // It stays as it is while an edit is on its way.
    let trouble = StoredValue::new(None::<String>);
    let said = Derived::new(move || {
        let text = session.text();
        match session.save_state.get() {
            SaveState::Saved => trouble.set_value(None),
            SaveState::Saving => {}
            SaveState::Weak(what) => trouble.set_value(Some(what)),
            SaveState::NotSaved(reason) => {
                trouble.set_value(Some(text.app.not_saved_why(&reason)));
            }
        }
        if let Some(words) = trouble.get_value() {
            Said::Trouble(words)
        } else if session.aside.get() {
            Said::Aside
        } else if trust.is_warning_due() {
            Said::Eviction
        } else {
            trust.is_file_due().map_or(Said::Nothing, Said::Reminder)
        }
    });
    built(move || match said.get() {
        Said::Nothing => nothing(),
        Said::Trouble(words) => loud(session, words),
        Said::Aside => set_aside(session),
        Said::Eviction => eviction(trust),
        Said::Reminder(edits) => reminder(trust, edits),
    })
}

fn loud(session: Session, words: String) -> Built {
    let text = session.text();
    view! {
        <div class="banner trouble" role="alert">
            <Icon glyph=Glyph::Warning/>
            <p>{words}</p>
            <button type="button" on:click=move |_| export(session)>{text.data.export_json()}</button>
        </div>
    }
}

fn set_aside(session: Session) -> Built {
    let text = session.text();
    let take = aside::is_any(session).then(|| {
        view! {
            <button type="button" data-testid="take-aside"
                on:click=move |_| aside::hand_out(session)>{text.trust.aside_take()}</button>
        }
    });
    view! {
        <div class="banner trouble" role="alert" data-testid="aside">
            <Icon glyph=Glyph::Warning/>
            <p>{aside::words(session)}</p>
            {take}
            <button type="button" data-testid="aside-close"
                on:click=move |_| session.aside.set(false)>{text.app.close()}</button>
        </div>
    }
}

fn eviction(trust: Trust) -> Built {
    let text = trust.session.text();
    view! {
        <div class="banner calm" role="status" data-testid="eviction">
            <p>{text.trust.eviction()}</p>
            {file_button(trust)}
            <button type="button" data-testid="eviction-close"
                on:click=move |_| trust.understood()>{text.trust.understood()}</button>
        </div>
    }
}

fn reminder(trust: Trust, edits: u64) -> Built {
    let text = trust.session.text();
    let edits = usize::try_from(edits).unwrap_or(usize::MAX);
    view! {
        <div class="banner calm" role="status" data-testid="reminder" data-value=edits.to_string()>
            <p>{text.trust.reminder(edits)}</p>
            {file_button(trust)}
            <button type="button" data-testid="reminder-later"
                on:click=move |_| trust.put_off()>{text.trust.later()}</button>
        </div>
    }
}

fn file_button(trust: Trust) -> Built {
    let session = trust.session;
    view! {
        <button type="button" data-testid="reminder-file"
            on:click=move |_| export(session)>{session.text().trust.back_up()}</button>
    }
}

impl Trust {
    /// Says whether the user is to be told what the browser deletes: once there is
    /// something to lose. Tracked.
    fn is_warning_due(self) -> bool {
        self.session.revision();
        !self.warned.get()
            && self.eviction == Eviction::AfterAWeek
            && self.session.peek(Workspace::sequence) > 0
    }
}
