//! Beside the save state: when there was a file last, one click for another, and
//! the way to the history.

use super::{export, use_trust};
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Derived, built, view};
use crate::ui::session::{Ask, Session};
use leptos::prelude::*;
use trichter::workspace::Workspace;

/// Shows the buttons.
pub fn strip(session: Session) -> Built {
    let trust = use_trust(session);
    let text = session.text();
    let last = Derived::new(move || {
        session.revision();
        let files = trust.files_now();
        let behind = files.behind(session.peek(Workspace::sequence));
        (files.at, usize::try_from(behind).unwrap_or(usize::MAX))
    });
    let words = move || trust.file_words();
    let label = move || format!("{}. {}", text.trust.back_up(), words());
    let short = move || match last.get().0 {
        Some(at) => {
            let moment = session.moment();
            text.format.day_near(moment.zone.day(at), moment.today())
        }
        None => text.trust.no_file().to_owned(),
    };
    let behind = move || last.get().1 > 0;
    built(view! {
        <button type="button" class="ghost icon-only wide-only" aria-label=text.trust.history()
            aria-haspopup="dialog" title=format!("{} (H)", text.trust.history())
            data-testid="history" on:click=move |_| session.ask.set(Ask::History)>
            <Icon glyph=Glyph::ChevronDown/>
        </button>
        <button type="button" class="ghost back-up" class:behind=behind aria-label=label title=words
            data-testid="back-up" on:click=move |_| export(session)>
            <Icon glyph=Glyph::Data/>
            <span class="back-up-words">{text.trust.last_file()}": "{short}</span>
        </button>
    })
}
