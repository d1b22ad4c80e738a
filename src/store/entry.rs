//! A transaction as the journal holds it.
//!
//! Only what records are afterwards is written; what they were before is in
//! the state the entry is replayed on.

use super::frame::{Unframed, frame, unframe};
use crate::domain::{
    Activity, ActivityId, Deal, DealId, Organisation, OrganisationId, Person, PersonId, Pipeline,
    PipelineId, Settings, Timestamp,
};
use crate::workspace::{Change, Delta, Label, Transaction, Workspace};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The least units that a change of a record takes in an entry: a name, an identity and the signs around.
pub(super) const CHANGE_UNITS: usize = 16;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub epoch: u64,
    pub sequence: u64,
    /// The term of the writer; never less than that of the entry before.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub term: u64,
    /// The checksum of the entry before; 0 where nobody knows it.
    #[serde(default, skip_serializing_if = "is_none")]
    pub link: u32,
    at: Timestamp,
    label: Label,
    changes: Vec<After>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(term: &u64) -> bool {
    *term == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_none(link: &u32) -> bool {
    *link == 0
}

macro_rules! after {
    ($($change:ident $gone:ident $table:ident $record:ty, $id:ty;)*) => {
        /// What became of a record.
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum After {
            Settings(Arc<Settings>),
            $($change(Arc<$record>), $gone($id),)*
        }

        impl After {
            fn of(change: &Change) -> Option<Self> {
                match change {
                    Change::Settings(delta) => delta.after.clone().map(Self::Settings),
                    $(Change::$change(delta) => match (&delta.before, &delta.after) {
                        (_, Some(after)) => Some(Self::$change(Arc::clone(after))),
                        (Some(before), None) => Some(Self::$gone(before.id)),
                        (None, None) => None,
                    },)*
                }
            }

            fn change(self, workspace: &Workspace) -> Change {
                match self {
                    Self::Settings(after) => Change::Settings(Delta {
                        before: Some(Arc::clone(workspace.settings())),
                        after: Some(after),
                    }),
                    $(Self::$change(after) => Change::$change(Delta {
                        before: workspace.$table().get(after.id).cloned(),
                        after: Some(after),
                    }),
                    Self::$gone(id) => Change::$change(Delta {
                        before: workspace.$table().get(id).cloned(),
                        after: None,
                    }),)*
                }
            }
        }
    };
}

after! {
    Pipeline PipelineGone pipelines Pipeline, PipelineId;
    Deal DealGone deals Deal, DealId;
    Organisation OrganisationGone organisations Organisation, OrganisationId;
    Person PersonGone people Person, PersonId;
    Activity ActivityGone activities Activity, ActivityId;
}

impl Entry {
    /// Takes the afterwards of a transaction.
    pub fn of(transaction: &Transaction, epoch: u64, term: u64, link: u32) -> Self {
        Self {
            epoch,
            term,
            link,
            sequence: transaction.sequence,
            at: transaction.at,
            label: transaction.label.clone(),
            changes: transaction.changes.iter().filter_map(After::of).collect(),
        }
    }

    /// Makes the transaction again; `workspace` is the state before it.
    pub fn transaction(self, workspace: &Workspace) -> Transaction {
        let changes = self.changes.into_iter().map(|after| after.change(workspace)).collect();
        Transaction { sequence: self.sequence, at: self.at, label: self.label, changes }
    }

    /// Returns the name the workspace has from here on, if this entry sets it.
    pub fn new_name(&self) -> Option<&str> {
        self.changes.iter().rev().find_map(|after| match after {
            After::Settings(settings) => Some(settings.name.as_str()),
            After::Pipeline(_)
            | After::PipelineGone(_)
            | After::Deal(_)
            | After::DealGone(_)
            | After::Organisation(_)
            | After::OrganisationGone(_)
            | After::Person(_)
            | After::PersonGone(_)
            | After::Activity(_)
            | After::ActivityGone(_) => None,
        })
    }
}

pub(super) fn write(entry: &Entry) -> String {
    // Records have text keys and no floating-point numbers: nothing serde_json refuses.
    frame(&serde_json::to_string(entry).unwrap_or_default())
}

/// Reads the entry stored under a number; one of another number is broken.
pub(super) fn parse(text: &str, sequence: u64) -> Unframed<Entry> {
    match read(text) {
        Unframed::Whole(entry) if entry.sequence != sequence => Unframed::Broken,
        whole_or_not => whole_or_not,
    }
}

/// Reads an entry of any number.
pub(super) fn read(text: &str) -> Unframed<Entry> {
    match unframe(text) {
        Unframed::Whole(json) => {
            serde_json::from_str(json).map_or(Unframed::Broken, Unframed::Whole)
        }
        Unframed::Newer(schema) => Unframed::Newer(schema),
        Unframed::Broken => Unframed::Broken,
    }
}
