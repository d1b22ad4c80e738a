//! Runs a command: collects its changes, or takes them all back.

use super::{Change, Command, Delta, Label, Refusal, Transaction, Workspace};
use crate::domain::{
    Activity, ActivityId, Deal, DealId, Ids, Moment, Organisation, OrganisationId, Person,
    PersonId, Pipeline, PipelineId, Settings,
};
use crate::workspace::Field;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// A command at work. It writes straight into the workspace and remembers what
/// was there, so that a refusal in the middle leaves no trace.
pub(super) struct Edit<'a> {
    pub workspace: &'a mut Workspace,
    pub moment: &'a Moment,
    pub ids: &'a mut Ids,
    changes: Vec<Change>,
}

pub(super) fn run(
    workspace: &mut Workspace,
    command: Command,
    moment: &Moment,
    ids: &mut Ids,
) -> Result<Transaction, Refusal> {
    let mut edit = Edit { workspace, moment, ids, changes: Vec::new() };
    match command.run(&mut edit) {
        Ok(label) => Ok(edit.finish(label)),
        Err(refusal) => {
            edit.roll_back();
            Err(refusal)
        }
    }
}

macro_rules! put {
    ($($put:ident $remove:ident $change:ident $table:ident $record:ty, $id:ty;)*) => {
        $(
            pub fn $put(&mut self, record: $record) {
                let before = self.workspace.$table.get(record.id).cloned();
                self.record(Change::$change(Delta { before, after: Some(Arc::new(record)) }));
            }

            pub fn $remove(&mut self, id: $id) {
                if let Some(before) = self.workspace.$table.get(id).cloned() {
                    self.record(Change::$change(Delta { before: Some(before), after: None }));
                }
            }
        )*
    };
}

impl Edit<'_> {
    put! {
        put_deal remove_deal Deal deals Deal, DealId;
        put_organisation remove_organisation Organisation organisations Organisation, OrganisationId;
        put_person remove_person Person people Person, PersonId;
        put_activity remove_activity Activity activities Activity, ActivityId;
    }

    pub fn put_pipeline(&mut self, pipeline: Pipeline) {
        let before = self.workspace.pipelines.get(pipeline.id).cloned();
        self.record(Change::Pipeline(Delta { before, after: Some(Arc::new(pipeline)) }));
    }

    pub fn put_settings(&mut self, settings: Settings) {
        let before = Some(Arc::clone(&self.workspace.settings));
        self.record(Change::Settings(Delta { before, after: Some(Arc::new(settings)) }));
    }

    pub fn deal(&self, id: DealId) -> Result<Deal, Refusal> {
        let deal = self.workspace.deals.get(id).ok_or(Refusal::Missing(Field::Deal))?;
        Ok((**deal).clone())
    }

    pub fn pipeline(&self, id: PipelineId) -> Result<Pipeline, Refusal> {
        let pipeline = self.workspace.pipelines.get(id).ok_or(Refusal::Missing(Field::Pipeline))?;
        Ok((**pipeline).clone())
    }

    /// Records changes between valid states.
    pub fn put_back(&mut self, changes: Vec<Change>) {
        for change in changes {
            self.record(change);
        }
    }

    fn record(&mut self, change: Change) {
        self.workspace.set(&change);
        self.changes.push(change);
    }

    fn roll_back(self) {
        for change in self.changes.iter().rev() {
            self.workspace.set(&change.inverse());
        }
    }

    fn finish(self, label: Label) -> Transaction {
        let changes = condense(self.changes);
        if !changes.is_empty() {
            self.workspace.sequence += 1;
        }
        Transaction { sequence: self.workspace.sequence, at: self.moment.now, label, changes }
    }
}

/// Which record a change is about.
#[derive(PartialEq, Eq, Hash)]
enum Subject {
    Settings,
    Pipeline(PipelineId),
    Deal(DealId),
    Organisation(OrganisationId),
    Person(PersonId),
    Activity(ActivityId),
}

fn subject(change: &Change) -> Option<Subject> {
    fn either<T>(delta: &Delta<T>) -> Option<&T> {
        delta.after.as_deref().or(delta.before.as_deref())
    }
    match change {
        Change::Settings(_) => Some(Subject::Settings),
        Change::Pipeline(delta) => either(delta).map(|record| Subject::Pipeline(record.id)),
        Change::Deal(delta) => either(delta).map(|record| Subject::Deal(record.id)),
        Change::Organisation(delta) => either(delta).map(|record| Subject::Organisation(record.id)),
        Change::Person(delta) => either(delta).map(|record| Subject::Person(record.id)),
        Change::Activity(delta) => either(delta).map(|record| Subject::Activity(record.id)),
    }
}

/// Keeps one change a record, first before to last after, and none that changes nothing.
fn condense(changes: Vec<Change>) -> Vec<Change> {
    let mut places: HashMap<Subject, usize> = HashMap::with_capacity(changes.len());
    let mut condensed: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        let Some(subject) = subject(&change) else { continue };
        match places.entry(subject) {
            Entry::Vacant(place) => {
                place.insert(condensed.len());
                condensed.push(change);
            }
            Entry::Occupied(place) => {
                if let Some(earlier) = condensed.get_mut(*place.get()) {
                    extend(earlier, change);
                }
            }
        }
    }
    condensed.retain(|change| !is_empty(change));
    condensed
}

fn extend(earlier: &mut Change, later: Change) {
    match (earlier, later) {
        (Change::Settings(one), Change::Settings(two)) => one.after = two.after,
        (Change::Pipeline(one), Change::Pipeline(two)) => one.after = two.after,
        (Change::Deal(one), Change::Deal(two)) => one.after = two.after,
        (Change::Organisation(one), Change::Organisation(two)) => one.after = two.after,
        (Change::Person(one), Change::Person(two)) => one.after = two.after,
        (Change::Activity(one), Change::Activity(two)) => one.after = two.after,
        // `subject` tells the kinds apart, so two of one place are of one kind.
        (
            Change::Settings(_)
            | Change::Pipeline(_)
            | Change::Deal(_)
            | Change::Organisation(_)
            | Change::Person(_)
            | Change::Activity(_),
            _,
        ) => {}
    }
}

fn is_empty(change: &Change) -> bool {
    match change {
        Change::Settings(delta) => delta.before == delta.after,
        Change::Pipeline(delta) => delta.before == delta.after,
        Change::Deal(delta) => delta.before == delta.after,
        Change::Organisation(delta) => delta.before == delta.after,
        Change::Person(delta) => delta.before == delta.after,
        Change::Activity(delta) => delta.before == delta.after,
    }
}
