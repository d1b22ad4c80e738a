//! What the user should know about the deals of a file.

use super::{ImportPlan, Warning};
use crate::domain::{Deal, Moment};

/// How many deals there is something to say about.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub lost_without_reason: usize,
    pub closed_before_created: usize,
    pub closed_in_future: usize,
    pub without_created: usize,
    pub without_closed: usize,
    pub without_value: usize,
    pub stage_unknown: usize,
    pub possible_duplicates: usize,
    pub unknown_organisation: usize,
}

impl Counts {
    /// Says it in the plan.
    pub fn report(self, plan: &mut ImportPlan) {
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
    /// Counts what the user should know about a deal.
    pub fn note(&mut self, deal: &Deal, moment: &Moment) {
        let closed = deal.outcome.closed_at();
        self.without_created += usize::from(deal.created.is_none());
        self.without_value += usize::from(deal.value.is_none());
        self.without_closed += usize::from(!deal.outcome.is_open() && closed.is_none());
        self.closed_in_future += usize::from(closed.is_some_and(|at| at > moment.now));
        let backwards = deal.created.zip(closed).is_some_and(|(created, closed)| closed < created);
        self.closed_before_created += usize::from(backwards);
    }
}
