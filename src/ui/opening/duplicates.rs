//! New records that look like known ones: what becomes of each is the user's choice.

use crate::ui::lean::{Built, attribute, built, nothing, on_mouse, view};
use crate::ui::opening::sheet::Sheet;
use crate::ui::opening::{Opening, shortened};
use crate::ui::session::Session;
use trichter::exchange::{Duplicate, RowDecision};

/// How many are listed; the buttons for all reach every one.
const LISTED: usize = 100;

/// What becomes of a record that looks like a known one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    New,
    Merge,
    LeaveOut,
}

impl Fate {
    const ALL: [Self; 3] = [Self::New, Self::Merge, Self::LeaveOut];

    fn of(decision: Option<&RowDecision>) -> Self {
        match decision {
            None => Self::New,
            Some(RowDecision::Merge(_)) => Self::Merge,
            Some(RowDecision::LeaveOut) => Self::LeaveOut,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Merge => "merge",
            Self::LeaveOut => "skip",
        }
    }

    fn decision(self, duplicate: &Duplicate) -> Option<RowDecision> {
        match self {
            Self::New => None,
            Self::Merge => Some(RowDecision::Merge(duplicate.of)),
            Self::LeaveOut => Some(RowDecision::LeaveOut),
        }
    }
}

/// Which rows a choice is for.
#[derive(Clone, Copy)]
enum Rows {
    All,
    One(usize),
}

/// Lists new records of a table that look like known ones.
pub fn duplicates(session: Session, opening: Opening, sheet: &Sheet, at: usize) -> Built {
    let import = &session.text().import;
    let found = &sheet.duplicates;
    if found.is_empty() {
        return nothing();
    }
    let lines: Vec<Built> = found
        .iter()
        .take(LISTED)
        .map(|duplicate| line(session, opening, sheet, at, duplicate))
        .collect();
    let more = (found.len() > LISTED)
        .then(|| built(view! { <p>{session.text().data.more(found.len() - LISTED)}</p> }));
    let all = (found.len() > 1).then(|| {
        let buttons = choices(session, opening, at, Rows::All, None);
        built(view! {
            <div class="alike-all">
                <span>{import.alike_all()}</span>
                <div class="segments" role="group" aria-label=import.alike_all()>{buttons}</div>
            </div>
        })
    });
    built(view! {
        <div class="notice" data-testid="duplicates">
            <p>{import.alike(found.len())}" "<span class="hint">{import.alike_help()}</span></p>
            {all}
            <ul class="alike">{lines}</ul>
            {more}
        </div>
    })
}

fn line(
    session: Session,
    opening: Opening,
    sheet: &Sheet,
    at: usize,
    duplicate: &Duplicate,
) -> Built {
    let text = session.text();
    let words = text.import.alike_row(
        &text.format.count(duplicate.row),
        &shortened(&duplicate.name),
        &shortened(&duplicate.known),
        text.likeness(duplicate.likeness),
    );
    let now = Fate::of(sheet.mapping.decisions.get(&duplicate.row));
    let buttons = choices(session, opening, at, Rows::One(duplicate.row), Some(now));
    let label = words.clone();
    built(view! {
        <li data-row=duplicate.row.to_string()>
            <span>{words}</span>
            <div class="segments" role="group" aria-label=label>{buttons}</div>
        </li>
    })
}

fn choices(
    session: Session,
    opening: Opening,
    at: usize,
    rows: Rows,
    now: Option<Fate>,
) -> Vec<Built> {
    let import = &session.text().import;
    Fate::ALL
        .into_iter()
        .map(|fate| {
            let name = match fate {
                Fate::New => import.alike_new(),
                Fate::Merge => import.alike_merge(),
                Fate::LeaveOut => import.alike_skip(),
            };
            let pressed = attribute(move || now.map(|now| (now == fate).to_string()));
            let chosen = on_mouse(move |_| decide(session, opening, at, rows, fate));
            built(view! {
                <button type="button" data-choice=fate.key() aria-pressed=pressed
                    on:click=chosen>{name}</button>
            })
        })
        .collect()
}

fn decide(session: Session, opening: Opening, at: usize, rows: Rows, fate: Fate) {
    opening.with_draft(|draft| {
        let Some(sheet) = draft.sheets.get_mut(at) else { return };
        let chosen = |known: &&Duplicate| match rows {
            Rows::All => true,
            Rows::One(row) => known.row == row,
        };
        for duplicate in sheet.duplicates.iter().filter(chosen) {
            match fate.decision(duplicate) {
                Some(decision) => {
                    sheet.mapping.decisions.insert(duplicate.row, decision);
                }
                None => {
                    sheet.mapping.decisions.remove(&duplicate.row);
                }
            }
        }
    });
    opening.work_out_soon(session);
    opening.focus_after_plan(match rows {
        Rows::All => {
            let mut selector = String::from("[data-testid=duplicates] .alike-all [data-choice=");
            selector.push_str(fate.key());
            selector.push(']');
            selector
        }
        Rows::One(row) => {
            let mut selector = String::from("[data-testid=duplicates] [data-row=\"");
            selector.push_str(&row.to_string());
            selector.push_str("\"] [aria-pressed=true]");
            selector
        }
    });
}
