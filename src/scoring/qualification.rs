//! How far a qualification frame is answered.

use crate::domain::{Answer, Deal, QualificationAnswer, QualificationFrame, QualificationItem};
use crate::workspace::Workspace;

/// The answers of a deal to the questions of its pipeline's frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Qualification {
    /// The frame.
    pub frame: QualificationFrame,
    /// Every question in order with its answer; questions without one are unknown.
    pub items: Vec<(QualificationItem, Answer)>,
}

impl Qualification {
    /// Reads the answers to a frame; those to other questions are passed over,
    /// and of several to one question the last holds.
    pub fn new(frame: QualificationFrame, answers: &[QualificationAnswer]) -> Self {
        let answer = |item: &QualificationItem| {
            let last = answers.iter().rev().find(|answer| answer.item == *item);
            (*item, last.map_or(Answer::Unknown, |answer| answer.answer))
        };
        Self { frame, items: frame.items().iter().map(answer).collect() }
    }

    /// Reads the answers of a deal to the frame of its pipeline.
    pub fn of(workspace: &Workspace, deal: &Deal) -> Self {
        let frame = workspace.pipelines().get(deal.pipeline).map(|pipeline| pipeline.frame);
        Self::new(frame.unwrap_or_default(), &deal.qualification)
    }

    /// Returns the number of questions.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns true for a frame without questions; there is none such.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns how many questions have an answer other than unknown.
    pub fn answered(&self) -> usize {
        self.len() - self.count(Answer::Unknown)
    }

    /// Returns how many questions have this answer.
    pub fn count(&self, answer: Answer) -> usize {
        self.items.iter().filter(|(_, given)| *given == answer).count()
    }

    /// Returns the share of questions answered, 0 to 1.
    pub fn answered_share(&self) -> f64 {
        self.answered() as f64 / self.len().max(1) as f64
    }

    /// Returns the share of questions answered with yes, 0 to 1.
    pub fn yes_share(&self) -> f64 {
        self.count(Answer::Yes) as f64 / self.len().max(1) as f64
    }

    /// Returns true when the frame is fulfilled: every question is answered
    /// with yes or partly, and at least half of them with yes. One no or one
    /// unknown disqualifies, and so does a row of mere "partly".
    pub fn is_qualified(&self) -> bool {
        let yes = self.count(Answer::Yes);
        !self.is_empty() && yes + self.count(Answer::Partly) == self.len() && 2 * yes >= self.len()
    }
}
