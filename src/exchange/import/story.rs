//! Tells the history of a deal from what a file says happened to it.

use crate::domain::{Deal, Happening, Outcome, StageEvent, StageId, Timestamp, Zone};

/// Something that happened to a deal, as another program notes it: there is no
/// "opened again", a deal is simply in a stage after it was won or lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It was in this stage from then on.
    In(StageId),
    /// It was won.
    Won,
    /// It was lost.
    Lost,
}

/// A history that is being told.
pub(super) struct Story {
    events: Vec<StageEvent>,
    stage: Option<StageId>,
    closed: Option<Step>,
    /// How it begins if it is closed before it was anywhere.
    opening: StageEvent,
}

impl Story {
    /// Begins the history of a deal whose stage and beginning are known.
    pub fn new(deal: &Deal) -> Self {
        let opening = StageEvent { at: deal.created, what: Happening::Entered(deal.stage) };
        Self { events: Vec::new(), stage: None, closed: None, opening }
    }

    /// Goes on with the history that a deal has.
    pub fn of(deal: &Deal) -> Self {
        let mut story = Self::new(deal);
        for event in &deal.history {
            match event.what {
                Happening::Entered(stage) | Happening::Reopened(stage) => {
                    story.stage = Some(stage);
                    story.closed = None;
                }
                Happening::Won => story.closed = Some(Step::Won),
                Happening::Lost => story.closed = Some(Step::Lost),
            }
        }
        story.events.clone_from(&deal.history);
        story
    }

    /// Returns the stage it has come to.
    pub fn stage(&self) -> Option<StageId> {
        self.stage
    }

    /// Adds what happened; what changes nothing is left out.
    pub fn step(&mut self, at: Option<Timestamp>, step: Step) {
        match step {
            Step::In(stage) => {
                if self.closed.is_none() && self.stage == Some(stage) {
                    return;
                }
                let what = match self.closed {
                    Some(_) => Happening::Reopened(stage),
                    None => Happening::Entered(stage),
                };
                self.push(at, what);
                (self.stage, self.closed) = (Some(stage), None);
            }
            Step::Won | Step::Lost => {
                if self.closed == Some(step) {
                    return;
                }
                if self.stage.is_none()
                    && let Happening::Entered(stage) = self.opening.what
                {
                    self.events.push(self.opening);
                    self.stage = Some(stage);
                }
                if let Some(stage) = self.stage.filter(|_| self.closed.is_some()) {
                    // From won to lost: opened again in between.
                    self.push(at, Happening::Reopened(stage));
                }
                self.push(at, if step == Step::Won { Happening::Won } else { Happening::Lost });
                self.closed = Some(step);
            }
        }
    }

    fn push(&mut self, at: Option<Timestamp>, what: Happening) {
        self.events.push(StageEvent { at, what });
    }

    /// Ends where the deal is and writes the history into it. An open deal keeps
    /// its stage, entered at `entered_at` if the story does not say; a closed
    /// one gets the stage it came to. The close is that of the deal; where the
    /// deal knows only the day, or nothing, it is that of the story.
    pub fn end(mut self, deal: &mut Deal, entered_at: Option<Timestamp>, zone: &Zone) {
        let (closing, closed_at) = match deal.outcome {
            Outcome::Open => {
                self.step(entered_at, Step::In(deal.stage));
                deal.history = self.events;
                return;
            }
            Outcome::Won(at) => (Step::Won, at),
            Outcome::Lost(at) => (Step::Lost, at),
        };
        self.step(closed_at, closing);
        deal.stage = self.stage.unwrap_or(deal.stage);
        let last = self.events.last_mut();
        let told = last.as_ref().and_then(|event| event.at);
        let at = match (closed_at, told) {
            (None, told) => told,
            (Some(said), Some(told)) if is_day_of(said, told, zone) => Some(told),
            (Some(said), _) => Some(said),
        };
        if let Some(event) = last {
            event.at = at;
        }
        deal.outcome = if closing == Step::Won { Outcome::Won(at) } else { Outcome::Lost(at) };
        deal.history = self.events;
    }
}

/// Returns true when an instant is the beginning of the day of another: the
/// file names the day only.
pub(super) fn is_day_of(said: Timestamp, told: Timestamp, zone: &Zone) -> bool {
    let day = zone.day(told);
    zone.day(said) == day && zone.start_of(day) == said
}
