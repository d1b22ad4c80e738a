//! Brings a table in: how it is read, where its columns go, what would come of it.

use crate::ui::lean::{Built, built, flag, on_mouse, part, text, view};
use crate::ui::opening::controls::{Choice, never, pick, segments, select};
use crate::ui::opening::draft::Draft;
use crate::ui::opening::{Opening, check, columns, options, shortened};
use crate::ui::session::Session;
use leptos::prelude::*;
use trichter::exchange::{Delimiter, Encoding, FileKind};

/// Shows a table on its way in.
pub fn wizard(session: Session, opening: Opening) -> Built {
    let says = session.text();
    let title = opening.with_draft(|draft| says.import.title(&shortened(&draft.file)));
    let aim = text(move || {
        let base = opening.read(|draft| {
            draft.base.as_ref().map(|base| says.import.new_workspace(&base.settings().name))
        });
        base.flatten().unwrap_or_default()
    });
    let settle = text(move || match opening.read(|draft| draft.problems().is_empty()) {
        Some(false) => says.import.settle_first().to_owned(),
        Some(true) | None => String::new(),
    });
    let refused = text(move || opening.read(|draft| draft.refused.clone()).unwrap_or_default());
    let label = text(move || {
        let count = opening.read(|draft| draft.plan.new + draft.plan.changed);
        says.import.confirm(count.unwrap_or(0))
    });
    let unready = flag(move || opening.read(Draft::is_ready) != Some(true));
    built(view! {
        <section class="panel import" aria-labelledby="opened-title" data-testid="import">
            <h2 id="opened-title" tabindex="-1">{title}</h2>
            <p class="hint">{says.import.untouched()}" "{aim}</p>
            {reading(session, opening)}
            <h3>{says.import.columns()}</h3>
            {part(move || {
                opening.cut.track();
                columns::columns(session, opening)
            })}
            {part(move || {
                opening.cut.track();
                options::options(session, opening)
            })}
            <h3>{says.import.result()}</h3>
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

/// How the file is read: what a row is, what separates the cells, the encoding.
fn reading(session: Session, opening: Opening) -> Built {
    let says = session.text();
    let kinds = [
        (FileKind::Deals, "deals"),
        (FileKind::Organisations, "organisations"),
        (FileKind::People, "people"),
    ];
    let kind = segments(
        says.import.kind(),
        "import-kind",
        kinds.iter().map(|(kind, value)| (says.file_kind(*kind), *value)).collect(),
        move || {
            let now = opening.read(|draft| draft.mapping.kind);
            kinds.iter().position(|(kind, _)| Some(*kind) == now).unwrap_or(0)
        },
        pick(move |at| {
            let kind = kinds.get(at).map(|(kind, _)| *kind);
            opening.cut_anew(session, |draft| draft.guess(session, kind));
        }),
    );
    let delimiters = [
        (Delimiter::Semicolon, "semicolon"),
        (Delimiter::Comma, "comma"),
        (Delimiter::Tab, "tab"),
        (Delimiter::Pipe, "pipe"),
    ];
    let delimiter = segments(
        says.import.delimiter(),
        "import-delimiter",
        delimiters.iter().map(|(one, value)| (says.delimiter(*one), *value)).collect(),
        move || {
            let now = opening.read(|draft| draft.table.delimiter);
            delimiters.iter().position(|(one, _)| Some(*one) == now).unwrap_or(0)
        },
        pick(move |at| {
            let Some((delimiter, _)) = delimiters.get(at) else { return };
            opening.cut_anew(session, |draft| draft.cut(session, draft.table.encoding, *delimiter));
        }),
    );
    let now = opening.with_draft(|draft| draft.table.encoding);
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
            let Some(encoding) = Encoding::ALL.get(at) else { return };
            opening.cut_anew(session, |draft| draft.cut(session, *encoding, draft.table.delimiter));
        }),
    );
    built(view! { <div class="import-reading">{kind}{delimiter}{encoding}</div> })
}
