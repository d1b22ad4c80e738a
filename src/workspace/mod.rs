//! All records of one workspace and the only way to change them.
//!
//! A [`Command`] is what somebody wants; [`Workspace::apply`] checks it, does it
//! and returns a [`Transaction`]: what every touched record was before and is
//! after. The transaction is the single unit of everything: it is what is
//! undone, stored, sent to other tabs and shown.
//!
//! Invariants, held after every command (see [`Workspace::problems`]):
//! every deal is in a stage of its pipeline; every link names a record; a lost
//! deal has a loss reason; a pipeline has at least one stage in use; a refused
//! command changes nothing.

mod board;
mod check;
mod command;
mod difference;
mod edit;
mod history;
mod lookup;
mod refusal;
mod search;
mod table;
mod transaction;

pub use board::{Column, Place, RANK_GAP, Ranking};
pub(crate) use check::title as check_title;
pub use check::{Problem, TEXT_LIMIT, TITLE_LIMIT};
pub use command::{Batch, Command, SCENARIOS};
pub(crate) use command::{check_scenarios, check_scoring};
pub use difference::{Difference, Differences, Differing};
pub use history::History;
use lookup::LearnedChances;
pub use lookup::{BaseAmount, NextSteps, Total};
pub use refusal::{Field, Refusal};
pub use search::{Haystack, Search};
pub use table::{Record, Table};
pub use transaction::{Change, Delta, Label, Transaction, Verb};

use crate::domain::{
    Activity, ActivityId, Deal, DealId, Extra, Ids, Language, Moment, Organisation, OrganisationId,
    Person, PersonId, Pipeline, PipelineId, Preset, Settings, WorkspaceId,
};
use std::sync::Arc;

/// One named, separate set of data.
///
/// Reading is free; writing goes through [`Workspace::apply`] (or, for a
/// transaction that was already checked elsewhere, [`Workspace::replay`]).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    id: WorkspaceId,
    sequence: u64,
    settings: Arc<Settings>,
    pipelines: Table<PipelineId, Pipeline>,
    deals: Table<DealId, Deal>,
    organisations: Table<OrganisationId, Organisation>,
    people: Table<PersonId, Person>,
    activities: Table<ActivityId, Activity>,
    extra: Extra,
    envelope: Extra,
    learned: LearnedChances,
}

/// Everything a workspace is made of, as a document brings it along.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Identity.
    pub id: WorkspaceId,
    /// Number of the last transaction.
    pub sequence: u64,
    /// Settings.
    pub settings: Settings,
    /// Pipelines.
    pub pipelines: Vec<Pipeline>,
    /// Deals.
    pub deals: Vec<Deal>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// People.
    pub people: Vec<Person>,
    /// Activities.
    pub activities: Vec<Activity>,
    /// Unknown fields of the workspace within the document.
    pub extra: Extra,
    /// Unknown fields of the document around the workspace.
    pub envelope: Extra,
}

impl Workspace {
    /// Makes an empty workspace with one preset pipeline.
    pub fn new(name: &str, preset: Preset, language: Language, ids: &mut Ids) -> Self {
        Self::from_parts(Parts {
            id: WorkspaceId::fresh(ids),
            settings: Settings { name: name.to_owned(), ..Settings::default() },
            pipelines: vec![preset.pipeline(language, ids)],
            ..Parts::default()
        })
    }

    /// Makes a workspace of records read from somewhere.
    ///
    /// It takes them as they are; the reader asks [`Workspace::problems`] and
    /// decides. Of several records with one id the last stays.
    pub fn from_parts(parts: Parts) -> Self {
        Self {
            id: parts.id,
            sequence: parts.sequence,
            settings: Arc::new(parts.settings),
            pipelines: parts.pipelines.into_iter().collect(),
            deals: parts.deals.into_iter().collect(),
            organisations: parts.organisations.into_iter().collect(),
            people: parts.people.into_iter().collect(),
            activities: parts.activities.into_iter().collect(),
            extra: parts.extra,
            envelope: parts.envelope,
            learned: LearnedChances::default(),
        }
    }

    /// Returns the identity.
    pub fn id(&self) -> WorkspaceId {
        self.id
    }

    /// Returns the number of the last transaction; grows by one with each.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Returns the settings.
    pub fn settings(&self) -> &Arc<Settings> {
        &self.settings
    }

    /// Returns the pipelines by id; [`Workspace::pipelines_in_order`] is for showing.
    pub fn pipelines(&self) -> &Table<PipelineId, Pipeline> {
        &self.pipelines
    }

    /// Returns the deals.
    pub fn deals(&self) -> &Table<DealId, Deal> {
        &self.deals
    }

    /// Returns the organisations.
    pub fn organisations(&self) -> &Table<OrganisationId, Organisation> {
        &self.organisations
    }

    /// Returns the people.
    pub fn people(&self) -> &Table<PersonId, Person> {
        &self.people
    }

    /// Returns the activities.
    pub fn activities(&self) -> &Table<ActivityId, Activity> {
        &self.activities
    }

    /// Returns unknown fields of the workspace in the document this came from.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// Returns unknown fields around the workspace in the document this came from.
    pub fn envelope(&self) -> &Extra {
        &self.envelope
    }

    /// Returns the same data as a workspace of its own, under another identity and name.
    pub fn copied(&self, id: WorkspaceId, name: &str) -> Self {
        let settings = Settings { name: name.to_owned(), ..(*self.settings).clone() };
        Self { id, settings: Arc::new(settings), ..self.clone() }
    }

    /// Does what a command says.
    ///
    /// A command that changes nothing gives a transaction without changes and
    /// takes no number.
    ///
    /// # Errors
    /// The [`Refusal`] says why; the workspace is then as it was.
    pub fn apply(
        &mut self,
        command: Command,
        moment: &Moment,
        ids: &mut Ids,
    ) -> Result<Transaction, Refusal> {
        edit::run(self, command, moment, ids)
    }

    /// Brings a transaction of an equal workspace into this one: sets every
    /// touched record to what it was after.
    pub fn replay(&mut self, transaction: &Transaction) {
        for change in &transaction.changes {
            self.set(change);
        }
        if !transaction.changes.is_empty() {
            self.sequence = self.sequence.max(transaction.sequence);
        }
    }

    /// Says whether a transaction of another state can be done here, too: whether
    /// every record it touches is as it was there before, and no rule is broken after it.
    pub fn takes(&self, transaction: &Transaction) -> bool {
        let fits = transaction.changes.iter().all(|change| match change {
            Change::Settings(delta) => delta.before.as_ref() == Some(&self.settings),
            Change::Pipeline(delta) => self.pipelines.is_before(delta),
            Change::Deal(delta) => self.deals.is_before(delta),
            Change::Organisation(delta) => self.organisations.is_before(delta),
            Change::Person(delta) => self.people.is_before(delta),
            Change::Activity(delta) => self.activities.is_before(delta),
        });
        fits && self.is_valid_after(transaction)
    }

    /// Says whether no rule is broken after a transaction, such as a link to what is gone.
    pub(crate) fn is_valid_after(&self, transaction: &Transaction) -> bool {
        let mut after = self.clone();
        after.replay(transaction);
        after.problems().is_empty()
    }

    fn set(&mut self, change: &Change) {
        match change {
            Change::Settings(delta) => {
                if let Some(settings) = &delta.after {
                    self.settings = Arc::clone(settings);
                }
            }
            Change::Pipeline(delta) => self.pipelines.set(delta),
            Change::Deal(delta) => self.deals.set(delta),
            Change::Organisation(delta) => self.organisations.set(delta),
            Change::Person(delta) => self.people.set(delta),
            Change::Activity(delta) => self.activities.set(delta),
        }
    }
}

#[cfg(test)]
mod tests;
