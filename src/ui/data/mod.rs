//! The screen for data: files in and out, and how full the storage is.

mod link;
mod out;

use crate::ui::entrance::entrance;
use crate::ui::lean::{Built, built, on_mouse, text, view};
use crate::ui::opening::opened;
use crate::ui::report;
use crate::ui::session::{Session, use_session};
use crate::ui::trust;
use leptos::prelude::*;
use std::sync::Arc;
use trichter::i18n::Text;
use trichter::workspace::Workspace;

/// The screen for data.
#[component]
pub fn Data() -> Built {
    let session = use_session();
    let text = session.text();
    built(view! {
        <div class="screen data">
            <section class="panel" aria-labelledby="data-import">
                <h2 id="data-import">{text.data.import()}</h2>
                <p class="hint">{text.data.import_help()}</p>
                {entrance(session)}
            </section>
            {opened(session)}
            {trust::centre(session)}
            {out::out(session)}
            {link::link(session)}
            {report::offer(session)}
            {held(session)}
            <section class="panel" aria-labelledby="data-new">
                <h2 id="data-new">{text.app.new_workspace()}</h2>
                <p class="hint">{text.data.new_workspace_help()}</p>
                <div>
                    <button type="button" data-testid="new-workspace"
                        on:click=on_mouse(move |_| session.leave())>{text.app.new_workspace()}</button>
                </div>
            </section>
        </div>
    })
}

/// What a table lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Records {
    Deals,
    Organisations,
    People,
    Activities,
}

impl Records {
    const ALL: [Self; 4] = [Self::Deals, Self::Organisations, Self::People, Self::Activities];

    fn name(self, text: &Text) -> &'static str {
        match self {
            Self::Deals => text.data.deals(),
            Self::Organisations => text.contacts.organisations(),
            Self::People => text.contacts.people(),
            Self::Activities => text.data.activities(),
        }
    }

    fn count(self, workspace: &Workspace) -> usize {
        match self {
            Self::Deals => workspace.deals().len(),
            Self::Organisations => workspace.organisations().len(),
            Self::People => workspace.people().len(),
            Self::Activities => workspace.activities().len(),
        }
    }

    /// The name for tests, and of the records in the data set.
    fn key(self) -> &'static str {
        match self {
            Self::Deals => "deals",
            Self::Organisations => "organisations",
            Self::People => "people",
            Self::Activities => "activities",
        }
    }
}

/// What is held: records by kind, and how full the storage is.
fn held(session: Session) -> Built {
    let says = session.text();
    let counts: Vec<Built> = Records::ALL
        .into_iter()
        .map(|records| {
            let count =
                text(move || says.format.count(session.read(|workspace| records.count(workspace))));
            let key: Arc<str> = records.key().into();
            built(view! {
                <div>
                    <dt>{records.name(says)}</dt>
                    <dd data-testid=format!("count-{key}")>{count}</dd>
                </div>
            })
        })
        .collect();
    built(view! {
        <section class="panel" aria-labelledby="data-held">
            <h2 id="data-held">{says.data.storage()}</h2>
            <dl class="facts">{counts}</dl>
            {trust::room(session)}
            <p class="hint">{says.data.private()}</p>
        </section>
    })
}
