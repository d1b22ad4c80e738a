//! What was done or is to be done, and what buyers did.

use super::record::record;
use super::{ActivityId, Day, DealId, OrganisationId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

record! {
    /// A call, e-mail, meeting, note, task or engagement.
    ///
    /// An activity that is not done and is no note or engagement is an open
    /// task; the earliest open task of a deal is its next step.
    pub struct Activity {
        /// Identity.
        id: ActivityId = "id",
        /// What kind it is.
        kind: ActivityKind = "kind",
        /// The subject in one line; never empty.
        subject: String = "subject",
        /// The deal it belongs to.
        deal: Option<DealId> = "deal",
        /// The person it is with.
        person: Option<PersonId> = "person",
        /// The organisation it is with.
        organisation: Option<OrganisationId> = "organisation",
        /// The day it is due; `None` for one without a date.
        due: Option<Day> = "due",
        /// Minutes after local midnight at which it is due; `None` for all day.
        due_minute: Option<u16> = "dueMinute",
        /// When it was done or took place; `None` while it is open.
        done: Option<Timestamp> = "done",
        /// Free text.
        notes: String = "notes",
        /// When the record was made.
        created: Option<Timestamp> = "created",
    }
}

impl Activity {
    /// Returns true for a task that is still to be done.
    pub fn is_open_task(&self) -> bool {
        self.done.is_none()
            && match self.kind {
                ActivityKind::Call
                | ActivityKind::Email
                | ActivityKind::Meeting
                | ActivityKind::Task => true,
                ActivityKind::Note | ActivityKind::Engagement(_) => false,
            }
    }
}

/// What kind of activity it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// Anything to do.
    #[default]
    Task,
    /// A telephone call.
    Call,
    /// An e-mail.
    Email,
    /// A meeting.
    Meeting,
    /// A note.
    Note,
    /// Something the buyer did.
    Engagement(Engagement),
}

impl ActivityKind {
    /// The kinds that can be planned as a task.
    pub const TASKS: [Self; 4] = [Self::Task, Self::Call, Self::Email, Self::Meeting];
}

/// A behaviour of the buyer; the implicit score gives points for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engagement {
    /// Asked for content.
    ContentRequest,
    /// Followed a link in an e-mail.
    EmailClick,
    /// Visited a topic or product page.
    WebVisit,
    /// Took part in a webinar.
    Webinar,
    /// Came to the stand at a trade fair.
    TradeFair,
    /// Downloaded a white paper.
    WhitePaper,
    /// Visited the page of prices.
    PricingPage,
    /// Works in an industry that fits.
    MatchingIndustry,
}

impl Engagement {
    /// Every behaviour.
    pub const ALL: [Self; 8] = [
        Self::ContentRequest,
        Self::EmailClick,
        Self::WebVisit,
        Self::Webinar,
        Self::TradeFair,
        Self::WhitePaper,
        Self::PricingPage,
        Self::MatchingIndustry,
    ];
}
