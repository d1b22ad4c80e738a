//! What taking a table over would do: counts, hints, the first entries, rows left out.

use crate::ui::browser::files;
use crate::ui::lean::{Built, built, nothing, on_mouse, view};
use crate::ui::opening::draft::Draft;
use crate::ui::opening::preview::{Preview, preview};
use crate::ui::opening::{Opening, shortened};
use crate::ui::session::Session;
use trichter::exchange::export::Style;
use trichter::exchange::rejected_rows;
use trichter::i18n::Text;

/// How many rows with errors are listed; the file for download has them all.
const LISTED: usize = 100;

/// Shows what would happen.
pub fn check(session: Session, opening: Opening) -> Built {
    let text = session.text();
    let shown = opening.with_draft(|draft| {
        if !draft.is_worked_out() {
            return built(view! { <p class="hint" role="status">{text.import.working()}</p> });
        }
        let counts = counts(text, draft);
        let notes = notes(text, draft);
        let preview = table(text, preview(session, draft));
        let errors = errors(session, opening, draft);
        built(view! { {counts}{notes}{preview}{errors} })
    });
    shown.unwrap_or_else(nothing)
}

fn counts(text: &Text, draft: &Draft) -> Built {
    let (import, plan) = (&text.import, &draft.plan);
    let parts: Vec<String> = [
        (import.added(plan.new), plan.new),
        (import.changed(plan.changed), plan.changed),
        (import.unchanged(plan.unchanged), plan.unchanged),
        (import.rejected(plan.rejected), plan.rejected),
    ]
    .into_iter()
    .enumerate()
    .filter(|(at, (_, count))| *at == 0 || *count > 0)
    .map(|(_, (words, _))| words)
    .collect();
    let empty = if draft.table.is_empty() {
        import.no_rows()
    } else if plan.new + plan.changed == 0 && plan.unchanged > 0 && plan.rejected == 0 {
        import.nothing_new()
    } else {
        ""
    };
    built(view! {
        <p class="import-counts" data-testid="import-counts" data-new=plan.new.to_string()
            data-changed=plan.changed.to_string() data-unchanged=plan.unchanged.to_string()
            data-rejected=plan.rejected.to_string()>{parts.join(" · ")}</p>
        <p class="hint">{empty}</p>
    })
}

fn notes(text: &Text, draft: &Draft) -> Built {
    let (import, plan) = (&text.import, &draft.plan);
    let mut lines = Vec::new();
    if plan.new_organisations > 0 {
        lines.push(import.with_organisations(plan.new_organisations));
    }
    if plan.new_people > 0 {
        lines.push(import.with_people(plan.new_people));
    }
    lines.extend(draft.table.problems.iter().filter_map(|problem| text.table_problem(*problem)));
    lines.extend(plan.warnings.iter().map(|warning| text.warning(*warning)));
    if plan.blank > 0 {
        lines.push(import.blank(plan.blank));
    }
    if lines.is_empty() {
        return nothing();
    }
    built(view! {
        <div class="notice">
            <p>{import.notes()}</p>
            <ul data-testid="import-warnings">{items(lines)}</ul>
        </div>
    })
}

fn items(lines: Vec<String>) -> Vec<Built> {
    lines.into_iter().map(|line| built(view! { <li>{line}</li> })).collect()
}

fn table(text: &Text, preview: Preview) -> Built {
    let Preview { headings, rows } = preview;
    if rows.is_empty() {
        return nothing();
    }
    let caption = text.import.preview(rows.len());
    let label = caption.clone();
    let headings: Vec<Built> =
        headings.into_iter().map(|name| built(view! { <th scope="col">{name}</th> })).collect();
    let rows: Vec<Built> = rows
        .into_iter()
        .map(|cells| {
            let cells: Vec<Built> = cells
                .into_iter()
                .map(|cell| built(view! { <td>{shortened(&cell)}</td> }))
                .collect();
            built(view! { <tr>{cells}</tr> })
        })
        .collect();
    built(view! {
        <div class="scroll-x" tabindex="0" role="group" aria-label=label>
            <table class="table" data-testid="import-preview">
                <caption>{caption}</caption>
                <thead><tr>{headings}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    })
}

fn errors(session: Session, opening: Opening, draft: &Draft) -> Built {
    let text = session.text();
    let errors = &draft.plan.row_errors;
    if errors.is_empty() {
        return nothing();
    }
    let mut lines: Vec<String> =
        errors.iter().take(LISTED).map(|error| text.row_error(&draft.table, error)).collect();
    if errors.len() > LISTED {
        lines.push(text.data.more(errors.len() - LISTED));
    }
    let download = on_mouse(move |_| {
        let style = Style::of(session.language());
        let file = opening.with_draft(|draft| {
            let stem = draft.file.rsplit_once('.').map_or(draft.file.as_str(), |(stem, _)| stem);
            let mut name = stem.to_owned();
            name.push('-');
            name.push_str(text.import.rejected_file());
            name.push_str(".csv");
            (name, rejected_rows(&draft.table, &draft.plan, style))
        });
        if let Some((name, content)) = file {
            files::download(&name, "text/csv", content.as_bytes());
        }
    });
    built(view! {
        <div class="notice bad">
            <p>{text.import.rows_bad(errors.len())}</p>
            <ul class="row-errors" data-testid="row-errors">{items(lines)}</ul>
            <div>
                <button type="button" data-testid="row-errors-download" on:click=download>
                    {text.import.download_rows()}
                </button>
            </div>
        </div>
    })
}
