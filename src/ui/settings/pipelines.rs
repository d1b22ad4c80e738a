//! The pipelines of the workspace: choose one to edit, or make another.

use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::kit::menu::{MenuItem, use_menu};
use crate::ui::lean::{Built, Derived, view};
use crate::ui::session::{Session, use_session};
use crate::ui::settings::pipeline::PipelineEditor;
use crate::ui::shell::button_of;
use leptos::prelude::*;
use trichter::domain::{Availability, Pipeline, PipelineId, Preset, Stage, StageId};
use trichter::workspace::Command;

/// A pipeline as the list shows it.
#[derive(Clone, PartialEq)]
struct Line {
    id: PipelineId,
    name: String,
    stages: usize,
    deals: usize,
    archived: bool,
}

/// Lists the pipelines and edits the chosen one.
#[component]
pub fn Pipelines() -> Built {
    let session = use_session();
    let text = session.text();
    let menu = use_menu();
    let lines = Derived::new(move || session.read(lines));
    let chosen = Derived::new(move || session.pipeline().map(|pipeline| pipeline.id));
    let create = move |event: web_sys::MouseEvent| {
        let mut items: Vec<MenuItem> = Preset::ALL
            .map(|preset| {
                MenuItem::new(text.terms.preset(preset), move || from_preset(session, preset))
            })
            .into();
        if let Some(current) = session.pipeline_now() {
            let name = text.settings.copy_of(&current.name);
            items.push(MenuItem::new(name, move || copy(session, &current)));
        }
        if let Some(button) = button_of(&event) {
            menu.open(&button, text.settings.new_pipeline(), items);
        }
    };
    let line = move |line: Line| {
        let id = line.id;
        let stages = text.settings.stage_count(line.stages);
        let deals = text.app.deals(line.deals);
        view! {
            <li class="pipeline-line">
                <button type="button" class="pipeline-choice" data-testid="settings-pipeline"
                    aria-current=move || (chosen.get() == Some(id)).then_some("true")
                    on:click=move |_| {
                        session.go(session.route.get_untracked().with_pipeline(id));
                    }>
                    <strong>{line.name}</strong>
                    <span class="hint">{stages}" · "{deals}</span>
                    {line.archived.then(|| view! {
                        <span class="badge">{text.settings.archived()}</span>
                    })}
                </button>
            </li>
        }
    };
    view! {
        <section class="panel" aria-labelledby="settings-pipelines">
            <header class="panel-head">
                <h2 id="settings-pipelines">{text.settings.pipelines()}</h2>
                <button type="button" aria-haspopup="menu" on:click=create
                    data-testid="new-pipeline">
                    <Icon glyph=Glyph::Add/>
                    {text.settings.new_pipeline()}
                    <Icon glyph=Glyph::ChevronDown/>
                </button>
            </header>
            <ul class="pipeline-lines">
                {move || lines.get().into_iter().map(line).collect::<Vec<_>>()}
            </ul>
        </section>
        {move || chosen.get().map(|id| view! { <PipelineEditor id/> })}
    }
}

fn lines(workspace: &trichter::workspace::Workspace) -> Vec<Line> {
    let line = |pipeline: &std::sync::Arc<Pipeline>| Line {
        id: pipeline.id,
        name: pipeline.name.clone(),
        stages: pipeline.active_stages().count(),
        deals: workspace
            .deals()
            .iter()
            .filter(|deal| deal.pipeline == pipeline.id && deal.outcome.is_open())
            .count(),
        archived: pipeline.availability == Availability::Archived,
    };
    workspace.pipelines_in_order().into_iter().map(line).collect()
}

fn from_preset(session: Session, preset: Preset) {
    let language = session.language();
    let pipeline = session.with_ids(|_, ids| preset.pipeline(language, ids));
    create(session, pipeline);
}

/// Makes a pipeline with the same stages and no deals.
fn copy(session: Session, model: &Pipeline) {
    let pipeline = session.with_ids(|_, ids| {
        let stages: Vec<(StageId, Stage)> = model
            .active_stages()
            .map(|stage| (stage.id, Stage { id: StageId::fresh(ids), ..stage.clone() }))
            .collect();
        let proposal = model
            .proposal_stage
            .and_then(|old| stages.iter().find(|(known, _)| *known == old))
            .map(|(_, stage)| stage.id);
        Pipeline {
            id: PipelineId::fresh(ids),
            proposal_stage: proposal,
            stages: stages.into_iter().map(|(_, stage)| stage).collect(),
            availability: Availability::Active,
            ..model.clone()
        }
    });
    create(session, pipeline);
}

/// Adds a pipeline under a name of its own and shows it.
fn create(session: Session, mut pipeline: Pipeline) {
    pipeline.name = session.peek(|workspace| {
        let taken = |name: &str| workspace.pipelines().iter().any(|known| known.name == name);
        let mut name = pipeline.name.clone();
        let mut number = 1;
        while taken(&name) {
            number += 1;
            name = format!("{} {number}", pipeline.name);
        }
        name
    });
    let id = pipeline.id;
    if session.run(Command::CreatePipeline(Box::new(pipeline))) {
        session.go(session.route.get_untracked().with_pipeline(id));
        crate::ui::browser::focus::first("[data-testid=field-pipeline-name]");
    }
}
