//! What is known of one workspace in the storage.

use super::manifest::Manifest;
use super::{JOURNAL_ENTRIES, JOURNAL_UNITS};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of one workspace in the storage.
#[derive(Clone, Debug, Default)]
pub(super) struct Rack {
    /// The valid manifests.
    pub slots: [Option<Manifest>; 2],
    /// Units of each valid journal entry.
    pub journal: BTreeMap<u64, usize>,
    /// Which time line the journal belongs to.
    pub epoch: u64,
    /// The last acknowledged transaction; `None` before the workspace is loaded or saved.
    pub last: Option<u64>,
    /// The checksum of the last entry.
    pub link: u32,
    /// The term of whoever wrote it.
    pub term: u64,
    /// The checksums of the segments of every manifest found: such a segment is understood.
    pub segments: BTreeSet<u32>,
    /// Of which time line the kept history is, and up to which transaction.
    pub past: Option<(u64, u64)>,
    /// Which keys are known to be the same in both copies.
    pub settled: Settled,
}

/// Whether the two copies a storage may keep are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Settled {
    /// Nothing was compared yet.
    #[default]
    No,
    /// These keys are still to be made the same.
    But(Unsettled),
    /// They are.
    Yes,
}

/// Keys that are not known to be the same in both copies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unsettled {
    /// Still to be compared.
    pub left: Vec<String>,
    /// Different in both: to be written all at once, for the second copy may hold what is whole
    /// only together.
    pub different: Vec<String>,
}

impl Rack {
    /// Returns the slot of the newest snapshot.
    pub fn newest(&self) -> Option<usize> {
        let age = |slot: usize| self.manifest(slot).map(Manifest::age);
        [0, 1].into_iter().filter(|slot| age(*slot).is_some()).max_by_key(|&slot| age(slot))
    }

    pub fn manifest(&self, slot: usize) -> Option<&Manifest> {
        self.slots.get(slot)?.as_ref()
    }

    /// Says whether the journal after the newest snapshot is long enough to be folded.
    pub fn is_due(&self) -> bool {
        let from = self.newest().and_then(|slot| self.manifest(slot)).map_or(0, |m| m.sequence);
        let following = self.journal.range(from.saturating_add(1)..);
        let (entries, units) = following.fold((0, 0), |(n, sum), (_, units)| (n + 1, sum + units));
        entries >= JOURNAL_ENTRIES || units >= JOURNAL_UNITS
    }
}
