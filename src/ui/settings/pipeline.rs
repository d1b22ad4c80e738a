//! The fields of one pipeline, and taking it out of use.

use crate::ui::kit::field::{Choice, Commit, SelectField};
use crate::ui::lean::{Built, Derived, view};
use crate::ui::session::{Session, use_session};
use crate::ui::settings::ending::{Ending, EndingDialog};
use crate::ui::settings::stages::Stages;
use crate::ui::settings::{RecordField, Shape, hinted, record_field};
use leptos::prelude::*;
use std::sync::Arc;
use trichter::domain::{Availability, Pipeline, PipelineId, QualificationFrame, StageId};
use trichter::i18n::{Text, parse};
use trichter::workspace::Command;

/// The most times a customer may be allowed to put a deal off.
const POSTPONE_MOST: u32 = 99;
/// The longest time until a deal expires, in days: ten years.
const EXPIRY_MOST: u32 = 3_650;

type PipelineField = RecordField<Pipeline>;

/// Edits a pipeline and its stages.
#[component]
pub fn PipelineEditor(
    /// The pipeline.
    id: PipelineId,
) -> Built {
    let session = use_session();
    let text = session.text();
    let pipeline =
        Derived::new(move || session.read(|workspace| workspace.pipelines().get(id).cloned()));
    let ask = RwSignal::new(None::<Ending>);
    let archived = Derived::new(move || {
        pipeline.with(|known| {
            known.as_ref().is_some_and(|known| known.availability == Availability::Archived)
        })
    });
    let typed = move |field: PipelineField| {
        let RecordField { label, hint, placeholder, shape, name, read, write } = field;
        let value = Signal::derive(move || {
            pipeline.with(|known| known.as_ref().map(|known| read(known, text)).unwrap_or_default())
        });
        let commit = Commit::new(move |typed: String| {
            session.change_pipeline(id, &|pipeline| write(pipeline, typed.trim(), text))
        });
        let hint = Signal::stored(hint.to_owned());
        record_field((label, placeholder, shape, name), value, hint, commit)
    };
    let end = move || {
        if archived.get() {
            view! {
                <button type="button" data-testid="restore-pipeline"
                    on:click=move |_| { session.run(Command::RestorePipeline(id)); }>
                    {text.settings.restore_pipeline()}
                </button>
            }
        } else {
            view! {
                <button type="button" data-testid="archive-pipeline"
                    on:click=move |_| ask.set(Some(Ending::ArchivePipeline(id)))>
                    {text.settings.archive_pipeline()}" …"
                </button>
            }
        }
    };
    let name = move || {
        pipeline.with(|known| known.as_ref().map(|known| known.name.clone()).unwrap_or_default())
    };
    view! {
        <section class="panel" aria-labelledby="settings-pipeline">
            <header class="panel-head">
                <h2 id="settings-pipeline">{text.app.pipeline()}": "{name}</h2>
                {end}
            </header>
            <div class="settings-fields">
                {fields(text).into_iter().map(typed).collect::<Vec<_>>()}
                <Proposal id pipeline/>
                <Frame id pipeline/>
            </div>
        </section>
        <Stages pipeline=id ask/>
        <EndingDialog ask/>
    }
}

fn fields(text: &'static Text) -> [PipelineField; 3] {
    let said = &text.settings;
    [
        PipelineField {
            label: said.pipeline_name(),
            hint: "",
            placeholder: "",
            shape: Shape::Line,
            name: "pipeline-name",
            read: |pipeline, _| pipeline.name.clone(),
            write: |pipeline, typed, _| {
                pipeline.name = typed.to_owned();
                Ok(())
            },
        },
        PipelineField {
            label: said.postpone_limit(),
            hint: said.postpone_help(),
            placeholder: "",
            shape: Shape::Number,
            name: "postpone-limit",
            read: |pipeline, text| text.format.whole(pipeline.postpone_limit().into()),
            write: |pipeline, typed, text| {
                pipeline.postpone_limit = whole_or_none(typed, POSTPONE_MOST, text)?;
                Ok(())
            },
        },
        PipelineField {
            label: said.expiry_days(),
            hint: said.expiry_help(),
            placeholder: said.expiry_never(),
            shape: Shape::Number,
            name: "expiry-days",
            read: |pipeline, text| number_or_empty(pipeline.expiry_days, text),
            write: |pipeline, typed, text| {
                pipeline.expiry_days = days_or_none(typed, EXPIRY_MOST, text)?;
                Ok(())
            },
        },
    ]
}

/// Writes a number, or nothing where there is none.
pub fn number_or_empty(number: Option<u32>, text: &Text) -> String {
    number.map(|number| text.format.whole(number.into())).unwrap_or_default()
}

/// Reads a whole number; nothing typed is none.
pub fn whole_or_none(typed: &str, most: u32, text: &Text) -> Result<Option<u32>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    let number = parse::whole(typed, most, text.format.language());
    number.map(Some).map_err(|error| text.errors.number(&error))
}

/// Reads a number of days from 1; nothing typed is none.
pub fn days_or_none(typed: &str, most: u32, text: &Text) -> Result<Option<u32>, String> {
    match whole_or_none(typed, most, text)? {
        Some(0) => {
            Err(text.errors.number_range(&text.format.whole(1), &text.format.whole(most.into())))
        }
        days => Ok(days),
    }
}

type Known = Derived<Option<Arc<Pipeline>>>;

/// Chooses from which stage on a deal counts as offered.
#[component]
fn Proposal(id: PipelineId, pipeline: Known) -> Built {
    let session = use_session();
    let text = session.text();
    let stages = Derived::new(move || pipeline.with(|known| choices(known.as_deref())));
    let options = Signal::derive(move || {
        let none = std::iter::once(text.settings.proposal_none().to_owned());
        let names = none.chain(stages.get().into_iter().map(|(_, name)| name));
        names.map(Choice::from).collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || {
        let wanted = pipeline.with(|known| known.as_ref().and_then(|known| known.proposal_stage));
        let at = |wanted| stages.with(|stages| stages.iter().position(|(id, _)| *id == wanted));
        wanted.and_then(at).map_or(0, |at| at + 1)
    });
    let commit = Commit::new(move |at: usize| {
        let stage = at
            .checked_sub(1)
            .and_then(|at| stages.with_untracked(|stages| stages.get(at).map(|(stage, _)| *stage)));
        set_proposal(session, id, stage)
    });
    let field = view! {
        <SelectField label=text.settings.proposal_stage() choices=options chosen commit
            name="proposal-stage"/>
    };
    hinted(field, Signal::stored(text.settings.proposal_help().to_owned()))
}

/// Stages that can be the proposal stage: those in use, and the one that is.
fn choices(pipeline: Option<&Pipeline>) -> Vec<(StageId, String)> {
    let Some(pipeline) = pipeline else { return Vec::new() };
    let offered = pipeline.stages.iter().filter(|stage| {
        stage.availability == Availability::Active || Some(stage.id) == pipeline.proposal_stage
    });
    offered.map(|stage| (stage.id, stage.name.clone())).collect()
}

fn set_proposal(session: Session, id: PipelineId, stage: Option<StageId>) -> Result<(), String> {
    session.change_pipeline(id, &|pipeline| {
        pipeline.proposal_stage = stage;
        Ok(())
    })
}

/// Chooses the questions that qualify a lead.
#[component]
fn Frame(id: PipelineId, pipeline: Known) -> Built {
    let session = use_session();
    let text = session.text();
    let options: Vec<Choice> =
        QualificationFrame::ALL.map(|frame| Choice::from(text.terms.frame(frame))).into();
    let frame = move || pipeline.with(|known| known.as_ref().map(|known| known.frame));
    let chosen = Signal::derive(move || {
        let frame = frame().unwrap_or_default();
        QualificationFrame::ALL.iter().position(|known| *known == frame).unwrap_or(0)
    });
    let hint = Signal::derive(move || {
        let items = frame().unwrap_or_default().items();
        items.iter().map(|item| text.terms.item(*item)).collect::<Vec<_>>().join(", ")
    });
    let commit = Commit::new(move |at: usize| {
        session.change_pipeline(id, &|pipeline| {
            pipeline.frame = QualificationFrame::ALL.get(at).copied().unwrap_or_default();
            Ok(())
        })
    });
    let field = view! {
        <SelectField label=text.settings.frame() choices=Signal::stored(options) chosen commit
            name="frame"/>
    };
    hinted(field, hint)
}
