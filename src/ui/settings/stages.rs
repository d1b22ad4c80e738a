//! The stages of a pipeline in their order.

use crate::ui::browser::focus;
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Derived, rows, view};
use crate::ui::session::{Session, use_session};
use crate::ui::settings::ending::Ending;
use crate::ui::settings::stage::StageRow;
use leptos::prelude::*;
use trichter::domain::{Availability, Pipeline, PipelineId, Stage, StageId};
use trichter::workspace::Command;

/// Adds, orders and edits the stages; below them those out of use.
#[component]
pub fn Stages(
    /// The pipeline.
    pipeline: PipelineId,
    /// Asks what becomes of the deals of a stage that ends.
    ask: RwSignal<Option<Ending>>,
) -> Built {
    let session = use_session();
    let text = session.text();
    let of = move |wanted: Availability| {
        session.read(|workspace| {
            workspace.pipelines().get(pipeline).map_or_else(Vec::new, |pipeline| {
                let stages = pipeline.stages.iter();
                stages.filter(|stage| stage.availability == wanted).map(|stage| stage.id).collect()
            })
        })
    };
    let active: Derived<Vec<StageId>> = Derived::new(move || of(Availability::Active));
    let archived: Derived<Vec<StageId>> = Derived::new(move || of(Availability::Archived));
    view! {
        <section class="panel" aria-labelledby="settings-stages">
            <h2 id="settings-stages">{text.settings.stages()}</h2>
            <p class="hint">{text.settings.stages_help()}</p>
            <ol class="stage-rows" data-testid="stages">
                {rows(
                    move || active.with(|ids| ids.iter().map(|id| id.bits()).collect()),
                    move |key| view! { <StageRow id=StageId::from_bits(key) order=active ask/> },
                )}
            </ol>
            <NewStage pipeline/>
            {move || (!archived.with(Vec::is_empty)).then(|| view! {
                <h3>{text.settings.archived_stages()}</h3>
                <p class="hint">{text.settings.archived_stages_help()}</p>
                <ul class="archived-stages">
                    {archived.get().into_iter().map(|id| archived_stage(session, id)).collect::<Vec<_>>()}
                </ul>
            })}
        </section>
    }
}

fn archived_stage(session: Session, id: StageId) -> Built {
    let text = session.text();
    let name = session.peek(|workspace| {
        workspace.stage(id).map(|(_, stage)| stage.name.clone()).unwrap_or_default()
    });
    let label = format!("{}: {name}", text.settings.restore());
    view! {
        <li data-testid="archived-stage">
            <span>{name}</span>
            <button type="button" aria-label=label
                on:click=move |_| { session.run(Command::RestoreStage(id)); }>
                {text.settings.restore()}
            </button>
        </li>
    }
}

/// Takes the name of a new stage; it becomes the last one.
#[component]
fn NewStage(pipeline: PipelineId) -> Built {
    let session = use_session();
    let text = session.text();
    let name = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let found = session.peek(|workspace| workspace.pipelines().get(pipeline).cloned());
        let Some(found) = found else { return };
        let stage = next_stage(&found, name.get_untracked());
        let at = found.stages.len();
        match session.commit(Command::AddStage { pipeline, stage: Box::new(stage), at }) {
            Ok(()) => {
                name.set(String::new());
                wrong.set(None);
            }
            Err(why) => wrong.set(Some(why)),
        }
        focus::first("[data-testid=new-stage]");
    };
    view! {
        <form class="new-stage" on:submit=submit novalidate>
            <div class="field">
                <label for="new-stage">{text.settings.new_stage_name()}</label>
                <input id="new-stage" type="text" autocomplete="off" data-testid="new-stage"
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    aria-describedby="new-stage-wrong" bind:value=name
                    on:keydown=move |event| if event.key() == "Escape" {
                        name.set(String::new());
                        wrong.set(None);
                    }/>
                <p id="new-stage-wrong" class="error" role="alert">{move || wrong.get()}</p>
            </div>
            <button type="submit"><Icon glyph=Glyph::Add/>{text.settings.new_stage()}</button>
        </form>
    }
}

/// Returns a stage that goes on from the last one in use.
fn next_stage(pipeline: &Pipeline, name: String) -> Stage {
    let last = pipeline.active_stages().next_back();
    Stage {
        name,
        zone: last.map(|stage| stage.zone).unwrap_or_default(),
        probability: last.map(|stage| stage.probability).unwrap_or_default(),
        rotting_days: last.and_then(|stage| stage.rotting_days),
        category: last.map(|stage| stage.category).unwrap_or_default(),
        ..Stage::default()
    }
}
