//! Where deals go: the pipeline, its new stages, the currency.

use crate::ui::lean::{
    Built, Derived, attribute, built, flag, nothing, on_event, on_mouse, part, view,
};
use crate::ui::opening::Opening;
use crate::ui::opening::controls::{Choice, Flag, Pick, never, pick, select};
use crate::ui::opening::sheet::Sheet;
use crate::ui::session::Session;
use leptos::prelude::*;
use trichter::domain::{Availability, Currency};
use trichter::exchange::{ClosedStage, FileKind, PipelineChoice, Target, UnknownStages};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// Shows what is asked of deals and organisations beside their columns.
pub fn options(session: Session, opening: Opening) -> Built {
    let says = session.text();
    let kind = opening.with_sheet(|sheet| sheet.mapping.kind);
    match kind {
        Some(FileKind::Deals) => built(view! {
            <h3>{says.import.where_to()}</h3>
            <div class="import-options">
                {pipeline(session, opening)}
                {name(session, opening)}
                {unknown(session, opening)}
                {closed(session, opening)}
                {currency(session, opening)}
            </div>
            {stages(session, opening)}
        }),
        Some(FileKind::Organisations) => built(view! {
            <div class="import-options">{currency(session, opening)}</div>
        }),
        Some(FileKind::People | FileKind::History | FileKind::Activities) | None => nothing(),
    }
}

fn choice(label: &str, test: &str, options: Vec<String>, chosen: usize) -> Choice {
    Choice { label: label.to_owned(), label_class: "", test: test.to_owned(), options, chosen }
}

fn pipeline(session: Session, opening: Opening) -> Built {
    let says = session.text();
    let known = opening.with_draft(|whole| {
        let list = |workspace: &trichter::workspace::Workspace| {
            let pipelines = workspace.pipelines_in_order().into_iter();
            pipelines
                .filter(|pipeline| pipeline.availability == Availability::Active)
                .map(|pipeline| (pipeline.id, pipeline.name.clone()))
                .collect::<Vec<_>>()
        };
        match &whole.base {
            Some(base) => list(base),
            None => session.peek(list),
        }
    });
    let known = known.unwrap_or_default();
    let now = opening.with_sheet(|sheet| sheet.mapping.pipeline.clone());
    let chosen = known
        .iter()
        .position(|(id, _)| now == Some(PipelineChoice::Existing(*id)))
        .unwrap_or(known.len());
    let (ids, mut names): (Vec<_>, Vec<_>) = known.into_iter().unzip();
    names.push(says.import.pipeline_new().to_owned());
    let fresh = match now {
        Some(PipelineChoice::New(name)) => name,
        Some(PipelineChoice::Existing(_)) | None => says.deal.pipeline().to_owned(),
    };
    let picked = pick(move |at| {
        let choice = match ids.get(at) {
            Some(id) => PipelineChoice::Existing(*id),
            None => PipelineChoice::New(fresh.clone()),
        };
        opening.map(session, |mapping| mapping.pipeline = choice);
    });
    select(choice(says.deal.pipeline(), "import-pipeline", names, chosen), never(), picked)
}

/// A field of text that is committed when it is left.
fn field(
    label: &str,
    test: &str,
    value: String,
    hidden: Flag,
    typed: Box<dyn Fn(String)>,
) -> Built {
    let changed = on_event(move |event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            typed(input.value().trim().to_owned());
        }
    });
    built(view! {
        <label class="field" hidden=hidden>
            <span>{label.to_owned()}</span>
            <input type="text" autocomplete="off" data-testid=test.to_owned() value=value
                on:change=changed/>
        </label>
    })
}

fn name(session: Session, opening: Opening) -> Built {
    let says = session.text();
    let is_new = |sheet: &Sheet| matches!(sheet.mapping.pipeline, PipelineChoice::New(_));
    let value = opening.with_sheet(|sheet| match &sheet.mapping.pipeline {
        PipelineChoice::New(name) => name.clone(),
        PipelineChoice::Existing(_) => says.deal.pipeline().to_owned(),
    });
    field(
        says.import.pipeline_name(),
        "import-pipeline-name",
        value.unwrap_or_default(),
        flag(move || opening.read(is_new) != Some(true)),
        Box::new(move |name| {
            opening.map(session, |mapping| mapping.pipeline = PipelineChoice::New(name));
        }),
    )
}

/// Two answers to a question about stages; not asked where no column is one.
fn question(
    label: &str,
    test: &str,
    answers: [&str; 2],
    chosen: usize,
    opening: Opening,
    picked: Pick,
) -> Built {
    let hidden = flag(move || {
        opening.read(|sheet| sheet.mapping.column(Target::Stage).is_some()) != Some(true)
    });
    let answers = answers.map(str::to_owned).to_vec();
    select(choice(label, test, answers, chosen), hidden, picked)
}

fn unknown(session: Session, opening: Opening) -> Built {
    let import = &session.text().import;
    let all = [UnknownStages::Create, UnknownStages::Reject];
    let now = opening.with_sheet(|sheet| sheet.mapping.unknown_stages);
    question(
        import.unknown_stages(),
        "import-unknown-stages",
        [import.stages_create(), import.stages_reject()],
        all.iter().position(|one| Some(*one) == now).unwrap_or(0),
        opening,
        pick(move |at| {
            let choice = all.get(at).copied().unwrap_or_default();
            opening.map(session, |mapping| mapping.unknown_stages = choice);
        }),
    )
}

fn closed(session: Session, opening: Opening) -> Built {
    let import = &session.text().import;
    let all = [ClosedStage::AsSaid, ClosedStage::Unknown];
    let now = opening.with_sheet(|sheet| sheet.mapping.closed_stage);
    question(
        import.closed_stage(),
        "import-closed-stage",
        [import.closed_as_said(), import.closed_unknown()],
        all.iter().position(|one| Some(*one) == now).unwrap_or(0),
        opening,
        pick(move |at| {
            let choice = all.get(at).copied().unwrap_or_default();
            opening.map(session, |mapping| mapping.closed_stage = choice);
        }),
    )
}

fn currency(session: Session, opening: Opening) -> Built {
    let says = session.text();
    let now = opening.with_sheet(|sheet| sheet.mapping.currency).unwrap_or_default();
    let wrong = RwSignal::new(String::new());
    let typed = move |code: String| match code.to_uppercase().parse::<Currency>() {
        Ok(currency) => {
            wrong.set(String::new());
            opening.map(session, |mapping| mapping.currency = currency);
        }
        Err(_) => wrong.set(says.errors.currency_form(&code)),
    };
    let field = field(
        says.import.currency(),
        "import-currency",
        now.code().to_owned(),
        never(),
        Box::new(typed),
    );
    let error = crate::ui::lean::text(move || wrong.get());
    built(view! { <div>{field}<p class="error" role="alert">{error}</p></div> })
}

/// New stages with the name of their pipeline; whether their order is free.
type Lists = Vec<(String, Vec<String>, bool)>;

/// Shows the new stages and lets their order be changed.
fn stages(session: Session, opening: Opening) -> Built {
    let lists = Derived::<Lists>::new(move || {
        opening.planned.track();
        opening.read(lists_of).unwrap_or_default()
    });
    built(part(move || {
        let lists = lists.get();
        let shown: Vec<Built> = lists
            .iter()
            .enumerate()
            .map(|(list, (pipeline, stages, _))| {
                let rows: Vec<Built> = (0..stages.len())
                    .map(|at| stage(session, opening, &lists, (list, at)))
                    .collect();
                built(view! {
                    <div class="new-stages">
                        <p>{session.text().import.new_stages(pipeline)}</p>
                        <ol data-testid="import-stages">{rows}</ol>
                    </div>
                })
            })
            .collect();
        built(shown)
    }))
}

fn lists_of(sheet: &Sheet) -> Lists {
    let column = sheet.mapping.column(Target::Stage);
    let in_file = |name: &String| {
        let Some(column) = column else { return false };
        let rows = 0..sheet.table.len();
        rows.into_iter().any(|row| sheet.table.cell(row, column).trim() == name)
    };
    let made = sheet.plan.stages_to_create.iter();
    made.map(|new| (new.pipeline.clone(), new.stages.clone(), new.stages.iter().any(in_file)))
        .collect()
}

fn stage(session: Session, opening: Opening, lists: &Lists, (list, at): (usize, usize)) -> Built {
    let import = &session.text().import;
    let Some((_, stages, free)) = lists.get(list) else { return nothing() };
    let Some(name) = stages.get(at).cloned() else { return nothing() };
    let end = stages.len().saturating_sub(1);
    let arrow = |to: Option<usize>, label: String, sign: &'static str, way: &'static str| {
        let possible = to.is_some();
        let lists = lists.clone();
        let moved = on_mouse(move |_| {
            let Some(to) = to else { return };
            let mut order = Vec::new();
            for (place, (_, stages, _)) in lists.iter().enumerate() {
                let mut stages = stages.clone();
                if place == list {
                    stages.swap(at, to);
                }
                order.extend(stages);
            }
            opening.map(session, |mapping| mapping.stage_order = order);
            opening.focus_after_plan(format!("#new-stage-{list}-{to}-{way}"));
        });
        // Not `disabled`: the button keeps the focus when its stage reaches the end.
        let off = attribute(move || (!possible).then(|| "true".to_owned()));
        let id = format!("new-stage-{list}-{at}-{way}");
        built(view! {
            <button type="button" class="ghost icon-only" id=id aria-label=label aria-disabled=off
                on:click=moved>{sign}</button>
        })
    };
    let arrows = if *free && end > 0 {
        let up = arrow(at.checked_sub(1), import.earlier(&name), "↑", "up");
        let down = arrow((at < end).then_some(at + 1), import.later(&name), "↓", "down");
        vec![up, down]
    } else {
        Vec::new()
    };
    built(view! { <li><span>{name}</span>{arrows}</li> })
}
