//! Pipelines and their stages.

use super::record::record;
use super::{ForecastCategory, PipelineId, Probability, QualificationFrame, StageId};
use serde::{Deserialize, Serialize};

record! {
    /// An ordered list of stages that deals pass on their way to a decision.
    pub struct Pipeline {
        /// Identity.
        id: PipelineId = "id",
        /// Name; never empty.
        name: String = "name",
        /// Place among the pipelines, ascending.
        order: i64 = "order",
        /// Stages in their order, archived ones included. At least one is in use.
        stages: Vec<Stage> = "stages",
        /// Whether it is offered.
        availability: Availability = "availability",
        /// The stage from which a deal counts as offered (win rate on offers).
        proposal_stage: Option<StageId> = "proposalStage",
        /// How often a customer may put a deal off before it asks for a decision.
        postpone_limit: Option<u32> = "postponeLimit",
        /// Days until a new deal expires; `None` sets no expiry date.
        expiry_days: Option<u32> = "expiryDays",
        /// The questions that qualify a lead here.
        frame: QualificationFrame = "frame",
    }
}

/// How often a deal may be put off where a pipeline says nothing.
const DEFAULT_POSTPONE_LIMIT: u32 = 2;

impl Pipeline {
    /// Yields the stages in use, in order.
    pub fn active_stages(&self) -> impl DoubleEndedIterator<Item = &Stage> {
        self.stages.iter().filter(|stage| stage.availability == Availability::Active)
    }

    /// Finds a stage, archived or not.
    pub fn stage(&self, id: StageId) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// Returns the place of a stage among all stages of the pipeline, from 0.
    pub fn position(&self, id: StageId) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id == id)
    }

    /// Returns how often a deal may be put off (2 unless set).
    pub fn postpone_limit(&self) -> u32 {
        self.postpone_limit.unwrap_or(DEFAULT_POSTPONE_LIMIT)
    }
}

record! {
    /// A step of a pipeline.
    pub struct Stage {
        /// Identity.
        id: StageId = "id",
        /// Name; never empty.
        name: String = "name",
        /// Where in the funnel it lies.
        zone: FunnelZone = "zone",
        /// The chance of a deal here to be won.
        probability: Probability = "probability",
        /// What it means to be here.
        description: String = "description",
        /// What is done here.
        activities: String = "activities",
        /// Checklists, answers to objections, templates.
        playbook: String = "playbook",
        /// What must hold before a deal comes here.
        entry_criteria: Vec<String> = "entryCriteria",
        /// Idle days after which a deal rots; `None` never.
        rotting_days: Option<u32> = "rottingDays",
        /// The forecast category of deals here that have none of their own.
        category: ForecastCategory = "category",
        /// Whether deals can be put here.
        availability: Availability = "availability",
    }
}

/// Whether something is in use or kept only because history names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// In use.
    #[default]
    Active,
    /// Kept for what happened in it; no deal can be put there.
    Archived,
}

/// The third of the funnel a stage lies in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum FunnelZone {
    /// Top: attention.
    #[default]
    Tofu,
    /// Middle: consideration.
    Mofu,
    /// Bottom: decision.
    Bofu,
}

impl FunnelZone {
    /// Every zone, top first.
    pub const ALL: [Self; 3] = [Self::Tofu, Self::Mofu, Self::Bofu];
}
