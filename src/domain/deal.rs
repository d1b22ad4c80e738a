//! Deals and what happened to them.

use super::record::record;
use super::{
    Day, DealId, LeadClass, Money, OrganisationId, PersonId, PipelineId, Probability,
    QualificationAnswer, StageId, Timestamp,
};
use serde::{Deserialize, Serialize};

record! {
    /// An opportunity to sell.
    ///
    /// `stage`, `outcome` and `history` always agree: the workspace changes them
    /// together and appends to `history`, which is never rewritten.
    pub struct Deal {
        /// Identity.
        id: DealId = "id",
        /// What is to be sold; never empty, at most 500 characters.
        title: String = "title",
        /// The customer.
        organisation: Option<OrganisationId> = "organisation",
        /// The people at the customer, the main contact first.
        people: Vec<PersonId> = "people",
        /// The one-off value; `None` is unknown, which is not zero. Never negative.
        value: Option<Money> = "value",
        /// Recurring value per month.
        recurring: Option<Money> = "recurring",
        /// The pipeline the deal is in.
        pipeline: PipelineId = "pipeline",
        /// The stage it is in, or was in when it was closed.
        stage: StageId = "stage",
        /// Place within its column, ascending from the top.
        rank: i64 = "rank",
        /// Who works on it.
        owner: String = "owner",
        /// Where it came from.
        source: String = "source",
        /// The campaign that brought it.
        campaign: String = "campaign",
        /// What is sold.
        product: String = "product",
        /// The market segment.
        segment: String = "segment",
        /// Free labels.
        tags: Vec<String> = "tags",
        /// The day the customer is expected to sign.
        expected_close: Option<Day> = "expectedClose",
        /// How far the written offer is.
        offer: OfferStatus = "offer",
        /// The forecast category; `None` takes it from the stage.
        category: Option<ForecastCategory> = "category",
        /// A probability set by hand; `None` takes it from the stage.
        probability: Option<Probability> = "probability",
        /// What kind of lead this is.
        class: LeadClass = "class",
        /// Answers of the qualification frame.
        qualification: Vec<QualificationAnswer> = "qualification",
        /// How often the customer put it off.
        postponed: u32 = "postponed",
        /// The day on which the deal expires.
        expires: Option<Day> = "expires",
        /// Free text.
        notes: String = "notes",
        /// When the opportunity began; `None` is unknown.
        created: Option<Timestamp> = "created",
        /// When the record was last edited here.
        edited: Timestamp = "edited",
        /// Open, won or lost.
        outcome: Outcome = "outcome",
        /// Answers to the win/loss questions.
        closing: Closing = "closing",
        /// Everything that happened to stage and outcome, in sequence.
        history: Vec<StageEvent> = "history",
        /// The id this deal had in the program it was imported from.
        foreign_id: String = "foreignId",
    }
}

/// How a deal ended, if it did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Still to be decided.
    #[default]
    Open,
    /// The customer bought, at an instant (`None` is unknown).
    Won(Option<Timestamp>),
    /// The customer did not buy, at an instant (`None` is unknown).
    Lost(Option<Timestamp>),
}

impl Outcome {
    /// Returns true while the deal is undecided.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open)
    }

    /// Returns true for a won deal.
    pub fn is_won(self) -> bool {
        matches!(self, Self::Won(_))
    }

    /// Returns true for a lost deal.
    pub fn is_lost(self) -> bool {
        matches!(self, Self::Lost(_))
    }

    /// Returns when the deal was closed, if it is closed and the time is known.
    pub fn closed_at(self) -> Option<Timestamp> {
        match self {
            Self::Open => None,
            Self::Won(at) | Self::Lost(at) => at,
        }
    }
}

/// One entry of a stage history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageEvent {
    /// When it happened; `None` is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// What happened.
    pub what: Happening,
}

/// What can happen to a deal's stage and outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// It came into a stage.
    Entered(StageId),
    /// It was won.
    Won,
    /// It was lost.
    Lost,
    /// It was opened again in a stage.
    Reopened(StageId),
}

/// How far the written offer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferStatus {
    /// There is none.
    #[default]
    None,
    /// The customer asked for one.
    Requested,
    /// It is being written.
    Draft,
    /// The customer has it.
    Sent,
    /// The customer accepted it.
    Accepted,
    /// The customer declined it.
    Declined,
}

impl OfferStatus {
    /// Every status, in order.
    pub const ALL: [Self; 6] =
        [Self::None, Self::Requested, Self::Draft, Self::Sent, Self::Accepted, Self::Declined];
}

/// How sure a deal counts in the forecast.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ForecastCategory {
    /// Promised.
    Commit,
    /// Possible if all goes well.
    BestCase,
    /// Everything else that counts.
    #[default]
    Pipeline,
    /// Left out.
    Omitted,
}

impl ForecastCategory {
    /// Every category, surest first.
    pub const ALL: [Self; 4] = [Self::Commit, Self::BestCase, Self::Pipeline, Self::Omitted];
}

/// Why a deal was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossReason {
    /// Too expensive.
    Price,
    /// A competitor won.
    Competition,
    /// There was no need.
    NoNeed,
    /// It should never have been a deal.
    BadlyQualified,
    /// The customer decided nothing.
    NoDecision,
    /// It ran over its expiry date.
    Expired,
    /// None of these; the note says what.
    Other,
    /// An import brought no reason along.
    Unknown,
}

impl LossReason {
    /// Every reason a person can choose. [`Self::Unknown`] is not among them:
    /// only an import may leave the reason open.
    pub const CHOICES: [Self; 7] = [
        Self::Price,
        Self::Competition,
        Self::NoNeed,
        Self::BadlyQualified,
        Self::NoDecision,
        Self::Expired,
        Self::Other,
    ];
}

/// Whether a customer who was lost bought at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purchase {
    /// Not known.
    #[default]
    Unknown,
    /// They bought from a competitor.
    FromCompetitor,
    /// They bought nothing.
    Nothing,
}

record! {
    /// Answers to the win/loss questions, asked when a deal is closed.
    pub struct Closing {
        /// Why it was lost; present on every lost deal.
        loss_reason: Option<LossReason> = "lossReason",
        /// The reason in words.
        note: String = "note",
        /// What decided it.
        arguments: String = "arguments",
        /// Who else was in the race.
        competitors: Vec<String> = "competitors",
        /// Did the customer buy at all?
        purchase: Purchase = "purchase",
        /// What was learned.
        insights: String = "insights",
        /// Would they recommend us, 0–10.
        recommend: Option<u8> = "recommend",
        /// Why it was opened again.
        reopened_because: String = "reopenedBecause",
    }
}

impl Deal {
    /// Returns the age in days on the local clock, up to the close or to now;
    /// `None` when the beginning is unknown.
    pub fn age_days(&self, moment: &super::Moment) -> Option<f64> {
        let end = self.outcome.closed_at().unwrap_or(moment.now);
        self.created.map(|created| moment.zone.days_between(created, end))
    }

    /// Returns when the deal came into its present stage, if that is known.
    pub fn entered_stage_at(&self) -> Option<Timestamp> {
        self.history.iter().rev().find_map(|event| match event.what {
            Happening::Entered(_) | Happening::Reopened(_) => Some(event.at),
            Happening::Won | Happening::Lost => None,
        })?
    }

    /// Returns true when the deal counts in sales figures: pseudo leads
    /// (competitors, students, applicants) do not.
    pub fn counts(&self) -> bool {
        self.class != LeadClass::Pseudo
    }
}
