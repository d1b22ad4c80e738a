//! Pipelines and stages an import needs, those that are there and new ones.

use super::{NewStages, Reason};
use crate::domain::{
    Availability, ForecastCategory, FunnelZone, Ids, Language, Pipeline, PipelineId, Preset,
    Probability, Stage, StageId,
};
use crate::exchange::mapping::{Mapping, PipelineChoice, UnknownStages};
use crate::exchange::{key, vocabulary};
use crate::workspace::Workspace;
use std::collections::HashMap;

/// The most new stages, and the most new pipelines, one import makes.
pub const NEW_STAGE_LIMIT: usize = 50;

/// The pipelines of a workspace as an import will leave them.
pub(super) struct Pipelines<'a> {
    mapping: &'a Mapping,
    drafts: Vec<Draft>,
    names: HashMap<String, usize>,
    /// Which draft takes the rows that name no pipeline.
    default: usize,
    made: usize,
}

struct Draft {
    pipeline: Pipeline,
    /// Stages by the key of their name.
    stages: HashMap<String, StageId>,
    new: Vec<NewStage>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Existing,
    New,
}

struct NewStage {
    id: StageId,
    name: String,
    /// The probabilities rows state for it, in basis points, and how often.
    probabilities: HashMap<u16, usize>,
}

impl<'a> Pipelines<'a> {
    pub fn new(mapping: &'a Mapping, workspace: &Workspace, ids: &mut Ids) -> Self {
        let mut pipelines =
            Self { mapping, drafts: Vec::new(), names: HashMap::new(), default: 0, made: 0 };
        for pipeline in workspace.pipelines_in_order() {
            if pipeline.availability == Availability::Active {
                let stages = pipeline.stages.iter().rev().map(|stage| (key(&stage.name), stage.id));
                let draft = Draft {
                    stages: stages.collect(),
                    pipeline: (**pipeline).clone(),
                    new: Vec::new(),
                    state: State::Existing,
                };
                pipelines.names.entry(key(&pipeline.name)).or_insert(pipelines.drafts.len());
                pipelines.drafts.push(draft);
            }
        }
        let chosen = match &mapping.pipeline {
            PipelineChoice::Existing(id) => {
                pipelines.drafts.iter().position(|draft| draft.pipeline.id == *id)
            }
            PipelineChoice::New(_) => None,
        };
        pipelines.default = chosen.unwrap_or_else(|| {
            let name = match &mapping.pipeline {
                PipelineChoice::New(name) if !name.trim().is_empty() => name.trim(),
                PipelineChoice::New(_) | PipelineChoice::Existing(_) => "Import",
            };
            let name: String = name.chars().take(crate::workspace::TITLE_LIMIT).collect();
            pipelines.named(&name, ids)
        });
        if let PipelineChoice::New(_) = mapping.pipeline {
            let stages = mapping.needed_stages.iter().filter(|name| !name.trim().is_empty());
            for name in stages.filter(|name| vocabulary::outcome(name).is_none()) {
                // Beyond the limit they are left out, as they are empty.
                let _ = pipelines.stage(pipelines.default, name, ids);
            }
        }
        pipelines
    }

    fn named(&mut self, name: &str, ids: &mut Ids) -> usize {
        if let Some(at) = self.names.get(&key(name)) {
            return *at;
        }
        let last = self.drafts.iter().map(|draft| draft.pipeline.order).max();
        let pipeline = Pipeline {
            id: PipelineId::fresh(ids),
            name: name.to_owned(),
            order: last.map_or(0, |order| order.saturating_add(1)),
            ..Pipeline::default()
        };
        let at = self.drafts.len();
        self.drafts.push(Draft {
            pipeline,
            stages: HashMap::new(),
            new: Vec::new(),
            state: State::New,
        });
        self.names.insert(key(name), at);
        at
    }

    /// Finds or makes the pipeline of a row.
    pub fn pipeline(&mut self, name: &str, ids: &mut Ids) -> Result<usize, Reason> {
        if name.is_empty() {
            return Ok(self.default);
        }
        if !self.names.contains_key(&key(name)) {
            if self.made >= NEW_STAGE_LIMIT {
                return Err(Reason::TooManyStages);
            }
            self.made += 1;
        }
        Ok(self.named(name, ids))
    }

    /// Finds the draft of a pipeline that is there.
    pub fn place_of(&self, id: PipelineId) -> Option<usize> {
        self.drafts.iter().position(|draft| draft.pipeline.id == id)
    }

    /// Says whether a pipeline has a stage of this name.
    pub fn knows(&self, at: usize, name: &str) -> bool {
        self.drafts.get(at).is_some_and(|draft| draft.stages.contains_key(&key(name)))
    }

    /// Returns the place of a stage; call it after [`Self::settle`].
    pub fn position(&self, at: usize, stage: StageId) -> usize {
        let pipeline = self.drafts.get(at).map(|draft| &draft.pipeline);
        pipeline.and_then(|pipeline| pipeline.position(stage)).unwrap_or(usize::MAX)
    }

    /// Finds or makes a stage; `open` deals cannot go to an archived one.
    pub fn stage(&mut self, at: usize, name: &str, ids: &mut Ids) -> Result<StageId, Reason> {
        let unknown = self.mapping.unknown_stages;
        let draft = self.drafts.get_mut(at).ok_or(Reason::UnknownStage)?;
        if let Some(id) = draft.stages.get(&key(name)) {
            return Ok(*id);
        }
        match unknown {
            UnknownStages::Reject if draft.state == State::Existing => Err(Reason::UnknownStage),
            UnknownStages::Reject | UnknownStages::Create => {
                if draft.new.len() >= NEW_STAGE_LIMIT {
                    return Err(Reason::TooManyStages);
                }
                let id = StageId::fresh(ids);
                draft.stages.insert(key(name), id);
                let name = name.to_owned();
                draft.new.push(NewStage { id, name, probabilities: HashMap::new() });
                Ok(id)
            }
        }
    }

    /// Says whether an open deal can be put into a stage.
    pub fn availability(&self, at: usize, stage: StageId) -> Availability {
        let stage = self.drafts.get(at).and_then(|draft| draft.pipeline.stage(stage));
        stage.map_or(Availability::Active, |stage| stage.availability)
    }

    /// Notes a probability a row states for its stage.
    pub fn note_probability(&mut self, at: usize, stage: StageId, basis_points: u16) {
        let new = self.drafts.get_mut(at).map(|draft| &mut draft.new);
        if let Some(new) = new.and_then(|new| new.iter_mut().find(|new| new.id == stage)) {
            *new.probabilities.entry(basis_points).or_default() += 1;
        }
    }

    /// Puts the new stages in order and fills in what they need.
    pub fn settle(&mut self, language: Language, ids: &mut Ids) {
        let wished: Vec<String> = self.mapping.stage_order.iter().map(|name| key(name)).collect();
        for draft in &mut self.drafts {
            draft.settle(&wished, language, ids);
        }
    }

    /// Returns the id of a pipeline.
    pub fn id(&self, at: usize) -> PipelineId {
        self.drafts.get(at).map(|draft| draft.pipeline.id).unwrap_or_default()
    }

    /// Returns the first stage in use; call it after [`Self::settle`].
    pub fn first_stage(&self, at: usize) -> StageId {
        let stages = self.drafts.get(at).map(|draft| draft.pipeline.active_stages());
        stages.and_then(|mut stages| stages.next()).map(|stage| stage.id).unwrap_or_default()
    }

    /// Returns the last stage in use; call it after [`Self::settle`].
    pub fn last_stage(&self, at: usize) -> StageId {
        let stages = self.drafts.get(at).map(|draft| draft.pipeline.active_stages());
        stages.and_then(|mut stages| stages.next_back()).map(|stage| stage.id).unwrap_or_default()
    }

    /// Returns the default probability of a stage.
    pub fn probability(&self, at: usize, stage: StageId) -> Option<Probability> {
        Some(self.drafts.get(at)?.pipeline.stage(stage)?.probability)
    }

    /// Gives the pipelines that are used and new or have new stages, and their new stages.
    pub fn finish(self, used: impl Fn(PipelineId) -> bool) -> (Vec<Pipeline>, Vec<NewStages>) {
        let touched = self.drafts.into_iter().filter(|draft| {
            (draft.state == State::New && used(draft.pipeline.id))
                || (draft.state == State::Existing && !draft.new.is_empty())
        });
        touched
            .map(|draft| {
                let names = match draft.state {
                    State::New => draft.pipeline.stages.iter().map(|s| s.name.clone()).collect(),
                    State::Existing => draft.new.into_iter().map(|new| new.name).collect(),
                };
                let new = NewStages { pipeline: draft.pipeline.name.clone(), stages: names };
                (draft.pipeline, new)
            })
            .unzip()
    }
}

impl Draft {
    fn settle(&mut self, wished: &[String], language: Language, ids: &mut Ids) {
        if self.state == State::New && self.new.is_empty() {
            // The file names no open stage: the usual ones.
            let preset = Preset::Standard.pipeline(language, ids);
            self.pipeline.stages = preset.stages;
            self.pipeline.proposal_stage = preset.proposal_stage;
            return;
        }
        let mut order: Vec<String> = self.new.iter().map(|new| new.name.clone()).collect();
        vocabulary::usual_order(&mut order);
        let usual: HashMap<String, usize> = order.into_iter().zip(0..).collect();
        self.new.sort_by_key(|new| {
            let name = key(&new.name);
            let wish = wished.iter().position(|wish| *wish == name).unwrap_or(usize::MAX);
            (wish, usual.get(&new.name).copied().unwrap_or(usize::MAX))
        });
        let count = self.new.len();
        for (index, new) in self.new.iter().enumerate() {
            let stage = new.stage(index, count);
            let step = vocabulary::step(&new.name).map(|(step, _)| step);
            if self.pipeline.proposal_stage.is_none() && step == Some(vocabulary::PROPOSAL_STEP) {
                self.pipeline.proposal_stage = Some(stage.id);
            }
            self.pipeline.stages.push(stage);
        }
    }
}

/// Probabilities of new stages run from the first to the last of these, in per cent.
const FIRST_PERCENT: usize = 10;
const LAST_PERCENT: usize = 90;
/// From these on, deals of a new stage count as best case and as commit.
const BEST_CASE: u16 = 7_500;
const COMMIT: u16 = 9_000;

impl NewStage {
    /// The probability is the one most rows state; without any it rises evenly.
    fn stage(&self, index: usize, count: usize) -> Stage {
        let stated = self.probabilities.iter().max_by_key(|(value, times)| (**times, **value));
        let even = match count {
            0 | 1 => usize::midpoint(FIRST_PERCENT, LAST_PERCENT),
            _ => FIRST_PERCENT + (LAST_PERCENT - FIRST_PERCENT) * index / (count - 1),
        };
        let even = u16::try_from(even * 100).unwrap_or(0);
        let basis_points = stated.map_or(even, |(value, _)| *value);
        let zone = vocabulary::step(&self.name).map_or_else(
            || match index * 3 / count.max(1) {
                0 => FunnelZone::Tofu,
                1 => FunnelZone::Mofu,
                _ => FunnelZone::Bofu,
            },
            |(_, zone)| zone,
        );
        Stage {
            id: self.id,
            name: self.name.clone(),
            zone,
            probability: Probability::from_basis_points(basis_points).unwrap_or_default(),
            category: match basis_points {
                COMMIT.. => ForecastCategory::Commit,
                BEST_CASE..COMMIT => ForecastCategory::BestCase,
                0..BEST_CASE => ForecastCategory::Pipeline,
            },
            ..Stage::default()
        }
    }
}
