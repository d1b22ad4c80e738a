//! How serious a lead is: its class and the answers of a qualification frame.

use serde::{Deserialize, Serialize};

/// What kind of lead a deal came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadClass {
    /// Not judged.
    #[default]
    Unclassified,
    /// Wants to buy.
    Hot,
    /// Is just looking.
    JustLooking,
    /// A competitor, student or applicant: left out of every sales figure.
    Pseudo,
}

impl LeadClass {
    /// Every class.
    pub const ALL: [Self; 4] = [Self::Unclassified, Self::Hot, Self::JustLooking, Self::Pseudo];
}

/// The set of questions that qualify a lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QualificationFrame {
    /// Budget, authority, need, timeline.
    #[default]
    Bant,
    /// Metrics, economic buyer, decision criteria and process, paper process,
    /// identify pain, champion, competition.
    Meddpicc,
}

impl QualificationFrame {
    /// Every frame.
    pub const ALL: [Self; 2] = [Self::Bant, Self::Meddpicc];

    /// Returns the questions of the frame, in order.
    pub fn items(self) -> &'static [QualificationItem] {
        use QualificationItem as Item;
        match self {
            Self::Bant => &[Item::Budget, Item::Authority, Item::Need, Item::Timeline],
            Self::Meddpicc => &[
                Item::Metrics,
                Item::EconomicBuyer,
                Item::DecisionCriteria,
                Item::DecisionProcess,
                Item::PaperProcess,
                Item::IdentifyPain,
                Item::Champion,
                Item::Competition,
            ],
        }
    }
}

/// One question of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the field's own terms")]
pub enum QualificationItem {
    Budget,
    Authority,
    Need,
    Timeline,
    Metrics,
    EconomicBuyer,
    DecisionCriteria,
    DecisionProcess,
    PaperProcess,
    IdentifyPain,
    Champion,
    Competition,
}

/// The answer to one question, with a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualificationAnswer {
    /// The question.
    pub item: QualificationItem,
    /// The answer.
    pub answer: Answer,
    /// A note on it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How far a question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Not known.
    #[default]
    Unknown,
    /// No.
    No,
    /// In part.
    Partly,
    /// Yes.
    Yes,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Self; 4] = [Self::Unknown, Self::No, Self::Partly, Self::Yes];
}
