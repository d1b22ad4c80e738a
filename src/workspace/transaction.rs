//! What a command did.

use crate::domain::{Activity, Deal, Organisation, Person, Pipeline, Settings, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One thing that was done: the unit of undo, storage and the time line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transaction {
    /// Its number in the workspace, from 1.
    pub sequence: u64,
    /// When it was done.
    pub at: Timestamp,
    /// What it is called.
    pub label: Label,
    /// Each touched record once.
    pub changes: Vec<Change>,
}

impl Transaction {
    /// Returns the transaction that takes this one back.
    #[must_use]
    pub fn inverse(&self, sequence: u64, at: Timestamp) -> Self {
        Self {
            sequence,
            at,
            label: self.label.clone(),
            changes: self.changes.iter().rev().map(Change::inverse).collect(),
        }
    }
}

/// The name of a transaction: a verb and whom it was about. The page says it in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// What was done.
    pub verb: Verb,
    /// The name of the record it was done to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// Of how many records that is, 1 or more.
    pub count: u32,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the command of the same name")]
pub enum Verb {
    CreateDeal,
    EditDeal,
    MoveDeal,
    WinDeal,
    LoseDeal,
    ReopenDeal,
    PostponeDeal,
    DeleteDeal,
    SaveOrganisation,
    DeleteOrganisation,
    SavePerson,
    DeletePerson,
    SaveActivity,
    CompleteActivity,
    ReopenActivity,
    DeleteActivity,
    CreatePipeline,
    EditPipeline,
    ArchivePipeline,
    RestorePipeline,
    AddStage,
    EditStage,
    MoveStage,
    MergeStages,
    ArchiveStage,
    RestoreStage,
    EditSettings,
    EditScenario,
    Import,
    Restore,
    Together,
}

/// What a record was and is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delta<T> {
    /// Before; `None` when it did not exist.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub before: Option<Arc<T>>,
    /// After; `None` when it is gone.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub after: Option<Arc<T>>,
}

fn none<T>() -> Option<Arc<T>> {
    None
}

impl<T> Delta<T> {
    fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

/// The change of one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Settings; never without an after.
    Settings(Delta<Settings>),
    /// A pipeline.
    Pipeline(Delta<Pipeline>),
    /// A deal.
    Deal(Delta<Deal>),
    /// An organisation.
    Organisation(Delta<Organisation>),
    /// A person.
    Person(Delta<Person>),
    /// An activity.
    Activity(Delta<Activity>),
}

impl Change {
    /// Returns the change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Settings(delta) => Self::Settings(delta.inverse()),
            Self::Pipeline(delta) => Self::Pipeline(delta.inverse()),
            Self::Deal(delta) => Self::Deal(delta.inverse()),
            Self::Organisation(delta) => Self::Organisation(delta.inverse()),
            Self::Person(delta) => Self::Person(delta.inverse()),
            Self::Activity(delta) => Self::Activity(delta.inverse()),
        }
    }
}
