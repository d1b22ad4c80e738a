//! Records by their id.

use super::Delta;
use crate::domain::{
    Activity, ActivityId, Deal, DealId, Organisation, OrganisationId, Person, PersonId, Pipeline,
    PipelineId,
};
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// A record that is kept in a [`Table`].
pub trait Record {
    /// The type of its identity.
    type Id: Copy + Ord;
    /// Returns its identity.
    fn id(&self) -> Self::Id;
}

macro_rules! record_ids {
    ($($record:ty => $id:ty),* $(,)?) => {
        $(impl Record for $record {
            type Id = $id;
            fn id(&self) -> $id {
                self.id
            }
        })*
    };
}

record_ids! {
    Pipeline => PipelineId,
    Deal => DealId,
    Organisation => OrganisationId,
    Person => PersonId,
    Activity => ActivityId,
}

/// All records of one kind, in the order of their ids.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<I: Ord, T> {
    rows: BTreeMap<I, Arc<T>>,
}

impl<I: Ord, T> Default for Table<I, T> {
    fn default() -> Self {
        Self { rows: BTreeMap::new() }
    }
}

impl<I: Copy + Ord, T: Record<Id = I>> Table<I, T> {
    /// Finds a record.
    pub fn get(&self, id: I) -> Option<&Arc<T>> {
        self.rows.get(&id)
    }

    /// Returns true when there is a record of this id.
    pub fn contains(&self, id: I) -> bool {
        self.rows.contains_key(&id)
    }

    /// Returns the number of records.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns true when there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Yields every record.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> + ExactSizeIterator {
        self.rows.values()
    }

    /// Yields every record after an id; every record for `None`.
    pub fn after(&self, id: Option<I>) -> impl Iterator<Item = &Arc<T>> {
        let from = id.map_or(Bound::Unbounded, Bound::Excluded);
        self.rows.range((from, Bound::Unbounded)).map(|(_, record)| record)
    }

    /// Says whether a record is as it was before a change.
    pub(super) fn is_before(&self, delta: &Delta<T>) -> bool
    where
        T: PartialEq,
    {
        match (&delta.before, &delta.after) {
            (Some(before), _) => self.get(before.id()) == Some(before),
            (None, Some(after)) => !self.contains(after.id()),
            (None, None) => true,
        }
    }

    pub(super) fn set(&mut self, delta: &Delta<T>) {
        match (&delta.before, &delta.after) {
            (_, Some(after)) => {
                self.rows.insert(after.id(), Arc::clone(after));
            }
            (Some(before), None) => {
                self.rows.remove(&before.id());
            }
            (None, None) => {}
        }
    }
}

impl<I: Copy + Ord, T: Record<Id = I>> FromIterator<T> for Table<I, T> {
    fn from_iter<It: IntoIterator<Item = T>>(records: It) -> Self {
        let rows = records.into_iter().map(|record| (record.id(), Arc::new(record))).collect();
        Self { rows }
    }
}
