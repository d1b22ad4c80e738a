//! The courses of deals through the stages of a pipeline, laid out flat, so that
//! a model can be fitted as of many past days from one pass over the workspace.
//!
//! A course is the history of [`super::rewind`] in short: cut at a day it tells
//! what was known at its end, and nothing that happened later.

use super::Query;
use crate::domain::{DAY_MS, Day, Deal, DealId, Happening, Moment, Span, StageId, Timestamp, Zone};
use crate::workspace::Workspace;

/// Where a deal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// In a stage of the pipeline: its place among all stages.
    Stage(u16),
    /// Won.
    Won,
    /// Lost.
    Lost,
    /// In a stage that is not of the pipeline.
    Elsewhere,
}

/// An instant on the local clock, milliseconds since 1970.
type Instant = i64;

/// A deal came into a state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Step {
    /// When; `None` is unknown.
    pub at: Option<Instant>,
    /// Into which.
    pub to: State,
}

/// The course of one deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// The deal.
    pub deal: DealId,
    /// When it began; `None` is unknown.
    pub(crate) created: Option<Instant>,
    from: usize,
    until: usize,
}

/// The courses of all deals of a question, whatever its period.
#[derive(Clone, Debug)]
pub struct Courses {
    /// The stages of the pipeline, archived ones too.
    pub stages: Vec<StageId>,
    /// The probability each of them has by default, 0 to 1.
    pub(crate) defaults: Vec<f64>,
    deals: Vec<Course>,
    steps: Vec<Step>,
    zone: Zone,
    /// Where on the clock the last event was.
    span: Span,
}

/// As of when courses are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    /// What happened at this instant or after it is not seen.
    pub(crate) cut: Instant,
    /// Up to when open deals are known to be open.
    pub(crate) now: Instant,
}

/// A deal that is open as of some day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenDeal {
    /// The deal.
    pub deal: DealId,
    /// The stage it is in.
    pub stage: StageId,
    /// Days it has been there, never negative; `None` is unknown.
    pub age_days: Option<f64>,
}

/// What is seen of one course.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    pub course: &'a Course,
    /// Its steps up to the cut.
    pub steps: &'a [Step],
    /// Where it is.
    pub state: State,
    /// Since when; `None` is unknown.
    pub since: Option<Instant>,
}

/// Returns days between two instants, never negative.
pub(crate) fn days(from: Instant, to: Instant) -> f64 {
    to.saturating_sub(from).max(0) as f64 / DAY_MS as f64
}

/// Returns since when a deal has been in its stage without a break: coming again
/// into the stage it is in begins no new stay.
pub(crate) fn in_stage_since(deal: &Deal) -> Option<Timestamp> {
    let entries = deal.history.iter().rev().map_while(|event| match event.what {
        Happening::Entered(stage) | Happening::Reopened(stage) => {
            (stage == deal.stage).then_some(event.at)
        }
        Happening::Won | Happening::Lost => None,
    });
    entries.last()?
}

impl Courses {
    /// Follows every deal that a question admits, in one pass.
    pub fn of(workspace: &Workspace, query: &Query, zone: &Zone) -> Self {
        let mut courses = Self::empty(workspace, query, zone);
        for deal in workspace.deals().iter() {
            if query.admits(workspace, deal).is_ok() {
                courses.follow(deal);
            }
        }
        courses
    }

    /// Makes room for the courses of the deals of a question.
    pub(crate) fn empty(workspace: &Workspace, query: &Query, zone: &Zone) -> Self {
        let pipeline = workspace.pipelines().get(query.pipeline);
        let of_pipeline = pipeline.map(|pipeline| pipeline.stages.as_slice()).unwrap_or_default();
        Self {
            stages: of_pipeline.iter().map(|stage| stage.id).collect(),
            defaults: of_pipeline.iter().map(|stage| stage.probability.as_f64()).collect(),
            deals: Vec::with_capacity(workspace.deals().len()),
            steps: Vec::with_capacity(workspace.deals().len() * 8),
            zone: zone.clone(),
            span: Span::default(),
        }
    }

    /// Follows one more deal; returns its place among the courses.
    pub(crate) fn follow(&mut self, deal: &Deal) -> usize {
        let from = self.steps.len();
        for event in &deal.history {
            let to = match event.what {
                Happening::Entered(stage) | Happening::Reopened(stage) => self.state(stage),
                Happening::Won => State::Won,
                Happening::Lost => State::Lost,
            };
            let at = self.local(event.at);
            self.steps.push(Step { at, to });
        }
        // The present stage stands for a history that an import did not bring along.
        if deal.history.is_empty() {
            self.steps.push(Step { at: None, to: self.state(deal.stage) });
        }
        // So does the outcome.
        let end = if deal.outcome.is_won() {
            Some(State::Won)
        } else if deal.outcome.is_lost() {
            Some(State::Lost)
        } else {
            None
        };
        if let Some(to) = end
            && self.steps.last().is_none_or(|step| step.to != to)
        {
            let at = self.local(deal.outcome.closed_at());
            self.steps.push(Step { at, to });
        }
        let created = self.local(deal.created);
        self.deals.push(Course { deal: deal.id, created, from, until: self.steps.len() });
        self.deals.len() - 1
    }

    fn local(&mut self, at: Option<Timestamp>) -> Option<Instant> {
        at.map(|at| self.span.local(&self.zone, at))
    }

    /// Returns the steps of the course at a place.
    pub(crate) fn steps_of(&self, place: usize) -> &[Step] {
        let steps = self.deals.get(place).map(|course| course.from..course.until);
        steps.and_then(|steps| self.steps.get(steps)).unwrap_or_default()
    }

    /// Returns where a deal in a stage is.
    pub(crate) fn state(&self, stage: StageId) -> State {
        let place = self.place(stage).and_then(|at| u16::try_from(at).ok());
        place.map_or(State::Elsewhere, State::Stage)
    }

    /// Returns the place of a stage among those of the pipeline.
    pub fn place(&self, stage: StageId) -> Option<usize> {
        self.stages.iter().position(|other| *other == stage)
    }

    /// Returns the number of deals.
    pub fn len(&self) -> usize {
        self.deals.len()
    }

    /// Returns true when there is none.
    pub fn is_empty(&self) -> bool {
        self.deals.is_empty()
    }

    /// Looks at everything the workspace holds.
    ///
    /// Where something is recorded for later today, open deals are known to be
    /// open until then.
    pub fn at(&self, moment: &Moment) -> Sight {
        let tomorrow = self.zone.local(self.zone.start_of(moment.today().plus_days(1)));
        let now = self.zone.local(moment.now).max(self.latest_before(tomorrow));
        Sight { cut: Instant::MAX, now }
    }

    /// Looks at what was known at the end of a day: the same as
    /// [`Self::at`] the start of that day in a workspace [`super::rewind`] made.
    pub fn as_of(&self, day: Day) -> Sight {
        let start = self.zone.local(self.zone.start_of(day));
        let cut = self.zone.local(self.zone.start_of(day.plus_days(1)));
        Sight { cut, now: start.max(self.latest_before(cut)) }
    }

    /// Lists the deals that are open in a stage of the pipeline, in the order of
    /// the workspace.
    pub fn open(&self, sight: Sight) -> Vec<OpenDeal> {
        let open = self.seen(sight).filter_map(|seen| match seen.state {
            State::Stage(place) => Some(OpenDeal {
                deal: seen.course.deal,
                stage: *self.stages.get(usize::from(place))?,
                age_days: seen.since.map(|since| days(since, sight.now)),
            }),
            State::Won | State::Lost | State::Elsewhere => None,
        });
        open.collect()
    }

    fn latest_before(&self, end: Instant) -> Instant {
        let mut latest = Instant::MIN;
        for course in &self.deals {
            if course.created.is_some_and(|at| at >= end) {
                continue;
            }
            latest = latest.max(course.created.unwrap_or(latest));
            for step in self.steps.get(course.from..course.until).unwrap_or_default() {
                let Some(at) = step.at else { continue };
                // What stands after a later step is later too.
                if at >= end {
                    break;
                }
                latest = latest.max(at);
            }
        }
        latest
    }

    /// Yields what is seen of each course that had begun.
    pub(crate) fn seen(&self, sight: Sight) -> impl Iterator<Item = Seen<'_>> {
        self.deals.iter().filter_map(move |course| self.see(course, sight.cut))
    }

    fn see<'a>(&'a self, course: &'a Course, cut: Instant) -> Option<Seen<'a>> {
        let all = self.steps.get(course.from..course.until)?;
        let later = |at: Option<Instant>| at.is_some_and(|at| at >= cut);
        // What is looked at without a cut is seen to its end.
        let cut_at = if cut == Instant::MAX { None } else { Some(cut) };
        let end = cut_at.and_then(|_| all.iter().position(|step| later(step.at)));
        let end = end.unwrap_or(all.len());
        if later(course.created) || (course.created.is_none() && end == 0) {
            return None;
        }
        let (steps, rest) = all.split_at(end);
        let (state, since) = match (steps.last(), rest.first()) {
            (Some(last), _) => {
                // Coming again into the stage it was in begins no new stay.
                let stay = steps.iter().rev().take_while(|step| step.to == last.to);
                (last.to, stay.last().and_then(|step| step.at))
            }
            // A deal that was there before its first known stage waited for it.
            (None, Some(first)) => (first.to, None),
            (None, None) => (State::Elsewhere, None),
        };
        let state = match state {
            State::Won | State::Lost if steps.is_empty() => State::Elsewhere,
            state => state,
        };
        Some(Seen { course, steps, state, since })
    }
}
