//! The store: what was acknowledged is there again, and what cannot be read is kept.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "measurements are printed")]

#[path = "documents/arbitrary.rs"]
mod arbitrary;

use std::cell::RefCell;
use std::rc::Rc;
use trichter::domain::{Deal, Ids, Language, Moment, Preset, Settings, Timestamp};
use trichter::store::{
    Counting, LoadError, MemoryStorage, QUOTA, Saved, Storage, StorageError, Store,
};
use trichter::workspace::{Command, History, Place, Transaction, Workspace};

/// A storage whose texts outlive it, and which may crash after so many changes.
#[derive(Clone)]
struct Kept {
    memory: Rc<RefCell<MemoryStorage>>,
    changes_left: usize,
}

impl Kept {
    fn new(memory: &Rc<RefCell<MemoryStorage>>) -> Self {
        Self::crashing(memory, usize::MAX)
    }

    fn crashing(memory: &Rc<RefCell<MemoryStorage>>, changes_left: usize) -> Self {
        Self { memory: Rc::clone(memory), changes_left }
    }

    fn alive(&self) -> Result<(), StorageError> {
        if self.changes_left == 0 { Err(StorageError::Blocked) } else { Ok(()) }
    }

    fn change(
        &mut self,
        change: impl FnOnce(&mut MemoryStorage) -> Result<(), StorageError>,
    ) -> Result<(), StorageError> {
        self.alive()?;
        self.changes_left -= 1;
        change(&mut self.memory.borrow_mut())
    }
}

impl Storage for Kept {
    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.alive()?;
        self.memory.borrow().read(key)
    }
    fn write(&mut self, key: &str, text: &str) -> Result<(), StorageError> {
        self.change(|memory| memory.write(key, text))
    }
    fn remove(&mut self, key: &str) -> Result<(), StorageError> {
        self.change(|memory| memory.remove(key))
    }
    fn keys(&self) -> Result<Vec<String>, StorageError> {
        self.alive()?;
        self.memory.borrow().keys()
    }
}

/// A random life of a workspace: each transaction with the state after it.
struct Life {
    start: Workspace,
    steps: Vec<(Transaction, Workspace)>,
}

impl Life {
    fn random(seed: u64, length: usize) -> Self {
        let mut ids = Ids::seeded(seed);
        let start = Workspace::new("Start", Preset::Standard, Language::De, &mut ids);
        let mut workspace = start.clone();
        let mut history = History::default();
        let mut steps = Vec::new();
        while steps.len() < length {
            let moment = Moment {
                now: Timestamp::from_millis(i64::try_from(steps.len()).unwrap()),
                ..Moment::default()
            };
            let stages: Vec<_> =
                workspace.pipelines_in_order()[0].stages.iter().map(|stage| stage.id).collect();
            let stage = stages[usize::try_from(ids.below(5)).unwrap()];
            let some = workspace.deals().iter().next().map(|deal| (**deal).clone());
            let title = format!("Deal {}", ids.below(1_000));
            // One edit is large and is saved as a snapshot; the next removes what it wrote.
            let kind = match steps.len() {
                0..=2 => 8,
                4 => 2,
                5 => 1,
                _ => [0, 3, 4, 5, 6, 7, 8][usize::try_from(ids.below(7)).unwrap()],
            };
            let transaction = match (kind, some) {
                (0, _) => history.undo(&mut workspace, &moment),
                (1, Some(deal)) => {
                    workspace.apply(Command::DeleteDeal(deal.id), &moment, &mut ids).ok()
                }
                (2, Some(deal)) => {
                    let notes =
                        (0..14_000).map(|_| ids.next().to_string()[..5].to_owned()).collect();
                    let edit = Command::EditDeal(Box::new(Deal { notes, ..deal }));
                    workspace.apply(edit, &moment, &mut ids).ok()
                }
                (3, _) => {
                    let settings = Settings { name: title, ..(**workspace.settings()).clone() };
                    workspace
                        .apply(Command::EditSettings(Box::new(settings)), &moment, &mut ids)
                        .ok()
                }
                (4 | 5, Some(deal)) => {
                    let command = Command::MoveDeal { deal: deal.id, stage, place: Place::Top };
                    workspace.apply(command, &moment, &mut ids).ok()
                }
                _ => {
                    let deal = Box::new(Deal { title, stage, ..Deal::default() });
                    let command = Command::CreateDeal { deal, place: Place::Top };
                    workspace.apply(command, &moment, &mut ids).ok()
                }
            };
            let Some(transaction) = transaction.filter(|done| !done.changes.is_empty()) else {
                continue;
            };
            history.push(transaction.clone());
            steps.push((transaction, workspace.clone()));
        }
        Self { start, steps }
    }

    fn state(&self, after: usize) -> &Workspace {
        if after == 0 { &self.start } else { &self.steps[after - 1].1 }
    }

    /// Lives it with a storage, and folds the journal now and then.
    fn live(&self, memory: &Rc<RefCell<MemoryStorage>>) {
        let mut store = reopen(memory);
        store.save(&self.start).unwrap();
        for (at, (transaction, workspace)) in self.steps.iter().enumerate() {
            store.append(transaction, workspace).unwrap();
            if at % 6 == 5 {
                store.compact(workspace).unwrap();
            }
        }
    }
}

fn memory() -> Rc<RefCell<MemoryStorage>> {
    Rc::default()
}

fn reopen(memory: &Rc<RefCell<MemoryStorage>>) -> Store<Kept> {
    Store::open(Kept::new(memory)).unwrap().0
}

#[test]
fn the_journal_is_folded_when_it_is_long_and_undo_reaches_behind_the_fold() {
    let life = Life::random(30, 0);
    let mut ids = Ids::seeded(31);
    let mut store = Store::open(MemoryStorage::default()).unwrap().0;
    let mut workspace = life.start.clone();
    assert_eq!(store.save(&workspace), Ok(Saved::Snapshot));
    let mut due = None;
    for at in 1..=250 {
        let stage = workspace.pipelines_in_order()[0].stages[0].id;
        let deal = Box::new(Deal { title: format!("Deal {at}"), stage, ..Deal::default() });
        let command = Command::CreateDeal { deal, place: Place::Bottom };
        let done = workspace.apply(command, &Moment::default(), &mut ids).unwrap();
        if store.append(&done, &workspace) == Ok(Saved::CompactionDue) {
            due = due.or(Some(at));
            assert_eq!(store.compact(&workspace), Ok(Saved::Snapshot));
        }
        let key = format!("trichter/{}/j/{at}", workspace.id());
        if let Some(entry) = store.storage().texts.get(&key) {
            assert!(entry.encode_utf16().count() <= 2_048, "an edit is small: {entry}");
        }
    }
    assert_eq!(due, Some(200));
    let mut store = Store::open(store.storage().clone()).unwrap().0;
    let loaded = store.load(workspace.id()).unwrap();
    assert_eq!(loaded.workspace, workspace);
    assert_eq!(loaded.history.len(), 50);
    assert_eq!(store.earlier_history(workspace.id()).unwrap().len(), 200);
}

#[test]
fn several_workspaces_are_found_by_name_and_one_is_removed_for_good() {
    let mut ids = Ids::seeded(40);
    let mut one = Workspace::new("One", Preset::Standard, Language::De, &mut ids);
    let two = Workspace::new("Two", Preset::Consumer, Language::En, &mut ids);
    let memory = memory();
    let mut store = reopen(&memory);
    store.save(&one).unwrap();
    store.save(&two).unwrap();
    store.mark_opened(two.id(), Timestamp::from_millis(5)).unwrap();
    store.mark_opened(one.id(), Timestamp::from_millis(9)).unwrap();
    let settings = Settings { name: "First".to_owned(), ..(**one.settings()).clone() };
    let renamed =
        one.apply(Command::EditSettings(Box::new(settings)), &Moment::default(), &mut ids).unwrap();
    store.append(&renamed, &one).unwrap();
    let (store, found) = Store::open(Kept::new(&memory)).unwrap();
    let names: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
    assert_eq!(names, ["First", "Two"]);
    assert_eq!(store.current(), Ok(Some(one.id())));
    // A removal that is broken off at any moment is ended at the next start.
    let whole = memory.borrow().clone();
    for changes in 1..10 {
        let memory = Rc::new(RefCell::new(whole.clone()));
        let mut store = Store::open(Kept::crashing(&memory, changes)).unwrap().0;
        _ = store.delete_workspace(one.id());
        let (mut store, found) = Store::open(Kept::new(&memory)).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(store.current(), Ok(None));
        assert!(matches!(store.load(one.id()), Err(LoadError::Unknown)));
        assert_eq!(store.load(two.id()).unwrap().workspace, two);
        let left = memory.borrow().texts.keys().any(|key| key.contains(&one.id().to_string()));
        assert!(!left);
    }
}

#[test]
fn a_replaced_workspace_does_not_get_edits_of_the_one_before() {
    let life = Life::random(50, 12);
    let memory = memory();
    life.live(&memory);
    // The user brings an older file back; it has fewer transactions.
    let mut store = reopen(&memory);
    store.save(life.state(3)).unwrap();
    assert_eq!(&reopen(&memory).load(life.start.id()).unwrap().workspace, life.state(3));
}

#[test]
fn what_a_newer_version_wrote_is_left_alone() {
    let life = Life::random(60, 2);
    let memory = memory();
    life.live(&memory);
    let key = memory.borrow().texts.keys().find(|key| key.contains("/m/")).unwrap().clone();
    // "2 x" with its checksum.
    memory.borrow_mut().texts.insert(key, newer_frame());
    let before = memory.borrow().clone();
    let loaded = reopen(&memory).load(life.start.id());
    assert!(matches!(loaded, Err(LoadError::Newer { version: 2 })), "{loaded:?}");
    assert_eq!(*memory.borrow(), before);
}

/// A text `x` framed with schema 2.
fn newer_frame() -> String {
    let crc = b"2 x".iter().fold(!0_u32, |mut crc, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
        crc
    });
    format!("2 {:08x} 1 x", !crc)
}

#[test]
fn ten_thousand_deals_fit_several_times() {
    let (text, workspace) = arbitrary::many_deals();
    let mut store = Store::open(MemoryStorage::default()).unwrap().0;
    let begin = std::time::Instant::now();
    store.save(&workspace).unwrap();
    let first = begin.elapsed();
    let once = store.usage(Counting::Units).unwrap().used;
    store.save(&workspace).unwrap();
    let begin = std::time::Instant::now();
    store.save(&workspace).unwrap();
    let again = begin.elapsed();
    let usage = store.usage(Counting::Units).unwrap();
    let begin = std::time::Instant::now();
    let loaded = store.load(workspace.id()).unwrap();
    let fit = arbitrary::MANY as usize * QUOTA / usage.used;
    println!(
        "{} deals, {:.1} MB: one snapshot {once} units in {first:?}, nothing changed {again:?}, \
         loaded in {:?}; both snapshots take {} of {} units, so {} deals fit",
        arbitrary::MANY,
        text.len() as f64 / 1e6,
        begin.elapsed(),
        usage.used,
        usage.quota,
        fit,
    );
    assert_eq!(loaded.workspace, workspace);
    assert!(fit > 20_000, "{fit}");
}
