//! Which journal entries follow which snapshot.

use super::entry::{self, Entry};
use super::frame::{Unframed, sum_of};
use super::key::Key;
use super::manifest::{self, Manifest};
use super::quarantine::{Damage, Trouble};
use super::recovery::LoadError;
use super::{Storage, Store};
use crate::domain::WorkspaceId;
use std::collections::BTreeMap;

/// A journal entry as it was found.
pub(super) struct Sheet {
    pub entry: Entry,
    /// Its own checksum, which the entry after it names.
    pub sum: u32,
    pub text: String,
    /// True for what the second copy of the storage has.
    pub copied: Copied,
}

/// Which copy of the storage something is from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Copied {
    First,
    Second,
}

/// A snapshot that claims to be whole.
pub(super) struct Candidate {
    pub slot: usize,
    pub manifest: Manifest,
    pub text: String,
    pub copied: Copied,
    /// The entries that follow it, as indices of the sheets of each number.
    pub chain: Vec<(u64, usize)>,
    /// The term of the last of them.
    pub term: u64,
    pub last: u64,
}

/// Every whole entry of a workspace, by number.
pub(super) type Sheets = BTreeMap<u64, Vec<Sheet>>;

impl<S: Storage> Store<S> {
    /// Reads every journal entry and sets damaged ones aside. Of one that is
    /// whole in the other copy only the damaged bytes are.
    pub(super) fn sheets(
        &mut self,
        id: WorkspaceId,
        troubles: &mut Vec<Trouble>,
    ) -> Result<Sheets, LoadError> {
        let mut sheets = Sheets::new();
        let mut newer = None;
        let prefix = format!("trichter/{id}/j/");
        for key in self.storage.keys()? {
            let Some(Key::Journal(_, sequence)) =
                key.starts_with(&prefix).then(|| Key::parse(&key)).flatten()
            else {
                continue;
            };
            let mut broken = Vec::new();
            let mut whole = Vec::new();
            let copies = [
                (Copied::First, self.storage.read(&key)?),
                (Copied::Second, self.storage.read_copy(&key)?),
            ];
            for (copied, text) in copies {
                let Some(text) = text else { continue };
                match entry::parse(&text, sequence) {
                    Unframed::Whole(entry) => {
                        let sum = sum_of(&text);
                        self.seen = self.seen.max(entry.term);
                        whole.push(Sheet { entry, sum, text, copied });
                    }
                    Unframed::Newer(version) => newer = Some(version),
                    Unframed::Broken => broken.push(text),
                }
            }
            match whole.first() {
                Some(sheet) => self.heal(&key, &sheet.text, broken, &Damage::Entry, troubles)?,
                None if !broken.is_empty() => {
                    self.set_aside(key, Damage::Entry, troubles);
                    if let Some(rack) = self.racks.get_mut(&id) {
                        rack.journal.remove(&sequence);
                    }
                }
                None => {}
            }
            if !whole.is_empty() {
                sheets.insert(sequence, whole);
            }
        }
        newer.map_or(Ok(sheets), |version| Err(LoadError::Newer { version: version.into() }))
    }

    /// Reads the manifests, and sets damaged ones aside with their slots.
    pub(super) fn candidates(
        &mut self,
        id: WorkspaceId,
        troubles: &mut Vec<Trouble>,
    ) -> Result<Vec<Candidate>, LoadError> {
        let mut found = Vec::new();
        for slot in [0, 1] {
            let key = Key::Manifest(id, slot).to_string();
            let mut broken = Vec::new();
            let before = found.len();
            let copies = [
                (Copied::First, self.storage.read(&key)?),
                (Copied::Second, self.storage.read_copy(&key)?),
            ];
            for (copied, text) in copies {
                let Some(text) = text else { continue };
                match manifest::parse(&text) {
                    Unframed::Whole(manifest) => {
                        let (term, last) = (manifest.term, manifest.sequence);
                        let chain = Vec::new();
                        found.push(Candidate { slot, manifest, text, copied, chain, term, last });
                    }
                    Unframed::Newer(version) => {
                        return Err(LoadError::Newer { version: version.into() });
                    }
                    Unframed::Broken => broken.push(text),
                }
            }
            match found.get(before) {
                Some(whole) => {
                    let text = whole.text.clone();
                    self.heal(&key, &text, broken, &Damage::Manifest, troubles)?;
                }
                None if !broken.is_empty() => {
                    self.give_up(id, slot, &Damage::Manifest, troubles)?;
                }
                None => {}
            }
        }
        Ok(found)
    }
}

/// How far the entries after one lead: the term and the number of the last of them, and
/// which sheet of the next number is the next.
pub(super) type Reach = (u64, u64, Option<usize>);

/// Finds for every entry how far those after it lead. Of two with one number it is
/// seen only later which one went on: the next one names its checksum.
pub(super) fn reaches(sheets: &Sheets) -> BTreeMap<u64, Vec<Reach>> {
    let mut reaches: BTreeMap<u64, Vec<Reach>> = BTreeMap::new();
    for (sequence, of_number) in sheets.iter().rev() {
        let of_number = of_number.iter().map(|sheet| {
            let Entry { epoch, term, .. } = sheet.entry;
            let after = At { epoch, term, link: sheet.sum, sequence: *sequence };
            after.furthest(sheets, &reaches).unwrap_or((term, *sequence, None))
        });
        let of_number = of_number.collect();
        reaches.insert(*sequence, of_number);
    }
    reaches
}

/// A place that entries may follow.
struct At {
    epoch: u64,
    pub term: u64,
    link: u32,
    sequence: u64,
}

impl At {
    /// Returns how far the entries that follow lead: of the same time line, naming the
    /// one before, of no earlier term.
    fn furthest(&self, sheets: &Sheets, reaches: &BTreeMap<u64, Vec<Reach>>) -> Option<Reach> {
        let next = self.sequence.checked_add(1)?;
        let (of_number, far) = (sheets.get(&next)?, reaches.get(&next)?);
        let mut best = None;
        for (nth, (sheet, (term, last, _))) in of_number.iter().zip(far).enumerate() {
            let entry = &sheet.entry;
            let follows = entry.epoch == self.epoch
                && entry.term >= self.term
                && (entry.link == self.link || entry.link == 0 || self.link == 0);
            if follows {
                best = best.max(Some((*term, *last, Some(nth))));
            }
        }
        best
    }
}

/// Finds the entries that follow a snapshot without a gap.
pub(super) fn follow(
    candidate: &mut Candidate,
    sheets: &Sheets,
    reaches: &BTreeMap<u64, Vec<Reach>>,
) {
    let Manifest { epoch, term, link, sequence, .. } = candidate.manifest;
    let after = At { epoch, term, link, sequence };
    let Some((term, last, mut next)) = after.furthest(sheets, reaches) else { return };
    (candidate.term, candidate.last) = (term, last);
    let mut at = sequence;
    while let Some(nth) = next {
        at += 1;
        candidate.chain.push((at, nth));
        next = reaches.get(&at).and_then(|far| far.get(nth)).and_then(|far| far.2);
    }
}
