//! Brings tables in: how they are read, where their columns go, what would come of it.

use crate::ui::lean::{Built, attribute, built, flag, nothing, on_mouse, part, text, view};
use crate::ui::opening::controls::{Choice, never, pick, segments, select};
use crate::ui::opening::draft::Draft;
use crate::ui::opening::incoming::{Form, again};
use crate::ui::opening::sheet::{BoardFile, Choices, From, Sheet};
use crate::ui::opening::{Opening, check, columns, options, shortened};
use crate::ui::session::Session;
use leptos::prelude::*;
use std::sync::Arc;
use trichter::exchange::trello::{ACTION_LIMIT, ArchivedCards};
use trichter::exchange::{Delimiter, Encoding, FileKind, Heading, Origin};

/// Shows tables on their way in.
pub fn wizard(session: Session, opening: Opening) -> Built {
    let says = session.text();
    let title = opening.with_draft(|draft| match draft.sheets.as_slice() {
        [] => String::new(),
        [first, rest @ ..] if rest.iter().all(|sheet| sheet.file == first.file) => {
            says.import.title(&shortened(&first.file))
        }
        several => says.import.title_many(several.len()),
    });
    let unread = opening.with_draft(|draft| draft.unread.clone()).unwrap_or_default();
    let unread: Vec<Built> = unread
        .into_iter()
        .map(|words| built(view! { <p class="notice bad">{words}</p> }))
        .collect();
    let aim = text(move || {
        let base = opening.read_draft(|draft| {
            draft.base.as_ref().map(|base| says.import.new_workspace(&base.settings().name))
        });
        base.flatten().unwrap_or_default()
    });
    let settle = text(move || match opening.read_draft(Draft::is_settled) {
        Some(false) => says.import.settle_first().to_owned(),
        Some(true) | None => String::new(),
    });
    let refused =
        text(move || opening.read_draft(|draft| draft.refused.clone()).unwrap_or_default());
    let label = text(move || {
        let counts = opening.read_draft(Draft::counts).unwrap_or_default();
        says.import.confirm(counts.new + counts.changed)
    });
    let unready = flag(move || opening.read_draft(Draft::is_ready) != Some(true));
    built(view! {
        <section class="panel import" aria-labelledby="opened-title" data-testid="import">
            <h2 id="opened-title" tabindex="-1">{title}</h2>
            <p class="hint">{says.import.untouched()}" "{aim}</p>
            {unread}
            {tabs(session, opening)}
            {part(move || {
                opening.cut.track();
                built(view! {
                    {origin(session, opening)}
                    {reading(session, opening)}
                    <h3>{says.import.columns()}</h3>
                    {columns::columns(session, opening)}
                    {options::options(session, opening)}
                })
            })}
            <h3 tabindex="-1" id="import-result">{says.import.result()}</h3>
            {part(move || {
                opening.planned.track();
                check::check(session, opening)
            })}
            <p class="error" role="alert">{refused}</p>
            <footer class="dialog-foot">
                <span class="hint">{settle}</span>
                <button type="button" data-testid="import-cancel"
                    on:click=on_mouse(move |_| opening.close())>{says.app.cancel()}</button>
                <button type="button" class="primary" data-testid="import-confirm" disabled=unready
                    on:click=on_mouse(move |_| opening.confirm(session))>{label}</button>
            </footer>
        </section>
    })
}

/// One button for each table where there are several.
fn tabs(session: Session, opening: Opening) -> Built {
    let says = session.text();
    let count = opening.with_draft(|draft| draft.sheets.len()).unwrap_or(0);
    if count < 2 {
        return nothing();
    }
    let buttons: Vec<Built> = (0..count)
        .map(|at| {
            let pressed = attribute(move || {
                opening.cut.track();
                opening.with_draft(|draft| (draft.shown == at).to_string())
            });
            let name = text(move || {
                let name = opening.read_draft(|draft| {
                    draft.sheets.get(at).map(|sheet| {
                        let kind = says.records_of(sheet.mapping.kind);
                        let open = if sheet.problems().is_empty() { "" } else { " ⚠" };
                        [&shortened(&sheet.file), " – ", kind, open].concat()
                    })
                });
                name.flatten().unwrap_or_default()
            });
            built(view! {
                <button type="button" data-sheet=at.to_string() aria-pressed=pressed
                    on:click=on_mouse(move |_| opening.turn_to(at))>{name}</button>
            })
        })
        .collect();
    built(view! {
        <div class="field">
            <span>{says.import.files()}</span>
            <div class="segments" role="group" aria-label=says.import.files()
                data-testid="import-sheets">{buttons}</div>
        </div>
    })
}

/// Says which program wrote the file and whose choices these are.
fn origin(session: Session, opening: Opening) -> Built {
    let says = session.text();
    let facts = opening.with_sheet(|sheet| {
        let board = match &sheet.from {
            From::Board(board) => Some(Arc::clone(board)),
            From::Text(_) => None,
        };
        (sheet.origin(), sheet.choices, board)
    });
    let Some((origin, choices, from_board)) = facts else { return nothing() };
    if let Some(facts) = from_board {
        return board(session, opening, &facts);
    }
    let looks = match origin {
        Origin::Other => nothing(),
        known => built(view! { <p data-testid="import-origin">{says.origin(known)}</p> }),
    };
    let remembered = match choices {
        Choices::Guessed => nothing(),
        Choices::Remembered => {
            let guess = on_mouse(move |_| {
                opening.cut_anew(session, |draft| draft.guess_without_memory(session));
            });
            built(view! {
                <p class="hint" data-testid="import-remembered">
                    {says.import.remembered()}" "
                    <button type="button" class="link" on:click=guess>{says.import.guess_anew()}</button>
                </p>
            })
        }
    };
    built(view! { {looks}{remembered} })
}

/// Says what is known of a board, and asks about archived cards.
fn board(session: Session, opening: Opening, board: &BoardFile) -> Built {
    let import = &session.text().import;
    let mut lines = vec![import.board(&shortened(&board.name), &board.lists.join(" · "))];
    if board.actions >= ACTION_LIMIT {
        lines.push(import.board_limit(board.actions));
    }
    if board.truncated > 0 {
        lines.push(import.board_truncated(board.truncated));
    }
    if board.left_out > 0 {
        lines.push(import.board_archived(board.left_out));
    }
    let lines: Vec<Built> =
        lines.into_iter().map(|line| built(view! { <li>{line}</li> })).collect();
    let (other, label) = match board.archived {
        ArchivedCards::LeaveOut => (ArchivedCards::Include, import.board_include()),
        ArchivedCards::Include => (ArchivedCards::LeaveOut, import.board_exclude()),
    };
    let asked = board.left_out > 0 || board.archived == ArchivedCards::Include;
    let toggle = asked.then(|| {
        let change = on_mouse(move |_| {
            let again = opening.with_sheet(|sheet| match &sheet.from {
                From::Board(board) => Sheet::of_board(&sheet.file, board.json.clone(), other).ok(),
                From::Text(_) => None,
            });
            let Some(sheets) = again.flatten() else { return };
            opening.cut_anew(session, |draft| {
                // A board comes alone or among tables; its own two go, the new ones come.
                draft.sheets.retain(|sheet| matches!(sheet.from, From::Text(_)));
                draft.shown = draft.sheets.len();
                draft.sheets.extend(sheets);
                for at in draft.shown..draft.sheets.len() {
                    draft.guess(session, at, None);
                }
            });
            // There may be one table more or less now.
            opening.face.update(|face| *face += 1);
        });
        built(view! {
            <div>
                <button type="button" data-testid="board-archived" on:click=change>{label}</button>
            </div>
        })
    });
    built(view! {
        <div class="notice" data-testid="import-board"><ul>{lines}</ul>{toggle}</div>
    })
}

/// How the file is read: what a row is, what separates the cells, the encoding.
fn reading(session: Session, opening: Opening) -> Built {
    let says = session.text();
    let kinds = [
        (FileKind::Deals, "deals"),
        (FileKind::Organisations, "organisations"),
        (FileKind::People, "people"),
        (FileKind::Activities, "activities"),
        (FileKind::History, "history"),
    ];
    let kind = segments(
        says.import.kind(),
        "import-kind",
        kinds.iter().map(|(kind, value)| (says.file_kind(*kind), *value)).collect(),
        move || {
            let now = opening.read(|sheet| sheet.mapping.kind);
            kinds.iter().position(|(kind, _)| Some(*kind) == now).unwrap_or(0)
        },
        pick(move |at| {
            let kind = kinds.get(at).map(|(kind, _)| *kind);
            opening.cut_anew(session, |draft| draft.guess(session, draft.shown, kind));
            focus_choice(opening, "import-kind");
        }),
    );
    let is_text = opening.with_sheet(|sheet| matches!(sheet.from, From::Text(_)));
    if is_text != Some(true) {
        return built(view! { <div class="import-reading">{kind}</div> });
    }
    let delimiters = DELIMITERS;
    let delimiter = segments(
        says.import.delimiter(),
        "import-delimiter",
        delimiters.iter().map(|(one, value)| (says.delimiter(*one), *value)).collect(),
        move || {
            let now = opening.read(|sheet| sheet.table.delimiter);
            delimiters.iter().position(|(one, _)| Some(*one) == now).unwrap_or(0)
        },
        pick(move |at| {
            let delimit = |form: &mut Form, at: usize| {
                form.delimiter = DELIMITERS.get(at).map_or(form.delimiter, |found| found.0);
            };
            again(session, opening, delimit, at);
            focus_choice(opening, "import-delimiter");
        }),
    );
    let headings = [Heading::FirstRow, Heading::Missing];
    let heading = segments(
        says.import.heading(),
        "import-heading",
        vec![(says.import.heading_first(), "first"), (says.import.heading_missing(), "missing")],
        move || {
            let now = opening.read(|sheet| sheet.table.heading);
            headings.iter().position(|one| Some(*one) == now).unwrap_or(0)
        },
        pick(move |at| {
            let head = |form: &mut Form, at: usize| {
                form.heading = if at == 0 { Heading::FirstRow } else { Heading::Missing };
            };
            again(session, opening, head, at);
            focus_choice(opening, "import-heading");
        }),
    );
    let now = opening.with_sheet(|sheet| sheet.table.encoding);
    let encoding = select(
        Choice {
            label: says.import.encoding().to_owned(),
            label_class: "",
            test: "import-encoding".to_owned(),
            options: Encoding::ALL.iter().map(|one| says.encoding(*one).to_owned()).collect(),
            chosen: Encoding::ALL.iter().position(|one| Some(*one) == now).unwrap_or(0),
        },
        never(),
        pick(move |at| {
            let encode = |form: &mut Form, at: usize| {
                form.encoding = Encoding::ALL.get(at).copied().unwrap_or(form.encoding);
            };
            again(session, opening, encode, at);
        }),
    );
    built(view! { <div class="import-reading">{kind}{delimiter}{heading}{encoding}</div> })
}

const DELIMITERS: [(Delimiter, &str); 4] = [
    (Delimiter::Semicolon, "semicolon"),
    (Delimiter::Comma, "comma"),
    (Delimiter::Tab, "tab"),
    (Delimiter::Pipe, "pipe"),
];

/// The buttons are made anew with the table; the one that was pressed keeps the focus.
fn focus_choice(opening: Opening, group: &str) {
    let mut selector = String::from("[data-testid=");
    selector.push_str(group);
    selector.push_str("] [aria-pressed=true]");
    opening.focus_after_plan(selector);
}
