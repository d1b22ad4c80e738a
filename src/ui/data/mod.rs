//! The screen for data: files in and out, and how full the storage is.

use crate::ui::browser::files;
use crate::ui::entrance::entrance;
use crate::ui::lean::{Built, attribute, built, on_mouse, text, view};
use crate::ui::opening::opened;
use crate::ui::session::{Session, ToastKind, use_session};
use crate::ui::trust;
use leptos::prelude::*;
use std::sync::Arc;
use trichter::exchange::export::{self, Style};
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
            {out(session)}
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

/// Files out.
fn out(session: Session) -> Built {
    let text = session.text();
    let what = RwSignal::new(0_usize);
    let kinds: Vec<Built> = Records::ALL
        .iter()
        .enumerate()
        .map(|(at, records)| {
            let pressed = attribute(move || Some((what.get() == at).to_string()));
            built(view! {
                <button type="button" data-choice=records.key() aria-pressed=pressed
                    on:click=on_mouse(move |_| what.set(at))>{records.name(text)}</button>
            })
        })
        .collect();
    let table = move |style: Style| {
        on_mouse(move |_| {
            if let Some(records) = Records::ALL.get(what.get_untracked()) {
                export_table(session, *records, style);
            }
        })
    };
    built(view! {
        <section class="panel" aria-labelledby="data-export">
            <h2 id="data-export">{text.data.export()}</h2>
            <div class="export-line">
                <button type="button" data-testid="export-json"
                    on:click=on_mouse(move |_| trust::export(session))>{text.data.export_json()}</button>
                <span class="hint">{text.data.export_json_help()}</span>
            </div>
            <h3>{text.data.export_table()}</h3>
            <div class="segments" role="group" aria-label=text.data.export_what()
                data-testid="export-what">{kinds}</div>
            <div class="export-line">
                <button type="button" data-testid="export-csv-de" on:click=table(Style::German)>
                    {text.data.export_csv_de()}
                </button>
                <button type="button" data-testid="export-csv-en" on:click=table(Style::English)>
                    {text.data.export_csv_en()}
                </button>
            </div>
            <p class="hint">{text.data.export_csv_help()}</p>
        </section>
    })
}

fn export_table(session: Session, records: Records, style: Style) {
    let moment = session.moment();
    let (mut name, table) = session.peek(|workspace| {
        let table = match records {
            Records::Deals => export::deals(workspace, style, &moment.zone),
            Records::Organisations => export::organisations(workspace, style),
            Records::People => export::people(workspace, style),
            Records::Activities => export::activities(workspace, style, &moment.zone),
        };
        (trust::file_name(&workspace.settings().name), table)
    });
    let text = session.text();
    for part in [records.name(text), &moment.today().to_string()] {
        name.push('-');
        name.push_str(part);
    }
    name.push_str(".csv");
    files::download(&name, "text/csv", table.as_bytes());
    session.toast(ToastKind::Note, text.data.exported(&name));
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
