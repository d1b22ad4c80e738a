//! Makes deals of rows: new ones, and changes of those that are there.

use super::deal_row::{DealRow, Ending};
use super::links::Links;
use super::pipelines::Pipelines;
use super::placing::{Placed, place_all};
use super::row::Rows;
use super::story::{Step, Story, is_day_of};
use super::{Duplicate, ImportPlan, Likeness, RecordRef, Warning};
use crate::domain::{
    Activity, ActivityId, ActivityKind, Availability, Deal, DealId, Happening, Ids, Language,
    LossReason, Moment, Outcome, StageEvent, StageId, Timestamp,
};
use crate::exchange::date::When;
use crate::exchange::key;
use crate::workspace::{RANK_GAP, Workspace};
use std::collections::{HashMap, HashSet};

pub(super) fn plan(
    rows: &Rows<'_>,
    workspace: &Workspace,
    moment: &Moment,
    language: Language,
    ids: &mut Ids,
    plan: &mut ImportPlan,
) {
    let mut pipelines = Pipelines::new(rows.mapping, workspace, ids);
    let placed = place_all(rows, workspace, &mut pipelines, ids, plan);
    pipelines.settle(language, ids);
    let mut maker = Maker {
        workspace,
        moment,
        ids,
        links: Links::new(workspace),
        ranks: ranks(workspace),
        known: titles(workspace),
        next_steps: next_steps(workspace),
        pipelines: &pipelines,
        counts: Counts::default(),
    };
    for placed in &placed {
        maker.make(placed, plan);
    }
    let counts = maker.counts;
    counts.report(plan);
    let used: HashSet<_> = plan.batch.deals.iter().map(|deal| deal.pipeline).collect();
    let (pipelines, stages) = pipelines.finish(|id| used.contains(&id));
    plan.batch.pipelines = pipelines;
    plan.stages_to_create = stages;
}

struct Maker<'a> {
    workspace: &'a Workspace,
    moment: &'a Moment,
    ids: &'a mut Ids,
    links: Links,
    ranks: HashMap<StageId, i64>,
    /// Title and customer of the deals that are there, and those of the file.
    known: HashMap<(String, Option<crate::domain::OrganisationId>), Option<DealId>>,
    next_steps: HashSet<(DealId, String)>,
    pipelines: &'a Pipelines<'a>,
    counts: Counts,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    lost_without_reason: usize,
    closed_before_created: usize,
    closed_in_future: usize,
    without_created: usize,
    without_closed: usize,
    without_value: usize,
    stage_unknown: usize,
    possible_duplicates: usize,
    unknown_organisation: usize,
}

impl Counts {
    fn report(self, plan: &mut ImportPlan) {
        plan.warn(Warning::LostWithoutReason, self.lost_without_reason);
        plan.warn(Warning::ClosedBeforeCreated, self.closed_before_created);
        plan.warn(Warning::ClosedInFuture, self.closed_in_future);
        plan.warn(Warning::WithoutCreated, self.without_created);
        plan.warn(Warning::WithoutClosed, self.without_closed);
        plan.warn(Warning::WithoutValue, self.without_value);
        plan.warn(Warning::StageUnknown, self.stage_unknown);
        plan.warn(Warning::PossibleDuplicates, self.possible_duplicates);
        plan.warn(Warning::UnknownOrganisation, self.unknown_organisation);
    }
}

impl Maker<'_> {
    fn make(&mut self, placed: &Placed, plan: &mut ImportPlan) {
        let row = &placed.row;
        let here = placed.existing.and_then(|id| self.workspace.deals().get(id));
        let mut deal = here.map(|deal| (**deal).clone()).unwrap_or_default();
        if here.is_none() {
            deal.id = row.own_id.unwrap_or_else(|| DealId::fresh(self.ids));
        }
        self.fill(&mut deal, row, plan);
        match here {
            Some(_) if placed.steps.is_empty() => self.continue_history(&mut deal, placed),
            Some(_) => self.go_on_telling(&mut deal, placed),
            None if placed.steps.is_empty() => self.begin_history(&mut deal, placed),
            None => self.tell_history(&mut deal, placed),
        }
        self.set_probability(&mut deal, placed);
        self.set_reason(&mut deal, row);
        self.note(&deal);
        self.add_next_step(&deal, row, plan);
        match here {
            None => {
                self.look_for_duplicate(&deal, row, plan);
                // Not now: a deal that has rested for a year shall be seen to.
                let dates = [deal.created, deal.outcome.closed_at(), self.at(row.stage_entered)];
                let last = dates.into_iter().flatten().max().unwrap_or(self.moment.now);
                deal.edited = last.min(self.moment.now);
                plan.new += 1;
                plan.batch.deals.push(deal);
            }
            Some(here) if **here != deal => {
                deal.edited = self.moment.now;
                plan.changed += 1;
                plan.batch.deals.push(deal);
            }
            Some(_) => plan.unchanged += 1,
        }
    }

    fn at(&self, when: Option<When>) -> Option<Timestamp> {
        when.map(|when| when.timestamp(&self.moment.zone))
    }

    /// Sets the plain fields; what the row leaves empty stays as it is.
    fn fill(&mut self, deal: &mut Deal, row: &DealRow, plan: &mut ImportPlan) {
        deal.title.clone_from(&row.title);
        for (field, said) in [
            (&mut deal.owner, &row.owner),
            (&mut deal.source, &row.source),
            (&mut deal.campaign, &row.campaign),
            (&mut deal.product, &row.product),
            (&mut deal.segment, &row.segment),
            (&mut deal.notes, &row.notes),
            (&mut deal.foreign_id, &row.foreign_id),
        ] {
            if !said.is_empty() {
                field.clone_from(said);
            }
        }
        deal.value = row.value.or(deal.value);
        deal.recurring = row.recurring.or(deal.recurring);
        if !row.tags.is_empty() {
            deal.tags.clone_from(&row.tags);
        }
        let zone = &self.moment.zone;
        deal.expected_close = row.expected.map(|when| when.day(zone)).or(deal.expected_close);
        if let Some(created) = row.created
            && !agrees(created, deal.created, self.moment)
        {
            deal.created = Some(created.timestamp(zone));
        }
        let organisation = self.links.organisation(
            &row.organisation,
            &row.organisation_foreign_id,
            self.moment,
            self.ids,
            plan,
        );
        if organisation.is_none() && !row.organisation_foreign_id.is_empty() {
            self.counts.unknown_organisation += 1;
        }
        deal.organisation = organisation.or(deal.organisation);
        let person = self.links.person_by_foreign_id(&row.person_foreign_id).or_else(|| {
            self.links.person(&row.person, deal.organisation, self.moment, self.ids, plan)
        });
        if let Some(person) = person
            && !deal.people.contains(&person)
        {
            deal.people.insert(0, person);
        }
    }

    /// The history of a new deal: what the row proves.
    fn begin_history(&mut self, deal: &mut Deal, placed: &Placed) {
        let row = &placed.row;
        let closed_at = self.at(row.closed);
        deal.pipeline = self.pipelines.id(placed.pipeline);
        let (first, last) = (
            self.pipelines.first_stage(placed.pipeline),
            self.pipelines.last_stage(placed.pipeline),
        );
        let (outcome, stage, closing) = match row.outcome {
            Some(Ending::Won) => (Outcome::Won(closed_at), last, Some(Happening::Won)),
            Some(Ending::Lost) => (Outcome::Lost(closed_at), first, Some(Happening::Lost)),
            Some(Ending::Open) | None => (Outcome::Open, first, None),
        };
        if placed.stage.is_none() && closing.is_some() {
            self.counts.stage_unknown += 1;
        }
        deal.outcome = outcome;
        deal.stage = placed.stage.unwrap_or(stage);
        let entered = self.at(row.stage_entered).or(deal.created);
        deal.history = vec![StageEvent { at: entered, what: Happening::Entered(deal.stage) }];
        if let Some(what) = closing {
            deal.history.push(StageEvent { at: closed_at, what });
        }
        deal.rank = self.next_rank(deal.stage);
    }

    /// The history of a new deal whose row says when it came into which stage.
    fn tell_history(&mut self, deal: &mut Deal, placed: &Placed) {
        let row = &placed.row;
        let steps = self.steps(placed);
        let closed_at = self.at(row.closed);
        deal.pipeline = self.pipelines.id(placed.pipeline);
        let reached = steps.iter().rev().find_map(|(_, step)| match step {
            Step::In(stage) => Some(*stage),
            Step::Won | Step::Lost => None,
        });
        let (first, last) = (
            self.pipelines.first_stage(placed.pipeline),
            self.pipelines.last_stage(placed.pipeline),
        );
        let (outcome, stage) = match row.outcome {
            Some(Ending::Won) => (Outcome::Won(closed_at), reached.unwrap_or(last)),
            Some(Ending::Lost) => (Outcome::Lost(closed_at), reached.unwrap_or(first)),
            Some(Ending::Open) | None => (Outcome::Open, reached.unwrap_or(first)),
        };
        deal.outcome = outcome;
        deal.stage = placed.stage.unwrap_or(stage);
        if deal.outcome.is_open()
            && self.pipelines.availability(placed.pipeline, deal.stage) == Availability::Archived
        {
            deal.stage = first;
        }
        let mut story = Story::new(deal);
        for (at, step) in steps {
            story.step(Some(at), step);
        }
        story.end(deal, self.at(row.stage_entered), &self.moment.zone);
        deal.rank = self.next_rank(deal.stage);
    }

    /// Continues the history of a deal that is there with the times of stages
    /// that are later than all it knows.
    fn go_on_telling(&mut self, deal: &mut Deal, placed: &Placed) {
        let known = deal.history.iter().filter_map(|event| event.at).max();
        let fresh: Vec<(Timestamp, Step)> =
            self.steps(placed).into_iter().filter(|(at, _)| Some(*at) > known).collect();
        if fresh.is_empty() {
            self.continue_history(deal, placed);
            return;
        }
        let mut story = Story::of(deal);
        for (at, step) in fresh {
            story.step(Some(at), step);
        }
        let closed_at = self.at(placed.row.closed);
        deal.outcome = match placed.row.outcome {
            Some(Ending::Won) => Outcome::Won(closed_at.or(deal.outcome.closed_at())),
            Some(Ending::Lost) => Outcome::Lost(closed_at.or(deal.outcome.closed_at())),
            Some(Ending::Open) => Outcome::Open,
            None => deal.outcome,
        };
        if !deal.outcome.is_lost() {
            deal.closing.loss_reason = None;
        }
        let stage = placed.stage.filter(|_| deal.outcome.is_open());
        let stage = stage.or(story.stage()).unwrap_or(deal.stage);
        if stage != deal.stage {
            let pipeline = self.pipelines.id(placed.pipeline);
            self.enter(deal, pipeline, stage);
        }
        story.end(deal, self.at(placed.row.stage_entered), &self.moment.zone);
    }

    /// The times of stages in their order; of equal times the earlier stage first.
    fn steps(&self, placed: &Placed) -> Vec<(Timestamp, Step)> {
        let zone = &self.moment.zone;
        let mut steps: Vec<(Timestamp, Step)> =
            placed.steps.iter().map(|(when, step)| (when.timestamp(zone), *step)).collect();
        steps.sort_by_key(|(at, step)| {
            let place = match step {
                Step::In(stage) => self.pipelines.position(placed.pipeline, *stage),
                Step::Won | Step::Lost => usize::MAX,
            };
            (*at, place)
        });
        steps
    }

    /// Notes a new deal that has title and customer of another one.
    fn look_for_duplicate(&mut self, deal: &Deal, row: &DealRow, plan: &mut ImportPlan) {
        let name = (key(&deal.title), deal.organisation);
        let Some(twin) = self.known.get(&name).copied() else {
            self.known.insert(name, None);
            return;
        };
        if row.own_id.is_some() {
            return;
        }
        self.counts.possible_duplicates += usize::from(deal.foreign_id.is_empty());
        let twin = twin.and_then(|id| self.workspace.deals().get(id));
        // With another id elsewhere it is another deal.
        if let Some(twin) =
            twin.filter(|twin| twin.foreign_id.is_empty() || deal.foreign_id.is_empty())
        {
            plan.duplicates.push(Duplicate {
                row: row.row,
                name: deal.title.clone(),
                of: RecordRef::Deal(twin.id),
                known: twin.title.clone(),
                likeness: Likeness::TitleAndCustomer,
            });
        }
    }

    /// Continues the history of a deal that is there with what has changed.
    fn continue_history(&mut self, deal: &mut Deal, placed: &Placed) {
        let row = &placed.row;
        let entered_at = self.at(row.stage_entered);
        let moved = placed.stage.filter(|stage| *stage != deal.stage);
        let Some(ending) = row.outcome else { return };
        let pipeline = self.pipelines.id(placed.pipeline);
        match (deal.outcome, ending) {
            (Outcome::Open, _) => {
                if let Some(stage) = moved {
                    self.enter(deal, pipeline, stage);
                    let what = Happening::Entered(stage);
                    deal.history.push(StageEvent { at: entered_at, what });
                }
            }
            (Outcome::Won(_) | Outcome::Lost(_), Ending::Open) => {
                let stage = placed.stage.unwrap_or_else(|| self.open_stage(deal, placed.pipeline));
                self.enter(deal, pipeline, stage);
                deal.outcome = Outcome::Open;
                deal.closing.loss_reason = None;
                let what = Happening::Reopened(stage);
                deal.history.push(StageEvent { at: entered_at, what });
            }
            // A closed deal keeps the stage it was closed in.
            (Outcome::Won(_) | Outcome::Lost(_), Ending::Won | Ending::Lost) => {}
        }
        let (what, same) = match ending {
            Ending::Open => return,
            Ending::Won => (Happening::Won, deal.outcome.is_won()),
            Ending::Lost => (Happening::Lost, deal.outcome.is_lost()),
        };
        let before = deal.outcome.closed_at();
        let at = match row.closed {
            Some(closed) if same && self.is_close(closed, before) => before,
            Some(closed) => Some(closed.timestamp(&self.moment.zone)),
            None if same => before,
            None => None,
        };
        if same {
            // The same close with a better time corrects its entry.
            if let Some(event) = deal.history.iter_mut().rev().find(|event| event.what == what) {
                event.at = at;
            }
        } else {
            deal.history.push(StageEvent { at, what });
        }
        deal.outcome = match ending {
            Ending::Won => Outcome::Won(at),
            Ending::Lost => Outcome::Lost(at),
            Ending::Open => Outcome::Open,
        };
        if ending == Ending::Won {
            deal.closing.loss_reason = None;
        }
    }

    /// Returns true when the file says the close that is known, perhaps only its day.
    fn is_close(&self, said: When, before: Option<Timestamp>) -> bool {
        let zone = &self.moment.zone;
        agrees(said, before, self.moment)
            || before.is_some_and(|before| is_day_of(said.timestamp(zone), before, zone))
    }

    fn enter(&mut self, deal: &mut Deal, pipeline: crate::domain::PipelineId, stage: StageId) {
        deal.pipeline = pipeline;
        deal.stage = stage;
        deal.rank = self.next_rank(stage);
    }

    /// The stage a reopened deal goes on in: its own while that is in use.
    fn open_stage(&self, deal: &Deal, pipeline: usize) -> StageId {
        let own = self.pipelines.id(pipeline) == deal.pipeline
            && self.pipelines.availability(pipeline, deal.stage) == Availability::Active;
        if own { deal.stage } else { self.pipelines.first_stage(pipeline) }
    }

    /// New deals go to the bottom of their column, in the order of the file.
    fn next_rank(&mut self, stage: StageId) -> i64 {
        let last = self.ranks.get(&stage).copied();
        let rank = last.map_or(0, |rank| rank.saturating_add(RANK_GAP));
        self.ranks.insert(stage, rank);
        rank
    }

    /// Only a probability that differs from that of the stage is one set by hand.
    fn set_probability(&self, deal: &mut Deal, placed: &Placed) {
        if placed.row.own_id.is_some() {
            // Our own export writes only those that were set by hand.
            deal.probability = placed.probability.or(deal.probability);
            return;
        }
        let Some(probability) = placed.probability.filter(|_| deal.outcome.is_open()) else {
            return;
        };
        let of_stage = self.pipelines.probability(placed.pipeline, deal.stage);
        deal.probability = Some(probability).filter(|own| Some(*own) != of_stage);
    }

    fn set_reason(&mut self, deal: &mut Deal, row: &DealRow) {
        if !deal.outcome.is_lost() {
            return;
        }
        match &row.loss_reason {
            // In the words we wrote ourselves for a reason of no kind.
            Some((_, words))
                if deal.closing.loss_reason == Some(LossReason::Other)
                    && deal.closing.note == *words => {}
            Some((reason, words)) => {
                deal.closing.loss_reason = Some(*reason);
                if *reason == LossReason::Other {
                    deal.closing.note.clone_from(words);
                }
            }
            None if deal.closing.loss_reason.is_none() => {
                deal.closing.loss_reason = Some(LossReason::Unknown);
            }
            None => {}
        }
        if deal.closing.loss_reason == Some(LossReason::Unknown) {
            self.counts.lost_without_reason += 1;
        }
    }

    /// Counts what the user should know about a deal.
    fn note(&mut self, deal: &Deal) {
        let closed = deal.outcome.closed_at();
        let counts = &mut self.counts;
        counts.without_created += usize::from(deal.created.is_none());
        counts.without_value += usize::from(deal.value.is_none());
        counts.without_closed += usize::from(!deal.outcome.is_open() && closed.is_none());
        counts.closed_in_future += usize::from(closed.is_some_and(|at| at > self.moment.now));
        let backwards = deal.created.zip(closed).is_some_and(|(created, closed)| closed < created);
        counts.closed_before_created += usize::from(backwards);
    }

    fn add_next_step(&mut self, deal: &Deal, row: &DealRow, plan: &mut ImportPlan) {
        let said = (deal.id, key(&row.next_step));
        if row.next_step.is_empty() || !deal.outcome.is_open() || !self.next_steps.insert(said) {
            return;
        }
        plan.batch.activities.push(Activity {
            id: ActivityId::fresh(self.ids),
            kind: ActivityKind::Task,
            subject: row.next_step.clone(),
            deal: Some(deal.id),
            organisation: deal.organisation,
            created: Some(self.moment.now),
            ..Activity::default()
        });
    }
}

/// Returns true when an instant is what a text says, as exactly as it says it:
/// a day for a day, a second for a clock time.
fn agrees(said: When, at: Option<Timestamp>, moment: &Moment) -> bool {
    const SECOND: i64 = 1_000;
    let zone = &moment.zone;
    at.is_some_and(|at| match said {
        When::Day(day) => zone.day(at) == day,
        When::Local(..) | When::Instant(_) => {
            said.timestamp(zone).millis().div_euclid(SECOND) == at.millis().div_euclid(SECOND)
        }
    })
}

fn ranks(workspace: &Workspace) -> HashMap<StageId, i64> {
    let mut ranks: HashMap<StageId, i64> = HashMap::new();
    for deal in workspace.deals().iter() {
        let rank = ranks.entry(deal.stage).or_insert(deal.rank);
        *rank = (*rank).max(deal.rank);
    }
    ranks
}

fn titles(
    workspace: &Workspace,
) -> HashMap<(String, Option<crate::domain::OrganisationId>), Option<DealId>> {
    let deals = workspace.deals().iter();
    deals.map(|deal| ((key(&deal.title), deal.organisation), Some(deal.id))).collect()
}

fn next_steps(workspace: &Workspace) -> HashSet<(DealId, String)> {
    let open = workspace.activities().iter().filter(|activity| activity.is_open_task());
    open.filter_map(|activity| Some((activity.deal?, key(&activity.subject)))).collect()
}
