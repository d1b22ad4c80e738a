//! Rows that are left out: why, a field to put the cell right, and all of them as a file.

use crate::ui::browser::files;
use crate::ui::lean::{Built, built, nothing, on_event, on_mouse, view};
use crate::ui::opening::sheet::Sheet;
use crate::ui::opening::{Opening, shortened};
use crate::ui::session::Session;
use std::sync::Arc;
use trichter::exchange::export::Style;
use trichter::exchange::{Reason, RowError, Target, rejected_rows};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// How many rows with errors are listed; the file for download has them all.
const LISTED: usize = 100;

/// Lists the rows of a table that are left out.
pub fn faults(session: Session, opening: Opening, sheet: &Sheet, at: usize) -> Built {
    let text = session.text();
    let errors = &sheet.plan.row_errors;
    if errors.is_empty() {
        return nothing();
    }
    let lines: Vec<Built> =
        errors.iter().take(LISTED).map(|error| line(session, opening, sheet, at, error)).collect();
    let more = (errors.len() > LISTED)
        .then(|| built(view! { <p>{text.data.more(errors.len() - LISTED)}</p> }));
    let download = on_mouse(move |_| {
        let style = Style::of(session.language());
        let file = opening.with_draft(|draft| {
            let sheet = draft.sheets.get(at)?;
            let stem = sheet.file.rsplit_once('.').map_or(sheet.file.as_str(), |(stem, _)| stem);
            let name = [stem, "-", text.import.rejected_file(), ".csv"].concat();
            Some((name, rejected_rows(&sheet.table, &sheet.plan, style)))
        });
        if let Some((name, content)) = file.flatten() {
            files::download(&name, "text/csv", content.as_bytes());
        }
    });
    built(view! {
        <div class="notice bad">
            <p>{text.import.rows_bad(errors.len())}" "<span class="hint">{text.import.fix_help()}</span></p>
            <ul class="row-errors" data-testid="row-errors">{lines}</ul>
            {more}
            <div>
                <button type="button" data-testid="row-errors-download" on:click=download>
                    {text.import.download_rows()}
                </button>
            </div>
        </div>
    })
}

fn line(session: Session, opening: Opening, sheet: &Sheet, at: usize, error: &RowError) -> Built {
    let words = session.text().row_error(&sheet.table, error);
    let fix = place(sheet, error)
        .map(|(row, column)| fix(session, opening, sheet, at, (row, column), error.row));
    built(view! { <li><span>{words}</span>{fix}</li> })
}

/// The cell that would put a row right; `None` where no single cell does.
fn place(sheet: &Sheet, error: &RowError) -> Option<(usize, usize)> {
    let row = sheet.table.row_of(error.row)?;
    let of = |target| sheet.mapping.column(target);
    let column = match error.reason {
        Reason::TooManyCells { .. } | Reason::Deleted | Reason::TooManyStages => None,
        Reason::TitleMissing => error.column.or_else(|| of(Target::Title)),
        Reason::NameMissing => {
            error.column.or_else(|| of(Target::Name)).or_else(|| of(Target::LastName))
        }
        Reason::TooLong { .. }
        | Reason::NotNumber
        | Reason::NumberAmbiguous
        | Reason::Negative
        | Reason::TooLarge
        | Reason::OutOfRange
        | Reason::Date(_)
        | Reason::UnknownCurrency
        | Reason::UnknownOutcome
        | Reason::UnknownDeal
        | Reason::UnknownStage
        | Reason::StageArchived
        | Reason::DuplicateId { .. }
        | Reason::DuplicateName { .. } => error.column,
    };
    column.map(|column| (row, column))
}

fn fix(
    session: Session,
    opening: Opening,
    sheet: &Sheet,
    at: usize,
    (row, column): (usize, usize),
    number: usize,
) -> Built {
    let text = session.text();
    let name = text.column(&sheet.table, column);
    let label = text.import.edit_cell(&text.format.count(number), &name);
    let value = sheet.table.cell(row, column).to_owned();
    let changed = on_event(move |event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        opening.with_draft(|draft| {
            // Lets go of the table where it is being worked on, so that it is not copied.
            draft.grow_stale();
            if let Some(sheet) = draft.sheets.get_mut(at) {
                Arc::make_mut(&mut sheet.table).set_cell(row, column, &input.value());
            }
        });
        opening.work_out_soon(session);
        // The row may be gone then; the next one comes, or what the whole import does.
        let next =
            "[data-testid=row-errors] input, section:not(:has(.row-errors input)) > #import-result";
        opening.focus_after_plan(next.to_owned());
    });
    let title = shortened(&value);
    built(view! {
        <label>
            <span class="visually-hidden">{label}</span>
            <input type="text" autocomplete="off" spellcheck="false" title=title value=value
                data-fix=number.to_string() on:change=changed/>
        </label>
    })
}
