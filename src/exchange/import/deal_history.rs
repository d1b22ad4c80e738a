//! What a row says about the way of its deal through the stages.

use super::deal_row::Ending;
use super::deals::Maker;
use super::placing::Placed;
use super::story::{Step, Story, is_day_of};
use crate::domain::{
    Availability, Deal, Happening, Moment, Outcome, StageEvent, StageId, Timestamp,
};
use crate::exchange::date::When;
use crate::workspace::RANK_GAP;

impl Maker<'_> {
    /// The history of a new deal: what the row proves.
    pub(super) fn begin_history(&mut self, deal: &mut Deal, placed: &Placed) {
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
    pub(super) fn tell_history(&mut self, deal: &mut Deal, placed: &Placed) {
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
    pub(super) fn go_on_telling(&mut self, deal: &mut Deal, placed: &Placed) {
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

    /// Continues the history of a deal that is there with what has changed.
    pub(super) fn continue_history(&mut self, deal: &mut Deal, placed: &Placed) {
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
}

/// Returns true when an instant is what a text says, as exactly as it says it:
/// a day for a day, a second for a clock time.
pub(super) fn agrees(said: When, at: Option<Timestamp>, moment: &Moment) -> bool {
    const SECOND: i64 = 1_000;
    let zone = &moment.zone;
    at.is_some_and(|at| match said {
        When::Day(day) => zone.day(at) == day,
        When::Local(..) | When::Instant(_) => {
            said.timestamp(zone).millis().div_euclid(SECOND) == at.millis().div_euclid(SECOND)
        }
    })
}
