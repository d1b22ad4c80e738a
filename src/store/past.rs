//! What can be undone, kept beside the snapshots.
//!
//! The journal holds what was done since the newest snapshot; what was done
//! before is kept here, the last [`STEPS`] transactions, so that the history
//! survives a compaction and an edit that was saved as a snapshot. Only what
//! records were *before* is written: what they were after is in the state that
//! is walked back from.
//!
//! The text is a framed head, a line end, and the packed steps. It says after
//! which transaction of which time line it was written ([`Head`]); where that is
//! not a state the workspace went through, it is left aside. It is a
//! convenience: without it every record is as it was.

use super::entry::Entry;
use super::frame::{Unframed, crc32, frame, sum_of, unframe};
use super::key::Key;
use super::quarantine::{Damage, Trouble};
use super::rack::Rack;
use super::recovery::Loaded;
use super::storage::units;
use super::{Compaction, SaveError, Storage, StorageError, Store, pack};
use crate::domain::WorkspaceId;
use crate::workspace::{History, Transaction, Workspace};
use serde::{Deserialize, Serialize};

/// How many transactions can be taken back after the page was closed.
pub const STEPS: usize = 200;

/// The longest text of the steps, in bytes. What does not fit, such as an edit of
/// ten thousand deals at once, ends the history there.
pub const LONGEST: usize = 1536 * 1024;

/// Where in the course of a workspace the steps begin, and how they are packed.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    /// The time line.
    epoch: u64,
    /// The last transaction that was done.
    sequence: u64,
    /// The checksum of its entry; 0 where nobody knows it.
    link: u32,
    /// Bytes that are packed.
    bytes: usize,
    /// Bytes of text that are compressed in those.
    length: usize,
    /// CRC-32 of the packed text.
    crc: u32,
}

/// The steps from one state back and forth.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Steps {
    /// What takes each transaction back, the newest first.
    undo: Vec<Entry>,
    /// What was taken back, the next to be done again first.
    redo: Vec<Entry>,
}

/// What could be undone when it was last kept.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// The history then.
    pub history: History,
    /// The number of the last transaction that it knows of.
    pub sequence: u64,
}

/// The checksum of the entry of each number, as far as they are known.
pub(super) type Links = Vec<(u64, u32)>;

impl Loaded {
    /// Returns everything that can be undone: what was kept and what the journal holds.
    pub fn into_history(self) -> (Workspace, History) {
        let mut history = self.past.history;
        for transaction in self.history {
            if transaction.sequence > self.past.sequence {
                history.take_up(transaction);
            }
        }
        (self.workspace, history)
    }
}

impl<S: Storage> Store<S> {
    /// Says whether the newest snapshot holds something that the kept history
    /// does not know of.
    pub fn is_past_due(&self, id: WorkspaceId) -> bool {
        let Some(rack) = self.racks.get(&id) else { return false };
        let Some(newest) = rack.newest().and_then(|slot| rack.manifest(slot)) else { return false };
        rack.past
            .is_none_or(|(epoch, sequence)| epoch != newest.epoch || sequence < newest.sequence)
    }

    /// Begins to fold the journal of a workspace that is saved in this very state, to be driven by
    /// [`Self::step`]; `None` where the journal is short.
    ///
    /// The history is kept first: the journal that leads to it from the older snapshot goes with
    /// the next folding. With no room for it (`None`) it begins at that snapshot.
    pub fn begin_folding(
        &mut self,
        workspace: &Workspace,
        history: Option<&History>,
    ) -> Option<Compaction> {
        let long = self.racks.get(&workspace.id()).is_some_and(Rack::is_due);
        if !long {
            return None;
        }
        if let Some(history) = history {
            // A convenience: nothing else is touched where it is refused.
            let _kept = self.keep_past(workspace, history);
        }
        Some(self.begin_compaction(workspace))
    }

    /// Keeps the history of a workspace that is saved in this very state.
    /// Returns false, and keeps nothing, for another state.
    ///
    /// # Errors
    /// The storage refused. Then no history is kept; nothing else is touched.
    pub fn keep_past(
        &mut self,
        workspace: &Workspace,
        history: &History,
    ) -> Result<bool, SaveError> {
        let id = workspace.id();
        let Some(rack) = self.racks.get(&id) else { return Ok(false) };
        if rack.last != Some(workspace.sequence()) {
            return Ok(false);
        }
        let (epoch, sequence) = (rack.epoch, workspace.sequence());
        let text = write(history, epoch, sequence, rack.link);
        let key = Key::History(id).to_string();
        self.make_way(&key)?;
        if let Err(error) = self.storage.write(&key, &text) {
            self.storage.remove(&key)?;
            return Err(error.into());
        }
        if let Some(rack) = self.racks.get_mut(&id) {
            rack.past = Some((epoch, sequence));
        }
        Ok(true)
    }

    /// Reads the kept history for a state that was just recovered.
    pub(super) fn past(
        &mut self,
        id: WorkspaceId,
        links: &Links,
        loaded: &mut Loaded,
    ) -> Result<(), StorageError> {
        let key = Key::History(id).to_string();
        let copies = [self.storage.read(&key)?, self.storage.read_copy(&key)?];
        let mut found = None;
        for text in copies.into_iter().flatten() {
            match parse(&text) {
                Unframed::Whole((head, steps)) => {
                    let later = found.as_ref().is_none_or(|(known, _): &(Head, Steps)| {
                        (known.epoch, known.sequence) < (head.epoch, head.sequence)
                    });
                    if later {
                        found = Some((head, steps));
                    }
                }
                Unframed::Newer(_) => return Ok(()),
                Unframed::Broken => {
                    let quarantine = self.copy_aside(&key, &text);
                    let damage = Damage::History;
                    loaded.troubles.push(Trouble { key: key.clone(), damage, quarantine });
                }
            }
        }
        let Some((head, steps)) = found else {
            if loaded
                .troubles
                .iter()
                .any(|trouble| trouble.key == key && trouble.quarantine.is_ok())
            {
                self.storage.remove(&key)?;
            }
            return Ok(());
        };
        let Some(rack) = self.racks.get(&id) else { return Ok(()) };
        if rack.epoch != head.epoch || rack.last.is_none() {
            return Ok(());
        }
        let from = links.first().map_or(0, |(sequence, _)| *sequence);
        let mut done = loaded.history.clone();
        let known = if head.sequence < from {
            // The page was ended after a snapshot and before its history was kept.
            let mut earlier = self.earlier_history(id)?;
            let begins = earlier.first().is_some_and(|first| first.sequence <= head.sequence + 1);
            if !begins {
                return Ok(());
            }
            let entry = self.storage.read(&Key::Journal(id, head.sequence).to_string())?;
            let older = self.racks.get(&id).and_then(|rack| {
                let manifests = rack.slots.iter().flatten();
                manifests.filter(|known| known.sequence == head.sequence).map(|m| m.link).next()
            });
            earlier.append(&mut done);
            done = earlier;
            entry.map(|entry| sum_of(&entry)).or(older)
        } else {
            let known = links.iter().find(|(sequence, _)| *sequence == head.sequence);
            known.map(|(_, link)| *link)
        };
        if known.is_none_or(|link| link != head.link) {
            return Ok(());
        }
        let mut state = loaded.workspace.clone();
        let mut following: Vec<Transaction> =
            done.into_iter().filter(|transaction| transaction.sequence > head.sequence).collect();
        for transaction in following.iter().rev() {
            state.replay(&transaction.inverse(transaction.sequence, transaction.at));
        }
        let Some(mut history) = walk(steps, &state) else { return Ok(()) };
        // What the journal of the state does not hold belongs to this history.
        let mut sequence = head.sequence;
        following.retain(|transaction| transaction.sequence <= from);
        for transaction in following {
            sequence = transaction.sequence;
            history.take_up(transaction);
        }
        loaded.past = Past { history, sequence };
        if let Some(rack) = self.racks.get_mut(&id) {
            rack.past = Some((head.epoch, head.sequence));
        }
        Ok(())
    }
}

fn write(history: &History, epoch: u64, sequence: u64, link: u32) -> String {
    let mut room = LONGEST;
    let mut undo = Vec::new();
    for transaction in history.done().rev().take(STEPS) {
        let back = transaction.inverse(transaction.sequence, transaction.at);
        if !push(&mut undo, &mut room, &Entry::of(&back, 0, 0, 0)) {
            break;
        }
    }
    let mut redo = Vec::new();
    for transaction in history.undone().rev().take(STEPS) {
        if !push(&mut redo, &mut room, &Entry::of(transaction, 0, 0, 0)) {
            break;
        }
    }
    let text = format!("{{\"undo\":[{}],\"redo\":[{}]}}", undo.join(","), redo.join(","));
    let bytes = pack::deflated(&text);
    let packed = pack::pack(&bytes);
    let crc = crc32(packed.as_bytes());
    let head = Head { epoch, sequence, link, bytes: bytes.len(), length: text.len(), crc };
    // Numbers: nothing serde_json refuses.
    let head = frame(&serde_json::to_string(&head).unwrap_or_default());
    format!("{head}\n{packed}")
}

/// Adds a step if there is room for it.
fn push(steps: &mut Vec<String>, room: &mut usize, entry: &Entry) -> bool {
    let Ok(text) = serde_json::to_string(entry) else { return false };
    let Some(left) = room.checked_sub(text.len()) else { return false };
    *room = left;
    steps.push(text);
    true
}

/// Says whether a text is a history as it was written.
pub(super) fn is_whole(text: &str) -> bool {
    matches!(parse(text), Unframed::Whole(_))
}

fn parse(text: &str) -> Unframed<(Head, Steps)> {
    let (head, packed) = text.split_once('\n').unwrap_or((text, ""));
    let head: Head = match unframe(head) {
        Unframed::Whole(json) => match serde_json::from_str(json) {
            Ok(head) => head,
            Err(_) => return Unframed::Broken,
        },
        Unframed::Newer(schema) => return Unframed::Newer(schema),
        Unframed::Broken => return Unframed::Broken,
    };
    // No writer makes a longer one.
    if units(packed) > LONGEST || head.length > 2 * LONGEST || crc32(packed.as_bytes()) != head.crc
    {
        return Unframed::Broken;
    }
    let steps = pack::unpack(packed, head.bytes)
        .and_then(|bytes| pack::inflated(&bytes, head.length))
        .and_then(|text| serde_json::from_str(&text).ok());
    steps.map_or(Unframed::Broken, |steps| Unframed::Whole((head, steps)))
}

/// Walks from a state back and forth; `None` where the steps lead to a state that
/// breaks a rule.
fn walk(steps: Steps, state: &Workspace) -> Option<History> {
    let mut back = state.clone();
    let mut done = Vec::with_capacity(steps.undo.len());
    for step in steps.undo {
        let inverse = step.transaction(&back);
        back.replay(&inverse);
        done.push(inverse.inverse(inverse.sequence, inverse.at));
    }
    let mut forth = state.clone();
    let mut undone = Vec::with_capacity(steps.redo.len());
    for step in steps.redo {
        let transaction = step.transaction(&forth);
        forth.replay(&transaction);
        undone.push(transaction);
    }
    if !back.problems().is_empty() || !forth.problems().is_empty() {
        return None;
    }
    done.reverse();
    undone.reverse();
    Some(History::of(done, undone))
}
