//! Asks where the deals go when a stage or a pipeline ends.

use crate::ui::kit::dialog::Dialog;
use crate::ui::kit::field::{Choice, Commit, SelectField};
use crate::ui::lean::{Built, built, view};
use crate::ui::session::use_session;
use leptos::prelude::*;
use trichter::domain::{Availability, Pipeline, PipelineId, Stage, StageId};
use trichter::i18n::Text;
use trichter::workspace::{Command, Workspace};

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A stage goes up in another.
    MergeStage(StageId),
    /// A stage is taken out of use.
    ArchiveStage(StageId),
    /// A pipeline is taken out of use.
    ArchivePipeline(PipelineId),
}

/// Counts the open deals of a stage.
pub fn open_deals(workspace: &Workspace, stage: StageId) -> usize {
    let deals = workspace.deals().iter();
    deals.filter(|deal| deal.stage == stage && deal.outcome.is_open()).count()
}

/// Shows the question, if one is asked.
#[component]
pub fn EndingDialog(
    /// The question.
    ask: RwSignal<Option<Ending>>,
) -> Built {
    built(move || ask.get().map(|ending| view! { <Question ending ask/> }))
}

/// What the dialog works with.
struct Facts {
    /// The name of what ends.
    name: String,
    /// Its open deals.
    deals: usize,
    /// Stages that can take them, with their names.
    targets: Vec<(StageId, String)>,
    /// The place of the one offered first.
    first: usize,
}

#[component]
fn Question(ending: Ending, ask: RwSignal<Option<Ending>>) -> Built {
    let session = use_session();
    let text = session.text();
    let facts = session.peek(|workspace| facts(workspace, ending));
    let Facts { name, deals, targets, first } = facts;
    let close = Callback::new(move |()| ask.set(None));
    let chosen = RwSignal::new(first);
    let wrong = RwSignal::new(None::<String>);
    let (title, act) = match ending {
        Ending::MergeStage(_) => (text.settings.merge_title(&name), text.settings.merge_act()),
        Ending::ArchiveStage(_) | Ending::ArchivePipeline(_) => {
            (text.settings.archive_title(&name), text.settings.archive())
        }
    };
    if targets.is_empty() {
        let why = match ending {
            Ending::MergeStage(_) | Ending::ArchiveStage(_) => text.errors.stage_last(),
            Ending::ArchivePipeline(_) => text.errors.pipeline_last(),
        };
        return view! {
            <Dialog title on_close=close>
                <p>{why}</p>
                <footer class="dialog-foot">
                    <button type="button" on:click=move |_| close.run(())>{text.app.close()}</button>
                </footer>
            </Dialog>
        };
    }
    let choices: Vec<Choice> =
        targets.iter().map(|(_, name)| Choice::from(name.as_str())).collect();
    let names: Vec<String> = targets.iter().map(|(_, name)| name.clone()).collect();
    let explained = move || {
        let to = names.get(chosen.get()).map_or("", String::as_str);
        explain(text, ending, &name, to, deals)
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some((target, _)) = targets.get(chosen.get_untracked()) else { return };
        match session.commit(command(ending, *target)) {
            Ok(()) => ask.set(None),
            Err(why) => wrong.set(Some(why)),
        }
    };
    let commit = Commit::new(move |at: usize| {
        chosen.set(at);
        Ok(())
    });
    view! {
        <Dialog title on_close=close>
            <form class="form" on:submit=submit data-testid="ending-form">
                <p>{explained}</p>
                <SelectField label=text.settings.deals_to() choices=Signal::stored(choices) chosen commit
                    name="deals-to"/>
                <p class="error" role="alert">{move || wrong.get()}</p>
                <footer class="dialog-foot">
                    <button type="button" on:click=move |_| close.run(())>{text.app.cancel()}</button>
                    <button type="submit" class="primary">{act}</button>
                </footer>
            </form>
        </Dialog>
    }
}

fn command(ending: Ending, target: StageId) -> Command {
    match ending {
        Ending::MergeStage(from) => Command::MergeStages { from, into: target },
        Ending::ArchiveStage(stage) => Command::ArchiveStage { stage, deals_to: target },
        Ending::ArchivePipeline(pipeline) => {
            Command::ArchivePipeline { pipeline, deals_to: target }
        }
    }
}

fn explain(text: &Text, ending: Ending, name: &str, to: &str, deals: usize) -> String {
    match ending {
        Ending::MergeStage(_) => {
            let deals = text.settings.merge_confirm(deals, name, to);
            format!("{deals} {}", text.settings.merge_history())
        }
        Ending::ArchiveStage(_) | Ending::ArchivePipeline(_) => {
            text.settings.archive_needs_target(deals, name)
        }
    }
}

fn facts(workspace: &Workspace, ending: Ending) -> Facts {
    match ending {
        Ending::MergeStage(id) | Ending::ArchiveStage(id) => {
            let Some((pipeline, stage)) = workspace.stage(id) else { return Facts::nothing() };
            let named = |stage: &Stage| (stage.id, stage.name.clone());
            let targets: Vec<_> =
                pipeline.active_stages().filter(|stage| stage.id != id).map(named).collect();
            let before = pipeline.active_stages().take_while(|stage| stage.id != id).count();
            Facts {
                name: stage.name.clone(),
                deals: open_deals(workspace, id),
                targets,
                first: before.saturating_sub(1),
            }
        }
        Ending::ArchivePipeline(id) => {
            let Some(pipeline) = workspace.pipelines().get(id) else { return Facts::nothing() };
            let others = workspace
                .pipelines_in_order()
                .into_iter()
                .filter(|known| known.id != id && known.availability == Availability::Active);
            let deals = workspace.deals().iter();
            Facts {
                name: pipeline.name.clone(),
                deals: deals.filter(|deal| deal.pipeline == id && deal.outcome.is_open()).count(),
                targets: others.flat_map(|other| named_stages(other)).collect(),
                first: 0,
            }
        }
    }
}

fn named_stages(pipeline: &Pipeline) -> Vec<(StageId, String)> {
    let named = |stage: &Stage| (stage.id, format!("{} · {}", pipeline.name, stage.name));
    pipeline.active_stages().map(named).collect()
}

impl Facts {
    fn nothing() -> Self {
        Self { name: String::new(), deals: 0, targets: Vec::new(), first: 0 }
    }
}
