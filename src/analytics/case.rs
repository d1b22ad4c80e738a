//! The deals of a question, each with how far it came: one pass over the history.

use super::course::{Courses, State, Step};
use super::{LeftOut, Query, Reach, View};
use crate::domain::{Availability, Deal, DealId, FunnelZone, Moment, Pipeline, Stage, StageId};
use crate::workspace::Workspace;
use std::sync::Arc;

/// A stage as figures name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageName {
    /// Identity.
    pub id: StageId,
    /// The name as the user wrote it.
    pub name: String,
    /// The name in the keys of figures: the same, with a number from the second
    /// stage of one name on.
    pub key: String,
    /// Where in the funnel it lies.
    pub zone: FunnelZone,
    /// Whether it is in use.
    pub availability: Availability,
    /// Place among all stages of the pipeline.
    pub position: usize,
}

/// A deal of a question.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub deal: Arc<Deal>,
    /// Its place among the courses.
    pub course: usize,
    /// How many stages in use it reached, those it skipped included.
    pub any: usize,
    /// How many stages in use it was in, one after the other from the first.
    pub strict: usize,
    /// Place among all stages of the furthest it was in, archived ones too.
    pub furthest: Option<usize>,
    /// How often it moved back.
    pub moves_back: usize,
}

impl Case {
    pub fn depth(&self, reach: Reach) -> usize {
        match reach {
            Reach::Any => self.any,
            Reach::Strict => self.strict,
        }
    }
}

/// Everything a question is about.
#[derive(Clone, Debug)]
pub(crate) struct Cases {
    pub pipeline: Option<Arc<Pipeline>>,
    /// All stages of the pipeline.
    pub names: Vec<StageName>,
    /// The ids of `names`, close together: they are searched for every event.
    ids: Vec<StageId>,
    /// The places among `names` of the stages in use.
    pub active: Vec<usize>,
    /// The deals that count.
    pub members: Vec<Case>,
    /// The open deals that count: those of `members`, or in the view of closed
    /// deals all that are open now.
    pub open: Vec<Arc<Deal>>,
    /// Every other deal.
    pub left_out: Vec<(DealId, LeftOut)>,
    /// The courses of all deals of the question, whatever its period.
    pub courses: Courses,
}

impl Cases {
    pub fn of(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        let pipeline = workspace.pipelines().get(query.pipeline).map(Arc::clone);
        let names = pipeline.as_ref().map(|pipeline| stage_names(pipeline)).unwrap_or_default();
        let active: Vec<usize> = names
            .iter()
            .filter(|stage| stage.availability == Availability::Active)
            .map(|stage| stage.position)
            .collect();
        let mut cases = Self {
            pipeline,
            ids: names.iter().map(|stage| stage.id).collect(),
            names,
            active,
            members: Vec::with_capacity(workspace.deals().len()),
            open: Vec::new(),
            left_out: Vec::new(),
            courses: Courses::empty(workspace, query, &moment.zone),
        };
        let mut visited = Vec::new();
        for deal in workspace.deals().iter() {
            if let Err(reason) = query.admits(workspace, deal) {
                cases.left_out.push((deal.id, reason));
                continue;
            }
            let course = cases.courses.follow(deal);
            let dates = query.dates(deal, &moment.zone);
            let shown_open = match query.view {
                View::Cohort => dates.is_ok(),
                View::ClosedInPeriod => true,
            };
            if shown_open && deal.outcome.is_open() {
                cases.open.push(Arc::clone(deal));
            }
            match dates {
                Ok(()) => {
                    let case = cases.trace(deal, course, &mut visited);
                    cases.members.push(case);
                }
                Err(reason) => cases.left_out.push((deal.id, reason)),
            }
        }
        cases
    }

    /// Returns the place of a stage among all stages; `None` in other pipelines.
    pub fn position(&self, id: StageId) -> Option<usize> {
        self.ids.iter().position(|stage| *stage == id)
    }

    /// Yields the stages in use.
    pub fn active_names(&self) -> impl DoubleEndedIterator<Item = &StageName> + Clone {
        self.active.iter().filter_map(|at| self.names.get(*at))
    }

    /// Returns the steps of a deal.
    pub fn steps(&self, case: &Case) -> &[Step] {
        self.courses.steps_of(case.course)
    }

    /// Follows a deal along its course. `visited` is room to work in.
    fn trace(&self, deal: &Arc<Deal>, course: usize, visited: &mut Vec<bool>) -> Case {
        visited.clear();
        visited.resize(self.names.len(), false);
        let mut furthest = None;
        let mut moves_back = 0;
        let mut before: Option<usize> = None;
        let steps = self.courses.steps_of(course).iter().map(|step| step.to);
        // The present stage stands for a history that an import did not bring along.
        for state in steps.chain(std::iter::once(self.courses.state(deal.stage))) {
            let State::Stage(place) = state else { continue };
            let place = usize::from(place);
            if let Some(seen) = visited.get_mut(place) {
                *seen = true;
            }
            moves_back += usize::from(before.is_some_and(|before| place < before));
            before = Some(place);
            furthest = furthest.max(before);
        }
        let any = if deal.outcome.is_won() {
            self.active.len()
        } else {
            self.active.iter().take_while(|place| Some(**place) <= furthest).count()
        };
        let was_in = |place: &&usize| visited.get(**place).copied().unwrap_or_default();
        let strict = self.active.iter().take_while(was_in).count();
        Case { deal: Arc::clone(deal), course, any, strict, furthest, moves_back }
    }
}

/// A name that keys give another meaning: `conversion.total`.
const TAKEN: &str = "total";

/// Names the stages of a pipeline so that no two share a key; stages in use
/// come first in the choice.
pub fn stage_names(pipeline: &Pipeline) -> Vec<StageName> {
    let key = |at: usize, stage: &Stage| {
        let earlier = |(other_at, other): (usize, &Stage)| {
            let first = match (other.availability, stage.availability) {
                (Availability::Active, Availability::Archived) => true,
                (Availability::Archived, Availability::Active) => false,
                (Availability::Active, Availability::Active)
                | (Availability::Archived, Availability::Archived) => other_at < at,
            };
            first && other.name == stage.name
        };
        let same = pipeline.stages.iter().enumerate().filter(|other| earlier(*other)).count();
        match same + usize::from(stage.name == TAKEN) {
            0 => stage.name.clone(),
            same => format!("{} ({})", stage.name, same + 1),
        }
    };
    let stages = pipeline.stages.iter().enumerate();
    stages
        .map(|(position, stage)| StageName {
            id: stage.id,
            name: stage.name.clone(),
            key: key(position, stage),
            zone: stage.zone,
            availability: stage.availability,
            position,
        })
        .collect()
}
