//! Repairs records that break a rule, driven by the rules themselves.
//!
//! [`Workspace::problems`] says what is wrong; each kind of refusal has one
//! repair. A record that no repair helps is set aside.

use super::field::{
    DASH, cleared, cut, cut_all, cut_if_long, mend_activity, mend_organisation, mend_person,
    mend_title, title_flaw,
};
use super::problem::{Flaw, Part, Problem, Repair};
use super::repair::{SetAside, json_of, keep_changed};
use crate::domain::{
    Availability, Deal, Happening, Ids, Language, LossReason, Pipeline, PipelineId, Preset, Stage,
    StageEvent, StageId, Timestamp,
};
use crate::workspace::{
    self, Change, Delta, Field, Label, Refusal, TEXT_LIMIT, TITLE_LIMIT, Transaction, Verb,
    Workspace,
};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// How often the rules are asked. A record has fewer fields than this that can
/// break one; what is still wrong then is set aside.
const ROUNDS: usize = 48;

/// Repairs the workspace until it breaks no rule.
pub(super) fn mend(
    workspace: &mut Workspace,
    aside: &mut SetAside,
    ids: &mut Ids,
    problems: &mut Vec<Problem>,
) {
    for round in 0_usize.. {
        let found = workspace.problems();
        if found.is_empty() {
            return;
        }
        let mut mender = Mender { workspace, ids, aside, problems, changes: Vec::new() };
        // Deals are put into pipelines, so those come first.
        let mut pipelines = false;
        for problem in &found {
            pipelines |= mender.mend_pipelines(problem, round >= ROUNDS);
        }
        if !pipelines {
            for problem in &found {
                mender.mend_record(problem, round >= ROUNDS);
            }
        }
        let changes = mender.changes;
        let label = Label { verb: Verb::Import, subject: String::new(), count: 1 };
        workspace.replay(&Transaction { sequence: 0, at: Timestamp::default(), label, changes });
    }
}

struct Mender<'a> {
    workspace: &'a Workspace,
    ids: &'a mut Ids,
    aside: &'a mut SetAside,
    problems: &'a mut Vec<Problem>,
    changes: Vec<Change>,
}

/// Repairs one record: takes a copy, mends it, keeps what was changed, reports.
macro_rules! repaired {
    ($self:ident, $part:ident, $table:ident, $id:expr, $name:ident, $refusal:expr, $hopeless:expr, $mend:expr) => {
        if let Some(before) = $self.workspace.$table().get($id).cloned() {
            let text = json_of(&*before);
            let mut after = (*before).clone();
            let mend: Option<Repair> = if $hopeless { None } else { $mend(&mut after) };
            let name = before.$name.clone();
            let flaw = Flaw::Rule($refusal.clone());
            let after = match &mend {
                Some(repair) => {
                    if loses(repair) {
                        let json = json_of(&after);
                        keep_changed(&text, &json, &mut after.extra);
                    }
                    Some(Arc::new(after))
                }
                None => {
                    $self.aside.keep(Part::$part, &text);
                    None
                }
            };
            let repair = mend.unwrap_or(Repair::SetAside);
            let id = $id.to_string();
            $self.problems.push(Problem { part: Part::$part, id, name, flaw, repair, text });
            $self.changes.push(Change::$part(Delta { before: Some(before), after }));
        }
    };
}

/// Says whether a repair takes something away that is worth keeping.
fn loses(repair: &Repair) -> bool {
    match repair {
        Repair::Cleared | Repair::Cut | Repair::PutInto(_) | Repair::Clamped => true,
        Repair::SetAside
        | Repair::FieldSetAside(_)
        | Repair::Named
        | Repair::LossReasonUnknown
        | Repair::Made
        | Repair::PutInUse => false,
    }
}

impl Mender<'_> {
    /// Repairs what a problem says about pipelines; false when it says nothing.
    fn mend_pipelines(&mut self, problem: &workspace::Problem, hopeless: bool) -> bool {
        match problem {
            workspace::Problem::NoPipeline => self.mend_no_pipeline(),
            workspace::Problem::Pipeline(id, refusal) => {
                let id = *id;
                repaired!(self, Pipeline, pipelines, id, name, refusal, hopeless, |after| {
                    self.mend_pipeline(after, refusal)
                });
            }
            workspace::Problem::Deal(..)
            | workspace::Problem::Organisation(..)
            | workspace::Problem::Person(..)
            | workspace::Problem::Activity(..) => return false,
        }
        true
    }

    fn mend_record(&mut self, problem: &workspace::Problem, hopeless: bool) {
        match problem {
            workspace::Problem::Deal(id, refusal) => {
                let id = *id;
                repaired!(self, Deal, deals, id, title, refusal, hopeless, |after| {
                    self.mend_deal(after, refusal)
                });
            }
            workspace::Problem::Organisation(id, refusal) => {
                let id = *id;
                repaired!(
                    self,
                    Organisation,
                    organisations,
                    id,
                    name,
                    refusal,
                    hopeless,
                    |after| { mend_organisation(after, refusal) }
                );
            }
            workspace::Problem::Person(id, refusal) => {
                let id = *id;
                repaired!(self, Person, people, id, name, refusal, hopeless, |after| {
                    mend_person(after, refusal)
                });
            }
            workspace::Problem::Activity(id, refusal) => {
                let id = *id;
                repaired!(self, Activity, activities, id, subject, refusal, hopeless, |after| {
                    mend_activity(after, refusal)
                });
            }
            workspace::Problem::Pipeline(..) | workspace::Problem::NoPipeline => {}
        }
    }

    fn mend_no_pipeline(&mut self) {
        let first = self.workspace.pipelines_in_order().first().map(|first| Arc::clone(first));
        let (after, repair) = match &first {
            Some(first) => {
                let availability = Availability::Active;
                (Pipeline { availability, ..(**first).clone() }, Repair::PutInUse)
            }
            None => (Preset::Standard.pipeline(Language::En, self.ids), Repair::Made),
        };
        self.problems.push(Problem {
            part: Part::Pipeline,
            id: after.id.to_string(),
            name: after.name.clone(),
            flaw: Flaw::NoPipeline,
            repair,
            text: String::new(),
        });
        self.changes.push(Change::Pipeline(Delta { before: first, after: Some(Arc::new(after)) }));
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "every other refusal has no repair")]
    fn mend_pipeline(&mut self, pipeline: &mut Pipeline, refusal: &Refusal) -> Option<Repair> {
        match refusal {
            Refusal::Empty(_) | Refusal::TooLong { .. } => {
                let mut repair = None;
                let stages = &mut pipeline.stages;
                for name in
                    [&mut pipeline.name].into_iter().chain(stages.iter_mut().map(|s| &mut s.name))
                {
                    if title_flaw(name).is_err() {
                        repair = Some(mend_title(name, DASH));
                    }
                }
                for stage in stages {
                    for text in [&mut stage.description, &mut stage.activities, &mut stage.playbook]
                    {
                        repair = cut_if_long(text, TEXT_LIMIT).or(repair);
                    }
                    let count = stage.entry_criteria.len();
                    stage.entry_criteria.retain(|text| !text.trim().is_empty());
                    if stage.entry_criteria.len() < count {
                        repair = Some(Repair::Cleared);
                    }
                    for text in &mut stage.entry_criteria {
                        repair = cut_if_long(text, TITLE_LIMIT).or(repair);
                    }
                }
                repair
            }
            Refusal::LastStage => Some(if let Some(first) = pipeline.stages.first_mut() {
                first.availability = Availability::Active;
                Repair::PutInUse
            } else {
                let id = StageId::fresh(self.ids);
                pipeline.stages.push(Stage { id, name: DASH.to_owned(), ..Stage::default() });
                Repair::Made
            }),
            Refusal::Missing(Field::Stage) => {
                pipeline.proposal_stage = None;
                Some(Repair::Cleared)
            }
            Refusal::SameStage => {
                self.part_stages(pipeline);
                Some(Repair::Made)
            }
            _ => None,
        }
    }

    /// Gives a pipeline stages of its own; its deals and their history follow.
    fn part_stages(&mut self, pipeline: &mut Pipeline) {
        let mut seen = HashSet::new();
        let mut renamed: HashMap<StageId, StageId> = HashMap::new();
        let others: HashSet<StageId> = self
            .workspace
            .pipelines()
            .iter()
            .filter(|other| other.id < pipeline.id)
            .flat_map(|other| other.stages.iter().map(|stage| stage.id))
            .collect();
        for stage in &mut pipeline.stages {
            let taken = others.contains(&stage.id);
            if seen.insert(stage.id) && !taken {
                continue;
            }
            let fresh = StageId::fresh(self.ids);
            if taken {
                renamed.entry(stage.id).or_insert(fresh);
            }
            stage.id = fresh;
        }
        if let Some(id) = pipeline.proposal_stage {
            pipeline.proposal_stage = Some(renamed.get(&id).copied().unwrap_or(id));
        }
        for before in self.workspace.deals().iter().filter(|deal| deal.pipeline == pipeline.id) {
            let mut after = (**before).clone();
            after.stage = renamed.get(&after.stage).copied().unwrap_or(after.stage);
            for event in &mut after.history {
                if let Happening::Entered(stage) | Happening::Reopened(stage) = &mut event.what {
                    *stage = renamed.get(stage).copied().unwrap_or(*stage);
                }
            }
            if after != **before {
                let (before, after) = (Some(Arc::clone(before)), Some(Arc::new(after)));
                self.changes.push(Change::Deal(Delta { before, after }));
            }
        }
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "every other refusal has no repair")]
    fn mend_deal(&self, deal: &mut Deal, refusal: &Refusal) -> Option<Repair> {
        Some(match refusal {
            Refusal::Empty(Field::Title) | Refusal::TooLong { field: Field::Title, .. } => {
                mend_title(&mut deal.title, DASH)
            }
            Refusal::Negative(Field::Value) => cleared(&mut deal.value),
            Refusal::Negative(Field::Recurring) => cleared(&mut deal.recurring),
            Refusal::Empty(Field::Tags) | Refusal::TooLong { field: Field::Tags, .. } => {
                deal.tags.retain(|tag| !tag.trim().is_empty());
                deal.tags.iter_mut().for_each(|tag| _ = cut(tag, TITLE_LIMIT));
                Repair::Cut
            }
            Refusal::TooLong { field: Field::Notes, .. } => {
                let closing = &mut deal.closing;
                for text in [
                    &mut deal.notes,
                    &mut closing.note,
                    &mut closing.arguments,
                    &mut closing.insights,
                    &mut closing.reopened_because,
                ] {
                    cut_if_long(text, TEXT_LIMIT);
                }
                Repair::Cut
            }
            Refusal::TooLong { field: Field::Other, .. } => {
                for competitor in &mut deal.closing.competitors {
                    cut_if_long(competitor, TITLE_LIMIT);
                }
                cut_all([
                    &mut deal.owner,
                    &mut deal.source,
                    &mut deal.campaign,
                    &mut deal.product,
                    &mut deal.segment,
                ])
            }
            Refusal::OutOfRange(Field::Recommend) => cleared(&mut deal.closing.recommend),
            Refusal::LossReasonMissing => {
                deal.closing.loss_reason = Some(LossReason::Unknown);
                Repair::LossReasonUnknown
            }
            Refusal::Missing(Field::Pipeline | Field::Stage) | Refusal::StageArchived => {
                let (pipeline, stage) = self.place_for(deal)?;
                if deal.outcome.is_open() && deal.stage != stage {
                    deal.history.push(StageEvent { at: None, what: Happening::Entered(stage) });
                }
                (deal.pipeline, deal.stage) = (pipeline, stage);
                Repair::PutInto(stage)
            }
            Refusal::Missing(Field::Organisation) => cleared(&mut deal.organisation),
            Refusal::Missing(Field::Person) => {
                deal.people.retain(|id| self.workspace.people().contains(*id));
                Repair::Cleared
            }
            _ => return None,
        })
    }

    /// Finds a stage for a deal: its own where that is in use, the one before it
    /// where it is archived, the first of its pipeline, the first of all.
    fn place_for(&self, deal: &Deal) -> Option<(PipelineId, StageId)> {
        let of_stage = self.workspace.stage(deal.stage).map(|(pipeline, _)| pipeline);
        let own = of_stage.or_else(|| self.workspace.pipelines().get(deal.pipeline));
        let in_order = self.workspace.pipelines_in_order();
        let first = in_order.into_iter().find(|p| p.availability == Availability::Active);
        let pipeline = own.or(first)?;
        let at = pipeline.position(deal.stage);
        let known = at.and_then(|at| pipeline.stages.get(..=at)).unwrap_or_default();
        let near = if deal.outcome.is_open() {
            known.iter().rev().find(|stage| stage.availability == Availability::Active)
        } else {
            known.last()
        };
        let stage = near.or_else(|| pipeline.active_stages().next())?;
        Some((pipeline.id, stage.id))
    }
}
