//! What taking tables over would do: counts, hints, the first entries, rows left out.

use crate::ui::lean::{Built, built, nothing, view};
use crate::ui::opening::draft::{Counts, Draft};
use crate::ui::opening::preview::{Preview, preview};
use crate::ui::opening::sheet::Sheet;
use crate::ui::opening::{Opening, duplicates, faults, shortened};
use crate::ui::session::Session;
use trichter::i18n::Text;

/// Shows what would happen.
pub fn check(session: Session, opening: Opening) -> Built {
    let text = session.text();
    let shown = opening.with_draft(|draft| {
        if !draft.is_worked_out() {
            return built(view! { <p class="hint" role="status">{text.import.working()}</p> });
        }
        let counts = counts(text, draft);
        let notes: Vec<Built> =
            draft.sheets.iter().map(|sheet| notes(text, draft, sheet)).collect();
        let alike: Vec<Built> = draft
            .sheets
            .iter()
            .enumerate()
            .map(|(at, sheet)| duplicates::duplicates(session, opening, sheet, at))
            .collect();
        let preview = table(text, preview(session, draft));
        let faults: Vec<Built> = draft
            .sheets
            .iter()
            .enumerate()
            .map(|(at, sheet)| faults::faults(session, opening, sheet, at))
            .collect();
        built(view! { {counts}{notes}{faults}{alike}{preview} })
    });
    shown.unwrap_or_else(nothing)
}

fn counts(text: &Text, draft: &Draft) -> Built {
    let import = &text.import;
    let sum = draft.counts();
    let rows: usize = draft.sheets.iter().map(|sheet| sheet.table.len()).sum();
    let empty = if rows == 0 {
        import.no_rows()
    } else if sum.new + sum.changed == 0 && sum.unchanged > 0 && sum.rejected == 0 {
        import.nothing_new()
    } else {
        ""
    };
    let each = (draft.sheets.len() > 1).then(|| {
        let lines: Vec<Built> = draft
            .sheets
            .iter()
            .enumerate()
            .map(|(at, sheet)| {
                let kind = text.records_of(sheet.mapping.kind);
                let counts = Counts::of(&sheet.plan);
                let mut line = shortened(&sheet.file);
                line.extend([" – ", kind, ": ", &words(text, counts)]);
                built(view! {
                    <li data-sheet=at.to_string() data-new=counts.new.to_string()
                        data-changed=counts.changed.to_string()
                        data-rejected=counts.rejected.to_string()>{line}</li>
                })
            })
            .collect();
        built(view! { <ul class="import-files" data-testid="import-files">{lines}</ul> })
    });
    built(view! {
        <p class="import-counts" role="status" data-testid="import-counts"
            data-new=sum.new.to_string() data-changed=sum.changed.to_string()
            data-unchanged=sum.unchanged.to_string() data-rejected=sum.rejected.to_string()
            data-left-out=sum.left_out.to_string()>{words(text, sum)}</p>
        {each}
        <p class="hint">{empty}</p>
    })
}

fn words(text: &Text, counts: Counts) -> String {
    let import = &text.import;
    let parts: Vec<String> = [
        (import.added(counts.new), counts.new),
        (import.changed(counts.changed), counts.changed),
        (import.unchanged(counts.unchanged), counts.unchanged),
        (import.rejected(counts.rejected), counts.rejected),
        (import.left_out(counts.left_out), counts.left_out),
    ]
    .into_iter()
    .enumerate()
    .filter(|(at, (_, count))| *at == 0 || *count > 0)
    .map(|(_, (words, _))| words)
    .collect();
    parts.join(" · ")
}

fn notes(text: &Text, draft: &Draft, sheet: &Sheet) -> Built {
    let (import, plan) = (&text.import, &sheet.plan);
    let mut lines = Vec::new();
    if plan.new_organisations > 0 {
        lines.push(import.with_organisations(plan.new_organisations));
    }
    if plan.new_people > 0 {
        lines.push(import.with_people(plan.new_people));
    }
    lines.extend(sheet.table.problems.iter().filter_map(|problem| text.table_problem(*problem)));
    lines.extend(plan.warnings.iter().map(|warning| text.warning(*warning)));
    if plan.blank > 0 {
        lines.push(import.blank(plan.blank));
    }
    if sheet.table.edit_count() > 0 {
        lines.push(import.edited(sheet.table.edit_count()));
    }
    if lines.is_empty() {
        return nothing();
    }
    let lines: Vec<Built> =
        lines.into_iter().map(|line| built(view! { <li>{line}</li> })).collect();
    let title = if draft.sheets.len() > 1 {
        import.notes_of(&shortened(&sheet.file), text.records_of(sheet.mapping.kind))
    } else {
        import.notes().to_owned()
    };
    built(view! {
        <div class="notice">
            <p>{title}</p>
            <ul data-testid="import-warnings">{lines}</ul>
        </div>
    })
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
