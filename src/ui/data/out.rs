//! Files out: the workspace, tables, a calendar, an address book.

use crate::ui::browser::files;
use crate::ui::lean::{Built, attribute, built, on_mouse, part, text, view};
use crate::ui::session::{Session, ToastKind};
use crate::ui::trust;
use leptos::prelude::*;
use trichter::exchange::export::{self, Style};
use trichter::i18n::Text;
use trichter::workspace::Workspace;

/// What a table lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Deals,
    Organisations,
    People,
    Activities,
    History,
}

impl Table {
    const ALL: [Self; 5] =
        [Self::Deals, Self::Organisations, Self::People, Self::Activities, Self::History];

    fn name(self, text: &Text) -> &'static str {
        match self {
            Self::Deals => text.data.deals(),
            Self::Organisations => text.contacts.organisations(),
            Self::People => text.contacts.people(),
            Self::Activities => text.data.activities(),
            Self::History => text.out.history(),
        }
    }

    /// The name for tests.
    fn key(self) -> &'static str {
        match self {
            Self::Deals => "deals",
            Self::Organisations => "organisations",
            Self::People => "people",
            Self::Activities => "activities",
            Self::History => "history",
        }
    }

    fn write(self, session: Session, style: Style) -> String {
        let zone = &session.moment().zone;
        session.peek(|workspace| match self {
            Self::Deals => export::deals(workspace, style, zone),
            Self::Organisations => export::organisations(workspace, style),
            Self::People => export::people(workspace, style),
            Self::Activities => export::activities(workspace, style, zone),
            Self::History => export::history(workspace, style, zone),
        })
    }
}

/// Shows what can be taken out as a file.
pub fn out(session: Session) -> Built {
    let text = session.text();
    let what = RwSignal::new(0_usize);
    let kinds: Vec<Built> = Table::ALL
        .iter()
        .enumerate()
        .map(|(at, table)| {
            let pressed = attribute(move || Some((what.get() == at).to_string()));
            built(view! {
                <button type="button" data-choice=table.key() aria-pressed=pressed
                    on:click=on_mouse(move |_| what.set(at))>{table.name(text)}</button>
            })
        })
        .collect();
    let table = move |style: Style| {
        on_mouse(move |_| {
            if let Some(table) = Table::ALL.get(what.get_untracked()) {
                let content = table.write(session, style);
                hand_out(session, table.name(text), "csv", "text/csv", &content);
            }
        })
    };
    built(view! {
        <section class="panel" aria-labelledby="data-export">
            <h2 id="data-export">{text.data.export()}</h2>
            <div class="export-line">
                <button type="button" data-testid="export-json"
                    on:click=on_mouse(move |_| trust::export(session))>{text.data.export_json()}</button>
                <span class="hint">{text.data.export_json_help()}" "{schema(text)}</span>
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
            <h3>{text.out.others()}</h3>
            {part(move || calendar(session))}
            {part(move || cards(session))}
        </section>
    })
}

/// Links to the description of the file, where there is one: not beside the page as one file.
fn schema(text: &Text) -> Option<Built> {
    let protocol = window().location().protocol().unwrap_or_default();
    protocol.starts_with("http").then(|| {
        built(view! {
            <a href="workspace.schema.json" target="_blank" rel="noopener" data-testid="schema">
                {text.out.schema()}
            </a>
        })
    })
}

fn calendar(session: Session) -> Built {
    let says = session.text();
    let count = session.read(|workspace| {
        let tasks = workspace.activities().iter();
        tasks.filter(|task| task.is_open_task() && task.due.is_some()).count()
    });
    let write = on_mouse(move |_| {
        let moment = session.moment();
        let style = Style::of(session.language());
        let content = session.peek(|workspace| export::calendar(workspace, &moment, style));
        hand_out(session, says.out.calendar_name(), "ics", "text/calendar", &content);
    });
    let help = if count == 0 {
        says.out.calendar_none().to_owned()
    } else {
        says.out.calendar_help(count)
    };
    built(view! {
        <div class="export-line">
            <button type="button" data-testid="export-ics" disabled=count == 0 on:click=write>
                {says.out.calendar()}
            </button>
            <span class="hint">{help}</span>
        </div>
    })
}

fn cards(session: Session) -> Built {
    let says = session.text();
    let count = session.read(|workspace| workspace.people().len());
    let write = on_mouse(move |_| {
        let moment = session.moment();
        let content = session.peek(|workspace| export::cards(workspace, &moment));
        hand_out(session, says.contacts.people(), "vcf", "text/vcard", &content);
    });
    let help = text(move || match count {
        0 => says.out.cards_none().to_owned(),
        some => says.out.cards_help(some),
    });
    built(view! {
        <div class="export-line">
            <button type="button" data-testid="export-vcf" disabled=count == 0 on:click=write>
                {says.out.cards()}
            </button>
            <span class="hint">{help}</span>
        </div>
    })
}

/// Hands a file out under the name of the workspace, what is in it, and the day.
fn hand_out(session: Session, what: &str, ending: &str, media_type: &str, content: &str) {
    let day = session.moment().today().to_string();
    let stem = session.peek(|workspace: &Workspace| trust::file_name(&workspace.settings().name));
    let name = [&stem, "-", what, "-", &day, ".", ending].concat();
    files::download(&name, media_type, content.as_bytes());
    session.toast(ToastKind::Note, session.text().data.exported(&name));
}
