//! What one state of a workspace has that another has not.

use super::{Change, Delta, Record, Table, Workspace};
use crate::domain::WorkspaceId;
use std::sync::Arc;

/// The changes that make one state of a workspace into another.
///
/// It can be made of two states only, so that the changes are those between valid
/// states; and it is applied by [`super::Command::Restore`] only to the state it was made for.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    id: WorkspaceId,
    sequence: u64,
    changes: Vec<Change>,
}

/// How many records of one kind differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differing {
    /// Not there, but in the other state.
    pub added: usize,
    /// In both, and not equal.
    pub changed: usize,
    /// There, but not in the other state.
    pub gone: usize,
}

impl Differing {
    /// Says whether nothing differs.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    fn note<T>(&mut self, delta: &Delta<T>) {
        match (&delta.before, &delta.after) {
            (None, Some(_)) => self.added += 1,
            (Some(_), Some(_)) => self.changed += 1,
            (Some(_), None) => self.gone += 1,
            (None, None) => {}
        }
    }
}

/// How many records differ, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the kind of record of the same name")]
pub struct Differences {
    pub settings: Differing,
    pub pipelines: Differing,
    pub deals: Differing,
    pub organisations: Differing,
    pub people: Differing,
    pub activities: Differing,
}

impl Difference {
    /// Returns what makes `from` into `to`. Whatever the identity of `to` is, that
    /// of `from` stays.
    ///
    /// # Example
    /// ```
    /// use trichter::domain::{Ids, Language, Preset};
    /// use trichter::workspace::{Difference, Workspace};
    /// let mine = Workspace::new("Mine", Preset::Standard, Language::En, &mut Ids::seeded(1));
    /// assert!(Difference::between(&mine, &mine.clone()).is_empty());
    /// ```
    pub fn between(from: &Workspace, to: &Workspace) -> Self {
        let mut changes = Vec::new();
        if from.settings != to.settings {
            changes.push(Change::Settings(Delta {
                before: Some(Arc::clone(&from.settings)),
                after: Some(Arc::clone(&to.settings)),
            }));
        }
        compare(&from.pipelines, &to.pipelines, Change::Pipeline, &mut changes);
        compare(&from.organisations, &to.organisations, Change::Organisation, &mut changes);
        compare(&from.people, &to.people, Change::Person, &mut changes);
        compare(&from.deals, &to.deals, Change::Deal, &mut changes);
        compare(&from.activities, &to.activities, Change::Activity, &mut changes);
        Self { id: from.id, sequence: from.sequence, changes }
    }

    /// Says whether the states are equal in every record.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Counts the records that differ.
    pub fn counts(&self) -> Differences {
        let mut counts = Differences::default();
        for change in &self.changes {
            match change {
                Change::Settings(delta) => counts.settings.note(delta),
                Change::Pipeline(delta) => counts.pipelines.note(delta),
                Change::Deal(delta) => counts.deals.note(delta),
                Change::Organisation(delta) => counts.organisations.note(delta),
                Change::Person(delta) => counts.people.note(delta),
                Change::Activity(delta) => counts.activities.note(delta),
            }
        }
        counts
    }

    /// Returns the changes, if this was made for a workspace as it is now.
    pub(super) fn for_state(self, workspace: &Workspace) -> Option<Vec<Change>> {
        let fits = self.id == workspace.id && self.sequence == workspace.sequence;
        fits.then_some(self.changes)
    }
}

/// Both tables are in the order of their ids.
fn compare<I: Copy + Ord, T: Record<Id = I> + PartialEq>(
    from: &Table<I, T>,
    to: &Table<I, T>,
    change: fn(Delta<T>) -> Change,
    changes: &mut Vec<Change>,
) {
    for before in from.iter() {
        let after = to.get(before.id()).cloned();
        if after.as_ref() != Some(before) {
            changes.push(change(Delta { before: Some(Arc::clone(before)), after }));
        }
    }
    for after in to.iter().filter(|after| !from.contains(after.id())) {
        changes.push(change(Delta { before: None, after: Some(Arc::clone(after)) }));
    }
}
