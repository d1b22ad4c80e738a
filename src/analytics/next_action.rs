//! The next best action of a deal, and why.

use super::idle::{Freshness, Idleness};
use crate::domain::{Activity, ActivityId, Deal, Moment, OfferStatus};

/// How urgent a deal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// Write and chase offers.
    A,
    /// New leads.
    B,
    /// Old contacts.
    C,
    /// Everything else.
    Other,
}

/// What to do about a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NextAction {
    /// Do a task that is due.
    DoTask(ActivityId),
    /// Write the offer the customer asked for.
    WriteOffer,
    /// Finish the draft and send it.
    SendOffer,
    /// Ask what became of the offer.
    ChaseOffer,
    /// Get in touch for the first time.
    MakeContact,
    /// Ask for a decision, or lose the deal.
    AskForDecision,
    /// Get in touch again.
    Revive,
    /// Set a new expected close, or close the deal.
    UpdateCloseDate,
    /// Plan a next step.
    PlanNextStep,
}

/// Why something should be done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// A task was due so many days ago.
    TaskOverdue {
        /// Days, 1 or more.
        days: i32,
    },
    /// A task is due today.
    TaskDueToday,
    /// The customer asked for an offer.
    OfferRequested,
    /// An offer is being written.
    OfferDrafted,
    /// An offer is out and nothing is planned.
    OfferUnanswered {
        /// Days since anything happened, if known.
        idle_days: Option<f64>,
    },
    /// The customer put it off as often as the pipeline allows, or more.
    PutOff {
        /// How often.
        times: u32,
        /// The limit of the pipeline.
        limit: u32,
    },
    /// It expires soon, or did already (negative).
    Expires {
        /// Days from today.
        in_days: i32,
    },
    /// It came in lately and is still in the first stage.
    NewLead {
        /// Age in days.
        age_days: f64,
    },
    /// Nothing has happened for longer than its stage allows.
    Rotting {
        /// Days since anything happened.
        idle_days: f64,
        /// The limit of the stage.
        limit: u32,
    },
    /// Its expected close is over.
    ClosePast {
        /// Days, 1 or more.
        days: i32,
    },
    /// Nothing is planned.
    NoNextStep,
}

/// A lead is new for so many days.
pub const NEW_LEAD_DAYS: f64 = 14.0;
/// An expiry is announced so many days before (SPEC 2.6).
pub const EXPIRY_NOTICE_DAYS: i32 = 7;

/// A deal with all that decides what to do about it.
pub(super) struct DealToday<'a> {
    pub deal: &'a Deal,
    pub idleness: Idleness,
    pub step: Option<&'a Activity>,
    pub is_first_stage: bool,
    pub postpone_limit: u32,
    pub moment: &'a Moment,
}

impl DealToday<'_> {
    pub fn priority(&self) -> Priority {
        match self.deal.offer {
            OfferStatus::Requested | OfferStatus::Draft | OfferStatus::Sent => Priority::A,
            OfferStatus::None | OfferStatus::Accepted | OfferStatus::Declined => {
                if self.new_lead_age().is_some() {
                    Priority::B
                } else if self.idleness.freshness == Freshness::Rotting {
                    Priority::C
                } else {
                    Priority::Other
                }
            }
        }
    }

    /// Returns the age of a new lead in days.
    fn new_lead_age(&self) -> Option<f64> {
        let age = self.deal.age_days(self.moment);
        age.filter(|age| self.is_first_stage && *age <= NEW_LEAD_DAYS)
    }

    /// Decides what is best done: what was promised first, then money on the
    /// table, then what will be lost, then what lies around.
    pub fn next_best(&self) -> Option<(NextAction, Reason)> {
        self.due_task()
            .or_else(|| self.offer())
            .or_else(|| self.decision())
            .or_else(|| self.contact())
            .or_else(|| self.hygiene())
    }

    fn due_task(&self) -> Option<(NextAction, Reason)> {
        let step = self.step?;
        let late = self.moment.today().days_since(step.due?);
        match late {
            0 => Some((NextAction::DoTask(step.id), Reason::TaskDueToday)),
            1.. => Some((NextAction::DoTask(step.id), Reason::TaskOverdue { days: late })),
            ..0 => None,
        }
    }

    fn offer(&self) -> Option<(NextAction, Reason)> {
        match self.deal.offer {
            OfferStatus::Requested => Some((NextAction::WriteOffer, Reason::OfferRequested)),
            OfferStatus::Draft => Some((NextAction::SendOffer, Reason::OfferDrafted)),
            OfferStatus::Sent if self.step.is_none() => {
                let idle_days = self.idleness.days;
                Some((NextAction::ChaseOffer, Reason::OfferUnanswered { idle_days }))
            }
            OfferStatus::None
            | OfferStatus::Sent
            | OfferStatus::Accepted
            | OfferStatus::Declined => None,
        }
    }

    fn decision(&self) -> Option<(NextAction, Reason)> {
        let (times, limit) = (self.deal.postponed, self.postpone_limit);
        if times > 0 && times >= limit {
            return Some((NextAction::AskForDecision, Reason::PutOff { times, limit }));
        }
        let in_days = self.deal.expires?.days_since(self.moment.today());
        (in_days <= EXPIRY_NOTICE_DAYS)
            .then_some((NextAction::AskForDecision, Reason::Expires { in_days }))
    }

    fn contact(&self) -> Option<(NextAction, Reason)> {
        if let (Some(age_days), None) = (self.new_lead_age(), self.step) {
            return Some((NextAction::MakeContact, Reason::NewLead { age_days }));
        }
        let rotting = self.idleness.freshness == Freshness::Rotting;
        let (idle_days, limit) = self.idleness.days.zip(self.idleness.limit)?;
        rotting.then_some((NextAction::Revive, Reason::Rotting { idle_days, limit }))
    }

    fn hygiene(&self) -> Option<(NextAction, Reason)> {
        let late = self.deal.expected_close.map(|day| self.moment.today().days_since(day));
        match late {
            Some(days @ 1..) => Some((NextAction::UpdateCloseDate, Reason::ClosePast { days })),
            Some(..=0) | None => {
                self.step.is_none().then_some((NextAction::PlanNextStep, Reason::NoNextStep))
            }
        }
    }
}
