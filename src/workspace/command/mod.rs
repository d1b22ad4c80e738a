//! What can be done to a workspace, one file an intent.

mod activity;
mod close_deal;
mod create_deal;
mod delete_deal;
mod edit_deal;
mod import;
mod merge_stages;
mod move_deal;
mod organisation;
mod person;
mod pipeline;
mod settings;
mod stage;

pub use import::Batch;
pub use settings::SCENARIOS;
pub(crate) use settings::{check_scenarios, check_scoring};

use super::edit::Edit;
use super::{Difference, Label, Place, Refusal, Verb};
use crate::domain::{
    Activity, ActivityId, Closing, Day, Deal, DealId, Organisation, OrganisationId, Person,
    PersonId, Pipeline, PipelineId, Settings, Stage, StageId,
};

/// Something to be done to a workspace.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Adds a deal to a stage. Id, history, outcome and rank are set here; an
    /// empty `created` becomes now.
    CreateDeal {
        /// The deal as wished.
        deal: Box<Deal>,
        /// Where in the column.
        place: Place,
    },
    /// Sets the fields of a deal. Stage, outcome, history and rank stay as they
    /// are; they have commands of their own.
    EditDeal(Box<Deal>),
    /// Puts an open deal into a stage of any pipeline, or elsewhere in its column.
    MoveDeal {
        /// The deal.
        deal: DealId,
        /// The stage to put it into.
        stage: StageId,
        /// Where in the column.
        place: Place,
    },
    /// Closes a deal as won.
    WinDeal {
        /// The deal.
        deal: DealId,
        /// Answers to the questions.
        closing: Box<Closing>,
    },
    /// Closes a deal as lost; the loss reason is mandatory.
    LoseDeal {
        /// The deal.
        deal: DealId,
        /// Answers to the questions.
        closing: Box<Closing>,
    },
    /// Opens a closed deal again.
    ReopenDeal {
        /// The deal.
        deal: DealId,
        /// The stage it goes on in.
        stage: StageId,
        /// Why; may be empty.
        because: String,
    },
    /// Notes that the customer put the deal off and sets the new date.
    PostponeDeal {
        /// The deal.
        deal: DealId,
        /// The new expected close.
        until: Day,
    },
    /// Removes a deal and its activities.
    DeleteDeal(DealId),
    /// Adds or replaces an organisation; one without id gets one.
    SaveOrganisation(Box<Organisation>),
    /// Removes an organisation; deals and people lose the link.
    DeleteOrganisation(OrganisationId),
    /// Adds or replaces a person; one without id gets one.
    SavePerson(Box<Person>),
    /// Removes a person; deals and activities lose the link.
    DeletePerson(PersonId),
    /// Adds or replaces an activity; one without id gets one.
    SaveActivity(Box<Activity>),
    /// Marks an activity as done now.
    CompleteActivity(ActivityId),
    /// Marks an activity as not done.
    ReopenActivity(ActivityId),
    /// Removes an activity.
    DeleteActivity(ActivityId),
    /// Adds a pipeline at the end; ids are set here where they are missing.
    CreatePipeline(Box<Pipeline>),
    /// Sets the fields of a pipeline; its stages stay as they are.
    EditPipeline(Box<Pipeline>),
    /// Takes a pipeline out of use; its open deals go to a stage of another.
    ArchivePipeline {
        /// The pipeline.
        pipeline: PipelineId,
        /// Where its open deals go.
        deals_to: StageId,
    },
    /// Puts an archived pipeline into use again.
    RestorePipeline(PipelineId),
    /// Adds a stage; it gets a fresh id.
    AddStage {
        /// The pipeline.
        pipeline: PipelineId,
        /// The stage as wished.
        stage: Box<Stage>,
        /// Its place among all stages, from 0; the end if beyond.
        at: usize,
    },
    /// Sets the fields of a stage.
    EditStage(Box<Stage>),
    /// Moves a stage within its pipeline.
    MoveStage {
        /// The stage.
        stage: StageId,
        /// Its new place among all stages, from 0.
        to: usize,
    },
    /// Makes one stage of two: deals and their history go into the other.
    MergeStages {
        /// The stage that ends.
        from: StageId,
        /// The stage that takes over, of the same pipeline.
        into: StageId,
    },
    /// Takes a stage out of use; its open deals go to another of its pipeline.
    ArchiveStage {
        /// The stage.
        stage: StageId,
        /// Where its open deals go.
        deals_to: StageId,
    },
    /// Puts an archived stage into use again.
    RestoreStage(StageId),
    /// Replaces the settings.
    EditSettings(Box<Settings>),
    /// Adds or replaces many records at once.
    Import(Box<Batch>),
    /// Makes the workspace what it was at another time, or in a file.
    Restore {
        /// What differs, for the workspace as it is now.
        difference: Box<Difference>,
        /// When it was so, or what it came from, in words.
        source: String,
    },
    /// Does several commands as one: all or none.
    Together(Vec<Command>),
}

impl Command {
    pub(super) fn run(self, edit: &mut Edit<'_>) -> Result<Label, Refusal> {
        match self {
            Self::CreateDeal { deal, place } => create_deal::run(edit, *deal, place),
            Self::EditDeal(deal) => edit_deal::run(edit, *deal),
            Self::MoveDeal { deal, stage, place } => move_deal::run(edit, deal, stage, place),
            Self::WinDeal { deal, closing } => close_deal::win(edit, deal, *closing),
            Self::LoseDeal { deal, closing } => close_deal::lose(edit, deal, *closing),
            Self::ReopenDeal { deal, stage, because } => {
                close_deal::reopen(edit, deal, stage, because)
            }
            Self::PostponeDeal { deal, until } => edit_deal::postpone(edit, deal, until),
            Self::DeleteDeal(deal) => delete_deal::run(edit, deal),
            Self::SaveOrganisation(organisation) => organisation::save(edit, *organisation),
            Self::DeleteOrganisation(id) => organisation::delete(edit, id),
            Self::SavePerson(person) => person::save(edit, *person),
            Self::DeletePerson(id) => person::delete(edit, id),
            Self::SaveActivity(activity) => activity::save(edit, *activity),
            Self::CompleteActivity(id) => activity::complete(edit, id),
            Self::ReopenActivity(id) => activity::reopen(edit, id),
            Self::DeleteActivity(id) => activity::delete(edit, id),
            Self::CreatePipeline(pipeline) => pipeline::create(edit, *pipeline),
            Self::EditPipeline(pipeline) => pipeline::edit(edit, *pipeline),
            Self::ArchivePipeline { pipeline, deals_to } => {
                pipeline::archive(edit, pipeline, deals_to)
            }
            Self::RestorePipeline(id) => pipeline::restore(edit, id),
            Self::AddStage { pipeline, stage, at } => stage::add(edit, pipeline, *stage, at),
            Self::EditStage(stage) => stage::edit(edit, *stage),
            Self::MoveStage { stage, to } => stage::reorder(edit, stage, to),
            Self::MergeStages { from, into } => merge_stages::run(edit, from, into),
            Self::ArchiveStage { stage, deals_to } => stage::archive(edit, stage, deals_to),
            Self::RestoreStage(stage) => stage::restore(edit, stage),
            Self::EditSettings(settings) => settings::run(edit, *settings),
            Self::Import(batch) => import::run(edit, *batch),
            Self::Restore { difference, source } => restore(edit, *difference, &source),
            Self::Together(commands) => together(edit, commands),
        }
    }
}

fn restore(edit: &mut Edit<'_>, difference: Difference, source: &str) -> Result<Label, Refusal> {
    let changes = difference.for_state(edit.workspace).ok_or(Refusal::Outdated)?;
    edit.put_back(changes);
    Ok(named(Verb::Restore, source))
}

/// The label of several commands is that of the first, with the sum of the counts.
fn together(edit: &mut Edit<'_>, commands: Vec<Command>) -> Result<Label, Refusal> {
    let mut whole: Option<Label> = None;
    for command in commands {
        let label = command.run(edit)?;
        match &mut whole {
            None => whole = Some(label),
            Some(whole) => {
                if whole.verb != label.verb {
                    whole.verb = Verb::Together;
                }
                whole.count = whole.count.saturating_add(label.count);
            }
        }
    }
    Ok(whole.unwrap_or_else(|| named(Verb::Together, "")))
}

fn named(verb: Verb, subject: &str) -> Label {
    Label { verb, subject: subject.to_owned(), count: 1 }
}
